"""The page of each rule keeps its promises.

Every fenced block whose info string is `markdown bad` must give at least one finding of the page's
rule, every `markdown good` block none. `file=NAME` names the file that a block becomes (README.md
by default); a block that has only `file=NAME`, of Markdown, YAML or JSON, is a companion of all the
others; answers.json says what links lead to. Where a finding on a bad block has a fix, applying it must mend the finding, and a page that
promises a fix must have such a block. A comment in the file silences every bad example. The header
line of a page and its table of options are compared with the rule's source.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

CURLINT = os.environ["CURLINT"]
RULES = pathlib.Path(os.environ["CURLINT_SOURCE"]) / "rules"
FENCE = re.compile(r"^(`{3,})(?:markdown|yaml|json)([^\n]*)\n(.*?)^\1[ ]*$", re.M | re.S)
SECTIONS = ["## What it does", "## Why it matters", "## Example", "## When to turn it off"]
# A list that is refused is not read for comments; a picture has none.
UNSILENCED = {"lint/limits", "repo/figures"}
FIXES = {"FIX_SAFE": "safe", "FIX_UNSAFE": "unsafe"}


class Block:
    def __init__(self, line, info, text):
        words = info.split()
        files = [word[5:] for word in words if word.startswith("file=")]
        self.line = line
        self.kinds = [word for word in words if not word.startswith("file=")]
        self.file = files[0] if files else "README.md"
        self.companion = bool(files) and not self.kinds
        self.text = text


def blocks_of(page):
    return [
        Block(page.count("\n", 0, match.start()) + 1, match[2], match[3])
        for match in FENCE.finditer(page)
    ]


def write(root, block):
    path = root / block.file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(block.text, encoding="utf-8")


def answers(root):
    """What links lead to, where the page has a block of it."""
    return ["--answers", "answers.json"] if (root / "answers.json").exists() else []


def check(rule, root):
    """The findings of the rule on the files of a folder, or None and what went wrong."""
    run = subprocess.run(
        [CURLINT, "check", *answers(root), "--only", rule, "--severity", "info",
         "--format", "json", "."],
        cwd=root,
        capture_output=True,
        timeout=60,
    )
    if run.returncode not in (0, 1):
        return None, run.stderr.decode("utf-8", "replace")
    found = json.loads(run.stdout)["findings"]
    return [finding for finding in found if finding["rule"] == rule], ""


def apply(path, edits):
    source = path.read_bytes()
    for edit in sorted(edits, key=lambda edit: -edit["start"]):
        source = source[: edit["start"]] + edit["text"].encode() + source[edit["end"] :]
    path.write_bytes(source)


def findings_of(rule, blocks):
    """The findings, those whose fix did not mend them, and what went wrong."""
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        for block in blocks:
            write(root, block)
        found, why = check(rule, root)
        unmended = []
        for finding in found or []:
            if "fix" not in finding:
                continue
            path = root / finding["file"]
            before = path.read_bytes()
            apply(path, finding["fix"]["edits"])
            left = [other["fingerprint"] for other in check(rule, root)[0] or []]
            if finding["fingerprint"] in left or len(left) >= len(found):
                unmended.append(finding)
            path.write_bytes(before)
        return found, unmended, why


def unsilenced(rule, blocks):
    """What the rule says in spite of a comment in each file."""
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        for block in blocks:
            write(root, block)
            if block.file.endswith(".md"):
                with open(root / block.file, "a", encoding="utf-8") as file:
                    file.write(f"\n\n<!-- curlint-disable-file {rule}: an example -->\n")
        found, why = check(rule, root)
        return [why] if found is None else [finding["message"] for finding in found]


def check_header(rule, page, source):
    severity = re.search(r"\.severity = SEVERITY_(\w+)", source)[1].lower()
    fixes = [word for token, word in FIXES.items() if token in source]
    header = re.search(r"^\*severity: (\w+) · fix: ([\w, ]+)\*$", page, re.M)
    if not page.startswith(f"# {rule}\n"):
        yield f"does not begin with the line `# {rule}`"
    if not header:
        yield "has no line like `*severity: error · fix: no*`"
        return
    if header[1] != severity:
        yield f"says severity {header[1]}, the rule {severity}"
    if header[2] != (", ".join(fixes) or "no"):
        yield f"says fix {header[2]}, the rule {', '.join(fixes) or 'no'}"


def check_words(rule, page, source):
    for section in SECTIONS:
        if f"\n{section}\n" not in page:
            yield f"lacks the section `{section}`"
    for option in re.findall(r'\.name = "([^"]+)"', source):
        if f"\n| `{option}` |" not in page:
            yield f"does not name the option `{option}` in its table"
    if rule != "lint/suppression":
        for word, name, rest in re.findall(r"<!-- (curlint-[a-z-]+) (\S+?)(:?[ ].*?)?-->", page):
            if name != rule or rest.strip()[:1] not in ("", ":"):
                yield f"silences by `{word} {name}{rest}`, which curlint or GitHub does not take"
    if "\n## Options\n" in page and "struct option options[]" not in source:
        yield "describes options that the rule does not have"


def check_fixed(rule, companions, bad, fixed):
    """That --unsafe-fixes, with this rule alone, makes the one block of the other."""
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        for block in [*companions, bad]:
            write(root, block)
        subprocess.run(
            [CURLINT, "check", *answers(root), "--only", rule, "--unsafe-fixes", "--quiet", "."],
            cwd=root,
            check=False,
            timeout=60,
        )
        made = (root / bad.file).read_text(encoding="utf-8")
        if made != fixed.text:
            yield f"line {fixed.line}: the fixed text is rather:\n{made}"


def check_blocks(rule, page):
    blocks = blocks_of(page)
    companions = [block for block in blocks if block.companion]
    fixes = 0
    for number, block in enumerate(blocks):
        if block.kinds == ["fixed"] and (number == 0 or blocks[number - 1].kinds != ["bad"]):
            yield f"line {block.line}: a fixed text, but no bad example in front of it"
        elif block.kinds == ["fixed"]:
            yield from check_fixed(rule, companions, blocks[number - 1], block)
    for kind in ("bad", "good"):
        cases = [block for block in blocks if block.kinds == [kind]]
        if not cases:
            yield f"has no {kind} example"
        for case in cases:
            found, unmended, why = findings_of(rule, companions + [case])
            fixes += sum("fix" in finding for finding in found or [])
            if found is None:
                yield f"line {case.line}: the {kind} example could not be checked: {why}"
            elif kind == "bad" and not found:
                yield f"line {case.line}: the bad example gives no finding"
            elif kind == "bad" and rule not in UNSILENCED:
                for message in unsilenced(rule, companions + [case]):
                    yield f"line {case.line}: a comment does not silence: {message}"
            elif kind == "good" and found:
                yield f"line {case.line}: the good example gives: {found[0]['message']}"
            for finding in unmended:
                yield f"line {case.line}: its fix does not mend: {finding['message']}"
    if fixes == 0 and re.search(r"^\*.* fix: (safe|unsafe)", page, re.M):
        yield "promises a fix that no bad example shows"


def main():
    pages = sorted(RULES.glob("*/*.md"))
    failures = []
    for path in pages:
        rule = f"{path.parent.name}/{path.stem}"
        page = path.read_text(encoding="utf-8")
        source = path.with_suffix(".c").read_text(encoding="utf-8")
        faults = [*check_header(rule, page, source), *check_words(rule, page, source)]
        faults += check_blocks(rule, page)
        failures += [f"{path}: {fault}" for fault in faults]
    print("\n".join(failures) or f"{len(pages)} pages are right")
    return 1 if failures or not pages else 0


sys.exit(main())
