#!/usr/bin/env bash
# Runs promtool, Prometheus's own checker of rules: the one of the system, or else the one in Debian's package, which is unpacked
# into build/promtool and not installed.
set -u -o pipefail
cd "$(dirname "$0")/.."

readonly FOLDER=build/promtool
readonly UNPACKED=$FOLDER/usr/bin/promtool

unpack() {
  local work
  work=$(mktemp -d) || return
  # apt downloads as a user of its own, who has to be able to write there.
  chmod 755 "$work"
  (cd "$work" && { apt-get download -qq prometheus || { apt-get update -qq && apt-get download -qq prometheus; }; }) >/dev/null 2>&1 &&
    mkdir -p "$FOLDER" && dpkg-deb --fsys-tarfile "$work"/prometheus_*.deb | tar -x -C "$FOLDER" ./usr/bin/promtool
  rm -rf "$work"
  [[ -x $UNPACKED ]] || { echo 'promtool is not here: install prometheus' >&2; return 1; }
}

if command -v promtool >/dev/null; then exec promtool "$@"; fi
[[ -x $UNPACKED ]] || unpack || exit
exec "$UNPACKED" "$@"
