#!/usr/bin/env python3
"""Workflows, templates and actions as GitHub reads them: what they use of others is pinned to commits
that .github/pins.md has, nothing of an event is part of a script, permissions are named job by job, the
templates are of this version, and the documentation shows them as they are."""
import os
from pathlib import Path
import re
import sys

import yaml

ROOT = Path(os.environ["CURLINT_SOURCE"])
VERSION = re.search(r"project\(curlint VERSION ([\d.]+)", (ROOT / "CMakeLists.txt").read_text())[1]
wrong = []


def check(what, truth):
    if not truth:
        wrong.append(what)


def load(path):
    text = path.read_text(encoding="utf-8")
    check(f"{path}: tabs, or no line end at its end", "\t" not in text and text.endswith("\n"))
    return text, yaml.safe_load(text)


def uses_of(text):
    """Each (action, ref, comment) of a file; the comment is where a reader sees the tag."""
    for line in text.splitlines():
        found = re.match(r"\s*(?:- )?uses:\s*(\S+?)(?:@(\S+))?(?:\s+#\s*(.*))?$", line)
        if found:
            yield found[1], found[2], found[3] or ""


def check_uses(name, text, pins):
    used = set()
    for action, ref, comment in uses_of(text):
        if action.startswith("./"):
            continue
        if action == "curlint/curlint" or action.startswith("curlint/curlint/"):
            check(f"{name}: {action}@{ref} is not of version {VERSION}", ref == f"v{VERSION}")
            below = action.removeprefix("curlint/curlint").strip("/")
            check(f"{name}: there is no {action}", (ROOT / below / "action.yml").is_file())
            continue
        owner = "/".join(action.split("/")[:2])
        used.add(owner)
        check(f"{name}: {action}@{ref} # {comment} is not in .github/pins.md", pins.get(owner) == (ref, comment))
    return used


def steps_of(tree):
    for job in tree.get("jobs", {}).values():
        yield from job.get("steps", [])
    yield from tree.get("runs", {}).get("steps", [])


def check_steps(name, tree):
    for step in steps_of(tree):
        check(f"{name}: a script is made of {step.get('run')}", "${{" not in step.get("run", ""))
        if step.get("uses", "").startswith("actions/checkout@"):
            check(f"{name}: a checkout keeps its token", step["with"]["persist-credentials"] is False)


def check_workflow(name, tree):
    triggers = tree.get("on", tree.get(True))
    check(f"{name}: permissions are not named job by job", tree["permissions"] == {})
    check(f"{name}: pull_request_target", "pull_request_target" not in triggers)
    for key, job in tree["jobs"].items():
        check(f"{name}: {key} has no timeout or permissions", "timeout-minutes" in job and "permissions" in job)
        if "pull_request" in triggers:
            check(f"{name}: {key} may write", job["permissions"] == {"contents": "read"})


def read_pins():
    rows = re.findall(r"^\| ([\w-]+/[\w-]+) \| (v[\d.]+) \| ([0-9a-f]{40}) \|", (ROOT / ".github/pins.md").read_text(),
                      re.M)
    return {name: (commit, tag) for name, tag, commit in rows}


def check_inputs():
    """What the documentation says of the action is all that it has."""
    page = (ROOT / "docs/github.md").read_text(encoding="utf-8")
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    for part in ("inputs", "outputs"):
        for name in action[part]:
            check(f"docs/github.md does not name {part} {name}", f"| `{name}` |" in page)
    for name in re.findall(r"^\| `([\w-]+)` \|", page, re.M):
        check(f"docs/github.md: there is no {name}", name in action["inputs"] or name in action["outputs"])
    for template in (ROOT / "share/templates").glob("*.yml"):
        check(f"docs/github.md does not show {template.name} as it is", template.read_text() in page
              or f"share/templates/{template.name}" in page and template.name != "pull-request.yml")


def main():
    pins, used = read_pins(), set()
    workflows = [*(ROOT / ".github/workflows").glob("*.yml"), *(ROOT / "share/templates").glob("*.yml")]
    actions = [ROOT / "action.yml", *(ROOT / "actions").glob("*/action.yml")]
    check("too few files", len(workflows) >= 6 and len(actions) == 3)
    for path in workflows + actions:
        name = str(path.relative_to(ROOT))
        text, tree = load(path)
        used |= check_uses(name, text, pins)
        check_steps(name, tree)
        if path in workflows:
            check_workflow(name, tree)
    check(f"pins that nothing uses: {set(pins) - used}", set(pins) == used)
    check_inputs()
    print("\n".join(wrong) or f"{len(workflows)} workflows and {len(actions)} actions are as they should be")
    return bool(wrong)


sys.exit(main())
