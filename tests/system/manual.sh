#!/bin/bash
# The manual page, docs/cli.md and the completions are made from the program's tables: the page is
# well-formed, the committed reference is up to date, the completions are bash.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

"$CURLINT_BUILD/manual" markdown "$scratch/cli.md"
diff -u "$CURLINT_SOURCE/docs/cli.md" "$scratch/cli.md" || {
    echo "docs/cli.md is out of date: cmake --build --preset asan --target docs" >&2
    exit 1
}

"$CURLINT_BUILD/manual" schema "$scratch/curlint.schema.json"
diff -u "$CURLINT_SOURCE/docs/curlint.schema.json" "$scratch/curlint.schema.json" || {
    echo "docs/curlint.schema.json is out of date: cmake --build --preset asan --target docs" >&2
    exit 1
}

"$CURLINT_BUILD/manual" bash "$scratch/curlint.bash"
bash -n "$scratch/curlint.bash"
complete_word() # WORD... -> what is offered for the last one
{
    bash -c 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _curlint
             echo "${COMPREPLY[*]}"' - "$scratch/curlint.bash" "$@"
}
[[ $(complete_word curlint exp) == explain ]]
[[ $(complete_word curlint check --fail-on ne) == never ]]
[[ $(complete_word curlint --fail) == --fail-on ]]
[[ $(complete_word curlint rules --f) == --format ]]

"$CURLINT_BUILD/manual" page "$scratch/curlint.1"
if command -v mandoc >/dev/null; then
    mandoc -Tlint -Wstyle "$scratch/curlint.1"
    mandoc -Tascii "$scratch/curlint.1" | col -b | grep -q -- '--fail-on LEVEL'
fi
