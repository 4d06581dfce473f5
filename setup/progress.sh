# shellcheck shell=bash
# How a run tells how far it is. Sourced by bin/emconverge; lib/Watch.groovy does the telling.

# ask_for_progress WANTED OWN: sets EMCONVERGE_PROGRESS for the driver. Who asks for Nextflow's own display, by NXF_ANSI_LOG or by an
# option (OWN, or empty), gets it.
ask_for_progress() {
    local wanted=$1 own=$2
    case $wanted in
        auto)
            if [ -n "$own" ] || [ -n "${NXF_ANSI_LOG:-}" ]; then
                wanted=
            elif [ -t 1 ] && [ "${TERM:-dumb}" != dumb ]; then
                wanted=terminal
            else
                wanted=plain
            fi ;;
        plain | json | none)
            [ -z "$own" ] || fail "--progress $wanted and $own exclude each other: leave one out." ;;
        *) fail "--progress '$wanted' is not known: give auto, plain, json or none." ;;
    esac
    unset EMCONVERGE_PROGRESS EMCONVERGE_PROGRESS_TO
    [ -z "$wanted" ] || export EMCONVERGE_PROGRESS=$wanted NXF_ANSI_LOG=false
}

# with_progress COMMAND...: runs it; lines of JSON go to the standard output, and everything else that it prints to the standard error.
# They come through a pipe, which can be opened by its name whatever the standard output is; what relays them outlives a Ctrl-C.
with_progress() {
    if [ "${EMCONVERGE_PROGRESS:-}" != json ]; then
        "$@"
        return
    fi
    local status=0
    export EMCONVERGE_PROGRESS_TO=/dev/fd/3
    "$@" 3>&1 1>&2 | (trap '' INT TERM HUP && exec cat) || status=${PIPESTATUS[0]}
    return "$status"
}

# say_result WORDS: on the standard output, where that is not kept for JSON.
say_result() {
    if [ "${EMCONVERGE_PROGRESS:-}" = json ]; then echo "$*" >&2; else echo "$*"; fi
}
