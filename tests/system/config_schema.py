#!/usr/bin/env python3
"""docs/curlint.schema.json takes the configurations that curlint takes, and refuses what it refuses.

YAML reads JSON, so the cases are JSON: one text for both.
"""
import json
import os
from pathlib import Path
import subprocess
import sys
import tempfile

import jsonschema

CURLINT = os.environ["CURLINT"]
SCHEMA = json.loads((Path(os.environ["CURLINT_SOURCE"]) / "docs/curlint.schema.json").read_text())

GOOD = [
    {},
    {"files": ["README.md", "topics/**"], "exclude": ["archive/"]},
    {"files": None, "rules": None, "limits": None, "ignore": None},
    {"rules": {"all": "off", "arxiv": "error", "arxiv/duplicate": {"scope": "file"}}},
    {"rules": {"link/empty": {"severity": "info", "allow": ["Coming soon"]}}},
    {"columns": ["Title", {"name": "Links", "align": "center", "required": True}]},
    {"columns": [["Title", "Links"], ["Name"]]},
    {"badges": {"a": "![Star](https://img.shields.io/github/stars/{owner}/{repo})"}},
    {"labels": ["Paper"], "copies": [{"page": "README.md", "of": ["a.md"]}]},
    {"limits": {"file-bytes": 1024, "nesting": 3}},
    {"links": None},
    {"links": {"exclude": ["example.org/*"], "accept": [403, "200-204"], "hosts": None}},
    {"links": {"hosts": {"example.org": {"at-once": 1, "per-minute": 6, "timeout": 60,
                                         "accept": [999], "get": True, "skip": False}}}},
    {"ignore": [{"entry": "arxiv:2412.00099", "rules": ["arxiv"], "until": "2027-01-31"}]},
]
BAD = [
    [],
    {"file": ["README.md"]},
    {"files": "README.md"},
    {"links": {"accept": [99]}},
    {"links": {"accept": "403"}},
    {"links": {"exclude": [""]}},
    {"links": {"host": {}}},
    {"links": {"hosts": {"https://x.org": {}}}},
    {"links": {"hosts": {"x.org": {"at-once": 1000}}}},
    {"links": {"hosts": {"x.org": {"rate": 1}}}},
    {"links": {"hosts": {"x.org": {"get": "yes"}}}},
    {"files": ["!a"]},
    {"rules": {"arxiv/duplicates": "off"}},
    {"rules": {"arxiv": "fatal"}},
    {"rules": {"arxiv/duplicate": {"scope": "table"}}},
    {"rules": {"arxiv/duplicate": {"range": "file"}}},
    {"rules": {"arxiv": {"scope": "file"}}},
    {"columns": []},
    {"columns": [{"align": "left"}]},
    {"columns": [{"name": "a", "align": "middle"}]},
    {"badges": {"a": {"parts": {}}}},
    {"copies": [{"of": ["a.md"]}]},
    {"limits": {"nesting": 0}},
    {"limits": {"lines": 1}},
    {"ignore": [{"entry": "arxiv:2412.00099"}]},
    {"ignore": [{"entry": "2412.00099", "rules": ["arxiv"]}]},
]


def schema_takes(config):
    return jsonschema.Draft7Validator(SCHEMA).is_valid(config)


def curlint_takes(config, scratch):
    Path(scratch, ".curlint.yaml").write_text(json.dumps(config))
    done = subprocess.run([CURLINT, "check", "."], cwd=scratch, capture_output=True, check=False)
    return done.returncode != 2


def main():
    wrong = []
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    with tempfile.TemporaryDirectory() as scratch:
        Path(scratch, "README.md").write_text("# A list\n")
        for configs, right in ((GOOD, True), (BAD, False)):
            for config in configs:
                for who, takes in (("the schema", schema_takes(config)),
                                   ("curlint", curlint_takes(config, scratch))):
                    if takes != right:
                        wrong.append(f"{who} {'takes' if takes else 'refuses'} {json.dumps(config)}")
    print("\n".join(wrong) or f"{len(GOOD) + len(BAD)} configurations are judged alike")
    return bool(wrong)


sys.exit(main())
