#!/usr/bin/env python3
"""`curlint audit` from one time to the next: what it calls new, what it remembers and where, the
patch, and that nothing of a row, a name or a server gets through into Markdown or HTML.

What links lead to comes from files, so that no server is needed; tests/system/audit_page.py looks
at the page in a browser.
"""
import base64
import contextlib
import hashlib
import json
import os
from pathlib import Path
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

import markdown_report
from balanced import Balanced  # noqa: E402  (markdown_report adds its folder)

CURLINT = os.environ["CURLINT"]
DAY = 86400
START = 1780272000
WEB = "https://web.example/"
MARK = "<!-- curlint audit -->\n"
PAGES = r"https://github\.com/curlint/curlint/blob/main/rules/[a-z]+/[a-z-]+\.md|"


def want(condition, what, run=None):
    if not condition:
        details = f"\nexit {run.returncode}\n{run.stdout}\n{run.stderr}" if run else ""
        sys.exit(f"FAIL: {what}{details}")


class Lists:
    """A folder of lists with what their links lead to; reports are written beside it."""

    def __init__(self, git=False, name="lists"):
        self.folder = tempfile.TemporaryDirectory()
        self.root, self.out = Path(self.folder.name, name), Path(self.folder.name, "out")
        self.root.mkdir()
        self.out.mkdir()
        self.answers = {}
        self.env = dict(os.environ, HOME=self.folder.name, XDG_CACHE_HOME=f"{self.out}/cache",
                        GIT_CONFIG_NOSYSTEM="1")
        if git:
            self.git("init", "-q")

    def git(self, *args):
        return subprocess.run(["git", *args], cwd=self.root, env=self.env, check=True,
                              capture_output=True, text=True).stdout

    def link(self, path, verdict="ok", **evidence):
        """A URL that leads there; it is alive where nothing else is said."""
        url = path if "://" in path else WEB + path
        self.answers[url] = dict({"verdict": verdict, "strength": "strong"}, **evidence)
        return url

    def write(self, name, *urls):
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_text(
            "# Papers\n\n" + "".join(f"- [Paper {i}]({url})\n" for i, url in enumerate(urls)))

    def audit(self, *args, day=1, store=True, status=None):
        """(the run, its report in JSON)"""
        path = self.out / "answers.json"
        path.write_text(json.dumps({"schema": 1, "answers": [
            {"url": url, "evidence": evidence} for url, evidence in self.answers.items()]}))
        command = [CURLINT, "audit", "--answers", path, "--output", f"json:{self.out}/report.json"]
        if store:
            command += ["--store", self.out / "store.sqlite"]
        env = dict(self.env, SOURCE_DATE_EPOCH=str(START + day * DAY))
        run = subprocess.run([*map(str, command), *map(str, args)], cwd=self.root, env=env,
                             capture_output=True, text=True, check=False)
        want(run.returncode in (0, 1) if status is None else run.returncode == status,
             f"not the status of an audit, {args}", run)
        return run, json.loads((self.out / "report.json").read_text())


def counts(object_):
    return {name: count for name, count in object_.items() if count}


def tells_what_is_new():
    lists = Lists()
    fine, dead = lists.link("fine"), lists.link("dead", "gone")
    moved = lists.link("moved", "moved", final=WEB + "there")
    weak = lists.link("weak", "flaky", strength="weak")
    lists.write("a.md", fine, dead, moved, weak)
    run, report = lists.audit()
    want(report["audit"]["since"] is None and report["audit"]["past"] == [], "a past before the first")
    want(counts(report["audit"]["numbers"]["verdicts"]) ==
         {"ok": 1, "gone": 1, "moved": 1, "flaky": 1}, "wrong numbers", run)
    want(not any(link["new"] for link in report["links"]), "all is new in the first audit")
    want({link["url"] for link in report["links"]} == {dead, moved, weak}, "not the links")

    run, report = lists.audit(day=8)
    want(counts(report["audit"]["since"]["links"]) == {} and report["audit"]["since"]["findings"] == 0
         and counts(report["audit"]["since"]["mended"]) == {}, "something is new in the same", run)

    # One dies, one is mended, one is taken out, a weak one becomes a dead one, one has a twin.
    lists.link("fine", "gone")
    lists.link("moved")
    lists.link("weak", "gone")
    lists.write("a.md", fine, moved, weak, "nothing.md")
    lists.write("b.md", fine)
    run, report = lists.audit(day=15)
    since = report["audit"]["since"]
    # An occurrence counts as a link of a file, its URL as one of the numbers.
    want(counts(since["links"]) == {"gone": 3}, "wrong links are new", run)
    want(counts(since["mended"]) == {"gone": 1, "moved": 1}, f"wrong ones mended: {since}", run)
    want(since["findings"] == 1, "the finding about no link is not new", run)
    want([f["new"] for f in report["findings"] if "evidence" not in f] == [True], "not so marked")
    want("new since the audit of 2026-06-09: dead links 3, moved 0, unreachable 0, other findings 1; "
         "mended or gone: dead 1, moved 1, unreachable 0\n" in run.stderr, "it is not told", run)
    past = report["audit"]["past"]
    want([one["finished"] for one in past] == [START + DAY, START + 8 * DAY], "wrong past")

    # In another place and order it is the same.
    (lists.root / "a.md").rename(lists.root / "c.md")
    lists.write("c.md", weak, "nothing.md", moved, fine)
    run, report = lists.audit(day=22)
    want(counts(report["audit"]["since"]["links"]) == {} and report["audit"]["since"]["findings"] == 0,
         "what was moved is new", run)


def remembers_whole_audits_alone():
    lists = Lists()
    lists.write("a.md", lists.link("dead", "gone"), "nothing.md")
    lists.write("b.md", lists.link("also", "gone"))
    lists.audit()
    for args in (("--only", "link"), ("--disable", "link/file"), ("--no-store",)):
        lists.audit(*args, day=2, store=args != ("--no-store",))
    # None of these asks for anything.
    for args in (("--offline",), ("--only-host", "none.example"), ("--skip-link", "*")):
        run = subprocess.run([CURLINT, "audit", *args, "--store", lists.out / "store.sqlite"],
                             cwd=lists.root, env=lists.env, capture_output=True, text=True, check=False)
        want(run.returncode in (0, 1) and "2 not checked" in run.stderr, f"{args} asks", run)
    run, report = lists.audit(day=3)
    want(len(report["audit"]["past"]) == 1, "a part is kept as an audit", run)
    run, report = lists.audit("a.md", day=4)
    want(report["audit"]["past"] == [], "a file has the past of its folder", run)
    run, report = lists.audit("a.md", day=5)
    want(len(report["audit"]["past"]) == 1, "a file has no past of its own", run)
    run, report = lists.audit(day=6)
    want(len(report["audit"]["past"]) == 2, "the folder has the past of its file", run)
    lists.write("c.md", lists.link("fine"))
    lists.audit("b.md", "a.md", day=6)
    run, report = lists.audit("./a.md", "b.md", "a.md", day=7)
    want(len(report["audit"]["past"]) == 1, "two files in another order have another past", run)

    # What was told to nobody is new next time.
    lists.link("dead")
    for args in (("--output", f"html:{lists.out}/no/page"), ("--open-patch", f"{lists.out}/no/patch")):
        lists.audit(*args, day=8, status=2)
    run, report = lists.audit(day=8)
    want(counts(report["audit"]["since"]["mended"]) == {"gone": 1}, "a report that failed counts", run)

    with contextlib.closing(sqlite3.connect(lists.out / "store.sqlite")) as store:
        store.execute("DROP TABLE audit_link")
        store.commit()
    run, report = lists.audit(day=9)
    want(report["audit"]["past"] == [] and run.stderr.count("remove it, and a new one") == 1,
         "a store without a table is not said once, with what to do", run)
    (lists.out / "store.sqlite").write_bytes(b"no store at all\n" * 500)
    run, report = lists.audit(day=9)
    want(report["audit"]["past"] == [] and run.stderr.count("no store of curlint") == 1,
         "a broken store is not said once", run)


def patches_what_has_moved():
    lists = Lists(git=True)
    moved = [lists.link(f"moved-{i}", "moved", final=f"{WEB}there/{i}") for i in range(3)]
    unsafe = lists.link("deep/page", "moved", final="https://other.example/")
    lists.write("a.md", *moved, unsafe)
    lists.write("sub/b.md", moved[0], moved[0])
    lists.write("sub/c.md", lists.link("fine"))
    # Three links and a badge of one repository, which all of them would rename.
    forge, was = "https://github.com/", [f"lab/before{rest}" for rest in ("", "/tree/main", "/issues")]
    renamed = [lists.link(forge + path, "moved", final=forge + path.replace("lab/before", "lab/after"))
               for path in was]
    stars = "![stars](https://img.shields.io/github/stars/lab/before)"
    (lists.root / "badge.md").write_text(
        "# Papers\n\n- " + " ".join(f"[Paper]({url})" for url in renamed) + f" {stars}\n")
    # Names and ends of lines that a patch has to tell.
    (lists.root / 'a "b".md').write_bytes(f"# P\r\n\r\n- [A]({moved[0]}) [B]({moved[1]})".encode())
    lists.git("add", ".")
    patch = lists.out / "links.patch"
    run, report = lists.audit("--open-patch", patch)
    want("mends 10 moved links" in run.stderr, "not told", run)
    want([(p["file"], p["links"]) for p in report["audit"]["patches"]] ==
         [('a "b".md', 2), ("a.md", 3), ("badge.md", 3), ("sub/b.md", 2)], "wrong patches", run)
    want("".join(p["text"] for p in report["audit"]["patches"]).encode() == patch.read_bytes(),
         "not the same")
    before = {p: p.read_bytes() for p in lists.root.rglob("*.md")}
    lists.git("apply", "--check", patch)
    want(before == {p: p.read_bytes() for p in lists.root.rglob("*.md")}, "a list was changed")
    lists.git("apply", patch)
    applied = {p: p.read_bytes() for p in lists.root.rglob("*.md")}
    for path, text in before.items():
        path.write_bytes(text)
    lists.audit("--fix", "--only", "link/moved", store=False)
    want(applied == {p: p.read_bytes() for p in lists.root.rglob("*.md")}, "--fix does otherwise")
    want("lab/before" not in (lists.root / "badge.md").read_text(), "a name of before is left", run)
    run, _ = lists.audit("--open-patch", patch)
    want("mends 0 moved links, so it is empty" in run.stderr and patch.read_text() == "", "not empty", run)
    for flag in ("--fix", "--diff"):
        run = subprocess.run([CURLINT, "audit", flag, "--open-patch", patch, "--offline"],
                             cwd=lists.root, env=lists.env, capture_output=True, text=True, check=False)
        want(run.returncode == 2 and "--open-patch" in run.stderr, f"{flag} passes", run)
    run = subprocess.run([CURLINT, "audit", "--no-store", "--offline", "--open-patch",
                          lists.out / "no/such"], cwd=lists.root, env=lists.env,
                         capture_output=True, text=True, check=False)
    want(run.returncode == 2 and "no/such" in run.stderr, "a patch that is not written is not said", run)


class Page(Balanced):
    """What a browser would make of a page: what it must not have is in `faults`."""

    tags = set("""html head meta title style body header h1 h2 h3 p main dl div dt dd section figure
        figcaption span svg line text g path circle title form label input select option output
        table thead tbody tr th td a small br details summary pre code footer script""".split())
    void = {"meta", "input", "br", "line", "path"}
    ATTRIBUTES = set("""lang charset http-equiv content name class id href rel scope role tabindex
        aria-label aria-labelledby aria-live type autocomplete hidden value for open data-k data-n
        data-t data-v viewbox x y x1 x2 y1 y2 cx cy r d text-anchor""".split())

    def __init__(self, source):
        super().__init__()
        self.texts, self.policy = [], ""
        self.inline = {"style": "", "script": ""}
        self.read(source)

    def handle_starttag(self, tag, attributes):
        super().handle_starttag(tag, attributes)
        for name, value in attributes:
            if name not in self.ATTRIBUTES:
                self.faults.append(f"<{tag} {name}={value!r}>")
            if name == "href" and not re.match(r"https?://[^/?#@\s\"'<>`\\]+[^\s\"'<>`\\]*$", value):
                self.faults.append(f"a link to {value}")
            if name == "content" and "default-src" in value:
                self.policy = value

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in self.void:
            self.handle_endtag(tag)

    def handle_data(self, data):
        if self.open and self.open[-1] in self.inline:
            self.inline[self.open[-1]] += data
        else:
            self.texts.append(data)


def hostile_lists():
    """Texts that want to be more than text in every place that a report shows."""
    lists = Lists(git=True, name="__lists__ [a](b) `c` <!-- @curlint")
    texts = markdown_report.TEXTS + ["::error::x", "##[error]x", "</td><img src=x onerror=alert(1)>",
                                     "\" onmouseover=\"alert(1)", "</script><script>alert(1)</script>",
                                     "</code></pre><script>alert(1)</script>", "\u202etxt"]
    names = ("a.md", "<img src=x onerror=alert(1)>.md", "\"'&lt;-->.md", "javascript:alert(1).md")
    for n, name in enumerate(names):
        rows = []
        for i, text in enumerate(texts):
            row = text.replace("\n", " ")
            dead = lists.link(f"{n}/{i}", "gone", reason=text, cause="not-found")
            hidden = lists.link(f"{WEB}?q={n}/{i}'\"", "gone", reason=text)
            moved = lists.link(f"moved/{n}/{i}", "moved", final=f"https://x.example/{i}/{text}")
            safe = lists.link(f"safe/{n}/{i}", "moved", final=f"{WEB}there/{n}/{i}")
            odd = lists.link(f"odd/{n}/{i}", "moved", final=f"javascript:alert('{text}')")
            rows += [f"- {row} [{row}](<{dead}>)\n", f"- {row} [a](<{hidden}>)\n",
                     f"- {row} [a](<{moved}>) {row}\n", f"- {row} [a](<{safe}>) {row}\n",
                     f"- [a](<{odd}>)\n"]
        (lists.root / name).write_text("# " + texts[6] + "\n\n" + "".join(rows))
    markdown_report.write_list(lists.root / "other.md")
    lists.git("add", ".")
    return lists


def nothing_gets_through():
    lists = hostile_lists()
    page, issue, summary = (lists.out / name for name in ("page.html", "issue.md", "summary.md"))
    args = ("--severity", "info", "--output", f"html:{page}", "--output", f"issue:{issue}",
            "--output", f"markdown:{summary}")
    lists.audit(*args)
    _, report = lists.audit(*args, day=9)
    want(len(report["links"]) > 500 and len(report["audit"]["patches"]) == 4, "too little to look at")
    source = page.read_text()
    found = Page(source)
    want(not found.faults, f"the page: {found.faults[:5]}")
    text = " ".join(found.texts)
    want("onerror=alert(1)" in text and "</script><script>alert(1)" in text, "the texts are not shown")
    style, script = (base64.b64encode(hashlib.sha256(found.inline[tag].encode()).digest()).decode()
                     for tag in ("style", "script"))
    want(found.policy == f"default-src 'none'; script-src 'sha256-{script}'; style-src 'sha256-{style}'; "
                         "base-uri 'none'; form-action 'none'", f"another policy: {found.policy}")
    want(not re.search(r"##\[|^\s*::", source, re.M), "a command for a runner in the page")
    want(not any(c in source for c in "\u202e\x1b\0"), "a control character in the page")

    if not shutil.which("cmark-gfm"):
        print("SKIPPED: NO cmark-gfm, NO MARKDOWN WAS PARSED", file=sys.stderr)
        return
    for path in (issue, summary):
        text = path.read_text()
        want(text.startswith(MARK) and text.count("<!-- curlint") == 1, "no mark, or two")
        judged = markdown_report.judge(text[len(MARK):].encode(), PAGES + r"[A-Za-z0-9._~%/-]+#L\d+")
        faults = [f for f in judged.faults if f != "<details open=None>"]
        want(not faults, f"{path.name}: {faults[:5]}")
        want(judged.places > 20, f"{path.name}: only {judged.places} places")
        want(not re.search(r"##\[|^\s*::", text, re.M), f"{path.name}: a command for a runner")


def stays_small():
    """An issue has 65,536 characters, however many links are dead."""
    lists = Lists()
    for name in range(120):
        lists.write(f"{name:03}.md", *(lists.link(f"{name}/{i}/{'x' * 80}", "gone") for i in range(40)),
                    *(f"no-{i}.md" for i in range(40)))
    issue, page = lists.out / "issue.md", lists.out / "page.html"
    _, report = lists.audit("--output", f"issue:{issue}", "--output", f"html:{page}")
    want(len(report["links"]) == 4800, "links are missing")
    text = issue.read_text()
    want(30000 < len(text) < 65536, f"an issue of {len(text)} characters")
    want(text.count("<details") == text.count("</details>"), "a fold stays open")
    want("links are too many for this summary" in text and "findings are too many" in text,
         "what is left out is not told")
    want(page.stat().st_size < 5 << 20, "a page of over 5 MiB")
    for name in range(120):
        urls = [url for url in lists.answers if url.startswith(f"{WEB}{name}/")]
        lists.write(f"{name:03}.md", *urls, "" if name else "no.md")
    lists.audit("--output", f"issue:{issue}")
    want(60000 < len(issue.read_text()) < 65536, "links leave room that nothing else takes")


def main():
    tells_what_is_new()
    remembers_whole_audits_alone()
    patches_what_has_moved()
    nothing_gets_through()
    stays_small()
    print("audits tell what is new, and nothing gets through")


if __name__ == "__main__":
    main()
