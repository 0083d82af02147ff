#!/usr/bin/env bash
# The fixture driver itself: it must fail wherever a fixture is wrong, and pass where it is right.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
driver=$CURLINT_SOURCE/tests/run_fixtures.py
topic=$work/topic

# A tool that shows what it was given: arguments, standard input, files; status 1 where asked.
cat >"$work/tool" <<'END'
#!/usr/bin/env bash
echo "args: $*"
echo "input: $(cat)"
echo "files: $(echo *)"
echo "at: $PWD, $SOURCE_DATE_EPOCH, ${EXTRA-none}, ${LEAK-clean}"
echo 'a word' >&2
case " $* " in
*" --write "*) echo new >made.md ;;
*" --fail "*) exit 1 ;;
*" --crash "*) kill -SEGV $$ ;;
*" --asan "*) echo 'ERROR: AddressSanitizer' >&2 ;;
esac
END
chmod +x "$work/tool"
export CURLINT=$work/tool LEAK=leaked

drive() {
    python3 "$driver" "$@" "$topic" >"$work/log" 2>&1
}

passes() {
    drive || {
        echo "FAIL: $1 should pass" >&2
        cat "$work/log" >&2
        exit 1
    }
}

fails() {
    if drive; then
        echo "FAIL: $1 should fail" >&2
        exit 1
    fi
    grep -q -- "$2" "$work/log" || {
        echo "FAIL: $1 does not say '$2'" >&2
        cat "$work/log" >&2
        exit 1
    }
}

# fresh: a topic with one good case, written by hand and not by --accept.
fresh() {
    rm -rf "$topic"
    mkdir -p "$topic/case/in"
    echo '# List' >"$topic/case/in/README.md"
    printf 'args: check .\ninput: \nfiles: README.md\nat: {dir}, 1780272000, none, clean\n' \
        >"$topic/case/expected.txt"
}

fresh
passes "a good case"
fresh
echo 'one more' >>"$topic/case/expected.txt"
fails "other output" '^-one more'
fresh
rm "$topic/case/expected.txt"
fails "a case without expectation" 'expected.txt is missing'
fresh
echo 1 >"$topic/case/exit"
fails "another status" 'exit status 0, expected 1'
fresh
echo 'a word' >"$topic/case/expected.err"
passes "the right stderr"
echo 'no word' >"$topic/case/expected.err"
fails "another stderr" '^+a word'
fresh
echo x >"$topic/case/expectde.txt"
fails "a stray file" 'not part of a case: expectde.txt'
fresh
mkdir "$topic/case/out"
echo new >"$topic/case/out/made.md"
fails "a file that was not made" 'made.md is not there'
echo 'check --write .' >"$topic/case/args"
sed -i 's/check/check --write/' "$topic/case/expected.txt"
passes "a file that was made"
echo old >"$topic/case/out/made.md"
fails "a file with other bytes" '^-old'
fresh
echo 'false' >"$topic/case/setup.sh"
fails "a broken setup" 'setup.sh failed'
fresh
echo 'git init -q . && git add . && git commit -qm first && touch more.md' >"$topic/case/setup.sh"
sed -i 's/README.md/README.md more.md/' "$topic/case/expected.txt"
passes "a repository made by setup.sh"
fresh
echo 'EXTRA=some' >"$topic/case/env"
echo 'some words' >"$topic/case/stdin"
sed -i 's/none/some/; s/input: /input: some words/' "$topic/case/expected.txt"
passes "environment and standard input"
for fault in crash asan; do
    fresh
    echo "--$fault" >"$topic/case/args"
    rm "$topic/case/expected.txt"
    if drive --accept; then
        echo "FAIL: what ended in $fault was accepted" >&2
        exit 1
    fi
    [ ! -e "$topic/case/expected.txt" ]
    fails "$fault" 'FAIL topic/case'
done
fresh
echo 'check "--fail" .' >"$topic/case/args"
fails "an old expectation" 'check --fail'
drive --accept
passes "what was accepted"
[ "$(cat "$topic/case/exit")" = 1 ]
rm -rf "$topic"
fails "a topic that is not there" 'no case'
mkdir "$topic"
fails "an empty topic" 'no case'
echo "the fixture driver fails and passes where it should"
