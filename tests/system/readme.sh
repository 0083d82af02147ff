#!/usr/bin/env bash
# The table of rules in the README has every rule, with its severity, and no other.
set -euo pipefail

diff -u <("$CURLINT" rules | awk '/^[a-z]+\//{print $1, $2}' | LC_ALL=C sort) \
    <(sed -n 's/^| \([a-z]*\/[a-z-]*\) | \([a-z]*\) |.*/\1 \2/p' "$CURLINT_SOURCE/README.md" | LC_ALL=C sort) || {
    echo "FAIL: the README's table of rules (right) is not that of the program (left)" >&2
    exit 1
}
