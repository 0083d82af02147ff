#!/usr/bin/env python3
"""`curlint init`: what it infers of a made-up list, that it never loses a configuration, a workflow
or a hook, that the hook works as git runs it, and, where real lists are at hand, that its configuration is taken, hides no error and adds no noise."""
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


def run(*words, folder=None, **environment):
    return subprocess.run([CURLINT, *words], cwd=folder, capture_output=True, check=False,
                          env={**os.environ, **environment})


def git(folder, *words, home=None):
    names = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A",
             "GIT_COMMITTER_EMAIL": "a@example.org", "GIT_CONFIG_NOSYSTEM": "1",
             "HOME": str(home or folder)}
    return subprocess.run(["git", *words], cwd=folder, capture_output=True, check=False,
                          env={**os.environ, **names})


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


def repository(folder):
    folder.mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    write_list(folder)
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "The list")
    return folder


def files_of(folder):
    """What is there, and what git alone does not put there."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*")
            if path.is_file() and (".git/" not in str(path) or "/hooks/" in str(path))}


WORKFLOW = ".github/workflows/curlint.yml"


def parts(wrong, scratch):
    folder = repository(scratch / "parts")
    untouched = files_of(folder)
    for words in (("--hook", "--no-hook"), ("--stdout", "--hook"), ("--force", "--no-config")):
        done = run("init", *words, folder=folder)
        check(wrong, f"{words}: {done}", done.returncode == 2 and done.stderr.count(b"\n") == 1)
    check(wrong, "a refused init wrote something", files_of(folder) == untouched)

    done = run("init", folder=folder)
    for name in (".curlint.yaml", WORKFLOW, ".git/hooks/pre-commit"):
        check(wrong, f"init does not say {name}: {done}",
              done.returncode == 0 and f"wrote {name}\n".encode() in done.stdout)
        check(wrong, f"init wrote no {name}", (folder / name).is_file())
    for step in (b"  1. curlint check", b"  2. git add .curlint.yaml " + WORKFLOW.encode(),
                 b"  3. git push"):
        check(wrong, f"init does not tell the step {step}: {done.stdout}", step in done.stdout)
    template = Path(os.environ["CURLINT_SOURCE"]) / "share/templates/pull-request.yml"
    check(wrong, "the workflow is another", (folder / WORKFLOW).read_bytes() == template.read_bytes())
    check(wrong, "the hook cannot be run", os.access(folder / ".git/hooks/pre-commit", os.X_OK))
    again = run("init", "--hook", "--workflow", folder=folder)
    check(wrong, f"a second init: {again}", again.returncode == 0 and b"wrote" not in again.stdout)

    other = (folder / WORKFLOW).rename(folder / WORKFLOW.replace(".yml", ".yaml"))
    done = run("init", "--workflow", folder=folder)
    named = str(other.relative_to(folder)).encode()
    check(wrong, f"a workflow of the other name: {done}", done.returncode == 0
          and b"kept " + named + b"\n" in done.stdout and b"git add " + named + b" " in done.stdout)
    other.rename(folder / WORKFLOW)

    (folder / WORKFLOW).write_text("name: mine\n")
    (folder / ".git/hooks/pre-commit").write_text("#!/bin/sh\nmake\n")
    before = files_of(folder)
    done = run("init", folder=folder)
    check(wrong, f"init over three files: {done}", done.returncode == 2 and done.stdout == b""
          and done.stderr.count(b"\n") == 3 and b"--no-workflow" in done.stderr
          and b"`curlint check --staged || exit`" in done.stderr and b"--force" in done.stderr)
    done = run("init", "--force", folder=folder)
    check(wrong, f"init --force over a hook: {done}", done.returncode == 2)
    check(wrong, "init changed what was there", files_of(folder) == before)
    done = run("init", "--force", "--no-hook", "--no-workflow", folder=folder)
    check(wrong, f"init with parts left out: {done}", done.returncode == 0)
    (folder / ".git/hooks/pre-commit").write_text("#!/bin/sh\ncurlint check --staged || exit\n")
    done = run("init", "--hook", folder=folder)
    check(wrong, f"a hook that calls curlint: {done}",
          done.returncode == 0 and b"kept .git/hooks/pre-commit" in done.stdout)
    (folder / ".git/hooks/pre-commit").chmod(0o644)
    done = run("init", "--hook", folder=folder)
    check(wrong, f"a hook that git does not run: {done}",
          done.returncode == 2 and b"chmod +x" in done.stderr)


def empty(wrong, scratch):
    """A configuration that was made of no list would only be in the way of one that fits."""
    folder = scratch / "empty"
    folder.mkdir()
    git(folder, "init", "-q")
    write_list(folder)
    before = files_of(folder)
    for words in ((), ("--stdout",)):
        done = run("init", *words, folder=folder)
        check(wrong, f"lists that git does not track: {done}", done.returncode == 2
              and done.stdout == b"" and b"git add" in done.stderr and files_of(folder) == before)
    check(wrong, "nothing but a hook", run("init", "--hook", folder=folder).returncode == 0)
    git(folder, "add", ".")
    check(wrong, "then they are tracked", run("init", folder=folder).returncode == 0)


def failing(wrong, scratch):
    """What was written before something failed is taken back."""
    folder = repository(scratch / "failing")
    before = files_of(folder)
    (scratch / "outside").mkdir()
    (folder / ".github").symlink_to(scratch / "outside")
    done = run("init", folder=folder)
    check(wrong, f"a workflow through a link: {done}", done.returncode == 2)
    check(wrong, "something was written through a link", not list((scratch / "outside").iterdir()))
    (folder / ".github").unlink()
    hooks = folder / ".git/hooks"
    hooks.rename(folder / ".git/other")
    hooks.symlink_to(scratch / "nowhere")  # which is seen when it is written
    done = run("init", folder=folder)
    check(wrong, f"a hook that cannot be written: {done}", done.returncode == 2)
    hooks.unlink()
    check(wrong, "a folder was left behind", not (folder / ".github").exists())
    (folder / ".git/other").rename(hooks)
    check(wrong, f"something was left behind: {set(files_of(folder)) - set(before)}",
          files_of(folder) == before)


def commit(wrong, what, folder, *words, passes):
    done = git(folder, "commit", *words)
    check(wrong, f"{what}: {done}", (done.returncode == 0) == passes)


def hooks(wrong, scratch):
    """As git runs it: the change alone counts, as it is staged."""
    folder = repository(scratch / "hooks")
    readme, bad = folder / "README.md", row(50).replace("2405.18250", "2413.18250")
    run("init", "--hook", folder=folder)
    with readme.open("a") as file:
        file.write(row(51))
    commit(wrong, "a good row", folder, "-qam", "A row", passes=True)
    good = readme.read_text()
    readme.write_text(good + bad)
    commit(wrong, "a bad row that is not staged", folder, "-qm", "Empty", "--allow-empty", passes=True)
    commit(wrong, "commit -a of a bad row", folder, "-qam", "Bad", passes=False)
    commit(wrong, "a commit of one file", folder, "-qm", "Bad", "README.md", passes=False)
    commit(wrong, "--no-verify", folder, "-qnam", "Bad", passes=True)
    readme.write_text(good + bad + row(52))
    commit(wrong, "a good row beside an old bad one", folder, "-qam", "A row", passes=True)
    commit(wrong, "--amend", folder, "-q", "--amend", "-m", "A row again", passes=True)

    git(folder, "worktree", "add", "-q", "-b", "topic", "../linked")
    (scratch / "linked/README.md").write_text(good + bad + bad)
    commit(wrong, "a linked worktree", scratch / "linked", "-qam", "Bad", passes=False)
    (folder / ".git/hooks/pre-commit").unlink()
    done = run("init", "--hook", folder=scratch / "linked")
    check(wrong, f"init in a linked worktree: {done}",
          done.returncode == 0 and (folder / ".git/hooks/pre-commit").is_file())

    git(folder, "config", "core.hooksPath", ".hooks/git")
    done = run("init", "--hook", folder=folder)
    check(wrong, f"core.hooksPath: {done}",
          done.stdout == b"wrote .hooks/git/pre-commit\n" and (folder / ".hooks/git").is_dir())
    (folder / ".hooks/git/pre-commit").unlink()
    (folder / ".hooks/git").rmdir()
    git(folder, "config", "core.hooksPath", ".hooks/git//")
    done = run("init", "--hook", folder=folder)
    check(wrong, f"core.hooksPath with slashes behind it: {done}",
          done.stdout == b"wrote .hooks/git/pre-commit\n")
    for nowhere in ("", "/dev/null", "README.md"):
        git(folder, "config", "core.hooksPath", nowhere)
        before = files_of(folder)
        done = run("init", "--no-config", folder=folder)
        check(wrong, f"core.hooksPath that is no folder, {nowhere}: {done}",
              done.returncode == 2 and b"--no-hook" in done.stderr and files_of(folder) == before)
    git(folder, "config", "extensions.worktreeConfig", "true")
    git(folder, "config", "--worktree", "core.hooksPath", "own")
    done = run("init", "--hook", folder=folder)
    check(wrong, f"core.hooksPath of one worktree: {done}", done.stdout == b"wrote own/pre-commit\n")
    git(folder, "config", "--worktree", "--unset", "core.hooksPath")
    git(folder, "config", "--unset", "core.hooksPath")
    home = scratch / "home"
    home.mkdir()
    git(folder, "config", "--global", "core.hooksPath", str(home / "shared"), home=home)
    done = run("init", "--hook", folder=folder, HOME=str(home))
    check(wrong, f"hooks of every repository: {done}", done.returncode == 2
          and not (home / "shared").exists() and b"git config core.hooksPath" in done.stderr)
    done = run("init", "--hook", folder=home)
    check(wrong, f"a hook without a repository: {done}", done.returncode == 2)

    gone = scratch / "it's gone"
    gone.write_bytes(Path(CURLINT).read_bytes())
    gone.chmod(0o755)
    other = repository(scratch / "other")
    subprocess.run([gone, "init", "--hook"], cwd=other, check=True, capture_output=True)
    with (other / "README.md").open("a") as file:
        file.write(row(51))
    commit(wrong, "a program with an odd name", other, "-qam", "A row", passes=True)
    gone.unlink()
    commit(wrong, "a program that is gone", other, "-qm", "Empty", "--allow-empty", passes=False)


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
    with tempfile.TemporaryDirectory() as scratch:
        for test in (parts, empty, failing, hooks):
            test(wrong, Path(scratch))
    bundles = sorted(CORPUS.glob("*.bundle"))
    if not bundles:
        print("REAL LISTS ARE NOT HERE: init was tried on made-up ones alone")
    with tempfile.TemporaryDirectory() as scratch:
        for bundle in bundles:
            real(wrong, bundle, scratch)
    print("\n".join(wrong) or f"made-up lists and {len(bundles)} real ones")
    return bool(wrong)


sys.exit(main())
