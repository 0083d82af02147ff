#!/usr/bin/env python3
"""What --fix, --unsafe-fixes and --diff promise, over every list at hand and every rule there is.

The lists: what the fixtures and the fuzzers' corpora hold, as it stands and with other line ends, a
byte order mark, no last newline; and the real lists beside the checkout, where they are, damaged by
a seeded hand, so that there is more to mend. For each of them

  - the edits of one finding alone mend it, and bring no other finding up;
  - --fix writes what this file's own idea of fixing makes of the JSON report: the edits of a finding
    all or none, by place, those that meet in the next round; every other byte stays;
  - a second run changes nothing;
  - cells and comments that GitHub hides are all there afterwards;
  - `git apply` of what --diff prints makes the same bytes, and --diff itself changes none.
"""
import collections
import functools
import json
import os
from pathlib import Path
import random
import re
import shutil
import subprocess
import sys
import tempfile

CURLINT = os.environ["CURLINT"]
SOURCE = Path(os.environ["CURLINT_SOURCE"])
CORPUS = SOURCE.parent / "shared" / "corpus"
EVERY = ("safe", "unsafe")
LEVELS = {"--fix": ("safe",), "--unsafe-fixes": EVERY}
ROUNDS = 16
HIDDEN = re.compile(rb"\[//\]: *#|<!--(?!\s*curlint-)")
ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": "1780272000", "GIT_CONFIG_NOSYSTEM": "1",
               "HOME": "/nonexistent", "GIT_CEILING_DIRECTORIES": tempfile.gettempdir()}


def run(*arguments, directory, text=None):
    return subprocess.run([CURLINT, *arguments], cwd=directory, env=ENVIRONMENT, input=text,
                          capture_output=True, check=False, timeout=120)


def rules():
    listed = json.loads(run("rules", "--format", "json", directory="/").stdout)
    # What repo/figures says stands in pictures, which no fix touches.
    return ",".join(rule["id"] for rule in listed["rules"] if rule["id"] != "repo/figures")


ALL = ["check", "--no-config", "--no-baseline", "--enable", rules(), "--severity", "info"]


class Failure(Exception):
    pass


def check(folder, *arguments):
    done = run(*ALL, "--format", "json", *arguments, ".", directory=folder)
    if done.returncode not in (0, 1):
        raise Failure(f"exit status {done.returncode}: {done.stderr.decode(errors='replace')}")
    return json.loads(done.stdout)


def is_list(path):
    return path.suffix.lower() in (".md", ".markdown")


def files_of(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*"))
            if is_list(path) and path.is_file() and not path.is_symlink()}


def write(folder, files):
    for name, content in files.items():
        if (folder / name).read_bytes() != content:
            (folder / name).write_bytes(content)


def prints(report):
    return collections.Counter((finding["rule"], finding["fingerprint"])
                               for finding in report["findings"])


def told(finding):
    return f"{finding['file']}:{finding['line']}: {finding['rule']}: {finding['message'][:200]}"


def wanted(report, safeties):
    return [finding for finding in report["findings"]
            if "fix" in finding and finding["fix"]["safety"] in safeties]


def apply(content, edits):
    for edit in sorted(edits, key=lambda edit: (edit["start"], edit["end"]), reverse=True):
        content = content[:edit["start"]] + edit["text"].encode() + content[edit["end"]:]
    return content


def meets(edit, others):
    return any(edit["start"] <= other["end"] and other["start"] <= edit["end"] for other in others)


def one_round(files, findings):
    """What the files are after one round, and how many findings were mended."""
    made, count = collections.defaultdict(list), 0
    for finding in findings:
        edits, others = finding["fix"]["edits"], made[finding["file"]]
        if not any(meets(edit, others) for edit in edits):
            others.extend(edits)
            count += 1
    return {name: apply(content, made.get(str(name), [])) for name, content in files.items()}, count


def fix_by_hand(folder, report, safeties):
    """Fix as documented, with reports alone; how many were mended, and the report of what is left."""
    fixed = 0
    for _ in range(ROUNDS):
        findings = wanted(report, safeties)
        if not findings:
            break
        files, count = one_round(files_of(folder), findings)
        write(folder, files)
        fixed += count
        report = check(folder)
    return fixed, report


def check_alone(folder, report, few):
    """A finding's edits by themselves, for the first few findings of each rule."""
    files, before, tried = files_of(folder), prints(report), collections.Counter()
    for finding in wanted(report, EVERY):
        tried[finding["rule"]] += 1
        if tried[finding["rule"]] > few:
            continue
        name, edits = Path(finding["file"]), finding["fix"]["edits"]
        content = apply(files[name], edits)
        (folder / name).write_bytes(content)
        after = check(folder)
        (folder / name).write_bytes(files[name])
        self = (finding["rule"], finding["fingerprint"])
        if prints(after)[self] >= before[self]:
            raise Failure(f"its edits do not mend it: {told(finding)}")
        check_new(report, after, finding, under(finding, files[name], content))


@functools.lru_cache(maxsize=256)
def lines_of(content):
    return re.split(rb"(?<=\n)|(?<=\r)(?!\n)", content.removeprefix(b"\xef\xbb\xbf"))


def offset_of(content, line, column):
    lines = lines_of(content)
    return len(content) - sum(map(len, lines[line - 1:])) + column - 1


def line_of(content, offset):
    return len(lines_of(content[:offset] + b"x"))


def moved(offset, edits):
    return offset + sum(len(edit["text"].encode()) - edit["end"] + edit["start"]
                        for edit in edits if edit["end"] <= offset)


def under(mended, before, content):
    """One fault may hide another, as a report says one thing of a place, and what GitHub does not show
    as a link, an entry or a row is judged once it does: what comes up is of another rule, and on a
    line of the finding or of its edits. Else it is something that the next round mends."""
    edits, lines = mended["fix"]["edits"], set()
    for which in ("", "end_"):
        offset = offset_of(before, mended[which + "line"], mended[which + "column"])
        lines.add(line_of(content, moved(offset, edits)))
    for edit in edits:
        start = moved(edit["start"], [other for other in edits if other is not edit])
        lines.update((line_of(content, start), line_of(content, start + len(edit["text"]))))

    def allowed(finding):
        if wanted({"findings": [finding]}, ("safe", mended["fix"]["safety"])):
            return True
        return (finding["rule"] != mended["rule"] and finding["file"] == mended["file"]
                and finding["line"] <= max(lines) and min(lines) <= finding["end_line"])
    return allowed


def behind(report, before, fixed):
    """The same for many findings that were mended at once, to the line."""
    mended = collections.defaultdict(set)
    for finding in wanted(report, EVERY):
        lines = lines_of(before[Path(finding["file"])])
        for line in lines[finding["line"] - 1:finding["end_line"]]:
            mended[line].add(finding["rule"])
    old = {line for content in before.values() for line in lines_of(content)}

    def allowed(finding):
        line = lines_of(fixed[Path(finding["file"])])[finding["line"] - 1]
        return finding["rule"] not in mended[line] and (line in mended or line not in old)
    return allowed


def check_new(report, after, mended, allowed):
    """That nothing came up but what is allowed. Where an edit gave an entry another key, its other
    findings have another fingerprint: they count as the same by what they say."""
    new = prints(after) - prints(report)
    gone = prints(report) - prints(after)
    said = collections.Counter((f["rule"], f["message"]) for f in report["findings"]
                               if (f["rule"], f["fingerprint"]) in gone)
    for finding in sorted(after["findings"], key=allowed, reverse=True):
        key, words = (finding["rule"], finding["fingerprint"]), (finding["rule"], finding["message"])
        if new[key] <= 0:
            continue
        new[key] -= 1
        if allowed(finding):
            continue
        if said[words] <= 0:
            raise Failure(f"came up: {told(finding)}\n  after {told(mended)}")
        said[words] -= 1


def check_level(folder, report, flag, scratch):
    before = files_of(folder)
    by_hand = scratch / "by hand"
    shutil.copytree(folder, by_hand, symlinks=True)
    count, left = fix_by_hand(by_hand, report, LEVELS[flag])
    made = files_of(by_hand)
    if wanted(left, LEVELS[flag]):
        raise Failure(f"does not come to rest: {told(wanted(left, LEVELS[flag])[0])}")

    patch = run(*ALL, "--diff", flag, ".", directory=folder)
    if files_of(folder) != before:
        raise Failure("--diff changed a file")
    after = check(folder, flag)
    fixed = files_of(folder)
    for name, content in made.items():
        if fixed[name] != content:
            raise Failure(f"{name}: {flag} is not what the report says")
    if after["summary"].pop("fixed") != count:
        raise Failure(f"does not say that {count} were fixed")
    if after["findings"] != left["findings"]:
        raise Failure("does not report what remains")
    mended = wanted(report, LEVELS[flag])
    if mended:
        check_new(report, after, mended[0], behind(report, before, fixed))
    for name, content in before.items():
        if len(HIDDEN.findall(content)) > len(HIDDEN.findall(fixed[name])):
            raise Failure(f"{name}: something hidden is gone")

    if (patch.returncode == 1) != (fixed != before) or bool(patch.stdout) != (fixed != before):
        raise Failure(f"--diff: status {patch.returncode}, {len(patch.stdout)} bytes")
    check_patch(by_hand, before, fixed, patch.stdout)
    if mended and (check(folder, flag)["summary"]["fixed"] or files_of(folder) != fixed):
        raise Failure("a second run changes something")
    shutil.rmtree(by_hand)
    return count


def check_patch(folder, before, fixed, patch):
    write(folder, before)
    if patch:
        done = subprocess.run(["git", "apply", "--whitespace=nowarn", "-"], cwd=folder,
                              env=ENVIRONMENT, input=patch, capture_output=True, check=False)
        if done.returncode:
            raise Failure(f"git apply: {done.stderr.decode(errors='replace')}")
    if files_of(folder) != fixed:
        raise Failure("git apply makes something else")


def check_list(origin, scratch, flags=("--unsafe-fixes",)):
    """The promises on a folder, which stays as it is; how many findings were mended."""
    folder, count = scratch / "list", 0
    shutil.copytree(origin, folder, symlinks=True)
    report, before = check(folder), files_of(folder)
    for flag in flags:
        write(folder, before)
        count = check_level(folder, report, flag, scratch)
    shutil.rmtree(folder)
    return count


def renamed(path):
    """A name that a patch has to quote."""
    return path.with_name(f'a "b" \\ \t\u8bba{path.suffix}') if path.stem == "README" else path


VARIANTS = {
    "as it stands": lambda content: content,
    "CR LF": lambda content: content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
    "CR": lambda content: content.replace(b"\r\n", b"\n").replace(b"\n", b"\r"),
    "mixed line ends": lambda content: re.sub(rb"\n([^\n]*)\n", rb"\r\n\1\n", content),
    "no last newline": lambda content: content.rstrip(b"\r\n"),
    "byte order mark": lambda content: b"\xef\xbb\xbf" + content,
    "no text": lambda content: b"# \xff\0\n\n" + content + b"\n\xe2\x82 \0",
    "odd names": None,
}


def vary(folder, variant):
    for path in sorted(folder.rglob("*")):
        if is_list(path) and path.is_file() and not path.is_symlink():
            if VARIANTS[variant]:
                path.write_bytes(VARIANTS[variant](path.read_bytes()))
            else:
                path.rename(renamed(path))


FENCE = re.compile(r"^(`{3,})markdown([^\n]*)\n(.*?)^\1[ ]*$", re.M | re.S)


def examples_of(page, folder):
    """The bad examples of a rule's page, each in a folder with the page's other files."""
    blocks = [(info.split(), text) for _, info, text in FENCE.findall(page.read_text("utf-8"))]
    companions = [block for block in blocks if block[0] and "bad" not in block[0]
                  and "good" not in block[0] and "fixed" not in block[0]]
    for number, block in enumerate(block for block in blocks if "bad" in block[0]):
        place = folder / str(number)
        for words, text in [*companions, block]:
            files = [word[5:] for word in words if word.startswith("file=")]
            path = place / (files[0] if files else "README.md")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        yield f"{page.parent.name}/{page.stem}, example {number + 1}", place


def all_small_lists(scratch):
    """Inputs of fixtures, examples of rules, and the inputs of fuzzers in a file each."""
    for path in sorted(SOURCE.glob("tests/fixtures/*/*/in")):
        if any(is_list(name) for name in path.rglob("*")):
            yield f"{path.parent.parent.name}/{path.parent.name}", path
    for page in sorted(SOURCE.glob("rules/*/*.md")):
        yield from examples_of(page, scratch / "pages" / page.parent.name / page.stem)
    for path in sorted(SOURCE.glob("tests/fuzz/corpus/*")):
        folder = scratch / "corpus" / path.name
        folder.mkdir(parents=True)
        for name in sorted(path.iterdir()):
            shutil.copy(name, folder / f"{name.name}.md")
        yield f"corpus/{path.name}", folder


def gather(merged, scratch):
    """Those small lists in one folder that have something to mend, each once; their names."""
    seen, names = set(), {}
    for name, folder in all_small_lists(scratch):
        text = repr(sorted(files_of(folder).items()))
        place = re.sub(r"\W+", "-", name)
        if text not in seen:
            shutil.copytree(folder, merged / place, symlinks=True)
            names[place] = name
        seen.add(text)
    mendable = {Path(finding["file"]).parts[0] for finding in wanted(check(merged), EVERY)}
    for place in set(names) - mendable:
        shutil.rmtree(merged / place)
    return {place: names[place] for place in sorted(mendable)}


def check_small(scratch):
    """Each small list by itself, then all of them in one folder, in every variant."""
    merged, mended = scratch / "all", 0
    lists = gather(merged, scratch)
    for place, name in lists.items():
        try:
            check_alone(merged / place, check(merged / place), 3)
        except Failure as failure:
            raise Failure(f"{name}: {failure}") from failure
    for variant in VARIANTS if lists else ():
        folder = scratch / "variant"
        shutil.copytree(merged, folder, symlinks=True)
        vary(folder, variant)
        try:
            if variant == "as it stands":
                check_list(folder, scratch, ("--fix",))
            mended += check_list(folder, scratch)
        except Failure as failure:
            raise Failure(f"{variant}: {failure}") from failure
        shutil.rmtree(folder)
    return mended, len(lists)


# What happens to lists: a pattern, and what a hand that slips makes of it.
SLIPS = [
    (rb"\(https://", rb"(https://https://"),
    (rb"\(https://", rb"(htpps://"),
    (rb"\(https://", rb"(https:/"),
    (rb"\(https://", rb"(https//"),
    (rb"\]\(#(\w)(\w)", rb"](#\2\1"),
    (rb"\|[^|\n]*\|\n", b"|\n"),
    (rb"\|\n(?=\|)", b"|\n\n"),
    (rb"\|\n(?=\|)", b"\n"),
    (rb"\n\n(?=#)", b"\n"),
    (rb"\)", b") "),
    (rb"\]\(", b"] ("),
    (rb"(?<=\w) (?=\w)", b"  "),
    ("é|ü|ö|–|’".encode(), "Ã©".encode()),
    (rb"\.svg\?", b"?"),
    (rb"stars/[\w-]+/", b"stars/someone/"),
    (rb"<br>", b"</br>"),
    (rb"arxiv\.org/abs/", b"arxiv.org/pdf/"),
]


def damage(folder, hand):
    for path in sorted(folder.rglob("*")):
        if not is_list(path) or not path.is_file() or path.is_symlink():
            continue
        content = path.read_bytes()
        for pattern, slip in SLIPS:
            places = list(re.finditer(pattern, content))
            for place in sorted(hand.sample(places, min(len(places), 4)), key=lambda m: -m.start()):
                content = (content[:place.start()] + place.expand(slip) + content[place.end():])
        path.write_bytes(content)


def check_real(scratch):
    mended = 0
    for bundle in sorted(CORPUS.glob("*.bundle")):
        origin = scratch / "origin"
        subprocess.run(["git", "clone", "-q", bundle, origin], check=True, env=ENVIRONMENT)
        try:
            check_alone(origin, check(origin), 1)
            damage(origin, random.Random(bundle.stem))
            mended += check_list(origin, scratch)
        except Failure as failure:
            raise Failure(f"{bundle.stem}: {failure}") from failure
        shutil.rmtree(origin)
    return mended


def main():
    with tempfile.TemporaryDirectory() as name:
        try:
            mended, lists = check_small(Path(name))
            print(f"{mended} findings mended in the variants of {lists} small lists")
            if mended == 0:
                raise Failure("there is nothing to mend at hand: this test proves nothing")
            if list(CORPUS.glob("*.bundle")):
                print(f"{check_real(Path(name))} findings mended in real lists, as they stand and damaged")
            else:
                print("SKIPPED, the part on real lists: there are none beside this checkout")
        except Failure as failure:
            print(f"FAIL: {failure}")
            return 1
    return 0


sys.exit(main())
