#!/usr/bin/env python3
"""Papers that a list has, added to it again: each row is taken out, what it says of its paper is
given as arXiv and a person would give it, and the row that `add` writes is held against the list's
own. Then entries of other lists, which only the program can take apart (tests/server/write_again.c).

The lists stand beside the checkout as git bundles and are not ours to copy. Without them the test
says so and is skipped.
"""
from concurrent.futures import ThreadPoolExecutor
import json
import os
from pathlib import Path
import re
import shutil
import subprocess
import sys
import tempfile

CURLINT = os.environ["CURLINT"]
CORPUS = Path(os.environ["CURLINT_SOURCE"]).parent / "shared" / "corpus"
BUNDLE = CORPUS / "horseee+Awesome-Efficient-LLM.bundle"
SKIPPED = 77
ROWS = 200
WORKERS = 2
SAMPLE = 120  # entries of each list
LEAST_OTHERS = 80  # the same of entries of all lists, some of which are written in any way

# A row as most rows of that list are written, with their blanks and no others, that says nothing
# which `add` is not told.
ROW = re.compile(
    r"^\|(?P<badges>(?:\[!\[Star\]\([^)]*\)\]\([^)]*\))?"
    r"(?:\[!\[Publish\]\([^)]*/Conference-[^)]*\)\]\(\))?<br>)?"
    r"\[(?P<title>[^]\[\\*_`$<|]+)\]\((?P<url>https://arxiv\.org/abs/(?P<id>\d{4}\.\d{4,5}))\)"
    r" <br> (?P<authors>[^|<\[\\*_&]*[^|<\[\\*_& ]) \|(?P<picture>[^|]*)\|"
    r"(?P<links>(?:\[Github\]\((?P<code>[^)]+)\) <br> )?\[Paper\]\([^)]+\)"
    r"(?: <br> \[Project\]\((?P<project>[^)]+)\))?)\|"
    r"(?P<hidden>\[//\]: #\d\d/\d\d)?$")
VENUE = re.compile(r"badge/Conference-([^-]+)-blue")


def run(*arguments, directory):
    return subprocess.run([CURLINT, *arguments], cwd=directory, capture_output=True, text=True,
                          check=False)


def faulty_lines(directory, path="."):
    """The lines of each file that a rule says anything about."""
    found = run("check", "--format", "json", "--severity", "info", path, directory=directory)
    lines = {}
    for finding in json.loads(found.stdout)["findings"]:
        for line in range(finding["line"], finding["end_line"] + 1):
            lines.setdefault(finding["file"], set()).add(line)
    return lines


def clean_rows(directory):
    """(file, line, section, parts) of rows that nothing is wrong with, with the badge of their code
    where that is on GitHub, and whose paper stands once in the file."""
    faulty, rows = faulty_lines(directory), []
    for path in sorted(directory.glob("*.md")):
        if path.name == "README.md":
            continue  # its rows stand in the other files too
        section, text = "", path.read_text()
        for number, line in enumerate(text.splitlines(), 1):
            if line.startswith("#"):
                section = line.lstrip("#").strip()
            parts = ROW.match(line)
            if not parts or number in faulty.get(path.name, ()):
                continue
            is_starred = "![Star]" in (parts["badges"] or "")
            if is_starred != (parts["code"] or "").startswith("https://github.com/"):
                continue
            if text.count(parts["url"] + ") <br> ") == 1:
                rows.append((path.name, number, section, parts))
    return rows


def masked(row):
    """A row without its picture and its hidden date."""
    parts = ROW.match(row)
    if not parts:
        return row
    return row[:parts.start("picture")] + "PICTURE" + row[parts.end("picture"):parts.end("links")]


def add_again(directory, scratch, row):
    """What `add` makes of the row: the row, and what is wrong, if anything."""
    name, number, section, parts = row
    path = directory / name
    before = path.read_bytes()
    lines = before.decode().splitlines(keepends=True)
    path.write_text("".join(lines[:number - 1] + lines[number:]))
    answers = scratch / "answers.json"
    paper = {"id": parts["id"], "title": parts["title"], "authors": parts["authors"],
             "published": "2024-01-31"}
    answers.write_text(json.dumps({"schema": 1, "answers": [
        {"url": parts["url"], "evidence": {"verdict": "ok", "paper": paper}}]}))
    options = ["--answers", str(answers), "--into", name, "--copy"]
    venue = VENUE.search(parts["badges"] or "")
    picture = re.search(r'src="([^"]+)"|\]\(([^)]+)\)', parts["picture"])
    if venue:
        options += ["--venue", venue[1].replace("%20", " ").replace("_", " ")]
    for name_of in ("code", "project"):
        if parts[name_of]:
            options += ["--" + name_of, parts[name_of]]
    if picture:
        options += ["--picture", picture[1] or picture[2]]
    done = run("add", parts["id"], *options, directory=directory)
    made, wrong = "", done.stderr
    if done.returncode == 0:
        line = int(re.match(r"[^:]+:(\d+): added", done.stdout)[1])
        made = path.read_text().splitlines()[line - 1]
        wrong = ""
        if line in faulty_lines(directory, name).get(name, ()):
            wrong = "check finds something in it"
    path.write_bytes(before)
    return made, wrong


def work(source, rows):
    """Add rows again, one after another, to a copy of the list."""
    with tempfile.TemporaryDirectory() as scratch:
        directory = Path(scratch) / "list"
        shutil.copytree(source, directory)
        return [(row, *add_again(directory, Path(scratch), row)) for row in rows]


def write_others(scratch):
    """Of each list: how many of its entries come out as they are. Returns what is wrong."""
    program = Path(os.environ["CURLINT_BUILD"]) / "tests" / "write_again"
    plain = equal = 0
    for bundle in sorted(CORPUS.glob("*.bundle")):
        directory = Path(scratch) / bundle.stem
        subprocess.run(["git", "clone", "-q", bundle, directory], check=True)
        names = subprocess.run(["git", "ls-files", "-z", "*.md"], cwd=directory, check=True,
                               capture_output=True, text=True).stdout.split("\0")[:-1]
        done = subprocess.run([program, str(SAMPLE), bundle.stem, *names], cwd=directory, capture_output=True,
                              text=True, check=True)
        print(done.stdout, end="", flush=True)
        counts = re.search(r"(\d+) say nothing but .*, (\d+) of them are equal", done.stdout)
        plain += int(counts[1])
        equal += int(counts[2])
    print(f"all: {equal} of {plain} entries equal, {equal * 100 / plain:.1f} %")
    return equal * 100 < LEAST_OTHERS * plain


def main():
    if not BUNDLE.exists():
        print(f"SKIPPED: {BUNDLE} is not there")
        return SKIPPED
    with tempfile.TemporaryDirectory() as scratch:
        if write_others(scratch):
            sys.exit(f"at least {LEAST_OTHERS} % must be equal")
    with tempfile.TemporaryDirectory() as scratch:
        directory = Path(scratch) / "list"
        subprocess.run(["git", "clone", "-q", BUNDLE, directory], check=True)
        rows = clean_rows(directory)
        if len(rows) < ROWS:
            sys.exit(f"only {len(rows)} clean rows: the test does not know the list any more")
        print(len(rows), "clean rows")
        rows = [rows[i * len(rows) // ROWS] for i in range(ROWS)]
        with ThreadPoolExecutor(WORKERS) as pool:
            results = [result for part in pool.map(lambda i: work(directory, rows[i::WORKERS]),
                                                   range(WORKERS)) for result in part]
    failed = equal = 0
    for (name, number, _, parts), made, wrong in results:
        same = masked(made) == masked(parts[0])
        equal += same
        failed += bool(wrong)
        if wrong or not same:
            print(f"{name}:{number}: {wrong}\n- {parts[0]}\n+ {made}")
    print(f"{ROWS} rows added again: {ROWS - failed} that check finds nothing in, {equal} equal to "
          "the list's own but for picture and date")
    if failed or equal < ROWS:
        sys.exit("all must be clean and equal")
    return 0


if __name__ == "__main__":
    sys.exit(main())
