#!/usr/bin/env bash
# setup_tests.sh browser | neo4j PYTHON: sees to what the suite drives and what does not come from PyPI.
#   browser  Chromium, for the tests of the pages
#   neo4j    a JDK and Maven, then the jars of the real Neo4j server, in a cache outside the checkout
set -euo pipefail
here=$(dirname "${BASH_SOURCE[0]}")

has_browser() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }

case ${1:-} in
browser)
    if ! has_browser; then
        # Debian and Ubuntu name it differently; without fonts a page shows boxes for letters.
        "$here/apt_install.sh" "chromium|chromium-browser" fonts-dejavu-core
        has_browser || { echo "still no Chromium on PATH: install Chromium or Chrome and run make again" >&2; exit 1; }
    fi
    # Checks docker-compose.yml without an engine.  One test needs it and says so where it cannot be had.
    command -v docker-compose >/dev/null || [ "$EUID" -ne 0 ] || "$here/apt_install.sh" docker-compose || true
    ;;
neo4j)
    # The module that starts the server knows which Java it supports; it is asked rather than repeated here.
    if ! "$2" -c 'from tests.neo4j_server.resolve import check_tools; check_tools("lts")' 2>/dev/null; then
        "$here/apt_install.sh" "openjdk-17-jdk-headless|openjdk-21-jdk-headless" maven
    fi
    echo "fetching Neo4j for the tests, unless the cache has it" >&2
    "$2" -m tests.neo4j_server resolve >/dev/null
    ;;
*)
    echo "usage: setup_tests.sh browser | neo4j PYTHON" >&2
    exit 2
    ;;
esac
