#!/usr/bin/env bash
# A new rule is two new files and no edit: one is added to a scratch build, which lists, explains
# and runs it, and is gone again without a trace when the files are.
set -euo pipefail

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
work="$scratch/a check out" # as somebody may have called it
mkdir -p "$work/rules/scratch" "$work/list"

cat >"$work/rules/scratch/title.c" <<'END'
#include "lint/rule.h"

static void entry(struct lint *lint, const struct document *doc, const struct entry *entry)
{
    lint_report(lint, doc, entry->title, "a scratch rule saw this title");
}

const struct rule rule_scratch_title = {
    .summary = "A rule that a test adds",
    .severity = SEVERITY_WARNING,
    .entry = entry,
};
END
cat >"$work/rules/scratch/title.md" <<'END'
# scratch/title

A page that a test adds.
END
printf '# List\n\n* [A Title](https://arxiv.org/abs/2405.18218). Some Body.\n' >"$work/list/README.md"

say() {
    echo "FAIL: $1" >&2
    cat "$work/log" >&2
    exit 1
}

build() {
    cmake --build "$work/build" --target curlint >"$work/log" 2>&1 || say "the build failed"
}

cmake -S "$CURLINT_SOURCE" -B "$work/build" -G Ninja -DCMAKE_BUILD_TYPE=Debug \
    -DBUILD_TESTING=OFF -DCURLINT_WERROR=ON "-DCURLINT_EXTRA_RULES=$work/rules" \
    >"$work/log" 2>&1 || say "configuring failed"
build
tool=$work/build/curlint

"$tool" rules >"$work/log"
grep -q 'scratch/title.*A rule that a test adds' "$work/log" || say "rules does not list it"
"$tool" explain scratch/title >"$work/log"
grep -q 'A page that a test adds' "$work/log" || say "explain does not show its page"
cd "$work/list"
"$tool" check --format concise . >"$work/log" || [ $? = 1 ] || say "check ends in trouble"
grep -q '^README.md:3:4: .*scratch/title.*a scratch rule saw this title' "$work/log" ||
    say "check does not run it"

mv "$work/rules/scratch/title.md" "$work/page.md"
if cmake --build "$work/build" --target curlint >"$work/log" 2>&1; then
    say "a rule without a page was built"
fi
grep -q 'scratch/title has no page' "$work/log" || say "the missing page is not named"

rm "$work/rules/scratch/title.c"
build
"$tool" rules >"$work/log"
! grep -q 'scratch/title' "$work/log" || say "the rule is still there"
echo "a rule came and went with its two files"
