#!/bin/bash
# The manual page, docs/cli.md and the completions are made from the program's tables: the page is
# well-formed, the committed reference is up to date, the shells take the completions.
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

# What the documents tell people to copy names this version.
version=$("$CURLINT" --version | sed -n 's/^curlint //p')
named=$(grep -hoE 'rev: v[0-9.]+[0-9]|curlint_[0-9.]+_(debian|ubuntu)|curlint@v[0-9.]+[0-9]' \
    "$CURLINT_SOURCE/README.md" "$CURLINT_SOURCE"/docs/*.md)
[ "$(wc -l <<<"$named")" -ge 3 ]
! grep -vE "(v|_)${version//./[.]}(_|\$)" <<<"$named" || {
    echo "the documents name another version than $version" >&2
    exit 1
}

mkdir "$scratch/bin" "$scratch/zsh"
ln -s "$CURLINT" "$scratch/bin/curlint"
export PATH="$scratch/bin:$PATH"
"$CURLINT_BUILD/manual" bash "$scratch/curlint.bash"
bash --norc -c 'source "$1"; complete -p curlint' - "$scratch/curlint.bash" | grep -x 'complete .*-F _curlint curlint' >/dev/null

# expect WANTED WORD...: what bash offers for the last word, as its readline splits them
expect() {
    local wanted=$1 got
    shift
    got=$(bash --norc -c 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _curlint
                          echo "${COMPREPLY[*]}"' - "$scratch/curlint.bash" "$@")
    [ "$got" = "$wanted" ] || {
        echo "FAIL: bash offers \"$got\" for: $*" >&2
        exit 1
    }
}
expect check curlint ch
expect explain curlint exp
expect never curlint check --fail-on ne
expect --fail-on curlint --fail
expect --format curlint rules --f
expect 'json junit' curlint check --format j
expect 'text json' curlint rules -f ''
expect 'new' curlint check --report = n
expect 'info warning error never' curlint check --fail-on =
expect arxiv/duplicate curlint explain arxiv/dup
expect arxiv/id,table/header curlint check --only arxiv/id,table/h
expect '--no-config --no-hook --no-workflow' curlint init --no-
expect '' curlint check --config ''
expect '' curlint check RE

# Of the other shells each says itself what it makes of its completions.
"$CURLINT_BUILD/manual" zsh "$scratch/zsh/_curlint"
if command -v zsh >/dev/null; then
    zsh -n "$scratch/zsh/_curlint"
    # shellcheck disable=SC2016
    HOME=$scratch zsh -fc 'fpath=($1 $fpath); autoload -Uz compinit; compinit -u -d "$1/dump"
        [[ $_comps[curlint] == _curlint ]]' - "$scratch/zsh"
else
    echo "NO zsh HERE: its completions were not tried" >&2
fi
"$CURLINT_BUILD/manual" fish "$scratch/curlint.fish"
if command -v fish >/dev/null; then
    fish -n "$scratch/curlint.fish"
    offers() { HOME=$scratch fish -c "source $scratch/curlint.fish; complete -C '$1'" | cut -f1; }
    [ "$(offers 'curlint ch')" = check ]
    [ "$(offers 'curlint check --format j' | xargs)" = 'json junit' ]
    [ "$(offers 'curlint check --only arxiv/id,table/h')" = arxiv/id,table/header ]
    offers 'curlint explain arxiv/' | grep -x arxiv/id >/dev/null
else
    echo "NO fish HERE: its completions were not tried" >&2
fi

"$CURLINT_BUILD/manual" page "$scratch/curlint.1"
if command -v mandoc >/dev/null; then
    mandoc -Tlint -Wstyle "$scratch/curlint.1"
    mandoc -Tascii "$scratch/curlint.1" | col -b | grep -- '--fail-on LEVEL' >/dev/null
fi
