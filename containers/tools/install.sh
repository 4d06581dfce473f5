# shellcheck shell=bash
# Inside the build of the container: /opt/java, /opt/figures and the class archive of emtools.
set -euo pipefail
# shellcheck source=/dev/null
[ ! -s /run/secrets/pip ] || . /run/secrets/pip
ROOT=/source
EMCONVERGE_HOME=/tmp/emconverge
. "$ROOT/setup/components.sh"
export EMTOOLS_JAR=/opt/emtools/emtools.jar CLIBD_MON=/opt/monomers

make_environment /opt/figures "$ROOT/containers/tools/requirements.lock"
add_package /opt/figures
strip_environment /opt/figures

# jdk.crypto.ec: elliptic curves, which most web servers' TLS asks for
jlink --add-modules "$(jdeps --print-module-deps --ignore-missing-deps --multi-release 17 "$EMTOOLS_JAR"),jdk.crypto.ec" \
    --strip-java-debug-attributes --no-header-files --no-man-pages --output /opt/java
cp --dereference /etc/ssl/certs/java/cacerts /opt/java/lib/security/cacerts
export JAVA_HOME=/opt/java

mkdir -p "$EMCONVERGE_HOME/tmp"
# The class archive is good for a jar of this very time, which the image may be given as a whole.
touch -d "@$SOURCE_DATE_EPOCH" "$EMTOOLS_JAR"
archive_classes /opt/emtools/emtools.jsa
"$ROOT/bin/emtools" --version > /tmp/version # which would be asked for, were it there already
mv /tmp/version /opt/emtools/emtools.version
