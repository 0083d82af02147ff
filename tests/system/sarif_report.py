#!/usr/bin/env python3
"""What --format sarif writes: the part of SARIF that tests/sarif.schema.json names; the places of
the JSON report in UTF-16; files that are there; edits that come to the same text as those of the
JSON report; the same bytes twice."""
import json
import os
from pathlib import Path
import re
import subprocess
import sys
import tempfile
from urllib.parse import unquote_to_bytes

import jsonschema

SOURCE = Path(os.environ["CURLINT_SOURCE"])
LIST = """# \u8bba\u6587 \U0001f680

| Title \U0001f9d1\u200d\U0001f4bb | Links |
|:--|:--|
| \U0001f680 e\u0301 [A](https://arxiv.org/abs/2305.11627) | [x](nowhere.md) [y]() | three {0} [a](1) |
| \u8bba [A](https://arxiv.org/abs/2305.11627v2) | [z](#\u8bba) [b](#%E8%AE%BA%E6%96%87-b) |
| \U0001f680 [B](https://arxiv.org/abs/2413.00001) | ![s](https://img.shields.io/badge/a-b-c-d-blue) |

## Kv Cache

- \U0001f680 [anchor](#kv-cachee) and [again](#Kv_Cache)
- \U0001f680 ![s](https://img.shields.io/github/stars/a/b?tab=readme-ov-file.svg)
- \U0001f680 h\u00e9 \u00f0\u0178\u0161\u20ac twice encoded
"""
NAMES = [b"README.md", b"a b.md", "\u8bba\u6587/\U0001f680.md".encode(), b"100%25.md", b"..a.md",
         b"a:b#c?d.md", b"\xff\xfe.md"]


def check(folder, form, *arguments):
    run = subprocess.run([os.environ["CURLINT"], "check", "--severity", "info", "--format", form,
                          *arguments, "."], cwd=folder, stdout=subprocess.PIPE, check=False)
    assert run.returncode in (0, 1), run.returncode
    return run.stdout


def units(text):
    return len(text.encode("utf-16-le")) // 2


def place(source, offset):
    """Line and column in UTF-16 of a byte, as a reader sees the file: decoded, without a BOM."""
    before = source[:offset]
    start = max(before.rfind(b"\n"), before.rfind(b"\r")) + 1
    lines = re.split(b"\r\n|\n|\r", before)
    skip = 3 if start == 0 and source.startswith(b"\xef\xbb\xbf") else 0
    return len(lines), units(before[start + skip:].decode("utf-8", "replace")) + 1


def index_of(text, line, column):
    """The index in `text` of a line and a column in UTF-16."""
    at = 0
    for match in list(re.finditer("\r\n|\n|\r", text))[:line - 1]:
        at = match.end()
    while column > 1:
        column -= units(text[at])
        at += 1
    assert column == 1, "inside a character"
    return at


def apply_sarif(source, change):
    text = source.decode("utf-8", "replace").removeprefix("\ufeff")
    edits = []
    for replacement in change["replacements"]:
        region = replacement["deletedRegion"]
        edits.append((index_of(text, region["startLine"], region["startColumn"]),
                      index_of(text, region["endLine"], region["endColumn"]),
                      replacement["insertedContent"]["text"]))
    for start, end, new in reversed(edits):
        text = text[:start] + new + text[end:]
    return text


def apply_json(source, edits):
    for edit in reversed(edits):
        source = source[:edit["start"]] + edit["text"].encode() + source[edit["end"]:]
    return source.decode("utf-8", "replace").removeprefix("\ufeff")


def compare(folder, run, findings):
    """Each result is the finding of the JSON report at its place."""
    wanted = {}
    for finding in findings:
        source = Path(os.fsencode(folder).decode(), finding["file"]).read_bytes()
        start = line_start(source, finding["line"]) + finding["column"] - 1
        end = line_start(source, finding["end_line"]) + finding["end_column"] - 1
        wanted.setdefault((finding["rule"], finding["file"], place(source, start)), []).append(
            (finding, source, place(source, end)))
    fixed = 0
    for result in run["results"]:
        physical = result["locations"][0]["physicalLocation"]
        file = unquote_to_bytes(physical["artifactLocation"]["uri"]).decode("utf-8", "replace")
        region = physical["region"]
        where = (result["ruleId"], file, (region["startLine"], region["startColumn"]))
        assert wanted.get(where), where
        finding, source, end = wanted[where].pop(0)
        assert (region["endLine"], region["endColumn"]) == end, (where, end)
        assert result["message"]["text"].replace("\\", "").replace("{{", "{").startswith(
            finding["message"].replace("\\", "").split("{")[0]), result
        shown = finding.get("fix", {}).get("safety") in ("safe", "unsafe")
        if "fixes" in result:
            fix = result["fixes"][0]
            assert shown and fix["properties"]["safety"] == finding["fix"]["safety"]
            assert (apply_sarif(source, fix["artifactChanges"][0])
                    == apply_json(source, finding["fix"]["edits"])), where
            fixed += 1
        else:
            assert not shown, where
    assert not any(wanted.values()), "a finding is no result"
    return fixed


def line_start(source, line):
    at = 0
    for match in list(re.finditer(b"\r\n|\n|\r", source))[:line - 1]:
        at = match.end()
    return at + (3 if at == 0 and source.startswith(b"\xef\xbb\xbf") else 0)


def check_indices(folder, run):
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(rule["id"] for rule in rules)
    uris = [artifact["location"]["uri"] for artifact in run["artifacts"]]
    for uri in uris:
        assert os.path.exists(os.path.join(os.fsencode(folder), unquote_to_bytes(uri))), uri
    prints = set()
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        for location in result["locations"] + result.get("relatedLocations", []):
            artifact = location["physicalLocation"]["artifactLocation"]
            assert uris[artifact["index"]] == artifact["uri"]
        prints.add(result["partialFingerprints"]["primaryLocationLineHash"])
    assert len(prints) == len(run["results"]), "two results with one fingerprint"


def write_lists(folder):
    for number, name in enumerate(NAMES):
        path = os.path.join(os.fsencode(folder), name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        text = LIST.encode()
        if number == 1:
            text = text.replace(b"\n", b"\r\n")
        elif number == 2:
            text = b"\xef\xbb\xbf" + text
        elif number == 3:
            text = text.replace(b"twice", b"\xe2\x82 \xff \xf0\x9f twice")
        Path(os.fsdecode(path)).write_bytes(text)


def check_suppressions(folder, strict):
    """What is suppressed is listed, last, and says by what."""
    row = "| [A](https://arxiv.org/abs/2413.0000{}) | {} |\n"
    Path(folder, "README.md").write_text(
        "| a | b |\n|--|--|\n" + row.format(1, "<!-- curlint-ignore arxiv/id -- [known] -->")
        + row.format(2, "b") + row.format(3, "c"), encoding="utf-8")
    Path(folder, ".curlint.yaml").write_text(
        "ignore:\n  - entry: \"url:arxiv.org/abs/2413.00002\"\n    rules: [arxiv/id]\n",
        encoding="utf-8")
    parsed = json.loads(check(folder, "sarif", "--only", "arxiv/id"))
    strict.validate(parsed)
    told = [(result["locations"][0]["physicalLocation"]["region"]["startLine"],
             result["suppressions"]) for result in parsed["runs"][0]["results"]]
    assert told == [
        (5, []),
        (3, [{"kind": "inSource", "status": "accepted", "justification": "[known]"}]),
        (4, [{"kind": "external", "status": "accepted"}])], told


def main():
    schema = json.loads((SOURCE / "tests/sarif.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator
    validator.check_schema(schema)
    strict = validator(schema)
    with tempfile.TemporaryDirectory() as folder:
        write_lists(folder)
        report = check(folder, "sarif")
        assert report == check(folder, "sarif"), "not the same bytes twice"
        assert all(byte == 10 or 32 <= byte < 127 for byte in report), "a byte a terminal obeys"
        parsed = json.loads(report)
        strict.validate(parsed)
        run = parsed["runs"][0]
        check_indices(folder, run)
        findings = [finding for finding in json.loads(check(folder, "json"))["findings"]
                    if "\ufffd" not in finding["file"]]
        run["results"] = [result for result in run["results"]
                          if "%FF" not in json.dumps(result["locations"])]
        fixed = compare(folder, run, findings)
        assert len(findings) >= 40 and fixed >= 10, (len(findings), fixed)
        assert not strict.is_valid({**parsed, "more": 1}), "the schema refuses nothing"
    with tempfile.TemporaryDirectory() as folder:
        check_suppressions(folder, strict)
    print(f"{len(findings)} results, {fixed} with edits, are those of the JSON report")


if __name__ == "__main__":
    sys.exit(main())
