#!/usr/bin/env python3
"""What --format ndjson, rdjson, gitlab, checkstyle and junit write: the findings of the JSON report,
in the fields that their readers know and no others, at the same places, whatever a list holds.

The shapes are those of reviewdog's proto/rdf, of GitLab's codeclimate.json, of Checkstyle's XMLLogger
and of Jenkins' junit-10.xsd, all fields that curlint does not use left out. tests/long/
exchange_readers.py hands the reports to programs that read them."""
import json
import os
from pathlib import Path
import subprocess
import sys
import tempfile
from xml.parsers import expat
import xml.etree.ElementTree as ElementTree

import jsonschema

sys.path.insert(0, str(Path(__file__).parent))
import sarif_report  # noqa: E402  (needs the path above)

HOSTILE = (b"# \xff\xfe \x9b ##[error]x\n\n| a | b |\n|:--|:--|\n"
           b"| [A](https://arxiv.org/abs/2413.00001) | [\x1b[31m<b>&amp;\"'](#\x1b]0;\x07\xef\xbf\xbe) |\n"
           b"| ]]> [x](no\xc3.md) | ##[group]y [z](##[add-mask]a) \xe2\x80\xae |\n"
           b"| [![s](https://img.shields.io/badge/a-b-c-d-blue)](x::y.md) | \n::error::z | ##vso[x] |\n")

POSITION = {"type": "object", "required": ["line", "column"], "additionalProperties": False,
            "properties": {"line": {"type": "integer", "minimum": 1},
                           "column": {"type": "integer", "minimum": 1}}}
RANGE = {"type": "object", "required": ["start", "end"], "additionalProperties": False,
         "properties": {"start": POSITION, "end": POSITION}}
LOCATION = {"type": "object", "required": ["path", "range"], "additionalProperties": False,
            "properties": {"path": {"type": "string", "minLength": 1}, "range": RANGE}}
SOURCE = {"type": "object", "required": ["name", "url"], "additionalProperties": False,
          "properties": {"name": {"const": "curlint"}, "url": {"type": "string"}}}
RDJSON = {
    "type": "object", "required": ["source", "diagnostics"], "additionalProperties": False,
    "properties": {"source": SOURCE, "diagnostics": {"type": "array", "items": {
        "type": "object", "required": ["message", "location", "severity", "code"],
        "additionalProperties": False,
        "properties": {
            "message": {"type": "string", "minLength": 1}, "location": LOCATION,
            "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
            "code": {"type": "object", "required": ["value", "url"], "additionalProperties": False,
                     "properties": {"value": {"type": "string"},
                                    "url": {"type": "string", "pattern": "^https://"}}},
            "suggestions": {"type": "array", "minItems": 1, "items": {
                "type": "object", "required": ["range", "text"], "additionalProperties": False,
                "properties": {"range": RANGE, "text": {"type": "string"}}}},
            "related_locations": {"type": "array", "minItems": 1, "items": {
                "type": "object", "required": ["message", "location"],
                "additionalProperties": False,
                "properties": {"message": {"type": "string"}, "location": LOCATION}}}}}}}}
GITLAB = {"type": "array", "items": {
    "type": "object", "additionalProperties": False,
    "required": ["description", "check_name", "fingerprint", "severity", "location"],
    "properties": {
        "description": {"type": "string", "minLength": 1}, "check_name": {"type": "string"},
        "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{16}:[1-9][0-9]*$"},
        "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
        "location": {"type": "object", "required": ["path", "lines"],
                     "additionalProperties": False,
                     "properties": {
                         "path": {"type": "string", "minLength": 1},
                         "lines": {"type": "object", "required": ["begin"],
                                   "additionalProperties": False,
                                   "properties": {"begin": {"type": "integer", "minimum": 1}}}}}}}}

# An element: its attributes, all of them required, and which elements may stand in it.
CHECKSTYLE = {"checkstyle": ({"version"}, {"file"}), "file": ({"name"}, {"error"}),
              "error": ({"line", "column", "severity", "message", "source"}, set())}
OUTCOMES = {"failure", "skipped", "error"}
JUNIT = {"testsuites": ({"name", "tests", "failures", "errors"}, {"testsuite"}),
         "testsuite": ({"name", "tests", "failures", "errors", "skipped"}, {"testcase"}),
         "testcase": ({"classname", "name"}, OUTCOMES),
         **{name: ({"type", "message"}, set()) for name in OUTCOMES}}


def check(folder, form, *arguments):
    """The report, harmless where it is printed: ASCII, and nothing that a runner obeys."""
    run = subprocess.run([os.environ["CURLINT"], "check", "--severity", "info", "--format", form,
                          *arguments, "."], cwd=folder, stdout=subprocess.PIPE, check=False)
    assert run.returncode in (0, 1), run.returncode
    assert all(byte == 10 or 32 <= byte < 127 for byte in run.stdout), f"{form}: an odd byte"
    for line in run.stdout.lower().splitlines():
        assert not line.lstrip().startswith(b"::") and b"##[" not in line, line
        assert b"##vso[" not in line, line
    return run.stdout


def read_json(text, schema):
    validator = jsonschema.Draft202012Validator
    validator.check_schema(schema)
    parsed = json.loads(text)
    validator(schema).validate(parsed)
    return parsed


def read_xml(text, elements, root):
    """The tree, once expat has no fault to find, of known elements with all their attributes."""
    expat.ParserCreate().Parse(text, True)
    tree = ElementTree.fromstring(text)
    assert tree.tag == root, tree.tag
    for element in tree.iter():
        attributes, inside = elements[element.tag]
        assert set(element.attrib) == attributes, (element.tag, element.attrib)
        assert {child.tag for child in element} <= inside, element.tag
    return tree


def source_of(folder, file):
    return Path(os.fsdecode(folder), file).read_bytes()


def raw_column(source, line, column):
    """A byte order mark is no column of the JSON report, and three of a reader that knows none."""
    return column + (3 if line == 1 and source.startswith(b"\xef\xbb\xbf") else 0)


def offset_of(source, place):
    lines = source.splitlines(keepends=True)
    return sum(map(len, lines[:place["line"] - 1])) + place["column"] - 1


def compare_ndjson(report, text):
    lines = [json.loads(line) for line in text.splitlines()]
    assert lines[:-1] == report["findings"], "not the findings of the JSON report"
    assert lines[-1] == {key: value for key, value in report.items() if key != "findings"}


def said(message, finding):
    """A message begins with that of the JSON report, as far as 2,000 bytes go."""
    return message.startswith(finding["message"][:400])


def compare_rdjson(folder, report, text):
    fixed = 0
    diagnostics = read_json(text, RDJSON)["diagnostics"]
    assert len(diagnostics) == len(report["findings"])
    for at, finding in zip(diagnostics, report["findings"]):
        where = at["location"]["range"]
        older = finding.get("status") == "existing"
        assert at["code"]["value"] == finding["rule"]
        assert at["code"]["url"].endswith(f"/rules/{finding['rule']}.md")
        assert at["severity"] == ("INFO" if older else finding["severity"].upper())
        assert said(at["message"], finding), at
        assert at["location"]["path"] == finding["file"]
        assert len(at.get("related_locations", ())) == len(finding["related"])
        if "\ufffd" in finding["file"]:
            continue
        source = source_of(folder, finding["file"])
        assert where["start"] == {"line": finding["line"], "column": raw_column(
            source, finding["line"], finding["column"])}, (at, finding)
        assert where["end"]["line"] == finding["end_line"]
        fix = finding.get("fix", {})
        assert bool(at.get("suggestions")) <= (fix.get("safety") in ("safe", "unsafe")), at
        for suggestion in at.get("suggestions", ()):
            start, end = (offset_of(source, suggestion["range"][side]) for side in ("start", "end"))
            mended = source[:start] + suggestion["text"].encode() + source[end:]
            wanted = source
            for edit in reversed(fix["edits"]):
                wanted = wanted[:edit["start"]] + edit["text"].encode() + wanted[edit["end"]:]
            assert mended == wanted, (at, fix)
            fixed += 1
    return fixed


def compare_gitlab(folder, report, text):
    severities = {"error": "major", "warning": "minor", "info": "info"}
    items = read_json(text, GITLAB)
    assert len(items) == len(report["findings"])
    assert len({item["fingerprint"] for item in items}) == len(items), "one fingerprint twice"
    for item, finding in zip(items, report["findings"]):
        older = finding.get("status") == "existing"
        assert item["check_name"] == finding["rule"] and said(item["description"], finding)
        assert item["severity"] == ("info" if older else severities[finding["severity"]])
        assert item["fingerprint"].split(":")[0] == finding["fingerprint"]
        assert item["location"]["lines"]["begin"] == finding["line"]
        path = item["location"]["path"]
        assert "\ufffd" in path or Path(folder, path).exists(), path


def shown(text):
    """Text of a list as XML can hold it."""
    return "".join(c if c in "\t\n\r" or " " <= c and c not in "\ufffe\uffff" else "\ufffd"
                   for c in text)


def compare_checkstyle(folder, report, text):
    tree = read_xml(text, CHECKSTYLE, "checkstyle")
    errors = [(file.get("name"), error) for file in tree for error in file]
    assert len(errors) == len(report["findings"])
    assert len({file.get("name") for file in tree}) == len(tree), "a file twice"
    for (file, error), finding in zip(errors, report["findings"]):
        older = finding.get("status") == "existing"
        assert file == shown(finding["file"]) and error.get("line") == str(finding["line"])
        assert error.get("source") == "curlint." + finding["rule"]
        assert error.get("severity") == ("info" if older else finding["severity"])
        assert error.get("message").startswith(shown(finding["message"])[:400]), error.attrib
        if "\ufffd" not in file:
            source = source_of(folder, file)
            start = sarif_report.line_start(source, finding["line"]) + finding["column"] - 1
            assert error.get("column") == str(sarif_report.place(source, start)[1]), finding


def compare_junit(report, text, fail_on):
    tree = read_xml(text, JUNIT, "testsuites")
    levels = ["info", "warning", "error", "never"]
    for suite in [tree, *tree]:
        for count, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"),
                           ("skipped", "skipped")):
            assert suite.get(count, str(len(list(suite.iter(tag))))) == str(len(list(suite.iter(tag))))
    first, *suites = tree
    assert first.get("name") == "curlint" and [len(case) for case in first] == [0]
    cases = [(suite, case) for suite in suites for case in suite]
    assert len(cases) == len(report["findings"])
    for (suite, case), finding in zip(cases, report["findings"]):
        fails = (finding.get("status") != "existing"
                 and levels.index(finding["severity"]) >= levels.index(fail_on))
        outcome, = case
        assert outcome.tag == ("failure" if fails else "skipped"), (case.attrib, finding)
        assert outcome.get("type") == finding["severity"]
        assert case.get("name") == "{rule} {line}:{column}".format(**finding)
        assert suite.get("name") == case.get("classname") == shown(finding["file"])
        assert f"[{finding['rule']}]" in outcome.text and outcome.get("message")


def compare(folder, *arguments):
    """All formats of one run with its JSON report; how many findings and fixes there were."""
    report = json.loads(check(folder, "json", *arguments))
    texts = {form: check(folder, form, *arguments)
             for form in ("ndjson", "rdjson", "gitlab", "checkstyle", "junit")}
    for form, text in texts.items():
        assert text == check(folder, form, *arguments), f"{form}: not the same bytes twice"
    compare_ndjson(report, texts["ndjson"])
    fixed = compare_rdjson(folder, report, texts["rdjson"])
    compare_gitlab(folder, report, texts["gitlab"])
    compare_checkstyle(folder, report, texts["checkstyle"])
    for level in ("error", "info", "never"):
        compare_junit(report, check(folder, "junit", "--fail-on", level, *arguments), level)
    return len(report["findings"]), fixed


def commit(folder):
    git = ["git", "-C", folder, "-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "base"], check=True)


def prove():
    """The checks see faults."""
    good = b'<checkstyle version="1"><file name="a"></file></checkstyle>'
    read_xml(good, CHECKSTYLE, "checkstyle")
    for bad in (good.replace(b'"a"', b'"&#x1B;"'), good.replace(b'"a"', b'"\xff"'),
                good.replace(b' name="a"', b""), good.replace(b"<file", b"<file more='1'"),
                good.replace(b"file", b"lot")):
        try:
            read_xml(bad, CHECKSTYLE, "checkstyle")
        except (expat.ExpatError, AssertionError, KeyError):
            continue
        raise AssertionError(f"passes: {bad}")


def main():
    prove()
    with tempfile.TemporaryDirectory() as folder:
        sarif_report.write_lists(folder)
        Path(folder, "hostile.md").write_bytes(HOSTILE)
        Path(folder, "first.md").write_bytes(b"\xef\xbb\xbf# A [x](#no) \xe8\xae\xba [y](#nor)\n")
        found, fixed = compare(folder)
        assert found >= 90 and fixed >= 15, (found, fixed)
        commit(folder)
        readme = Path(folder, "README.md")
        readme.write_text(readme.read_text(encoding="utf-8").replace("three", "four")
                          + "- [new](#nowhere)\n", encoding="utf-8")
        report = json.loads(check(folder, "json", "--changed"))
        assert report["comparison"]["new"] >= 1 and report["comparison"]["existing"] >= 1, report
        compare(folder, "--changed")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "README.md").write_text(
            "- [x](#no) <!-- curlint-ignore link/anchor -->\n- [y](#nor)\n- [x](#no)\n",
            encoding="utf-8")
        assert compare(folder, "--only", "link/anchor")[0] == 2, "what is suppressed is listed"
    print(f"{found} findings and {fixed} suggestions are those of the JSON report")


if __name__ == "__main__":
    sys.exit(main())
