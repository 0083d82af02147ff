#!/usr/bin/env bash
# libgit2 starts without reading the certificates of every authority: curlint makes no connection by it.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
git init -q .
printf '# Papers\n' >README.md
git add README.md

LD_DEBUG=bindings LD_DEBUG_OUTPUT="$work/loader" "$CURLINT" check --staged
if ! grep -q 'binding file .*/libgit2[^ ]* .* symbol .mbedtls_' "$work"/loader.*; then
    echo "SKIP: the libgit2 of this system has no mbedTLS" >&2
    exit 77
fi
grep -q 'binding file .*/libgit2[^ ]* .* to .*/curlint [[].* symbol .mbedtls_x509_crt_parse_file' "$work"/loader.* || {
    echo "FAIL: libgit2 calls mbedTLS's own mbedtls_x509_crt_parse_file" >&2
    exit 1
}
