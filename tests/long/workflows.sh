#!/usr/bin/env bash
# Workflows, templates and the action by linters that others made: actionlint, zizmor, shellcheck.
# Where one is not installed it is fetched by its package manager; where that is not to be had
# either, what it would have checked is skipped, loudly.
set -uo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
failed=0
skipped=''

get_actionlint() {
    command -v actionlint && return
    command -v go >/dev/null &&
        GOBIN=$tools GOFLAGS=-mod=mod go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.7 \
            >&2 && echo "$tools/actionlint"
}

get_zizmor() {
    command -v zizmor && return
    python3 -m venv "$tools/venv" >&2 &&
        "$tools/venv/bin/pip" --quiet install zizmor==1.32.0 >&2 && echo "$tools/venv/bin/zizmor"
}

# A template is checked as the workflow that somebody makes of it.
repository=$tools/repository
mkdir -p "$repository/.github/workflows"
cp "$root"/.github/workflows/*.yml "$repository/.github/workflows/"
for template in "$root"/share/templates/*.yml; do
    cp "$template" "$repository/.github/workflows/template-${template##*/}"
done
cp -r "$root/action.yml" "$root/actions" "$repository/"
git -C "$repository" init -q

if actionlint=$(get_actionlint); then
    (cd "$repository" && "$actionlint") || failed=1
else
    skipped+=' actionlint'
fi
if zizmor=$(get_zizmor); then
    "$zizmor" --offline --strict-collection --persona=pedantic "$repository" || failed=1
else
    skipped+=' zizmor'
fi
if command -v shellcheck >/dev/null; then
    shellcheck -x "$root"/actions/check/{install,check,upload} "$root"/actions/comment/comment \
        "$root"/actions/issue/issue "$root"/scripts/fuzz || failed=1
else
    skipped+=' shellcheck'
fi

if [ "$failed" -ne 0 ]; then exit 1; fi
if [ -n "$skipped" ]; then
    echo "SKIPPED: NO$skipped, SO THE WORKFLOWS ARE NOT WHOLLY CHECKED" >&2
    exit 77
fi
echo "workflows, templates and the action pass actionlint, zizmor and shellcheck"
