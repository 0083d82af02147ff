#!/usr/bin/env python3
"""No row, name or message gives the runner of GitHub Actions a command, in whatever format it is
printed; what --format github gives are annotations of files that are there, and nothing else.

Lines are read as the runner reads them (actions/runner, ActionCommand.cs): "::name k=v::data" at
the start of a line that was trimmed, "##[name k=v]data" anywhere in one."""
import os
from pathlib import Path
import subprocess
import sys
import tempfile

CURLINT = os.environ["CURLINT"]
COMMANDS = {"error", "warning", "notice", "debug", "group", "endgroup", "add-mask", "add-path",
            "add-matcher", "remove-matcher", "set-env", "set-output", "save-state", "echo",
            "stop-commands", "internal-set-repo-path"}
TEXTS = [
    "::error::x", "::set-output name=a::b", "##[add-mask]a", "##[stop-commands]x",
    "%0A::error::x", "%0D%0A::error::x", "\r::stop-commands::x", "\x1b[2K::error::x",
    "\u2028::error::x", "\u0085::add-mask::x", "##vso[task.setvariable variable=a]b",
    "####[error]x", "#\u200b#[error]x", "::error file=a,line=1::x", "a,line=3::x", "title=b::",
    "\u202e::gnp", "\xa0::error::x", "\u3000::error::x", "::", "##[", "::error", "\x07\x08\x7f",
]
NAMES = ["::error::a.md", " ::stop-commands::x.md", "\u3000::error::.md", "a\n::error::b.md",
         "a\r::error::b.md", "##[add-mask]b.md", "%0A::error::.md", "a,b:c=d.md", "100%25.md",
         "\x1b[31m.md", "\u202e.md", "a::error::b.md", "::error.md"]


def unescape(text, codes):
    for code, character in codes:
        text = text.replace(code, character)
    return text


DATA = [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]
PROPERTY = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]


def parse(line):
    """(name, properties, data) of the command that the runner sees in a line, or None."""
    trimmed = line.strip("\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
                         + "".join(map(chr, range(0x2000, 0x200b))))
    if trimmed.startswith("::") and "::" in trimmed[2:]:
        info, data = trimmed[2:].split("::", 1)
        name, _, rest = info.partition(" ")
        if name.lower() in COMMANDS:
            pairs = (pair.split("=", 1) for pair in rest.strip().split(",") if pair)
            return name, {pair[0]: unescape(pair[1], PROPERTY) for pair in pairs
                          if len(pair) == 2}, unescape(data, DATA)
    at = line.find("##[")
    if at >= 0 and "]" in line[at:]:
        name = line[at + 3:].split("]", 1)[0].split(" ", 1)[0]
        if name.lower() in COMMANDS:
            return name, {}, ""
    return None


def lines(output):
    """As .NET's StreamReader cuts them: at LF, CR and CR LF."""
    text = output.decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def run(*arguments):
    done = subprocess.run([CURLINT, *arguments], stdin=subprocess.DEVNULL, timeout=60,
                          capture_output=True, check=False)
    assert done.returncode in (0, 1, 2), (arguments, done.returncode, done.stderr)
    return done


def write_lists():
    rows = []
    for text in TEXTS:
        rows.append(f"| {text} [a](https://arxiv.org/abs/2413.00001?{text}) | {text} | {text} |")
        rows.append(f"| [{text}](#{text}) [b](no/{text}) | {text} |")
    source = "# A\n\n| a | b |\n|---|---|\n" + "\n".join(rows) + "\n"
    source += "".join(f"\n{text}\n\n- [c](#nowhere{text})\n- [{text}]()\n" for text in TEXTS)
    for name in [*NAMES, "README.md"]:
        Path(name).write_bytes(source.encode("utf-8") + b"- [\xff::error::](#\xfe)\n")


def check_silent(failures):
    for arguments in (["--format", "full"], ["--format", "concise"], ["--format", "json"],
                      ["--format", "sarif"], ["--format", "markdown"], ["--statistics"],
                      ["--format", "json", "--statistics"], ["--debug-model"],
                      ["--format", "full", "--color", "always"], ["--verbose"],
                      ["--format", "github", "-q"], ["no/##[add-mask]x"], ["::error::x"],
                      ["--only", "##[error]x"], ["--format", "##[error]x"],
                      ["--config", "##[error]x"], ["--output", "json:no/##[error]x"]):
        done = run("check", "--severity", "info", *arguments, ".")
        for line in lines(done.stdout) + lines(done.stderr):
            if parse(line):
                failures.append(f"{arguments}: {line!r} is a command")


def check_annotations(failures):
    done = run("check", "--severity", "info", "--format", "github", ".")
    if any(byte < 0x20 and byte != 0x0a or byte == 0x7f for byte in done.stdout):
        failures.append("github: a control character")
    counts = {}
    for line in lines(done.stdout):
        command = parse(line)
        if not command:
            continue
        name, properties, data = command
        counts[name] = counts.get(name, 0) + 1
        if name in ("group", "endgroup") or not properties.get("file"):
            continue
        if not set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}:
            failures.append(f"github: {properties}")
        if not properties["title"].startswith("curlint "):
            failures.append(f"github: a title {properties['title']!r}")
        shown = [entry for entry in os.listdir(".") if entry == properties["file"]]
        if not shown and "\\" not in properties["file"] and "<U+" not in properties["file"]:
            failures.append(f"github: no file {properties['file']!r}")
        if len(data.encode("utf-16-le")) // 2 > 4096:
            failures.append("github: a message of more than 4,096 characters")
        for more in data.split("\n")[1:]:
            if not more.startswith(("help: ", "note: ")):
                failures.append(f"github: a line {more!r}")
    if not set(counts) <= {"error", "warning", "notice", "group", "endgroup"}:
        failures.append(f"github: commands {counts}")
    if not 0 < counts.get("error", 0) <= 10 or not 0 < counts.get("warning", 0) <= 10:
        failures.append(f"github: {counts}")


def main():
    for hostile in ("::error::x", "  ::add-mask::x", "a ##[error]x", "##[stop-commands]"):
        assert parse(hostile), hostile
    for harmless in ("a::error::x", "##\\x5berror]x", "::errors::x", "::error"):
        assert not parse(harmless), harmless
    failures = []
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)
        write_lists()
        check_silent(failures)
        check_annotations(failures)
        os.chdir("/")
    print("\n".join(failures) or f"{len(TEXTS)} texts and {len(NAMES)} names are no commands")
    return bool(failures)


sys.exit(main())
