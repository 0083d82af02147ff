#!/usr/bin/env python3
"""Lists that a stranger could send: each ends in findings or one clear line, soon, in little memory
and never by a crash. The bounds are those of a release build; a build with sanitizers is several
times slower and larger, so that there the time is bounded loosely and the memory not at all."""
import json
import os
from pathlib import Path
import resource
import subprocess
import sys
import tempfile
from xml.parsers import expat

CURLINT = os.environ["CURLINT"]
SANITIZED = b"__asan_init" in Path(CURLINT).read_bytes()
SECONDS = 30 if SANITIZED else 2
KILOBYTES = None if SANITIZED else 256 * 1024
MARKS = (b"AddressSanitizer", b"LeakSanitizer", b"runtime error:")

ROW = b"| [A](https://example.org/a) | b |\n"
TABLE = b"| x | y |\n|---|---|\n"


def wide_table(rows, columns):
    return b"\n".join([b"|x" * columns + b"|", b"|-" * columns + b"|",
                       *[b"|x" * columns + b"|"] * rows, b""])


# name: bytes, and a rule that has to speak (None: none need).
LISTS = {
    "empty": (b"", None),
    "one newline": (b"\n", None),
    "BOM alone": (b"\xef\xbb\xbf", None),
    "BOM before a table": (b"\xef\xbb\xbf" + TABLE + ROW, None),
    "NUL": (TABLE + b"| a\0b | c |\n", "text/encoding"),
    "NUL alone": (b"\0", "text/encoding"),
    "invalid UTF-8": (TABLE + b"| [a\xff\xfe](https://example.org/\xc3) | \xe2\x82 |\n",
                      "text/encoding"),
    "every byte": (bytes(range(256)) * 40, "text/encoding"),
    "UTF-16": (b"\xff\xfe" + (TABLE + ROW).decode().encode("utf-16-le"), "text/encoding"),
    "CR": ((TABLE + ROW).replace(b"\n", b"\r"), None),
    "CR LF": ((TABLE + ROW).replace(b"\n", b"\r\n"), None),
    "mixed line ends": (TABLE + ROW[:-1] + b"\r\n" + ROW[:-1] + b"\r" + ROW, None),
    "no newline at the end": (TABLE + ROW[:-1], None),
    "a line of 100 MB": (b"x" * 100_000_000, "lint/limits"),
    "a line of 16 MB": (b"x" * 16_000_000, "lint/limits"),
    "16 MB of newlines": (b"\n" * 16_000_000, None),
    "2,000 x 2,000": (wide_table(2000, 2000), "lint/limits"),
    "2,000 columns and one row": (wide_table(1, 2000), "lint/limits"),
    "30,000 empty rows": (wide_table(0, 200) + b"|\n" * 30_000, "lint/limits"),
    "100,000 quotes": (b">" * 100_000 + b" a\n", "lint/limits"),
    "100,000 quotes behind what is no code": (b"<div>\n```\n</div>\n\n" + b">" * 100_000 + b" a\n",
                                              "lint/limits"),
    "100,000 quotes behind code of an item": (b"- a\n  ```\n" + b">" * 100_000 + b" a\n",
                                              "lint/limits"),
    "100,000 quotes in code": (b"```\n" + b">" * 100_000 + b" a\n```\n", None),
    "fences and no end": (b"```\n~~~\n" * 50_000, None),
    "100,000 lists": (b"- " * 100_000 + b"a\n", "lint/limits"),
    "nested by indent": (b"".join(b" " * (2 * i) + b"- a\n" for i in range(2000)), None),
    "CDATA": (b"<![CDATA[" * 20_000, "lint/limits"),
    "processing instructions": (b"a <?" * 20_000, "lint/limits"),
    "declarations": (b"a <!X" * 20_000, "lint/limits"),
    "comments": (b"a <!--" * 20_000, "lint/limits"),
    "brackets": (b"[" * 100_000, None),
    "brackets and parentheses": (b"[a](" * 50_000, None),
    "links that never close": (b"[a](http://x.org\n" * 20_000, "link/syntax"),
    "brackets the wrong way round": (b"(a)[http://x" * 30_000, None),
    "images": (b"![" * 50_000, None),
    "footnotes": (b"[^a ![x](u)] " * 5_000 + b"\n\n[^a]: b\n", None),
    "footnotes in disguise": (b"[^b] [&#94;a ![x](u)] [&Hat;a] [\\^c]\n" * 5_000, None),
    "images and brackets": (b"[![a](" * 30_000, None),
    "backticks": (b"".join(b"e" + b"`" * i for i in range(1, 2000)), None),
    "stars": (b"*a **b " * 30_000, None),
    "stars and underscores": (b"a**b" + b"c* " * 50_000, None),
    "entities": (b"&#x41;&amp" * 30_000, None),
    "angles": (b"<" * 100_000, None),
    "tags": (b"<a href=\"" * 30_000, None),
    "open tags in blocks": (b"<div><a href='x'>\n" * 30_000, None),
    "definitions": (b"".join(b"[a%d]: <b\n" % i for i in range(30_000)), None),
    "uses of a long definition": (b"[a]: /" + b"x" * 50_000 + b"\n\n" + b"[a] " * 50_000, "lint/limits"),
    "uses of a long title": (b"[a]: /\n  '" + b"x\n" * 50_000 + b"'\n\n" + b"[a] " * 50_000,
                             "lint/limits"),
    "uses of a definition with a broken label": (
        b"> [a\n> b]:\n> /" + b"x" * 50_000 + b"\n\n" + b"[a b] " * 50_000, "lint/limits"),
    "bare addresses": (b"http://" * 50_000, None),
    "www": (b"www." * 50_000, None),
    "mail addresses": (b"a@a." * 50_000, None),
    "colons": (b"a:" * 100_000, None),
    "headings of one name": (b"# a\n" * 50_000, None),
    "headings that count": (b"".join(b"# a\n# a-%d\n" % i for i in range(20_000)), None),
    "pipes": (b"|" * 100_000 + b"\n" + b"|-" * 50_000, None),
    "rows outside tables": (b"| a | b |\n\n" * 30_000, None),
    "tables on end": (b"|a|\n|-|\n|b|\n\n" * 30_000, None),
    "text between rows": (TABLE + (ROW + b"text\n") * 5_000, "table/swallowed"),
    "headers between rows": ((TABLE + ROW) * 5_000, "table/swallowed"),
    "rows that name sections": (TABLE + b"|**a** | |\n" * 20_000 + ROW, None),
    "tables of one form but one": (
        b"|a|b|\n|-|-|\n\n" * 10_000 + b"|a|bb|\n|-|-|\n" + b"\n|b|a|\n|-|-|\n" * 1000, None),
    "wide tables of one form": ((wide_table(0, 250) + b"\n") * 400 + b"\n" +
                                wide_table(0, 249) + b"\n" + wide_table(0, 251), None),
    "zero-width spaces": (b"a " + b"b\xe2\x80\x8b" * 50_000, "text/invisible"),
    "lines of zero-width spaces": (b"\xe2\x80\x8ba\n" * 10_000, "text/invisible"),
    "zero-width spaces alone": (b"\xe2\x80\x8b" * 80_000, None),
    "no-break spaces": (b"#\xc2\xa0" * 80_000, None),
    "marks of direction": (b"\xe2\x80\x8e\xd7\x90" * 50_000 + b"\xe2\x80\xae", "text/invisible"),
    "an endless flag": (b"\xf0\x9f\x8f\xb4" + b"\xf3\xa0\x81\xa7" * 60_000, None),
    "one arXiv id 20,000 times": (
        TABLE + b"| [A](https://arxiv.org/abs/2405.18218) | b |\n" * 20_000, "arxiv/duplicate"),
    "one link 20,000 times": (TABLE + ROW * 20_000, None),
    "one paper under 5,000 titles": (
        TABLE + b"".join(b"| [" + b"word%d " % i * 100 + b"](https://doi.org/10.1000/182) | b |\n"
                         for i in range(5_000)), None),
    "one title over 20,000 links": (
        b"".join(b"- [A Title of Some Words](https://example.org/%d)\n- [x](y)\n" % i
                 for i in range(20_000)), None),
    "breaks that are none": (
        (TABLE + b"| [A](https://example.org/a) " + b"</br> " * 2_500 + b"x <br>" * 2_500 + b"x | b |\n\n") * 10,
        "entry/format"),
    "breaks that are none in many cells": (
        (b"|x" * 200 + b"|\n" + b"|-" * 200 + b"|\n" + b"|a </br> b" * 200 + b"|\n\n") * 100,
        None),
    "hidden dates that are none": (TABLE + (ROW[:-1] + b" [//]: #13/45\n") * 20_000, "entry/date"),
    "labels in every spelling": (
        b"".join(b"- a [[%s %s](https://example.org/%d)]\n" %
                 (b"paper" if i % 40 else b"Paper", b"v1 " * (i % 9), i) for i in range(20_000)), None),
    "broken anchors": (b"- [a](#b)\n" * 20_000, "link/anchor"),
    "long paths": (b"- [a](" + b"../" * 20_000 + b"b)\n- [a](" + b"b/" * 20_000 + b")\n", None),
    "badges": (b"[![s](https://img.shields.io/github/stars/a/?x)](https://github.com/a/b)\n" *
               10_000, "badge/malformed"),
    "escape sequences": (b"- [\x1b]0;t\x07\x1b[31m](#\x1b[2J)\n", "link/anchor"),
    "workflow commands": (b"- [a\n::error::x](#b)\n", None),
    "suppressions": (b"<!-- curlint-disable -->\n\n- [a](#b)\n\n<!-- curlint-enable -->\n\n" * 20_000,
                     None),
    "suppressions without end": (b"<!-- curlint-disable link -->\n\n- [a](#b)\n\n" * 20_000, None),
    "suppressions of unknown rules": (
        b"".join(b"<!-- curlint-disable link/anchro%d -->\n\n" % i for i in range(10_000)),
        "lint/suppression"),
    "suppressions of many rules": (
        b"<!-- curlint-disable-file " + b"arxiv/id,link," * 15_000 + b" -->\n", None),
    "suppressions for the next line": (
        b"<!-- curlint-disable-next-line link/file -->\n\n" * 10_000 + b"- [a](#b)\n", "lint/suppression"),
    "suppressions before many lines": (
        b"a " + b"<!-- curlint-disable-next-line link --> " * 1_900 + b"\n" * 200_000 + b"- [a](#b)\n",
        None),
    "suppressions in one row": (
        (TABLE + b"| " + b"[a](#b) <!-- curlint-ignore link/file --> " * 900 + b" | b |\n\n") * 5,
        "link/anchor"),
    "suppressions in dropped cells": (
        TABLE + b"| a | b " + b"| <!-- curlint-ignore link/file --> " * 5_000 + b"\n", None),
    "suppressions in rows": (
        TABLE + b"| [A](https://example.org/a) <!-- curlint-ignore link --> | [a](#b) |\n" * 20_000,
        None),
    "suppressions that are shown": (
        (b"- a " + b"<!-- curlint-ignore link -- a --> " * 1_900 + b"\n\n") * 10,
        "lint/suppression"),
    "suppressions that are open": ((b"- a " + b"<!-- curlint-ignore link " * 1_900 + b"\n\n") * 10,
                                   "lint/suppression"),
}


# What each list is reported in, and every third one in one more in turns.
FORMS = ("json", "full")
MORE = ("sarif", "markdown", "github", "concise", "junit", "rdjson", "gitlab", "checkstyle", "ndjson")


def run(name, content, rule):
    """What is wrong with a run over `content`."""
    path = Path("list.md")
    path.write_bytes(content)
    wrong = []
    number, rest = divmod(list(LISTS).index(name), 3)
    for form in FORMS if rest else (*FORMS, MORE[number % len(MORE)]):
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            child = subprocess.Popen([CURLINT, "--no-config", "--format", form, "list.md"],
                                     stdin=subprocess.DEVNULL, stdout=out, stderr=err)
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            took = usage.ru_utime + usage.ru_stime  # a busy machine is not the list's fault
            out.seek(0)
            err.seek(0)
            wrong += judge(form, child.returncode, out.read(), err.read(), rule)
        if took > SECONDS:
            wrong.append(f"{form}: took {took:.1f} s")
        if KILOBYTES and usage.ru_maxrss > KILOBYTES:
            wrong.append(f"{form}: took {usage.ru_maxrss} kB")
    path.unlink()
    return [f"{name}: {fault}" for fault in wrong]


def judge(form, status, out, err, rule):
    if any(mark in err for mark in MARKS) or status not in (0, 1, 2):
        yield f"{form}: status {status}: {err[:2000].decode('utf-8', 'backslashreplace')}"
        return
    if status == 2 and err.count(b"\n") != 1 or status != 2 and err:
        yield f"{form}: status {status} and {err!r} on standard error"
    if any(byte < 0x20 and byte != 0x0a for byte in out):
        yield f"{form}: control characters on standard output"
    if form in ("junit", "checkstyle") and status != 2:
        try:
            expat.ParserCreate().Parse(out, True)
        except expat.ExpatError as fault:
            yield f"{form}: {fault}"
    if form == "json" and status != 2:
        try:
            rules = {finding["rule"] for finding in json.loads(out)["findings"]}
        except (ValueError, KeyError) as fault:
            yield f"json: {fault}"
            return
        if rule and rule not in rules:
            yield f"{rule} does not speak, only {sorted(rules)}"


def main():
    failures = []
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)
        for name, (content, rule) in LISTS.items():
            failures += run(name, content, rule)
        os.chdir("/")
    print("\n".join(failures) or f"{len(LISTS)} lists are judged within bounds")
    return bool(failures)


sys.exit(main())
