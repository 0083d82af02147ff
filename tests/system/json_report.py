#!/usr/bin/env python3
"""docs/json.md and docs/findings.schema.json tell the truth: the example is what the program
writes, and reports hold what the schema says and nothing that it does not name."""
import copy
import json
import os
from pathlib import Path
import re
import subprocess
import tempfile

import jsonschema

SOURCE = Path(os.environ["CURLINT_SOURCE"])
PAGE = (SOURCE / "docs/json.md").read_text(encoding="utf-8")

HOSTILE = """# \u8bba\u6587

| Title | Links |
|:--|:--|
| [A](https://arxiv.org/abs/2305.11627) | [x](nowhere.md) [y]() | three \x1b[2J\u202e |
| [A](https://arxiv.org/abs/2305.11627v2) | [z](#\u8bba) |
""".encode() + b"\xff\xfe | \x9b\n"


def check(folder, *arguments):
    run = subprocess.run([os.environ["CURLINT"], "check", "--format", "json", *arguments, "."],
                         cwd=folder, stdout=subprocess.PIPE, check=False)
    assert run.returncode in (0, 1), run.returncode
    return run.stdout


def closed(schema):
    """The schema with every field that it does not name forbidden."""
    if isinstance(schema, dict):
        schema = {key: closed(value) for key, value in schema.items()}
        if "properties" in schema:
            schema["additionalProperties"] = False
    elif isinstance(schema, list):
        schema = [closed(value) for value in schema]
    return schema


def check_audit(folder, strict):
    """An audit and the one after it, of links of all kinds."""
    verdicts = ["ok", "gone", "moved", "flaky", "blocked"]
    urls = [f"https://web.example/{verdict}" for verdict in verdicts]
    Path(folder, "README.md").write_text("".join(f"- [a]({url})\n" for url in urls), encoding="utf-8")
    answers = [{"url": url, "evidence": {"verdict": verdict, "final": "https://web.example/now"}}
               for url, verdict in zip(urls, verdicts)]
    path = Path(folder, "answers.json")
    path.write_text(json.dumps({"schema": 1, "answers": answers}), encoding="utf-8")
    for past in (0, 1):
        run = subprocess.run([os.environ["CURLINT"], "audit", "--answers", path, "--store",
                              Path(folder, "store"), "--format", "json", "."], cwd=folder,
                             stdout=subprocess.PIPE, check=False)
        report = json.loads(run.stdout)
        strict.validate(report)
        assert len(report["audit"]["past"]) == past and len(report["links"]) >= 3, report
        assert report["audit"]["patches"] and report["audit"]["hosts"], report


def fenced(language):
    return re.search(rf"^```{language}\n(.*?)^```$", PAGE, re.S | re.M).group(1)


def main():
    schema = json.loads((SOURCE / "docs/findings.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator
    validator.check_schema(schema)
    strict = validator(closed(copy.deepcopy(schema)))

    with tempfile.TemporaryDirectory() as folder:
        readme = Path(folder, "README.md")
        readme.write_text(fenced("markdown"), encoding="utf-8")
        assert check(folder).decode("ascii") == fenced("json"), "docs/json.md: the example"
        strict.validate(json.loads(fenced("json")))

        readme.write_bytes(HOSTILE)
        report = check(folder, "--severity", "info")
        assert report == check(folder, "--severity", "info"), "not the same bytes twice"
        assert all(byte == 10 or 32 <= byte < 127 for byte in report), "a byte a terminal obeys"
        parsed = json.loads(report)
        strict.validate(parsed)
        assert len(parsed["findings"]) >= 3, parsed
        assert not strict.is_valid({**parsed, "more": 1}), "the schema refuses nothing"

        readme.write_text("nothing here\n", encoding="utf-8")
        parsed = json.loads(check(folder))
        strict.validate(parsed)
        assert parsed["findings"] == [], parsed

        check_audit(folder, strict)


main()
