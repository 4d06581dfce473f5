#!/usr/bin/env bash
# Runs RELION's programs for a map of a series.
#
#   run_relion.sh --check                                      the folder that is found, and the version
#   run_relion.sh reconstruct STAR PROJECT HALF SYM MPI OUT [OPTION ...]
#                                                              half map HALF (1 or 2), by MPI processes; the names of the images
#                                                              begin in PROJECT
#   run_relion.sh mask FOLDER OUT                              mask of the mean.mrc and mask_options.txt of 'emtools mask-contour'
#   run_relion.sh postprocess HALF1 HALF2 MASK OPTIONS OUT     OUT.mrc and OUT.star; OPTIONS is postprocess_options.txt of
#                                                              'emtools shift-particles'
set -euo pipefail

fail() {
    echo "run_relion.sh: $*" >&2
    exit 2
}

# find NAME: in EMCONVERGE_RELION (the folder with RELION's programs), or on PATH
find_program() {
    if [ -n "${EMCONVERGE_RELION:-}" ]; then
        [ -x "$EMCONVERGE_RELION/$1" ] && echo "$EMCONVERGE_RELION/$1"
    else
        command -v "$1"
    fi
}

# program NAME: or a sentence that it is missing
program() {
    find_program "$1" || fail "there is no $1: install RELION 3.1 or newer (https://relion.readthedocs.io) and put its programs on PATH," \
        "or name their folder by EMCONVERGE_RELION."
}

# What starts several processes: EMCONVERGE_MPIRUN, or mpirun on PATH.
start() {
    local mpirun=${EMCONVERGE_MPIRUN:-mpirun}
    command -v "$mpirun" > /dev/null || fail "there is no $mpirun, which starts RELION's MPI programs: put it on PATH, name it by" \
        "EMCONVERGE_MPIRUN, or leave out --relion_mpi."
    "$mpirun" "$@"
}

log=$PWD/relion.log

# relion COMMAND...: its output is kept in relion.log; what it says of an error is told.
relion() {
    local status=0
    echo "+ $*" >> "$log"
    "$@" >> "$log" 2>&1 < /dev/null || status=$?
    case $status in 0) return ;; 137 | 143) exit "$status" ;; esac # stopped from outside, mostly for its memory
    fail "$(basename "$1") ended with status $status: $(last_words)"
}

# Of the log: the lines of RELION's error, or the last one.
last_words() {
    { grep -A 2 -m 1 -E '^ *ERROR' "$log" || tail -n 1 "$log"; } | tr -s '\n ' ' '
}

check() {
    local reconstruct said version
    reconstruct=$(program relion_reconstruct)
    program relion_mask_create > /dev/null
    program relion_postprocess > /dev/null
    said=$(timeout 300 "$reconstruct" --version 2>&1 < /dev/null) ||
        fail "$reconstruct does not run here: $(tail -n 1 <<< "$said")"
    version=$(sed -nE 's/^RELION version: *([^ ]+).*/\1/p' <<< "$said" | head -n 1)
    case $version in
        1.* | 2.* | 3.0*) fail "RELION 3.1 or newer is needed, and $reconstruct is of $version, which knows no optics groups." ;;
    esac
    printf 'relion %s\nfolder %s\n' "${version:-unknown}" "$(dirname "$reconstruct")"
}

# Names of images, and of a detector's MTF, begin in the project's folder, and so RELION is started there.
reconstruct() {
    local star out project=$2 half=$3 sym=$4 processes=$5
    local -a command ctf=()
    star=$(realpath "$1")
    out=$(realpath -m "$6")
    shift 6
    if [ "$processes" -gt 1 ]; then
        command=(start -n "$processes" "$(program relion_reconstruct_mpi)")
    else
        command=("$(program relion_reconstruct)")
    fi
    ! grep -q -m 1 '^_rlnDefocusU[[:space:]]' "$star" || ctf=(--ctf)
    cd "$project"
    relion "${command[@]}" --i "$star" --o "$out" --sym "$sym" --subset "$half" --pad 2 "${ctf[@]}" "$@"
    [ -s "$out" ] || fail "relion_reconstruct made no map: $(last_words)"
}

mask() {
    local -a options
    read -r -a options < "$1/mask_options.txt"
    relion "$(program relion_mask_create)" --i "$1/mean.mrc" --o "$2" "${options[@]}"
}

postprocess() {
    local -a options
    read -r -a options < "$4"
    # with a folder before the name, for RELION puts its report into the folder of the name
    relion "$(program relion_postprocess)" --i "$1" --i2 "$2" --mask "$3" "${options[@]}" \
        --o "$(dirname "$5")/$(basename "$5")"
    [ -s "$5.star" ] || fail "relion_postprocess made no $5.star: $(last_words)"
}

case ${1:-} in
    --check) check ;;
    reconstruct)
        [ $# -ge 7 ] || fail "six arguments are needed: STAR PROJECT HALF SYM MPI OUT."
        "$@" ;;
    mask)
        [ $# -eq 3 ] || fail "two arguments are needed: FOLDER OUT."
        "$@" ;;
    postprocess)
        [ $# -eq 6 ] || fail "five arguments are needed: HALF1 HALF2 MASK OPTIONS OUT."
        "$@" ;;
    *) fail "say what to do: --check, reconstruct, mask or postprocess." ;;
esac
