#!/usr/bin/env bash
# setup_venv.sh FOLDER REQUIREMENT: makes the virtual environment when it is missing and installs the locked versions into it.
set -euo pipefail
folder=$1 requirement=$2
here=$(dirname "${BASH_SOURCE[0]}")

if ! "$folder/bin/python" -c 'import pip' >/dev/null 2>&1; then
    python=$("$here/find_python.sh")
    # Debian and Ubuntu ship Python without the part that fills a new environment with pip.
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        "$here/apt_install.sh" "$package"
    fi
    echo "setting up $folder with $("$python" --version)" >&2
    "$python" -m venv "$folder"
fi
echo "installing $requirement with the versions of constraints.txt" >&2
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable "$requirement"
