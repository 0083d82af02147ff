#!/usr/bin/env bash
# The two commands on a Debian 12 that holds nothing but git: a root made by debootstrap from the
# mirror that this machine's apt uses, the checkout copied into a directory whose name has spaces.
# Needs root; run by `scripts/test --long`, or by hand: tests/long/clean_root.sh
set -euo pipefail

self=$(readlink -f -- "${BASH_SOURCE[0]}")
source=${CURLINT_SOURCE:-${self%/tests/long/*}}
place='/srv/a check out'

# shellcheck source=tests/long/support/clean_root.sh
. "$source/tests/long/support/clean_root.sh"

# copy_checkout ROOT: what git tracks or would track, as it is in the work tree.
copy_checkout() {
    mkdir -p "$1$place"
    git -C "$source" ls-files -z --cached --others --exclude-standard |
        (cd "$source" && while IFS= read -r -d '' path; do
            if [ -e "$path" ] || [ -L "$path" ]; then printf '%s\0' "$path"; fi
        done) |
        tar -C "$source" --null --no-recursion -T - -c | tar -C "$1$place" --no-same-owner -x
    git -C "$1$place" init -q
}

inside() {
    # shellcheck disable=SC2016
    enter_root "$1" bash -euo pipefail -c '
            for tool in cmake gcc python3; do
                ! command -v "$tool" || { echo "FAIL: $tool is here already"; exit 1; }
            done
            cd /tmp
            "$0/scripts/run" --version >version 2>words || { cat words; exit 1; }
            cat words version
            grep -q "^curlint " version
            [ "$(wc -l <words)" -le 2 ] || { echo "FAIL: chatter on stderr"; exit 1; }
            "$0/scripts/run" --version 2>&1 | diff - version
            "$0/scripts/test"
            cmake --install "$0/build/release" --prefix /tmp/installed >/dev/null
            /tmp/installed/bin/curlint --version | diff - version' "$place"
}

if [ "${1-}" = inside ]; then
    inside "$2"
fi
make_root git,ca-certificates
copy_checkout "$root"
unshare --mount --pid --fork --kill-child bash "$self" inside "$root"
echo "the two commands work on a clean Debian 12"
