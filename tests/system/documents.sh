#!/usr/bin/env bash
# This repository's own Markdown by its own program: nothing is to be said of it.
set -euo pipefail
cd "$CURLINT_SOURCE"
"$CURLINT" check --report all --severity info --fail-on info
