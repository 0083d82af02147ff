#!/usr/bin/env bash
# Only a check that asks for links loads libcurl, and one that cannot have it says so in one line.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
git init -q .
printf '# Papers\n\n- [One](https://one.test/a)\n' >README.md
git add README.md

fail() {
    echo "FAIL: $1" >&2
    exit 1
}

# loaded ARGS: the libraries that the loader saw to, whatever the status of the check.
loaded() {
    LD_DEBUG=files LD_DEBUG_OUTPUT="$work/loader" "$CURLINT" "$@" >/dev/null 2>&1 || [ $? = 1 ]
    cat "$work"/loader.* | grep -o 'calling init: .*'
    rm -f "$work"/loader.*
}

plain=$(loaded check --report all README.md)
grep -q libcmark-gfm <<<"$plain" || fail "the loader does not say what it loads"
staged=$(loaded check --staged)
asked=$(loaded check --links --plan README.md)
grep -q libcurl <<<"$asked" || fail "check --links loads no libcurl"
for name in libcurl libnghttp2 libldap librtmp libpsl; do
    ! grep "$name" <<<"$plain$staged" || fail "a check without --links loads $name"
done

# refused WORDS: a libcurl of $work/lib is not worked with, and one line says why.
refused() {
    local status=0
    LD_LIBRARY_PATH=$work/lib "$CURLINT" check --links --plan README.md >said 2>&1 || status=$?
    [ "$status" = 2 ] || fail "status $status without a libcurl: $(cat said)"
    [ "$(wc -l <said)" = 1 ] && grep -q "$1" said || fail "not in one line with \"$1\": $(cat said)"
    LD_LIBRARY_PATH=$work/lib "$CURLINT" --version | grep -q 'libcurl *not there, or too old$' ||
        fail "--version tells of a libcurl that cannot be used"
    LD_LIBRARY_PATH=$work/lib "$CURLINT" check --report all README.md || [ $? = 1 ]
}

mkdir lib
: >lib/libcurl.so.4
refused 'libcurl cannot be loaded, and links are not checked without it: '
gcc -x c -shared -fPIC -o lib/libcurl.so.4 - <<'C'
static const struct { int age; const char *version; unsigned number; } info = {0, "7.74.0", 0x074a00};
const void *curl_version_info(int age) { (void)age; return &info; }
C
refused 'libcurl.so.4 is libcurl 7.74.0, and links are not checked with less than 7.88'
