#!/usr/bin/env bash
# Prints the path of a Python of at least 3.11: $PYTHON when it is set, else the newest one found on PATH.
# A name on PATH is not enough (version managers put names there that do not run), so each one is asked for its version.
set -euo pipefail

fits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

if [ -n "${PYTHON:-}" ]; then
    if fits "$PYTHON"; then echo "$PYTHON"; exit 0; fi
    echo "PYTHON=$PYTHON does not run as Python 3.11 or newer: name another one" >&2
    exit 1
fi
for name in python3.13 python3.12 python3.11 python3; do
    if fits "$name"; then command -v "$name"; exit 0; fi
done
echo "no Python 3.11 or newer on PATH: install one (Debian, Ubuntu: apt-get install python3 python3-venv), or set PYTHON=/path/to/python" >&2
exit 1
