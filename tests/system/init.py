#!/usr/bin/env python3
"""`curlint init`: what it infers of a made-up list, that it never loses a configuration, and, where
real lists are at hand, that its configuration is taken, hides no error and adds no noise."""
import json
import os
from pathlib import Path
import subprocess
import sys
import tempfile

CURLINT = os.environ["CURLINT"]
CORPUS = Path(os.environ["CURLINT_SOURCE"]).resolve().parent / "shared" / "corpus"
# Rules that compare with a form: what they say beyond this share of the entries is noise.
STYLE = {"table/schema", "entry/labels", "entry/format", "arxiv/form", "badge/format",
         "table/empty-cell", "badge/missing", "table/pipes"}
NOISE = 0.05

HEADER = "| Title | Picture | Links |\n|:--|:-:|---|\n"


def row(number, form="abs", label="Paper"):
    link = f"https://arxiv.org/{form}/2405.{18200 + number}"
    code = f"lab/p{number}"
    badge = f"[![Star](https://img.shields.io/github/stars/{code}?style=social)](https://github.com/{code})"
    return f"|{badge} [Paper {number}]({link})| |[{label}]({link}) [Slides](){number}|[//]: #05/29\n"


# News spell their links as they like; no rule holds them to the list's labels.
NEWS = "\n## News\n\n" + "".join(f"- 2024-05-{day}: [Paper {day}](https://arxiv.org/abs/2405.182{day}), "
                                 f"[paper](https://arxiv.org/abs/2405.182{day})\n"
                                 for day in range(10, 20))


def write_list(folder):
    rows = [row(i) for i in range(1, 40)] + [row(40, form="pdf")]
    (folder / "README.md").write_text("# New\n\n" + HEADER + "".join(rows[:25]))
    (folder / "all.md").write_text("# All\n\n" + HEADER + "".join(rows) + NEWS)


def run(*words, folder=None):
    return subprocess.run([CURLINT, *words], cwd=folder, capture_output=True, check=False)


def check(wrong, what, truth):
    if not truth:
        wrong.append(what)


def made_up(wrong):
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_list(folder)
        shown = run("init", "--stdout", folder=folder)
        check(wrong, "--stdout writes a file", not (folder / ".curlint.yaml").exists())
        first = run("init", folder=folder)
        config = (folder / ".curlint.yaml").read_bytes()
        check(wrong, f"init ends with {first.returncode}: {first.stderr}", first.returncode == 0)
        check(wrong, "--stdout prints another configuration", shown.stdout == config)
        for part in (b'- {name: "Title", align: left, required: true}',
                     b'{name: "Picture", align: center}',
                     b'- "Paper" # 65 of 65 links',
                     b'"star": "[![Star](https://img.shields.io/github/stars/{owner}/{repo}'
                     b'?style=social)](https://github.com/{owner}/{repo})"',
                     b'page: "README.md"', b'of: ["all.md"]', b"# 25 of 25 entries",
                     b"form: abs", b"version: never", b'"Slides"', b"65 of 75 entries end in a cell"):
            check(wrong, f"the configuration lacks {part}:\n{config.decode()}", part in config)
        for part in (b"wrote .curlint.yaml\n",
                     b"columns: Title | Picture | Links (2 of 2 tables, 65 rows)\n",
                     b"copies: README.md (25 of 25 entries stand in 1 other files)\n"):
            check(wrong, f"init does not say {part}: {first.stdout}", part in first.stdout)
        (folder / ".curlint.yaml").write_text("labels: [Mine]\n")
        again = run("init", folder=folder)
        check(wrong, f"init over a configuration: {again}", again.returncode == 2
              and again.stderr.count(b"\n") == 1 and b"--force" in again.stderr)
        check(wrong, "init lost a configuration",
              (folder / ".curlint.yaml").read_text() == "labels: [Mine]\n")
        forced = run("init", "--force", folder=folder)
        check(wrong, f"--force: {forced}", forced.returncode == 0
              and (folder / ".curlint.yaml").read_bytes() == config)


def hostile(wrong):
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        name = b'| a"\\b`[ | x\x01\xff |\n|---|---|\n'
        (folder / "README.md").write_bytes(name + b"| [A](https://example.org/a) | c |\n" * 25)
        done = run("init", folder=folder)
        check(wrong, f"a hostile header: {done}", done.returncode == 0)
        done = run("check", ".", folder=folder)
        check(wrong, f"its configuration is not taken: {done.stderr}", done.returncode != 2)
        check(wrong, "control characters reach the terminal", b"\x01" not in done.stdout)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        rows = b"".join(b"| [A%d](https://example.org/%d) [Pap\xff](%d) [Soon\xff]() |\n" % (i, i, i)
                        for i in range(30))
        for name in (b"README.md", b"al\xff.md"):
            (folder / os.fsdecode(name)).write_bytes(b"| T\xff |\n|---|\n" + rows)
        done = run("init", folder=folder)
        check(wrong, f"forms that are no UTF-8: {done}", done.returncode == 0)
        done = run("check", ".", folder=folder)
        check(wrong, f"forms that are no UTF-8 are proposed: {done.stderr}", done.returncode != 2)
    with tempfile.TemporaryDirectory() as scratch:
        done = run("init", folder=scratch)
        check(wrong, f"an empty folder: {done}", done.returncode in (0, 2) and
              b"Sanitizer" not in done.stderr)


def findings(folder, *words):
    done = run("check", "--severity", "info", "--format", "json", *words, ".", folder=folder)
    if done.returncode not in (0, 1):
        return None, done.stderr
    return json.loads(done.stdout), b""


def real(wrong, bundle, scratch):
    folder = Path(scratch) / bundle.stem
    subprocess.run(["git", "clone", "-q", bundle, folder], check=True)
    config = Path(scratch) / "config.yaml"
    config.write_bytes(run("init", "--stdout", folder=folder).stdout)
    before, _ = findings(folder, "--no-config")
    after, words = findings(folder, "--config", str(config))
    if after is None:
        wrong.append(f"{bundle.stem}: the configuration is not taken: {words}")
        return
    errors = [sorted(finding["fingerprint"] for finding in report["findings"]
                     if finding["severity"] == "error") for report in (before, after)]
    check(wrong, f"{bundle.stem}: other errors than without a configuration", errors[0] == errors[1])
    for rule in STYLE:
        noise = sum(finding["rule"] == rule for finding in after["findings"])
        check(wrong, f"{bundle.stem}: {rule} speaks {noise} times",
              noise <= NOISE * after["summary"]["entries"] + 3)


def main():
    wrong = []
    made_up(wrong)
    hostile(wrong)
    bundles = sorted(CORPUS.glob("*.bundle"))
    if not bundles:
        print("REAL LISTS ARE NOT HERE: init was tried on made-up ones alone")
    with tempfile.TemporaryDirectory() as scratch:
        for bundle in bundles:
            real(wrong, bundle, scratch)
    print("\n".join(wrong) or f"made-up lists and {len(bundles)} real ones")
    return bool(wrong)


sys.exit(main())
