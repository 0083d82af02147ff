#!/usr/bin/env bash
# The bounds on time and memory, up to 1,000,000 rows.
exec "$CURLINT_SOURCE/bench/lint" --long
