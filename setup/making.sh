# shellcheck shell=bash
# How a component is made, and how that is told: sizes first, then each component with a bar. Sourced by components.sh.

# size NAME COLUMN: of a component, from the table of sizes: 2 MB that stay, 3 MB at most while it is made, 4 what it is.
size() {
    local -a row
    while IFS=$'\t' read -r -a row; do
        [ "${row[0]}" != "$1" ] || echo "${row[$2 - 1]}"
    done < "$ROOT/setup/sizes.tsv"
}

# plan NAME...: what is going to be made, told before the first of it.
plan() {
    local name total=0
    PLANNED=$#
    MADE=0
    [ $# -gt 1 ] || return 0
    for name in "$@"; do
        total=$((total + $(size "$name" 2)))
    done
    say "$# components are missing and are set up now, once: about $total MB in $EMCONVERGE_HOME."
}

# begin_making NAME: says what is made, which of how many, how large it is.
begin_making() {
    MADE=$((MADE + 1))
    say "setting up $(size "$1" 4) ($([ "$PLANNED" -le 1 ] || echo "$MADE of $PLANNED, ")about $(size "$1" 2) MB) ..."
}

# make NAME FOLDER COMMAND...: an empty folder filled by COMMAND, complete or not there at all.
make() {
    local name=$1 folder=$2 status=0
    shift 2
    is_complete "$folder" && return 0
    begin_making "$name"
    rm -rf "$folder"
    mkdir -p "$folder/.tmp" # what is downloaded before it is unpacked counts too
    watched "$(size "$name" 3)" "$folder" "$folder.log" env_tmp "$folder/.tmp" "$@" "$folder" || status=$?
    [ $status -eq 0 ] || {
        tail -n 20 "$folder.log" >&2
        fail "setting up $(size "$name" 4) failed (the whole log: $folder.log): mend what it says, for instance the network," \
            "and run the same command again."
    }
    rm -rf "$folder.log" "$folder/.tmp"
    touch "$folder/.complete"
}

env_tmp() {
    local TMPDIR=$1
    export TMPDIR
    "${@:2}"
}

# watched MB FOLDER LOG COMMAND...: runs it, its output in LOG, with a bar of what FOLDER and Maven's repository have grown by.
watched() {
    local most=$1 folder=$2 log=$3 bar='' before status=0
    shift 3
    if [ -t 2 ] && [ "${TERM:-dumb}" != dumb ]; then
        before=$(megabytes "$folder" "$EMCONVERGE_HOME/maven")
        bar "$most" "$before" "$folder" "$EMCONVERGE_HOME/maven" >&2 &
        bar=$!
        # shellcheck disable=SC2064 # expanded now: the number of this bar
        trap "kill $bar; echo >&2; exit 130" INT
    fi
    "$@" > "$log" 2>&1 || status=$?
    if [ -n "$bar" ]; then
        kill "$bar" 2>/dev/null || true
        wait "$bar" 2>/dev/null || true
        trap - INT
        printf '\r\033[K' >&2
    fi
    return $status
}

# Megabytes in folders that may not be there.
megabytes() { du -scm "$@" 2>/dev/null | tail -n 1 | cut -f 1; }

# bar MB BEFORE FOLDER...: how much of what is expected has come to the MB before, until it is killed or the set-up is gone.
bar() {
    local most=$1 before=$2 now percent last='' full='##############################' empty='..............................'
    shift 2
    while kill -0 $$ 2>/dev/null; do
        now=$(($(megabytes "$@") - before))
        percent=$((now < 0 ? 0 : now < most ? now * 100 / most : 99))
        if [ "$percent" != "$last" ]; then
            printf '\r\033[K[%s%s] %d %%' "${full:0:percent * 30 / 100}" "${empty:percent * 30 / 100}" "$percent"
            last=$percent
        fi
        sleep 0.5
    done
}
