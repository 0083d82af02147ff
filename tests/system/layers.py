#!/usr/bin/env python3
"""The rules of the house that a compiler does not check: who includes whom, which functions are
called where, no mutable file-scope state, headers that stand alone, sizes.

Reads src/ and rules/ of CURLINT_SOURCE, and the objects and flags of CURLINT_BUILD. First proves on
a small tree of faults that each check can fail. A function or file over its size passes with a
comment that holds `reason:`; so does a `volatile sig_atomic_t`, which a signal handler needs.
"""
from concurrent.futures import ThreadPoolExecutor
import json
import os
from pathlib import Path
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

# What a layer may include beside itself. A rule may include lint/rule.h alone of lint/.
LAYERS = {
    "base": set(),
    "doc": {"base"},
    "lint": {"base", "doc"},
    "report": {"base", "doc", "lint"},
    "config": {"base", "lint"},
    "git": {"base"},
    "net": {"base"},
    "cli": {"base", "doc", "lint", "report", "config", "git", "net"},
    "rules": {"base", "doc"},
    "main": {"base", "doc", "lint", "report", "config", "git", "net", "cli"},
}
RULE_HEADER = "lint/rule.h"
# Plain data of a layer that others may see without the layer.
PLAIN_HEADERS = {"net/evidence.h": {"lint", "report", "rules"}, "net/audit_numbers.h": {"report"}}

# Where the header of a library may appear.
LIBRARIES = {
    r"cmark-gfm.*": {"doc"},
    r"curl/.*": {"net"},
    r"dlfcn\.h": {"net"},
    r"git2(\.h|/.*)": {"git"},
    r"sqlite3\.h": {"net"},
    r"expat\.h": {"net"},
    r"yaml\.h": {"config"},
    r"jansson\.h": {"report", "config", "net"},
    r"pcre2.*\.h": {"lint"},
    r"utf8proc\.h": {"base"},
    r"uthash\.h": {"base"},
}

# Functions and names that are allowed in some places only: pattern, places, what to say.
CALLS = [
    (r"\b(strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|gets|alloca|system|popen)\s*\(", (),
     "is banned"),
    (r"\b(malloc|calloc|realloc|strdup|strndup|asprintf|vasprintf)\s*\(", ("src/base/",),
     "takes memory past base/mem.h"),
    (r"\b(printf|fprintf|vprintf|vfprintf|dprintf|vdprintf|puts|fputs|putc|putchar|fputc|perror)"
     r"\s*\(", ("src/report/", "src/cli/", "src/main.c"), "prints outside report/ and cli/"),
    (r"\b(stdout|stderr|STDOUT_FILENO|STDERR_FILENO|write\s*\(\s*[12])\b",
     ("src/report/", "src/cli/", "src/main.c"), "prints outside report/ and cli/"),
    (r"\b(exit|_exit|_Exit|quick_exit)\s*\(", ("src/main.c",), "ends the process outside main.c"),
    (r"\babort\s*\(", ("src/main.c", "src/base/mem.c"), "ends the process outside main.c"),
]

FUNCTION_LINES = 60
FILE_LINES = 500

TOKEN = re.compile(r"""/\*.*?\*/ | //[^\n]* | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*'""",
                   re.S | re.X)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"\n]+)"|<([^>\n]+)>)', re.M)


def blank(text, strings):
    """C text without comments, and without the contents of literals where asked; lines stay."""
    def replace(match):
        token = match.group()
        if token.startswith("/"):
            return " " + "\n" * token.count("\n")
        return token[0] + token[-1] if strings else token
    return TOKEN.sub(replace, text)


class Source:
    """One file of the tree: its path, layer, text, code without comments, and includes."""

    def __init__(self, root, path):
        self.path = path.relative_to(root).as_posix()
        parts = self.path.split("/")
        self.layer = "rules" if parts[0] == "rules" else parts[1].removesuffix(".c")
        self.name = self.path.removeprefix("src/")
        self.text = path.read_text(encoding="utf-8")
        self.code = blank(self.text, strings=True)
        self.includes = [(line_of(text, m.start()), m.group(1), m.group(2))
                         for text in [blank(self.text, strings=False)]
                         for m in INCLUDE.finditer(text)]


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def read_tree(root):
    return [Source(root, path) for folder in ("src", "rules")
            for path in sorted((root / folder).rglob("*.[ch]"))]


def check_layers(sources):
    for source in sources:
        if source.layer not in LAYERS:
            yield f"{source.path}:1: layer {source.layer} is not known here"
            continue
        for line, own, _ in source.includes:
            if own is None:
                continue
            layer = own.split("/")[0]
            if "/" not in own:
                yield f"{source.path}:{line}: {own}: say the layer, as in \"base/str.h\""
            elif source.layer == "rules" and own == RULE_HEADER:
                pass
            elif source.layer in PLAIN_HEADERS.get(own, ()):
                pass
            elif layer != source.layer and layer not in LAYERS[source.layer]:
                yield f"{source.path}:{line}: {source.layer} may not include {own}"


def check_libraries(sources):
    for source in sources:
        for line, _, library in source.includes:
            for pattern, places in LIBRARIES.items():
                if library and re.fullmatch(pattern, library) and source.layer not in places:
                    yield (f"{source.path}:{line}: <{library}> belongs in "
                           + " and ".join(sorted(places)) + " alone")


def check_own_header(sources):
    headers = {source.name for source in sources if source.name.endswith(".h")}
    for source in sources:
        header = source.name.removesuffix(".c") + ".h"
        if source.name.endswith(".c") and header in headers:
            if not source.includes or source.includes[0][1] != header:
                yield f"{source.path}:1: its own header is not the first include"


def check_cycles(sources):
    graph = {s.name: [own for _, own, _ in s.includes if own]
             for s in sources if s.name.endswith(".h")}
    done, cycles = set(), []

    def visit(name, trail):
        if name in trail:
            cycles.append(f"src/{name}:1: included in a circle: "
                          + " -> ".join(trail[trail.index(name):] + [name]))
        elif name not in done and name in graph:
            for other in graph[name]:
                visit(other, trail + [name])
            done.add(name)

    for name in sorted(graph):
        visit(name, [])
    return cycles


def check_calls(sources):
    for source in sources:
        for pattern, places, why in CALLS:
            if not any(source.path.startswith(place) for place in places):
                for match in re.finditer(pattern, source.code):
                    yield (f"{source.path}:{line_of(source.code, match.start())}: "
                           f"{match.group().rstrip(' (')} {why}")


def functions(lines):
    """(first, last) line indices of each function, as .clang-format lays them out."""
    start = None
    for i, line in enumerate(lines):
        if line == "{":
            start = i
            while start > 0 and re.match(r"[\w* ]", lines[start - 1]):
                start -= 1
        elif line == "}" and start is not None:
            yield start, i
            start = None


def check_sizes(sources):
    for source in sources:
        lines, code = source.text.split("\n"), source.code.split("\n")
        if len(lines) - 1 > FILE_LINES and "reason:" not in source.text.split("*/")[0]:
            yield f"{source.path}:1: {len(lines) - 1} lines, {FILE_LINES} at most"
        for start, end in functions(code):
            above = start
            while above > 0 and re.match(r"/\*| \*|//", lines[above - 1]):
                above -= 1
            length = end - start + 1
            if length > FUNCTION_LINES and "reason:" not in "\n".join(lines[above:end]):
                yield f"{source.path}:{start + 1}: a function of {length} lines, " \
                      f"{FUNCTION_LINES} at most"


# Names that compilers add for sanitizers and coverage.
ADDED = re.compile(r"_*(odr_asan|asan|ubsan|unnamed|gcov|llvm|sancov)|\.L|DW\.ref\.")


def check_state(sources, objects):
    """`objects` maps a source's path to its object file."""
    for source in sources:
        if source.path not in objects:
            continue
        listing = subprocess.run(["objdump", "-t", objects[source.path]], check=True,
                                 capture_output=True, text=True).stdout
        for line in listing.splitlines():
            match = re.match(r"[0-9a-f]+ (.{7}) (\S+)\s+[0-9a-f]+ (?:\.hidden )?(\S+)$", line)
            if not match or "O" not in match.group(1) or ADDED.match(match.group(3)):
                continue
            section, name = match.group(2), match.group(3).split(".")[0]
            if not re.match(r"\.(data|bss|tdata|tbss)|\*COM\*", section) \
                    or section.startswith(".data.rel.ro"):
                continue
            allowed = re.search(rf"sig_atomic_t\s+{re.escape(name)}\b.*reason:", source.text)
            if not allowed:
                yield f"{source.path}:1: {name} is mutable state at file scope ({section})"


def check_headers_alone(root, sources, flags):
    compilers = [name for name in ("gcc", "clang") if shutil.which(name)]
    headers = [source.name for source in sources if source.name.endswith(".h")]

    def compile_alone(job):
        compiler, header = job
        done = subprocess.run(
            [compiler, "-std=c11", "-fsyntax-only", "-Wall", "-Wextra", "-Wpedantic", "-Werror",
             *flags, "-I", root / "src", "-x", "c", "-"], text=True, capture_output=True,
            input=f'#include "{header}"\n#include "{header}"\ntypedef int nothing;\n')
        if done.returncode:
            return f"src/{header}:1: does not compile alone with {compiler}:\n{done.stderr}"
        return None

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = [(compiler, header) for compiler in compilers for header in headers]
        return [wrong for wrong in pool.map(compile_alone, jobs) if wrong]


def check_tree(root, objects, flags):
    sources = read_tree(root)
    wrong = []
    for check in (check_layers, check_libraries, check_own_header, check_cycles, check_calls,
                  check_sizes):
        wrong += check(sources)
    wrong += check_state(sources, objects)
    wrong += check_headers_alone(root, sources, flags)
    return wrong, len(sources)


def read_build(root, build):
    """Objects by source path, and the flags that headers need, of a configured build."""
    objects, flags = {}, {"-D_GNU_SOURCE": None}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        path = Path(entry["file"])
        if not path.is_relative_to(root):
            continue
        path = path.relative_to(root)
        words = shlex.split(entry["command"])
        made = Path(entry["directory"]) / words[words.index("-o") + 1]
        if path.parts[0] in ("src", "rules"):
            if made.exists():
                objects[path.as_posix()] = made
            for i, word in enumerate(words):
                if word == "-isystem":
                    flags["-isystem" + words[i + 1]] = None
                elif word.startswith("-I"):
                    flags[word] = None
    return objects, list(flags)


# A tree of faults, and what must be said about it, one each. "good" files must pass unnamed.
FAULTS = {
    "src/base/good.h": "/* good */\n#ifndef GOOD_H\n#define GOOD_H\n"
                       "struct good {\n    int n;\n};\nint good_size(void);\n#endif\n",
    "src/base/good.c": '#include "base/good.h"\n\n#include <utf8proc.h>\n\n'
                       "static const char *const names[] = {\"printf(\", \"a\"};\n"
                       "static volatile int *const none; // exit(1) strcpy(a, b)\n"
                       "int good_size(void)\n{\n    return names[0] && !none;\n}\n",
    "src/base/up.c": '#include "doc/down.h"\n',
    "src/doc/down.h": '#include <curl/curl.h>\n#include "doc/round.h"\n',
    "src/doc/round.h": '#include "doc/down.h"\n',
    "src/doc/late.h": "#ifndef LATE_H\n#define LATE_H\nint late(struct good *good, size_t n);\n"
                      "#endif\n",
    "src/doc/late.c": '#include <stddef.h>\n#include "doc/late.h"\n#include "late.h"\n',
    "src/doc/calls.c": "void f(void)\n{\n    strcpy(a, b);\n    fprintf(x, y);\n    write(2, a, b);\n"
                       "    abort();\n    exit(1);\n    malloc(3);\n    fputs(a, stderr);\n}\n",
    "src/doc/long.c": "int f(void)\n{\n" + "    x();\n" * 60 + "}\n"
                      "/* reason: a table in code */\nint g(void)\n{\n" + "    x();\n" * 60 + "}\n",
    "src/doc/huge.c": "// x\n" * 501,
    "src/doc/huge_but.c": "/* reason: generated */\n" + "// x\n" * 501,
    "src/doc/state.c": "#include <signal.h>\nstatic int count;\nint state_next(void);\n"
                       "static volatile sig_atomic_t stop; /* reason: set by the handler */\n"
                       "int state_next(void)\n{\n    static int last = 4;\n"
                       "    stop = 1;\n    return ++count + ++last;\n}\n",
    "src/odd/x.c": "\n",
    "src/net/ask.c": '#include "lint/rule.h"\n',
    "src/lint/rule.h": "",
    "src/lint/engine.h": "",
    "src/net/evidence.h": "",
    "src/net/check.h": "",
    "src/lint/plain.h": '#include "net/evidence.h"\n',
    "src/lint/asks.c": '#include "net/check.h"\n',
    "src/doc/asks.c": '#include "net/evidence.h"\n',
    "src/main.c": '#include "lint/engine.h"\nint main(void)\n{\n    exit(1);\n}\n',
    "rules/link/good.c": '#include "lint/rule.h"\n#include "base/good.h"\n',
    "rules/link/bad.c": '#include "lint/engine.h"\n',
}
SAID = [
    "src/base/up.c:1: base may not include doc/down.h",
    "src/doc/down.h:1: <curl/curl.h> belongs in net alone",
    "src/doc/down.h:1: included in a circle: doc/down.h -> doc/round.h -> doc/down.h",
    "src/doc/down.h:1: does not compile alone with gcc",
    "src/doc/round.h:1: does not compile alone with gcc",
    "src/doc/late.h:1: does not compile alone with gcc",
    "src/doc/late.c:1: its own header is not the first include",
    "src/doc/late.c:3: late.h: say the layer",
    "src/doc/calls.c:3: strcpy is banned",
    "src/doc/calls.c:4: fprintf prints outside",
    "src/doc/calls.c:5: write(2 prints outside",
    "src/doc/calls.c:6: abort ends the process",
    "src/doc/calls.c:7: exit ends the process",
    "src/doc/calls.c:8: malloc takes memory",
    "src/doc/calls.c:9: fputs prints outside",
    "src/doc/calls.c:9: stderr prints outside",
    "src/doc/long.c:1: a function of 63 lines",
    "src/doc/huge.c:1: 501 lines",
    "src/doc/state.c:1: count is mutable state at file scope (.bss)",
    "src/doc/state.c:1: last is mutable state at file scope (.data)",
    "src/odd/x.c:1: layer odd is not known here",
    "src/net/ask.c:1: net may not include lint/rule.h",
    "src/lint/asks.c:1: lint may not include net/check.h",
    "src/doc/asks.c:1: doc may not include net/evidence.h",
    "rules/link/bad.c:1: rules may not include lint/engine.h",
]


def prove():
    """Run every check on the tree of faults; what is said must be SAID, no more and no less."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        for name, text in FAULTS.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        objects = {}
        for name in ("src/doc/state.c", "src/base/good.c"):
            objects[name] = root / (Path(name).stem + ".o")
            text = (root / name).read_text().replace("#include <utf8proc.h>", "")
            subprocess.run(["gcc", "-std=c11", "-D_GNU_SOURCE", "-I", root / "src", "-x", "c", "-c",
                            "-fPIC", "-o", objects[name], "-"], input=text, text=True, check=True)
        said, _ = check_tree(root, objects, [])
    said = [line.split("\n")[0] for line in said if "with clang" not in line.split("\n")[0]]
    missing = [want for want in SAID if not any(line.startswith(want) for line in said)]
    extra = [line for line in said if not any(line.startswith(want) for want in SAID)]
    return [f"not found: {want}" for want in missing] + [f"false alarm: {line}" for line in extra]


def main():
    root, build = (Path(os.environ[name]).resolve() for name in ("CURLINT_SOURCE", "CURLINT_BUILD"))
    wrong = prove()
    if wrong:
        print("the checks themselves are wrong:", *wrong, sep="\n")
        return 1
    objects, flags = read_build(root, build)
    if not objects:
        print(f"no object of src/ in {build}")
        return 1
    wrong, count = check_tree(root, objects, flags)
    if wrong:
        print(*wrong, sep="\n")
        return 1
    print(f"{count} files and {len(objects)} objects keep the rules of the house")
    return 0


if __name__ == "__main__":
    sys.exit(main())
