#!/usr/bin/env bash
# scripts/run in a checkout of a three-line program: where it builds, when it builds again, what it
# prints, what it returns. The directory's name has spaces on purpose.
set -euo pipefail

work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
repo="$work/a check out"
export XDG_CACHE_HOME="$work/cache"
# A compiler cache would be kept there, too.
unset CMAKE_C_COMPILER_LAUNCHER

fail() {
    echo "FAIL: $1" >&2
    cat "$work/out" "$work/err" >&2
    exit 1
}

# run STATUS ARGS...: runs it, output in $work/out and $work/err.
run() {
    local want=$1 got=0
    shift
    "$repo/scripts/run" "$@" >"$work/out" 2>"$work/err" || got=$?
    [ "$got" = "$want" ] || fail "run $*: exit status $got, not $want"
}

quiet() {
    [ ! -s "$work/err" ] || fail "$1: words on stderr"
}

built() {
    grep -q '^curlint: building' "$work/err" || fail "$1: was not built"
    [ "$(wc -l <"$work/err")" -eq 1 ] || fail "$1: build chatter on stderr"
}

mkdir -p "$repo/src" "$repo/scripts"
cp "$CURLINT_SOURCE"/scripts/* "$repo/scripts/"
# What this machine has installed is enough for the scratch program.
printf '[build]\ncmake\n' >"$repo/scripts/packages.txt"
cat >"$repo/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.25)
project(scratch LANGUAGES C)
add_executable(curlint src/main.c)
END
cat >"$repo/CMakePresets.json" <<'END'
{"version": 6, "configurePresets": [
  {"name": "release", "generator": "Ninja", "binaryDir": "${sourceDir}/build/release"}]}
END
cat >"$repo/src/main.c" <<'END'
#include <stdio.h>
#include <unistd.h>
int main(int argc, char **argv)
{
    char directory[4096];
    printf("one %s %s\n", getcwd(directory, sizeof directory), argc > 1 ? argv[argc - 1] : "");
    return argc;
}
END

cd "$work"
run 3 check 'two words'
built "the first run"
[ "$(cat "$work/out")" = "one $work two words" ] || fail "output, directory or arguments are wrong"

run 1
quiet "the second run"

sed -i 's/one/two/' "$repo/src/main.c"
run 1
built "a changed source"
grep -q '^two' "$work/out" || fail "the old program ran"

# A file put back with an old date is a change too.
sed 's/two/six/' "$repo/src/main.c" >"$work/main.c"
mv "$work/main.c" "$repo/src/main.c"
touch -d '1 hour ago' "$repo/src/main.c"
run 1
built "a source with an old date"
grep -q '^six' "$work/out" || fail "the old program ran"

echo '#error no' >>"$repo/src/main.c"
run 2
grep -q '^curlint: the build failed' "$work/err" || fail "a failed build does not say so"
grep -q '#error no' "$work/err" || fail "a failed build does not say why"
[ ! -s "$work/out" ] || fail "build output on stdout"
run 2
sed -i '$d' "$repo/src/main.c"
run 1
built "the mended source"

# As pre-commit's hook it builds too, but installs nothing and becomes nobody: what is missing is named.
mkdir "$work/bin"
for tool in apt-get sudo; do
    printf '#!/bin/sh\necho "$0 $*" >>"%s"\n' "$work/called" >"$work/bin/$tool"
    chmod +x "$work/bin/$tool"
done
got=0
"$repo/scripts/pre-commit" >"$work/out" 2>"$work/err" || got=$?
[ "$got" = 1 ] || fail "the hook: exit status $got"
printf 'curlint-no-such-package\n' >>"$repo/scripts/packages.txt"
for turn in 1 2; do
    got=0
    PATH="$work/bin:$PATH" "$repo/scripts/pre-commit" >"$work/out" 2>"$work/err" || got=$?
    [ "$got" = 2 ] || fail "the hook without a package, turn $turn: exit status $got"
    grep -q '^curlint: packages are missing; .* curlint-no-such-package$' "$work/err" ||
        fail "the hook does not name the package"
done
[ ! -e "$work/called" ] || fail "the hook called $(cat "$work/called")"
sed -i '$d' "$repo/scripts/packages.txt"
run 1

# Two at once after a change: both run the new program, one builds it.
sed -i 's/two/ten/; s/six/ten/' "$repo/src/main.c"
"$repo/scripts/run" >"$work/out.a" 2>"$work/err.a" &
first=$!
"$repo/scripts/run" >"$work/out.b" 2>"$work/err.b" &
second=$!
wait "$first" || [ $? = 1 ] || fail "the first of two"
wait "$second" || [ $? = 1 ] || fail "the second of two"
cat "$work/out.a" "$work/out.b" >"$work/out"
cat "$work/err.a" "$work/err.b" >"$work/err"
[ "$(grep -c '^ten' "$work/out")" = 2 ] || fail "two at once: not both ran the new program"
[ "$(grep -c building "$work/err")" = 1 ] || fail "two at once: not built once"

# A checkout that was moved, its build directory with it.
mv "$repo" "$work/moved away"
repo="$work/moved away"
run 1
built "a moved checkout"
ln -s "$repo/scripts/run" "$work/link"
"$work/link" >"$work/out" 2>"$work/err" || [ $? = 1 ] || fail "through a symbolic link"
quiet "through a symbolic link"

# Start-up: the mean of ten runs beside the bare program. Generous, as the machine may be busy.
beat() {
    local start=${EPOCHREALTIME/[.,]/} _
    for _ in 1 2 3 4 5 6 7 8 9 10; do "$@" >/dev/null || true; done
    echo $(((${EPOCHREALTIME/[.,]/} - start) / 10))
}
bare=$(beat "$repo/build/release/curlint")
whole=$(beat "$repo/scripts/run")
echo "start-up: $(((whole - bare) / 1000)) ms over the program's own"
[ $((whole - bare)) -lt 150000 ] || fail "start-up takes $((whole - bare)) µs"

# A checkout that cannot be written is built in the cache. Root can write anywhere.
if [ "$EUID" -ne 0 ]; then
    rm -rf "$repo/build"
    chmod -R a-w "$repo"
    run 1
    built "a read-only checkout"
    run 1
    quiet "a read-only checkout, again"
    [ ! -e "$repo/build" ] || fail "wrote into a read-only checkout"
elif command -v setpriv >/dev/null; then
    rm -rf "$repo/build"
    chmod 755 "$work"
    mkdir -m 777 "$work/cache"
    for turn in 1 2; do
        setpriv --reuid=65534 --regid=65534 --clear-groups "$repo/scripts/run" \
            >"$work/out" 2>"$work/err" || [ $? = 1 ] || fail "a read-only checkout, turn $turn"
        if [ "$turn" = 1 ]; then built "a read-only checkout"; else quiet "the second turn"; fi
    done
    [ ! -e "$repo/build" ] || fail "wrote into a read-only checkout"
fi
echo "scripts/run: all as it should be"
