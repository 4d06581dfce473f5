#!/usr/bin/env bash
# Runs the program of this name that was unpacked beside, with the libraries that were unpacked with it.
usr=$(cd "$(dirname "${BASH_SOURCE[0]}")/../usr" && pwd)
export LD_LIBRARY_PATH=$usr/lib/x86_64-linux-gnu OPAL_PREFIX=$usr PMIX_INSTALL_PREFIX=$usr
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_rmaps_base_oversubscribe=1
name=$(basename "$0")
[ "$name" != mpirun ] || name=mpirun.openmpi
exec "$usr/bin/$name" "$@"
