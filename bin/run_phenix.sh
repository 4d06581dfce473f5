#!/usr/bin/env bash
# Runs phenix.real_space_refine in the folder that 'emtools phenix-setup' wrote.
#
#   run_phenix.sh --check                      the program that is found, and the version
#   run_phenix.sh --validate SETUP             whether this Phenix knows the parameters; nothing is refined
#   run_phenix.sh SETUP OUT [NAME=VALUE ...]   refines; OUT gets phenix.log, status (the exit status), seconds, and what Phenix wrote
set -euo pipefail

fail() {
    echo "run_phenix.sh: $*" >&2
    exit 2
}

# find NAME: EMCONVERGE_PHENIX (the folder with Phenix's programs), the installation that phenix_env.sh names, PATH
find_program() {
    local folder
    for folder in "${EMCONVERGE_PHENIX:-}" ${PHENIX:+"$PHENIX/build/bin" "$PHENIX/phenix_bin" "$PHENIX/bin"}; do
        if [ -n "$folder" ] && [ -x "$folder/$1" ]; then
            echo "$folder/$1"
            return
        fi
    done
    command -v "$1"
}

program=$(find_program phenix.real_space_refine) \
    || fail "there is no phenix.real_space_refine: install Phenix (free for academic use, by a" \
    "licence of https://phenix-online.org) and source its phenix_env.sh, or name the folder of its programs by EMCONVERGE_PHENIX."

if [ "${1:-}" = --check ]; then
    said=$(timeout 300 "$(find_program phenix.version)" 2>&1 < /dev/null || true)
    version=$(sed -nE 's/^ *Version: *([^ ]+).*/\1/p' <<< "$said" | head -n 1)
    release=$(sed -nE 's/^ *Release tag: *([^ ]+).*/\1/p' <<< "$said" | head -n 1)
    version=${version:-${PHENIX_VERSION:-unknown}}
    printf 'phenix %s\nprogram %s\n' "$version${release:+-$release}" "$program"
    exit
fi

if [ "${1:-}" = --validate ]; then
    said=$(cd "$2" && timeout 600 "$program" refine.eff dry_run=True 2>&1 < /dev/null) ||
        fail "this Phenix does not take the parameters: $(grep -A 2 -m 1 Sorry <<< "$said" | tr '\n' ' ')"
    echo "parameters valid"
    exit
fi

[ $# -ge 2 ] || fail "two arguments are needed: SETUP OUT."
setup=$(cd "$1" && pwd)
mkdir -p "$2"
cd "$2"
shift 2
ln -s "$setup"/* .
began=$SECONDS
status=0
"$program" refine.eff "$@" > phenix.log 2>&1 < /dev/null || status=$?
find . -type l -delete
case $status in 137 | 143) exit "$status" ;; esac # stopped from outside, mostly for its memory: the task is tried again with more
echo $((SECONDS - began)) > seconds
echo "$status" > status
