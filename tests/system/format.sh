#!/usr/bin/env bash
# Layout is what clang-format 14 makes of it; other versions decide some lines otherwise.
set -euo pipefail

tool=
for name in clang-format-14 clang-format; do
    if command -v "$name" >/dev/null && "$name" --version | grep -q 'version 14\.'; then
        tool=$name
        break
    fi
done
if [ -z "$tool" ]; then
    echo "SKIPPED: NO clang-format 14 HERE, THE LAYOUT WAS NOT CHECKED" >&2
    exit 77
fi

cd "$CURLINT_SOURCE"
folders=()
for folder in src rules tests bench docs; do
    if [ -d "$folder" ]; then folders+=("$folder"); fi
done
mapfile -d '' files < <(find "${folders[@]}" -path '*/fixtures/*' -prune -o \
    -name '*.[ch]' -print0 | sort -z)
if [ ${#files[@]} -eq 0 ]; then
    echo "no file to check" >&2
    exit 1
fi
"$tool" --dry-run --Werror "${files[@]}"

# It must be able to fail.
if printf 'int  f ( void ) ;\n' | "$tool" --dry-run --Werror --style=file 2>/dev/null; then
    echo "FAIL: $tool finds nothing wrong with a wrong line" >&2
    exit 1
fi
echo "${#files[@]} files are laid out as they should be"
