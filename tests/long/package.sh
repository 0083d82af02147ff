#!/usr/bin/env bash
# scripts/package: the same commit gives the same package in whatever folder it is built; the package
# installs on a Debian 12 that holds nothing else, runs there, and leaves nothing behind when it goes.
# Needs root and a Debian 12; run by `scripts/test --long`, or by hand: tests/long/package.sh
set -euo pipefail

self=$(readlink -f -- "${BASH_SOURCE[0]}")
source=${CURLINT_SOURCE:-${self%/tests/long/*}}
# shellcheck source=tests/long/support/clean_root.sh
. "$source/tests/long/support/clean_root.sh"

fail() {
    echo "FAIL: $1" >&2
    exit 1
}

# commit FOLDER: the checkout as it is now, as one commit.
commit() {
    mkdir -p "$1"
    git -C "$source" ls-files -z --cached --others --exclude-standard |
        (cd "$source" && while IFS= read -r -d '' path; do
            if [ -e "$path" ] || [ -L "$path" ]; then printf '%s\0' "$path"; fi
        done) | tar -C "$source" --null --no-recursion -T - -c | tar -C "$1" --no-same-owner -x
    git -C "$1" init -q
    git -C "$1" add -A
    GIT_COMMITTER_DATE='2026-01-02T03:04:05Z' git -C "$1" -c user.name=A -c user.email=a@example.org \
        commit -q --date '2026-01-02T03:04:05Z' -m 'A release'
}

# build FOLDER: its packages, in FOLDER/dist.
build() {
    "$1/scripts/package" >"$1.words" 2>&1 || {
        cat "$1.words"
        fail "scripts/package"
    }
}

# Inside. $1 is the package's name.
# shellcheck disable=SC2016
inside='
    everything() { find / -xdev \( -path /proc -o -path /tmp -o -path /dev -o -path /var \
        -o -path /root -o -path /etc/ld.so.cache -o -path "*/__pycache__" \) -prune -o -print | sort; }
    export DEBIAN_FRONTEND=noninteractive
    apt-get -q update >/tmp/log 2>&1 || { cat /tmp/log; exit 1; }
    everything >/tmp/before
    apt-get -y -q install --no-install-recommends "/tmp/$0" >/tmp/log 2>&1 || { cat /tmp/log; exit 1; }

    ldd /usr/bin/curlint >/tmp/libraries
    if grep "not found" /tmp/libraries; then exit 1; fi
    curlint --version | tee /tmp/version
    grep -Eq "^  libcurl +libcurl/[78][.]" /tmp/version # which is loaded, not linked
    cd /tmp
    printf "| Title | Links |\n|---|---|\n| A | [Paper](https://arxiv.org/abs/2413.00001) |\n" >list.md
    status=0
    curlint check list.md >report || status=$?
    [ "$status" = 1 ] && grep -q "arxiv/id" report
    printf "| Title | Links |\n|---|---|\n| A | [Paper](https://127.0.0.1/a) |\n" >links.md
    status=0
    curlint check --links --store none links.md >report 2>&1 || status=$?
    [ "$status" != 2 ] || { cat report; exit 1; }
    curlint explain arxiv/id >/dev/null
    gzip -t /usr/share/man/man1/curlint.1.gz
    grep -q "Permission is hereby granted" /usr/share/doc/curlint/copyright
    bash -c "source /usr/share/bash-completion/completions/curlint; complete -p curlint" >/dev/null
    [ -s /usr/share/zsh/vendor-completions/_curlint ]
    [ -s /usr/share/fish/vendor_completions.d/curlint.fish ]
    dpkg -V curlint

    apt-get -y -q purge --autoremove curlint >/tmp/log 2>&1 || { cat /tmp/log; exit 1; }
    [ ! -e /usr/bin/curlint ]
    everything | diff /tmp/before - || { echo "FAIL: this was left behind"; exit 1; }'

if [ "${1-}" = inside ]; then
    enter_root "$2" bash -euo pipefail -c "$inside" "$3"
fi
make_root ca-certificates
work=$root.work
trap 'rm -rf --one-file-system "$root" "$work"' EXIT
commit "$work/one"
git clone -q "$work/one" "$work/another folder"
build "$work/one"
CCACHE_DISABLE=1 build "$work/another folder"
diff -r "$work/one/dist" "$work/another folder/dist" || fail "two builds differ"

cd "$work/one/dist"
sha256sum --check --strict --quiet SHA256SUMS
package=$(echo curlint_*_debian12_amd64.deb)
[ -f "$package" ] || fail "no package of that name: $(ls)"
depends=$(dpkg-deb -f "$package" Depends)
for name in 'libcurl4 (>= 7.88)' 'libc6 (>=' libgit2- libcmark-gfm0 libyaml-0-2 libsqlite3-0 libexpat1; do
    [[ $depends == *"$name"* ]] || fail "the package does not depend on $name but on $depends"
done
tar -tzf curlint-*.tar.gz | grep '^curlint-[0-9.]*/CMakeLists.txt$' >/dev/null || fail "no source"
python3 - "${package%.deb}.cdx.json" <<'END' || fail "the bill of materials"
import json, re, sys
bill = json.load(open(sys.argv[1]))
names = {part["name"] for part in bill["components"]}
refs = {part["bom-ref"] for part in bill["components"]} | {bill["metadata"]["component"]["bom-ref"]}
assert bill["bomFormat"] == "CycloneDX" and bill["specVersion"] == "1.5"
assert {"libcurl4", "libgit2-1.5", "libc6", "libssl3", "zlib1g"} <= names, names
assert all(re.match(r"pkg:deb/debian/[^@]+@[^?]+\?arch=", part["purl"]) for part in bill["components"])
assert {item["ref"] for item in bill["dependencies"]} == refs
assert all(set(item["dependsOn"]) <= refs for item in bill["dependencies"])
END
cp "$package" "$root/tmp/"
unshare --mount --pid --fork --kill-child bash "$self" inside "$root" "$package"
echo "$package is the same twice, installs on a clean Debian 12, runs, and goes without a trace"
