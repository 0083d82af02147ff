#!/usr/bin/env bash
# The corpus driver: it hands over every byte, and fails where there is nothing to replay.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/target.c" <<'END'
#include <stdint.h>
#include <stdio.h>
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned sum = 0;
    for (size_t i = 0; i < size; i++)
        sum += data[i];
    printf("%zu bytes, sum %u\n", size, sum);
    return 0;
}
END
gcc -std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror -o "$work/replay" "$work/target.c" \
    "$CURLINT_SOURCE/tests/fuzz/replay.c"

mkdir "$work/corpus" "$work/corpus/folder"
printf 'a\0\377' >"$work/corpus/1"
: >"$work/corpus/2"
"$work/replay" "$work/corpus" >"$work/out"
printf '3 bytes, sum 352\n0 bytes, sum 0\n%s: 2 inputs replayed\n' "$work/corpus" |
    diff - "$work/out"

for nothing in "$work/missing" "$work/corpus/folder"; do
    if "$work/replay" "$nothing" 2>/dev/null; then
        echo "FAIL: passed on $nothing" >&2
        exit 1
    fi
done
