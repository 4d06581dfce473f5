# shellcheck shell=bash
# What bin/emconverge says of itself: its commands, their help, the versions of what it runs on, the completion of shells. Sourced by it,
# behind components.sh. Nothing here sets up anything.

COMMANDS=$ROOT/setup/commands.tsv # of the launcher: group, name, description; emtools reads it too
HELP=$ROOT/setup/help             # of the commands that emtools does not have

usage() {
    local group name description last=
    echo "emconverge: how well does a cryo-EM map determine an atomic model?"
    echo
    echo "Usage: emconverge COMMAND [OPTION...]"
    while IFS=$'\t' read -r group name description; do
        [ "$group" = "$last" ] || printf '\n%s:\n' "$group"
        last=$group
        printf '  %-14s %s\n' "$name" "$description"
    done < <(tail -n +2 "$COMMANDS")
    cat <<'TEXT'

Examples:
  emconverge demo
  emconverge run --map map.mrc --model model.cif --resolution 3.2
  emconverge run --input samplesheet.csv -resume
  emconverge assess-models --map map.mrc --resolution 3.2 --outdir mine models/*.pdb

'emconverge help COMMAND' explains a command with examples, docs/usage.md all of it.
What the set-up makes lies in $EMCONVERGE_HOME (default ~/.cache/emconverge) and in this checkout, nowhere else.
TEXT
}

is_command() { cut -f 2 "$COMMANDS" | tail -n +2 | grep -qxF -- "$1"; }

unknown_command() { fail "there is no command '$1': 'emconverge --help' lists them."; }

# Only what it prints matters, not that its sources have changed since.
emtools_as_launcher() { EMTOOLS_NAME=emconverge "$ROOT/bin/emtools" "$@"; }

# explain COMMAND: the whole text of its help.
explain() {
    local text
    if [ ! -f "$HELP/$1.txt" ]; then
        [ -f "$(jar_file)" ] || fail "the help of '$1' is in emtools, which is not set up yet: run 'emconverge doctor --install'," \
            "or read docs/usage.md."
        emtools_as_launcher "$1" --help
        return
    fi
    sed -n "s/^[^\t]*\t$1\t//p" "$COMMANDS"
    echo
    text=$(< "$HELP/$1.txt")
    printf '%s' "${text%%@PARAMETERS@*}"
    if [[ $text != *@PARAMETERS@* ]]; then
        echo
    elif [ -f "$(jar_file)" ]; then
        "$ROOT/bin/emtools" parameters && echo "${text#*@PARAMETERS@}"
    else
        printf '\nThe parameters are listed here once emtools is set up (emconverge doctor --install); until then: docs/usage.md#running.\n'
        echo "${text#*@PARAMETERS@}"
    fi
}

# help [COMMAND]: on a terminal through a pager, as man does it.
help() {
    local -a pager
    [ $# -eq 0 ] || is_command "$1" || unknown_command "$1"
    if [ $# -eq 0 ]; then
        set -- usage
    else
        set -- explain "$1"
    fi
    read -ra pager <<< "${PAGER:-less}"
    if [ -t 1 ] && command -v "${pager[0]}" > /dev/null; then
        # the text first, so that a fault is seen and not paged away; less ends at once where all fits on the screen
        local text
        text=$(EMTOOLS_JAVA_OPTS="${EMTOOLS_JAVA_OPTS:-} -Dpicocli.ansi=true" "$@") || exit $?
        LESS=${LESS:-FRX} "${pager[@]}" <<< "$text"
    else
        "$@"
    fi
}

# asks_for_help ARGUMENT...: whether a command is to be explained and not run.
asks_for_help() {
    local word
    for word in "$@"; do
        case $word in
            --) return 1 ;;
            -h | --help | -help) return 0 ;;
        esac
    done
    return 1
}

# Lines for a bug report. What is missing is said, not made.
version() {
    local commit changed package installed python nextflow
    printf '%-12s %s' emconverge "$(< "$ROOT/VERSION")"
    if commit=$(git -C "$ROOT" rev-parse --short=12 HEAD 2> /dev/null) && [ -e "$ROOT/.git" ]; then
        changed=$(git -C "$ROOT" status --porcelain -uno 2> /dev/null | head -n 1)
        printf ' (commit %s%s)' "$commit" "${changed:+, with changes}"
    fi
    echo
    printf '%-12s %s\n' system "$(uname -srm)"
    printf '%-12s %s\n' bash "$BASH_VERSION"
    printf '%-12s %s\n' java "$(java_version 2> /dev/null | grep . || echo missing)"
    if python=$(find_python); then python=$("$python" -c 'import platform; print(platform.python_version())'); fi
    printf '%-12s %s\n' python "${python:-missing}"
    installed=$(installed_nextflow)
    if [ -n "$installed" ]; then
        nextflow="$(sed -n 2p "$EMCONVERGE_HOME/installed-nextflow") ($installed)"
    elif has_nextflow; then
        nextflow=$NEXTFLOW_VERSION
    else
        nextflow="missing ($NEXTFLOW_VERSION is set up)"
    fi
    printf '%-12s %s\n' nextflow "$nextflow"
    if [ -f "$(jar_file)" ]; then
        changed=$(has_jar || echo ' (of other sources than these)')
        printf '%-12s %s%s\n' emtools "$("$ROOT/bin/emtools" --version | cut -d ' ' -f 2)" "$changed"
    else
        printf '%-12s %s\n' emtools missing
    fi
    for package in openmm pdbfixer servalcat gemmi; do
        printf '%-12s %s\n' "$package" "$(package_version "$package" | grep . || echo missing)"
    done
    has_driver && has_task_programs || echo "What is missing is set up by the first run, or by: emconverge doctor --install"
}

# completion SHELL
completion() {
    case ${1:-} in
        bash | zsh | fish) ;;
        *) fail "name the shell to complete for: emconverge completion bash, zsh or fish." ;;
    esac
    [ -f "$(jar_file)" ] || fail "the completion is made by emtools, which is not set up yet: run 'emconverge doctor --install' first."
    "$ROOT/bin/emtools" completion "$1" --launcher
}
