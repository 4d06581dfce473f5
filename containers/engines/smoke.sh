# shellcheck shell=bash
# Runs inside the container.
set -euo pipefail
[ "$(id -u)" != 0 ]
for tool in gcc make pip pip3; do
    ! command -v $tool || { echo "$tool is left in the container" >&2; exit 1; }
done
cd "$(mktemp -d)"
command -v ps awk >/dev/null
servalcat --version
python3 -m openmm.testInstallation
python3 - <<'PYTHON'
import os
import gemmi
import pdbfixer
library = gemmi.MonLib()
assert library.read_monomer_lib(os.environ["CLIBD_MON"], ["ALA", "GLY"]), "the monomer library is not whole"
PYTHON
