#!/usr/bin/env bash
# The bounds on time and memory, up to 1,000,000 rows, and those on what each rule costs.
set -e
"$CURLINT_SOURCE/bench/lint" --rules
exec "$CURLINT_SOURCE/bench/lint" --long
