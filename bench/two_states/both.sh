#!/usr/bin/env bash
# The refined models of both starts of run.sh as one ensemble, and what is found in it:
#     bench/two_states/both.sh FOLDER
set -euo pipefail
folder=$(realpath "$1")
root=$(cd "$(dirname "$0")/../.." && pwd)
models=$folder/both/models
mkdir -p "$models"
for state in a b; do
    for file in "$folder/from_$state"/refined/*.cif; do cp "$file" "$models/${state}_$(basename "$file")"; done
done
resolution=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["resolution"])' "$folder/truth.json")
"$root/bin/emtools" assess-models --map "$folder/map.mrc" --half1 "$folder/half1.mrc" --half2 "$folder/half2.mrc" \
    --resolution "$resolution" --id both --out-dir "$folder/both/out" "$models"/*.cif
