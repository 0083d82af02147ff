#!/usr/bin/env python3
"""What --format markdown writes, as GitHub's own parser reads it: its headings, its tables, its
lists and folds, and of a stranger's text nothing but words and code."""
import json
import os
from pathlib import Path
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(Path(__file__).parent / "support"))
from markdown_judge import TEXTS, judge  # noqa: E402  (needs the path above)

CURLINT = os.environ["CURLINT"]
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


if __name__ == "__main__":
    sys.exit(main())
