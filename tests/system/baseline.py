#!/usr/bin/env python3
"""What a baseline promises, over every list at hand: behind it nothing is found, writing it again
changes no byte, and it is the same whatever the order in which it is read."""
import json
import os
from pathlib import Path
import random
import shutil
import subprocess
import sys
import tempfile

CURLINT = os.environ["CURLINT"]
SOURCE = Path(os.environ["CURLINT_SOURCE"])
NAME = ".curlint-baseline.json"
TOPICS = ("rules", "lists")


def run(directory, *arguments):
    done = subprocess.run([CURLINT, *arguments], cwd=directory, capture_output=True, timeout=120,
                          check=False)
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


def listed(directory):
    """What is found beside the baseline, but infos and what judges suppressions."""
    status, out, err = run(directory, "check", "--format", "json", ".")
    if status == 2:
        raise AssertionError(f"check: {err}")
    report = json.loads(out)
    return [f"{f['rule']} {f['message']}" for f in report["findings"]
            if f["rule"] != "lint/suppression"], report["summary"]["suppressed"]


def faults(directory):
    before, _ = listed(directory)
    status, out, err = run(directory, "baseline")
    if status or out:
        yield f"baseline: status {status}: {err}"
        return
    path = directory / NAME
    if path.exists() != bool(before):
        yield f"{len(before)} findings and {'a' if path.exists() else 'no'} baseline"
        return
    if not before:
        return
    left, suppressed = listed(directory)
    if left or suppressed < len(before):
        yield f"{len(left)} of {len(before)} findings are left, first: {left[:1]}"
    written = path.read_bytes()
    document = json.loads(written)
    random.Random(1).shuffle(document["findings"])
    path.write_text(json.dumps(document, indent=7))
    if listed(directory)[0]:
        yield "another layout of it is read otherwise"
    for options in ((), ("--shrink",), ("--force",)):
        status, _, err = run(directory, "baseline", *options)
        if status or path.read_bytes() != written:
            yield f"baseline {' '.join(options)}: another file, status {status}: {err}"


def cases():
    for topic in TOPICS:
        for case in sorted((SOURCE / "tests/fixtures" / topic).glob("*/in")):
            yield f"{topic}/{case.parent.name}", lambda to, case=case: shutil.copytree(case, to)
    for bundle in sorted((SOURCE.parent / "shared/corpus").glob("*.bundle")):
        yield bundle.stem, lambda to, bundle=bundle: subprocess.run(
            ["git", "clone", "-q", bundle, to], check=True)


def main():
    failures, count = [], 0
    for name, make in cases():
        with tempfile.TemporaryDirectory() as scratch:
            directory = Path(scratch, "list")
            make(directory)
            count += 1
            failures += [f"{name}: {fault}" for fault in faults(directory)]
    print("\n".join(failures) or f"{count} lists are behind their baselines")
    return bool(failures) or count == 0


sys.exit(main())
