#!/usr/bin/env python3
"""What --format sarif writes is valid by the published schema of SARIF 2.1.0. The schema is not ours
to keep: it comes out of a package of the npm registry, and where that cannot be had the test is
skipped. tests/system/sarif_report.py holds reports to the part of it that curlint uses."""
import json
import os
from pathlib import Path
import shutil
import subprocess
import sys
import tarfile
import tempfile

import jsonschema

sys.path.insert(0, str(Path(os.environ["CURLINT_SOURCE"], "tests/system")))
import sarif_report  # noqa: E402  (needs the path above)

PACKAGE = "@microsoft/sarif-multitool-linux@5.7.0"
SCHEMA = "package/sarif-2.1.0.json"


def skip(why):
    print(f"SKIPPED: {why}, THE PUBLISHED SCHEMA OF SARIF WAS NOT TRIED", file=sys.stderr)
    sys.exit(77)


def fetch(folder):
    """The schema, from the package."""
    npm = shutil.which("npm")
    if not npm:
        skip("NO npm")
    done = subprocess.run([npm, "pack", "--silent", PACKAGE], cwd=folder, timeout=600,
                          stdin=subprocess.DEVNULL, capture_output=True, check=False)
    packed = list(Path(folder).glob("*.tgz"))
    if done.returncode or not packed:
        skip(f"npm CANNOT HAVE {PACKAGE}")
    with tarfile.open(packed[0]) as archive:
        return json.load(archive.extractfile(SCHEMA))


def main():
    validator = jsonschema.Draft202012Validator
    with tempfile.TemporaryDirectory() as scratch, tempfile.TemporaryDirectory() as folder:
        schema = fetch(scratch)
        validator.check_schema(schema)
        strict = validator(schema, format_checker=validator.FORMAT_CHECKER)
        reports = []
        Path(folder, "empty.md").touch()
        reports.append(sarif_report.check(folder, "sarif"))
        sarif_report.write_lists(folder)
        reports.append(sarif_report.check(folder, "sarif"))
        rows = "".join(f"- [A](https://arxiv.org/abs/2305.11627) [x](#no{i})\n"
                       for i in range(13000))
        Path(folder, "many.md").write_text(rows, encoding="utf-8")
        reports.append(sarif_report.check(folder, "sarif"))
    for report in map(json.loads, reports):
        strict.validate(report)
    assert len(report["runs"][0]["results"]) == 25000, "the large report is small"
    assert not strict.is_valid({**report, "more": 1}), "the schema refuses nothing"
    print(f"{len(reports)} reports are valid by the published schema")


main()
