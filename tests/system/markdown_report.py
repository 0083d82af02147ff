#!/usr/bin/env python3
"""What --format markdown writes, as GitHub's own parser reads it: its headings, its tables, its
lists and folds, and of a stranger's text nothing but words and code."""
from html.parser import HTMLParser
import json
import os
from pathlib import Path
import re
import shutil
import subprocess
import sys
import tempfile

CURLINT = os.environ["CURLINT"]
TEXTS = [
    "@user", "@org/team", "#123", "owner/repo#1", "GH-1", "deadbeefdeadbeef", "![i](http://e.x/i)",
    "<img src=http://e.x/i onerror=alert(1)>", "<script>alert(1)</script>", "<!-- c", "-->", "&lt;b&gt;",
    "[l](http://e.x)", "[l]: http://e.x", "[l][l]", "**b**", "__b__", "~~s~~", "`c`", "``c``",
    "```", "`", "\\`", "\\", "a|b", "|", "---", "# h", "> q", "- l", "1. l", "</details>", "</code>",
    "<summary>", "https://e.x/a_b_c", "www.e.x", "a@e.x", ":tada:", "$x$", "$$x$$", "[^1]",
    "\n\n# h", "\"quoted @user\"", "\"open @user", "`code @user`", "(@user)", "<@user>",
    "`" * 90 + " @user <img src=x> " + "`" * 90, "x" + "`" * 81 + "<b>y", "\\|", "a\\\\|b @user", "`|`",
    "&commat;user", "&#64;user", "javascript:alert(1)", "\u200b@user", "\x1b]8;;http://e.x\x07l",
]
TAGS = {"h2", "p", "table", "thead", "tbody", "tr", "th", "td", "a", "code", "details", "summary",
        "strong", "br"}
# What GitHub would make more of in text that is not code.
LIVE = re.compile(r"[@#<>]|://|www\.|:\w+:|\b[0-9a-f]{7,}\b|\$|\bGH-\d")
WORDS = re.compile(r"[^`*_\[\]{}|~\\]*")


class Judge(HTMLParser):
    """Collects what is wrong with a rendered summary, and its text."""

    void = {"br"}

    def __init__(self, addresses):
        super().__init__(convert_charrefs=True)
        self.addresses = addresses
        self.open = []
        self.faults = []
        self.codes = []
        self.places = 0

    def handle_starttag(self, tag, attributes):
        if tag not in TAGS:
            self.faults.append(f"a tag <{tag}>")
        if tag not in self.void:
            self.open.append(tag)
        allowed = {"a": {"href"}, "details": {"open"}, "th": {"align"}, "td": {"align"}}
        for name, value in attributes:
            if name not in allowed.get(tag, ()):
                self.faults.append(f"<{tag} {name}={value!r}>")
            if name == "href":
                self.places += value.endswith(tuple("0123456789"))
                if not re.fullmatch(self.addresses, value):
                    self.faults.append(f"a link to {value}")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> out of place")

    def handle_comment(self, data):
        self.faults.append(f"a comment {data!r}")

    def handle_data(self, data):
        if "code" in self.open:
            self.codes.append(data)
        elif LIVE.search(data) or not WORDS.fullmatch(data):
            self.faults.append(f"text {data!r}")


def write_list(path):
    source = "# A\n\n| a | b |\n|---|---|\n"
    for text in TEXTS:
        row = text.replace("\n", " ")
        source += f"| [a](https://arxiv.org/abs/2413.00001) | {row} | {row} | {row} \"x {row} y\" |\n"
    for text in TEXTS:
        source += f"\n- [{text}](#{text})\n- [a](<no/{text} b>)\n- [{text}]()\n- <a href='#{text}'>b</a>\n"
    path.write_bytes(source.encode() + b"- [a](#\xff\xfe@user)\n")


def summary(folder, environment):
    done = subprocess.run([CURLINT, "check", "--severity", "info", "--format", "markdown", "."],
                          cwd=folder, env={**os.environ, **environment}, stdout=subprocess.PIPE,
                          check=False)
    assert done.returncode in (0, 1), done.returncode
    assert all(byte >= 0x20 or byte == 0x0a for byte in done.stdout), "a control character"
    return done.stdout


def judge(text, addresses):
    page = subprocess.run(["cmark-gfm", "--unsafe", "-e", "table", "-e", "strikethrough",
                           "-e", "autolink", "-e", "tasklist", "-e", "footnotes"],
                          input=text, stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")
    page = re.sub(r" style=\"text-align: \w+\"", "", page)
    found = Judge(addresses)
    found.feed(page)
    found.close()
    if found.open:
        found.faults.append(f"open at the end: {found.open}")
    return found


def main():
    if not shutil.which("cmark-gfm"):
        print("SKIPPED: NO cmark-gfm, NO SUMMARY WAS PARSED", file=sys.stderr)
        return 77
    failures = []
    rules = r"https://github\.com/curlint/curlint/blob/main/rules/[a-z]+/[a-z-]+\.md|"
    with tempfile.TemporaryDirectory() as folder:
        names = ["a.md", "<img src=x> @user.md", "`b` [c](d) #1.md", "<code>/<details>.md",
                 "javascript:alert(1).md", "e\n\n# h.md", "\"'&lt;.md"]
        Path(folder, "<code>").mkdir()
        for name in names:
            write_list(Path(folder, name))
        reports = [({}, rules + r"[A-Za-z0-9._~%/-]+#L\d+")]
        subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
        subprocess.run(["git", "add", "."], cwd=folder, check=True)
        reports.append(({"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "o/r",
                         "GITHUB_SHA": "0123abcd", "GITHUB_WORKSPACE": folder},
                        rules + r"https://github\.com/o/r/blob/0123abcd/[A-Za-z0-9._~%/-]+"
                                r"\?plain=1#L\d+"))
        for environment, addresses in reports:
            text = summary(folder, environment)
            found = judge(text, addresses)
            failures += found.faults
            if not {"@user", "deadbeefdeadbeef"} & set(" ".join(found.codes).split()):
                failures.append("the hostile texts are not shown")
            if found.places < 100:
                failures.append(f"only {found.places} places")
        shown = json.loads(subprocess.run(
            [CURLINT, "--format", "json", "."], cwd=folder, stdout=subprocess.PIPE,
            check=False).stdout)
        assert len(shown["findings"]) > 500, len(shown["findings"])
    hostile = judge(b"@user <img src=x> [a](http://e.x) #1 **b\n", rules)
    assert len(hostile.faults) >= 3, "the judge finds nothing"
    print("\n".join(sorted(set(failures))[:40]) or f"{len(TEXTS)} texts are words and code")
    return bool(failures)


sys.exit(main())
