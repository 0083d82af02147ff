# shellcheck shell=bash
# Sourced by tests that need a Debian 12 with nothing on it: a root made by debootstrap from the mirror
# that this machine's apt uses.

skip() {
    echo "SKIPPED: $1, THE CLEAN ROOT WAS NOT TRIED" >&2
    exit 77
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

# make_root INCLUDE: a new root with these packages (commas between) beside the essential ones, its path
# in `root`; it goes away with the shell. Skips the test where none can be made.
make_root() {
    local mirror
    [ "$EUID" -eq 0 ] || skip "NOT ROOT"
    command -v debootstrap >/dev/null || skip "NO debootstrap"
    # shellcheck disable=SC2016
    mirror=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' 'Created-By: Packages' |
        awk '$2 == "bookworm" && !seen++ { print $1 }')
    [ -n "$mirror" ] || skip "NO MIRROR OF DEBIAN 12 IN APT'S SETTINGS"
    root=$(mktemp -d)
    chmod 755 "$root"
    trap 'rm -rf --one-file-system "$root"' EXIT
    if ! debootstrap --variant=minbase --include="$1" bookworm "$root" "$mirror" >"$root.log" 2>&1; then
        tail -20 "$root.log"
        rm -f "$root.log"
        exit 1
    fi
    rm -f "$root.log"
    copy_settings "$root"
}

# enter_root ROOT COMMAND...: from here on inside, in mount and process namespaces of its own, which
# `unshare` made: what is mounted or left running goes with them.
enter_root() {
    local root=$1
    shift
    mount --bind /dev "$root/dev"
    mount --bind /dev/pts "$root/dev/pts" # for what looks at a terminal
    mount -t proc proc "$root/proc"
    exec chroot "$root" /usr/bin/env -i HOME=/root LC_ALL=C.UTF-8 TERM=dumb \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
}
