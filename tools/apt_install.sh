#!/usr/bin/env bash
# apt_install.sh PACKAGE[|OTHER]...: installs Debian or Ubuntu packages when that is possible without asking anyone (root,
# apt-get), else says in one line what to install and fails.  "a|b" takes the first that the release has.
set -euo pipefail

if [ "$EUID" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "missing on this machine: ${*//|/ or } (on Debian or Ubuntu through apt-get as root); install it and run make again" >&2
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
give_up() {
    tail -n 20 "$log" >&2
    echo "apt could not install $*: see the lines above, install it by hand and run make again" >&2
    exit 1
}

echo "installing ${*//|/ or } through apt" >&2
apt-get update >"$log" 2>&1 || give_up "$@"
packages=()
for names in "$@"; do
    chosen=${names%%|*}
    for name in ${names//|/ }; do
        if apt-cache show "$name" >/dev/null 2>&1; then chosen=$name; break; fi
    done
    packages+=("$chosen")
done
apt-get install --yes --no-install-recommends "${packages[@]}" >>"$log" 2>&1 || give_up "$@"
