# shellcheck shell=bash
# Inside the build of the container: /opt/engines and /opt/monomers, by the set-up's own functions.
set -euo pipefail
# shellcheck source=/dev/null
[ ! -s /run/secrets/pip ] || . /run/secrets/pip
ROOT=/source
EMCONVERGE_ENGINES=/opt/engines
. "$ROOT/setup/components.sh"

mkdir -p /opt/monomers
make_environment /opt/engines "$ROOT/containers/engines/requirements.txt"
[ -z "$OPENMM_PLUGIN" ] || /opt/engines/bin/python -m pip install --no-cache-dir "$OPENMM_PLUGIN"
make_monomers /opt/monomers
strip_environment /opt/engines
