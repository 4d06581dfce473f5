#!/usr/bin/env bash
# An entry of make.py through the commands of the pipeline's tasks, from either conformation:
#     bench/two_states/run.sh FOLDER a|b MODELS BEST
# PYTHON is the engines' Python, CLIBD_MON the monomer library. The entry with its results is FOLDER/from_a (or _b).
set -euo pipefail
folder=$(realpath "$1") state=$2 models=$3 best=$4
root=$(cd "$(dirname "$0")/../.." && pwd)
entry=$folder/from_$state
resolution=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["resolution"])' "$folder/truth.json")
emtools() { "$root/bin/emtools" "$@"; }
engine() { PYTHONPATH=$root/engines "$PYTHON" "$root/bin/$1" "${@:2}"; }

mkdir -p "$entry/prepared" "$entry/sampled" "$entry/validation" "$entry/refined"
cd "$entry"
if [ ! -e system ]; then
    emtools prepare-model --model "$folder/state_$state.cif" --out stripped.cif --json prepared/prepare.json
    engine complete_model.py --model stripped.cif --out prepared/prepared.cif --json prepared/completed.json
    emtools prepare-map --model prepared/prepared.cif --half1 "$folder/half1.mrc" --half2 "$folder/half2.mrc" \
        --resolution "$resolution" --margin 8 --out-dir prepared
    engine sample_openmm.py setup --model prepared/prepared.cif --map prepared/map.mrc --resolution "$resolution" --out system
fi
[ -e seeds/whole ] || engine sample_openmm.py sample --system system --seeds "1-$models" --platform CPU --jobs 2 --out "$entry/seeds"
touch seeds/whole
cp seeds/*.cif sampled/
cp seeds/scores.csv sampled/scores_1.csv
cp seeds/dropped.csv sampled/dropped_1.csv
[ -e ranking.json ] || {
    emtools validate --model sampled/*.cif --stage sampled --map prepared/map.mrc --resolution "$resolution" \
        --monlib "$CLIBD_MON" --json validation/sampled_1.json
    emtools rank --entry . --requested "$models" --best "$best" --min-models 2 --out-dir .
}
mapfile -t chosen < <(sed 's,.*,sampled/&.cif,' selected.txt)
[ -n "$(ls refined)" ] || engine refine_servalcat.py --model "${chosen[@]}" \
    --halfmaps prepared/half1.mrc prepared/half2.mrc --resolution "$resolution" --monlib "$CLIBD_MON" --jobs 2 --out refined
emtools converge --entry . --id two_states --resolution "$resolution" --sampler openmm --refiner servalcat --out-dir .
