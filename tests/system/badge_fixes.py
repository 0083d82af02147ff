#!/usr/bin/env python3
"""The fixes of badge/format and badge/missing on the lists of their fixtures.

Applies all safe edits of one report, then checks again: each finding that was mended is gone, no
other has come, nothing that GitHub hides is lost, and a second report has nothing more to mend.
"""
import json
import os
from pathlib import Path
import shutil
import subprocess
import sys
import tempfile

CURLINT = os.environ["CURLINT"]
FIXTURES = Path(os.environ["CURLINT_SOURCE"]) / "tests/fixtures/rules"
RULES = ("badge/format", "badge/missing")
# At least so many findings of each list have a fix.
CASES = {"badge-format": 13, "badge-format-config": 13, "badge-missing": 3}


def findings(directory):
    done = subprocess.run([CURLINT, "check", "--severity", "info", "--format", "json", "."],
                          cwd=directory, capture_output=True, timeout=60, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"check ended with {done.returncode}: {done.stderr.decode()}")
    return json.loads(done.stdout)["findings"]


def apply(directory, fixable):
    """All edits of all findings at once; they must not overlap."""
    by_file = {}
    for finding in fixable:
        by_file.setdefault(finding["file"], []).extend(finding["fix"]["edits"])
    for name, edits in by_file.items():
        path = directory / name
        source = path.read_bytes()
        edits.sort(key=lambda edit: (edit["start"], edit["end"]))
        for one, two in zip(edits, edits[1:]):
            if one["end"] > two["start"]:
                sys.exit(f"{name}: edits overlap at byte {two['start']}")
        for edit in reversed(edits):
            source = source[:edit["start"]] + edit["text"].encode() + source[edit["end"]:]
        path.write_bytes(source)


def hidden(directory):
    return [line.rsplit("|", 1)[1] for path in sorted(directory.glob("*.md"))
            for line in path.read_text().splitlines() if "|[//]:" in line]


def key(finding):
    return finding["rule"], finding["fingerprint"]


def check(name, least):
    with tempfile.TemporaryDirectory() as scratch:
        directory = Path(scratch) / "list"
        shutil.copytree(FIXTURES / name / "in", directory)
        cells, before = hidden(directory), findings(directory)
        fixable = [f for f in before if f["rule"] in RULES and "fix" in f]
        if len(fixable) < least:
            sys.exit(f"{name}: {len(fixable)} findings have a fix, {least} were expected")
        apply(directory, fixable)
        after = findings(directory)
        left = {key(f) for f in fixable} & {key(f) for f in after}
        fresh = [f["message"] for f in after if key(f) not in {key(g) for g in before}]
        again = [f["message"] for f in after if f["rule"] in RULES and "fix" in f]
        for what, wrong in (("not mended", left), ("new", fresh), ("to be mended again", again)):
            if wrong:
                sys.exit(f"{name}: {what}: {wrong}")
        if hidden(directory) != cells:
            sys.exit(f"{name}: a hidden cell changed")
        return len(fixable)


print(sum(check(name, least) for name, least in CASES.items()), "findings were mended")
