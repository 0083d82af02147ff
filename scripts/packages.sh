# shellcheck shell=bash
# Sourced by the other scripts: installs the packages that scripts/packages.txt lists.

# packages_install LIST SECTION...: installs what is missing of these sections, says so in one line
# on stderr, and prints apt's own words only when it fails. Does nothing where there is no dpkg.
# With CURLINT_INSTALL=no in the environment it installs nothing and names what is missing.
packages_install() {
    local list=$1 wanted missing log
    shift
    command -v dpkg-query >/dev/null || return 0
    wanted=$(packages_wanted "$list" "$@")
    missing=$(packages_missing "$wanted")
    [ -n "$missing" ] || return 0

    if [ "${CURLINT_INSTALL-}" = no ]; then
        echo "curlint: packages are missing; as root run: apt-get install $missing" >&2
        return 1
    fi
    local as_root=()
    if [ "$EUID" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "curlint: packages are missing; as root run: apt-get install $missing" >&2
            return 1
        fi
        as_root=(sudo)
    fi
    echo "curlint: installing $missing" >&2
    log=$(mktemp)
    # The words of `missing` are package names from our own list.
    # shellcheck disable=SC2086
    if packages_apt update >"$log" 2>&1 &&
        packages_apt install --no-install-recommends $missing >>"$log" 2>&1; then
        rm -f "$log"
        return 0
    fi
    cat "$log" >&2
    rm -f "$log"
    echo "curlint: could not install packages; by hand: apt-get install $missing" >&2
    return 1
}

# apt-get by `as_root` of the caller, asking nothing and waiting for another one that runs.
packages_apt() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get -y -q -o DPkg::Lock::Timeout=600 "$@" </dev/null
}

# packages_wanted LIST SECTION...: the names in these sections, one a line.
packages_wanted() {
    local list=$1 line section='' name
    shift
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in
        '' | '#'*) ;;
        '['*']') section=${line:1:-1} ;;
        *)
            for name; do
                if [ "$name" = "$section" ]; then echo "$line"; fi
            done
            ;;
        esac
    done <"$list"
}

# packages_missing NAMES: those that dpkg does not have installed, on one line.
packages_missing() {
    local have name missing=()
    # shellcheck disable=SC2086
    have=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' $1 2>/dev/null)
    for name in $1; do
        case $'\n'"$have"$'\n' in
        *$'\n'"installed $name"$'\n'*) ;;
        *) missing+=("$name") ;;
        esac
    done
    echo "${missing[*]}"
}
