# shellcheck shell=bash
# Inside the build of the container: /opt/engines and /opt/monomers, by the set-up's own functions.
set -euo pipefail
# shellcheck source=/dev/null
[ ! -s /run/secrets/pip ] || . /run/secrets/pip
ROOT=/source
EMCONVERGE_ENGINES=/opt/engines
. "$ROOT/setup/components.sh"

mkdir -p /opt/monomers
make_environment /opt/engines "$ROOT/containers/engines/requirements.lock"
[ -z "$CUDA" ] || with_pip /opt/engines/bin/python install --only-binary :all: -r "$ROOT/containers/engines/requirements-cuda.lock"
add_package /opt/engines
make_monomers /opt/monomers
strip_environment /opt/engines
