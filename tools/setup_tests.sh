#!/usr/bin/env bash
# setup_tests.sh browser|java: sees to the programs that the suite drives and that do not come from PyPI.
#   browser  Chromium, for the tests of the pages
#   java     JDK 17 or newer and Maven, for the real Neo4j server of the tests
set -euo pipefail
here=$(dirname "${BASH_SOURCE[0]}")

java_fits() {  # a 1.8-style version answers 1, which is old enough to be refused too
    local line
    line=$(java -version 2>&1) || return 1
    [[ $line =~ version\ \"([0-9]+) ]] && [ "${BASH_REMATCH[1]}" -ge 17 ]
}

has_browser() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }

case ${1:-} in
browser)
    if ! has_browser; then
        # Debian and Ubuntu name it differently; without fonts a page shows boxes for letters.
        "$here/apt_install.sh" "chromium|chromium-browser" fonts-dejavu-core
        has_browser || { echo "still no Chromium on PATH: install Chromium or Chrome and run make again" >&2; exit 1; }
    fi
    ;;
java)
    missing=()
    # Releases without 17 have a newer default, which runs the server as well.
    if ! java_fits; then missing+=("openjdk-17-jdk-headless|default-jdk-headless"); fi
    if ! command -v mvn >/dev/null; then missing+=(maven); fi
    if [ ${#missing[@]} -gt 0 ]; then "$here/apt_install.sh" "${missing[@]}"; fi
    java_fits || { echo "no Java 17 or newer on PATH: install a JDK 17 and run make again, or give --without-neo4j in ARGS" >&2; exit 1; }
    ;;
*)
    echo "usage: setup_tests.sh browser|java" >&2
    exit 2
    ;;
esac
