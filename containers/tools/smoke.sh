# shellcheck shell=bash
# Runs inside the container.
set -euo pipefail
[ "$(id -u)" != 0 ]
for tool in gcc make pip pip3 javac mvn; do
    ! command -v $tool || { echo "$tool is left in the container" >&2; exit 1; }
done
cd "$(mktemp -d)"
command -v ps awk >/dev/null
emtools --version | grep '^emtools [0-9]'
emtools example --out-dir example
emtools prepare-model --model example/model.cif --out stripped.cif --json prepare.json
emtools prepare-map --model stripped.cif --map example/map.mrc --resolution 3 --out-dir map
emtools validate --model stripped.cif --map map/map.mrc --resolution 3 --json validation.json --residues residues.csv
python3 -c 'import vl_convert
chart = {"data": {"values": [{"x": 1}]}, "mark": "bar", "encoding": {"x": {"field": "x"}}}
assert "<svg" in vl_convert.vegalite_to_svg(chart)'
