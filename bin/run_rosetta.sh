#!/usr/bin/env bash
# Runs Rosetta trajectories, one for each seed, in the folder that 'emtools rosetta-setup' wrote.
#
#   run_rosetta.sh --check                          the program and the database that are found, and the version
#   run_rosetta.sh --validate SETUP                 whether this build knows the protocol and the flags; nothing is sampled
#   run_rosetta.sh SETUP FIRST LAST SECONDS OUT     trajectories of the seeds FIRST to LAST, each at most SECONDS long
#
# Each seed gets the folder OUT/seed_0001 with rosetta.log, status (the exit status), seconds, and what Rosetta wrote.
set -euo pipefail

fail() {
    echo "run_rosetta.sh: $*" >&2
    exit 2
}

# Where the program may be: EMCONVERGE_ROSETTA (the program or its folder), a Rosetta tree in ROSETTA3, ROSETTA_BIN, PATH.
folders() {
    local part
    printf '%s\n' ${EMCONVERGE_ROSETTA:+"$EMCONVERGE_ROSETTA"} ${ROSETTA_BIN:+"$ROSETTA_BIN"}
    for part in bin source/bin main/source/bin; do
        printf '%s\n' ${ROSETTA3:+"$ROSETTA3/$part"}
    done
    tr ':' '\n' <<< "$PATH"
}

# Builds are named rosetta_scripts.[EXTRAS.]SYSTEM COMPILER release; those that run alone come before MPI's, debug builds not at all.
find_program() {
    local folder pattern found
    if [ -n "${EMCONVERGE_ROSETTA:-}" ] && [ -f "$EMCONVERGE_ROSETTA" ] && [ -x "$EMCONVERGE_ROSETTA" ]; then
        echo "$EMCONVERGE_ROSETTA"
        return
    fi
    while read -r folder; do
        for pattern in 'static.*release' 'static.release' 'default.*release' 'linux*release' 'macos*release' '' '*release'; do
            while read -r found; do
                if [ -f "$found" ] && [ -x "$found" ]; then
                    echo "$found"
                    return
                fi
            done < <(compgen -G "$folder/rosetta_scripts${pattern:+.$pattern}" | LC_ALL=C sort)
        done
    done < <(folders)
    fail "there is no rosetta_scripts: install Rosetta (free for academic use, by a licence of https://rosettacommons.org) and put its" \
        "folder source/bin on PATH, or name the program by EMCONVERGE_ROSETTA."
}

# ROSETTA3_DB, ROSETTA_DATABASE, or beside the program's tree; none where the build knows its own.
find_database() {
    local folder
    for folder in "${ROSETTA3_DB:-}" "${ROSETTA_DATABASE:-}" "$(dirname "$1")/../../database"; do
        if [ -n "$folder" ] && [ -d "$folder" ]; then
            (cd "$folder" && pwd)
            return
        fi
    done
}

# rosetta OPTIONS...: the program with its database; an MPI build alone needs a distributor that has no master.
rosetta() {
    local -a always=()
    [ -z "$database" ] || always+=(-database "$database")
    case $(basename "$program") in *.mpi*) always+=(-jd2::mpi_work_partition_job_distributor) ;; esac
    "${limit[@]}" "$program" "${always[@]}" "$@" < /dev/null
}

check() {
    local said status=0 version
    limit=(timeout 300)
    said=$(rosetta -parser::info CartesianSampler 2>&1) || status=$?
    if grep -qiE '(could not find|unable to locate) database' <<< "$said"; then
        fail "Rosetta does not find its database: set ROSETTA3_DB to the folder 'database' of its tree."
    elif [ "$status" -ge 124 ]; then
        fail "$program does not run here (status $status): $(tail -n 1 <<< "$said")"
    fi
    version=$(grep -oiE 'Rosetta version:? .*' <<< "$said" | grep -oE '[0-9]{4}\.[0-9]+[^ ]*' | head -n 1 || true)
    printf 'rosetta %s\nprogram %s\ndatabase %s\n' "${version:-unknown}" "$program" "${database:-its own}"
}

# RosettaScripts reads the protocol against its own schema, and stops.
validate() {
    local status=0 said
    limit=(timeout 600)
    said=$(cd "$1" && rosetta @flags -parser::validate_and_exit 2>&1) || status=$?
    [ "$status" -eq 0 ] ||
        fail "this Rosetta does not take the protocol (status $status): $(grep -E 'ERROR|Error' <<< "$said" | head -n 3 | tr '\n' ' ')"
    echo "protocol valid"
}

trajectory() {
    local seed=$1 began=$SECONDS status=0
    ln -s "$setup"/* .
    rosetta @flags -run::jran "$seed" > rosetta.log 2>&1 || status=$?
    find . -type l -delete
    echo $((SECONDS - began)) > seconds
    if [ "$status" -eq 137 ] && [ $((SECONDS - began)) -ge "$longest" ]; then
        status=124
    fi
    case $status in 137 | 143) exit "$status" ;; esac # stopped from outside, mostly for its memory: the task is tried again with more
    echo "$status" > status
}

program=$(find_program)
database=$(find_database "$program")
if [ "${1:-}" = --check ]; then
    check
    exit
fi
if [ "${1:-}" = --validate ]; then
    validate "$2"
    exit
fi
[ $# -eq 5 ] || fail "five arguments are needed: SETUP FIRST LAST SECONDS OUT."
setup=$(cd "$1" && pwd)
longest=$4
limit=(timeout -k 30 "$longest")
mkdir -p "$5"
for seed in $(seq "$2" "$3"); do
    folder=$5/seed_$(printf '%04d' "$seed")
    mkdir "$folder"
    (cd "$folder" && trajectory "$seed")
done
