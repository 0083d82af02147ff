#!/usr/bin/env python3
"""Programs that read --format rdjson, checkstyle and junit find all in them that is there: reviewdog,
by the schema of its format too, and junitparser. Neither is ours to keep: they come from the
registries of Go and of Python, and what cannot be had is skipped. tests/system/exchange_formats.py
holds reports to what their readers know."""
import json
import os
from pathlib import Path
import shutil
import subprocess
import sys
import tempfile

import jsonschema

sys.path.insert(0, str(Path(os.environ["CURLINT_SOURCE"], "tests/system")))
import exchange_formats  # noqa: E402  (needs the path above)
import sarif_report  # noqa: E402

REVIEWDOG = "github.com/reviewdog/reviewdog"
VERSION = "v0.21.0"
JUNITPARSER = "junitparser==5.0.3"


def skip(what):
    print(f"SKIPPED: {what} CANNOT BE HAD, IT WAS NOT TRIED", file=sys.stderr)


def fetch_reviewdog(scratch):
    """The program and its schema, or None."""
    go = shutil.which("go")
    if not go:
        return skip("reviewdog (NO go)")
    environment = {**os.environ, "GOBIN": str(scratch), "GOFLAGS": "-mod=mod"}
    made = subprocess.run([go, "install", f"{REVIEWDOG}/cmd/reviewdog@{VERSION}"], cwd=scratch,
                          env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=1800, check=False)
    told = subprocess.run([go, "mod", "download", "-json", f"{REVIEWDOG}@{VERSION}"], cwd=scratch,
                          env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=600, check=False)
    if made.returncode or told.returncode:
        return skip("reviewdog")
    schemas = Path(json.loads(told.stdout)["Dir"], "proto/rdf/jsonschema")
    return scratch / "reviewdog", json.loads((schemas / "DiagnosticResult.json").read_text())


def fetch_junitparser(scratch):
    done = subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--target", scratch,
                           JUNITPARSER], stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=600, check=False)
    if done.returncode:
        return skip("junitparser")
    sys.path.insert(0, str(scratch))
    import junitparser  # pylint: disable=import-outside-toplevel
    return junitparser


def ask_reviewdog(program, folder, form, report):
    """The diagnostics that it understood, in its own words."""
    done = subprocess.run([program, f"-f={form}", "-reporter=rdjson", "-filter-mode=nofilter",
                           "-fail-level=none"], cwd=folder, input=report, capture_output=True,
                          check=False)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return json.loads(done.stdout)["diagnostics"]


def place(diagnostic):
    start = diagnostic["location"]["range"]["start"]
    return diagnostic["location"]["path"], start["line"], start["column"]


def try_reviewdog(program, schema, folder):
    report = exchange_formats.check(folder, "rdjson")
    given = json.loads(report)
    jsonschema.Draft4Validator(schema).validate(given)
    taken = ask_reviewdog(program, folder, "rdjson", report)
    assert len(taken) == len(given["diagnostics"]) > 90, len(taken)
    for at, wanted in zip(taken, given["diagnostics"]):
        assert place(at) == place(wanted)
        for suggestion in at.get("suggestions", ()):
            suggestion.setdefault("text", "")  # it leaves out what is empty
        for field in ("message", "severity", "code", "suggestions"):
            assert at.get(field) == wanted.get(field), (field, at, wanted)
    report = exchange_formats.check(folder, "checkstyle")
    tree = exchange_formats.read_xml(report, exchange_formats.CHECKSTYLE, "checkstyle")
    taken = ask_reviewdog(program, folder, "checkstyle", report)
    wanted = [(file.get("name"), int(error.get("line")), int(error.get("column")),
               error.get("message")) for file in tree for error in file]
    assert [(*place(at), at["message"]) for at in taken] == wanted
    return len(taken)


def try_junitparser(junitparser, folder):
    report = exchange_formats.check(folder, "junit")
    taken = junitparser.JUnitXml.fromstring(report)
    findings = json.loads(exchange_formats.check(folder, "json"))["findings"]
    errors = sum(finding["severity"] == "error" for finding in findings)
    outcomes = [result for suite in taken for case in suite for result in case.result]
    assert taken.tests == len(findings) + 1 and taken.failures == errors
    assert len(outcomes) == len(findings) > 90
    assert sum(isinstance(outcome, junitparser.Failure) for outcome in outcomes) == errors
    return len(outcomes)


def main():
    told = []
    with tempfile.TemporaryDirectory() as scratch, tempfile.TemporaryDirectory() as folder:
        sarif_report.write_lists(folder)
        Path(folder, "hostile.md").write_bytes(exchange_formats.HOSTILE)
        exchange_formats.commit(folder)
        had = fetch_reviewdog(Path(scratch))
        if had:
            told.append(f"reviewdog {try_reviewdog(*had, folder)}")
        had = fetch_junitparser(Path(scratch, "python"))
        if had:
            told.append(f"junitparser {try_junitparser(had, folder)}")
    if not told:
        return 77
    print("findings understood: " + ", ".join(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
