#!/usr/bin/env python3
"""`curlint recent` on a real list with a page of recent papers, where lists are at hand.

The rows of its page are held against those of the other lists by a second idea of what a row is: a line of
the file. Counted are those that are the same bytes as a row of another list, the same but for the page's
marks, made of bullets, and those that have drifted apart; the program must say the same numbers. Then
the page is rebuilt: every row must be a row of another list, or be one of those that stay and are named; a second
time changes nothing. Of the other lists none has such a page, and each is refused and left as it is.

The lists stand beside the checkout as git bundles and are not ours to copy. Without them the test says
so and is skipped.
"""
import os
from pathlib import Path
import random
import re
import subprocess
import sys
import tempfile

CURLINT = os.environ["CURLINT"]
CORPUS = Path(os.environ["CURLINT_SOURCE"]).resolve().parent / "shared" / "corpus"
SKIPPED = 77

LIST = "horseee+Awesome-Efficient-LLM"
# Rows of its page as they were counted by hand, at the commit that is kept.
SAME, MARKED, BULLETS, DRIFTED = 162, 22, 27, 4
DRIFTED_BULLETS = 1
WINDOWS = 12
LACKING = 7  # papers since the day that its heading names, by date and by id, that the page has not

CONFIG = """recent:
  page: README.md
  row: "|{?{badges}<br>?}[{title}]({url}) <br> {authors} |{picture} |{links <br> }|{?[//]: #{date}?}"
"""
START, END = "<!-- recent:start -->", "<!-- recent:end -->"
ID = re.compile(r"arxiv\.org/(?:abs|pdf)/(\d{4}\.\d{4,5})")
TODAY = "1750118400"  # 2025-06-17, the day of the last commit that is kept


def curlint(*words, folder, status=0):
    done = subprocess.run([CURLINT, *words], cwd=folder, capture_output=True, check=False,
                          env={**os.environ, "SOURCE_DATE_EPOCH": TODAY})
    if done.returncode != status:
        sys.exit(f"{' '.join(words)}: exit status {done.returncode}, not {status}:\n"
                 f"{done.stdout.decode()}{done.stderr.decode()}")
    return done.stdout.decode(), done.stderr.decode()


def clone(bundle, scratch):
    folder = scratch / bundle.stem
    subprocess.run(["git", "clone", "-q", str(bundle), str(folder)], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return folder


def rows_of(text):
    """The rows of all tables, header and delimiter aside."""
    lines = text.split("\n")
    return [line for i, line in enumerate(lines)
            if line.lstrip().startswith("|") and not re.match(r"\s*\|\s*:?-", line)
            and not (i + 1 < len(lines) and re.match(r"\s*\|\s*:?-", lines[i + 1]))]


def originals_of(folder):
    """Rows and bullets of the other lists: all of them, and by id or first link."""
    rows, bullets = set(), {}
    for path in folder.rglob("*.md"):
        if path.name == "README.md" and path.parent == folder:
            continue
        text = path.read_text(encoding="utf-8")
        rows.update(rows_of(text))
        for line in text.split("\n"):
            if re.match(r"[*-] ", line):
                for key in set(ID.findall(line)):
                    bullets.setdefault(key, line)
    return rows, bullets


def without_marks(row):
    row = re.sub(r"\s*:star:\s*", " ", row)
    return re.sub(r"\|\s*(\[//\]: #.*|o)?$", "|", row).replace("<br> [", "<br>[").replace("| [", "|[")


def count_by_lines(page, folder):
    """(same, but for marks, only a bullet) of the rows of a page."""
    rows, bullets = originals_of(folder)
    bare = {without_marks(row) for row in rows}
    ids = {key for row in rows for key in ID.findall(row)}
    same = [row for row in page if row in rows]
    marked = [row for row in page
              if row not in rows and ":star:" in row and without_marks(row) in bare]
    rest = [row for row in page if row not in same and row not in marked]
    only = [row for row in rest if any(key in bullets and key not in ids for key in ID.findall(row))]
    return len(same), len(marked), len(only)


def number(told, what):
    found = re.search(rf"(\d+) {what}", told)
    return int(found[1]) if found else 0


def add_comments(folder):
    """The comments around the lists of the page, as its maintainer would put them."""
    page = folder / "README.md"
    text = page.read_text(encoding="utf-8")
    first = re.search(r"^### .*\n\|", text, re.M).start()
    page.write_text(f"{text[:first]}{START}\n\n{text[first:].rstrip()}\n\n{END}\n", encoding="utf-8")
    return page


def expect(what, have, want):
    if have != want:
        sys.exit(f"{what}: {have}, not {want}")


def check_rebuilt(before, page, told, folder):
    """Every row that is there now has a reason to be, and none is gone for no reason."""
    rows, _ = originals_of(folder)
    bare = {without_marks(row) for row in rows}
    now = rows_of(page.read_text(encoding="utf-8"))
    named = sum(told.count(word) for word in (": stays: ", ": is new, from ", ": is taken from "))
    odd = [row for row in now if row not in rows and without_marks(row) not in bare
           and row not in before]
    gone = [row for row in before if row not in now]
    expect("rows", len(now), len(before) + number(told, "new"))
    if len(gone) != number(told, "taken from their files anew") or len(odd) > named:
        sys.exit(f"{len(gone)} rows gone, {len(odd)} of nowhere, {named} named:\n" + "\n".join(odd))


def check_page(folder):
    before = rows_of((folder / "README.md").read_text(encoding="utf-8"))
    same, marked, bullets = count_by_lines(before, folder)
    expect("rows that are those of other lists, by lines", same, SAME)
    expect("but for marks, by lines", marked, MARKED)
    page = add_comments(folder)
    (folder / ".curlint.yaml").write_text(CONFIG, encoding="utf-8")
    told, _ = curlint("recent", folder=folder)
    alike = number(told, "that say what their files say in another form")
    stay, taken = number(told, "that stay with"), number(told, "taken from their files anew")
    expect("rows that are those of other lists", number(told, "as in their files"), SAME)
    expect("but for marks", number(told, "as there but for"), MARKED)
    expect("made of bullets", alike, BULLETS - DRIFTED_BULLETS)
    expect("drifted apart", stay + taken, DRIFTED + DRIFTED_BULLETS)
    expect("all", SAME + MARKED + BULLETS + DRIFTED, len(before))
    check_rebuilt(before, page, told, folder)
    bytes_now = page.read_bytes()
    again, _ = curlint("recent", folder=folder)
    curlint("recent", "--check", folder=folder)
    expect("changed by a second time", page.read_bytes() != bytes_now or "is new" in again, False)
    return (f"{len(before)} rows: {SAME} as in other lists, {MARKED} but for marks, {bullets} or "
            f"more of bullets alone, {alike} that say what bullets say, {stay} + {taken} drifted; "
            f"{number(told, 'new')} new; a second time changed nothing")


def check_window(folder):
    """A window of 90 days: what goes has another place, marks stay, the heading moves along."""
    page = folder / "README.md"
    before = rows_of(page.read_text(encoding="utf-8"))
    config = folder / ".curlint.yaml"
    config.write_text(CONFIG + "  window: 90\n", encoding="utf-8")
    curlint("recent", "--check", folder=folder, status=1)
    told, _ = curlint("recent", folder=folder)
    text = page.read_text(encoding="utf-8")
    after = rows_of(text)
    expect("rows", len(after), len(before) - number(told, "gone") + number(told, "new"))
    expect("marked rows", sum("#Recommend" in row for row in after),
           sum("#Recommend" in row for row in before))
    expect("the heading", "## Paper from Mar 19, 2025 - Now (see" in text, True)
    curlint("recent", "--check", folder=folder)
    # Sections that became empty know their files by name: all comes back.
    config.write_text(CONFIG + "  window: 2024-09-30\n", encoding="utf-8")
    curlint("recent", folder=folder)
    back = set(rows_of(page.read_text(encoding="utf-8")))
    papers = {key for row in before for key in ID.findall(row)[:1]}
    missing = papers - {key for row in back for key in ID.findall(row)}
    return f"90 days: {number(told, 'gone')} gone; of {len(papers)} ids {len(missing)} did not return"


def check_windows(folder):
    """Whatever the window and what tells how old a paper is: a second time changes nothing."""
    choose = random.Random(1)
    page, config = folder / "README.md", folder / ".curlint.yaml"
    first = page.read_text(encoding="utf-8")
    for _ in range(WINDOWS):
        if choose.random() < 0.3:
            page.write_text(first, encoding="utf-8")
        window = choose.choice([choose.randint(1, 900),
                                f"2024-{choose.randint(1, 12):02}-{choose.randint(1, 28):02}"])
        by = choose.choice(["date", "arxiv", "history", "arxiv, date", "date, arxiv, history"])
        config.write_text(f"{CONFIG}  window: {window}\n  by: [{by}]\n", encoding="utf-8")
        curlint("recent", folder=folder)
        curlint("recent", "--check", folder=folder)
    return f"{WINDOWS} windows: a second time changed nothing"


def check_rule(folder):
    out, _ = curlint("check", "--only", "repo/recent", "--format", "concise", ".", folder=folder)
    return out.count("repo/recent")


def main():
    bundles = sorted(CORPUS.glob("*.bundle"))
    if not bundles:
        print(f"SKIPPED: there are no lists in {CORPUS}: nothing was tested", file=sys.stderr)
        return SKIPPED
    with tempfile.TemporaryDirectory() as name:
        for bundle in bundles:
            folder = clone(bundle, Path(name))
            expect(f"{bundle.stem}: findings of the rule without a configuration",
                   check_rule(folder), LACKING if bundle.stem == LIST else 0)
            curlint("recent", "--no-config", folder=folder, status=2)
            dirty = subprocess.run(["git", "status", "--porcelain"], cwd=folder, check=True,
                                   capture_output=True).stdout
            expect(f"{bundle.stem}: changed though it was refused", dirty, b"")
            if bundle.stem == LIST:
                print(check_page(folder))
                print(check_window(folder))
                print(check_windows(folder))
    return 0


sys.exit(main())
