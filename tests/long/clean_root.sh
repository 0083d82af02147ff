#!/usr/bin/env bash
# The two commands on a Debian 12 that holds nothing but git: a root made by debootstrap from the
# mirror that this machine's apt uses, the checkout copied into a directory whose name has spaces.
# Needs root; run by `scripts/test --long`, or by hand: tests/long/clean_root.sh
set -euo pipefail

self=$(readlink -f -- "${BASH_SOURCE[0]}")
source=${CURLINT_SOURCE:-${self%/tests/long/*}}
place='/srv/a check out'

skip() {
    echo "SKIPPED: $1, THE CLEAN ROOT WAS NOT TRIED" >&2
    exit 77
}

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

# copy_settings ROOT: how this machine reaches its mirror, so that apt in there does too.
copy_settings() {
    local path
    for path in /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/apt.conf.d \
        /etc/apt/auth.conf.d /etc/apt/trusted.gpg.d /etc/apt/keyrings /etc/resolv.conf /etc/hosts \
        /usr/share/keyrings /usr/local/share/ca-certificates; do
        if [ -e "$path" ]; then
            mkdir -p "$1${path%/*}"
            cp -rL "$path" "$1${path%/*}/"
        fi
    done
}

# Runs inside, in mount and process namespaces of its own: what it mounts or leaves running goes
# with it.
inside() {
    local root=$1
    mount --bind /dev "$root/dev"
    mount --bind /dev/pts "$root/dev/pts" # for what looks at a terminal
    mount -t proc proc "$root/proc"
    exec chroot "$root" /usr/bin/env -i HOME=/root LC_ALL=C.UTF-8 TERM=dumb \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        bash -euo pipefail -c '
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
[ "$EUID" -eq 0 ] || skip "NOT ROOT"
command -v debootstrap >/dev/null || skip "NO debootstrap"
# shellcheck disable=SC2016
mirror=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' 'Created-By: Packages' |
    awk '$2 == "bookworm" && !seen++ { print $1 }')
[ -n "$mirror" ] || skip "NO MIRROR OF DEBIAN 12 IN APT'S SETTINGS"

root=$(mktemp -d)
chmod 755 "$root"
trap 'rm -rf --one-file-system "$root"' EXIT
if ! debootstrap --variant=minbase --include=git,ca-certificates bookworm "$root" "$mirror" \
    >"$root.log" 2>&1; then
    tail -20 "$root.log"
    rm -f "$root.log"
    exit 1
fi
rm -f "$root.log"
copy_settings "$root"
copy_checkout "$root"
unshare --mount --pid --fork --kill-child bash "$self" inside "$root"
echo "the two commands work on a clean Debian 12"
