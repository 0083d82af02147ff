#!/usr/bin/env bash
# `cmake --install` puts the program, its man page, its completions and its documents in place.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake --install "$CURLINT_BUILD" --prefix "$work/a place" >"$work/log"
cd "$work/a place"
./bin/curlint --version | diff - <("$CURLINT" --version)
for path in share/man/man1/curlint.1 share/doc/curlint/README.md share/doc/curlint/LICENSE \
    share/doc/curlint/architecture.md share/bash-completion/completions/curlint \
    share/zsh/site-functions/_curlint share/fish/vendor_completions.d/curlint.fish; do
    [ -s "$path" ] || {
        echo "FAIL: $path was not installed" >&2
        cat "$work/log" >&2
        exit 1
    }
done
