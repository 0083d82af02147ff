#!/usr/bin/env python3
"""Comparisons where they are run: clones as GitHub Actions makes them, hooks as git runs them, other
shapes of repositories; that runs agree with each other, and that a kill leaves all as it was."""
import hashlib
import json
import os
from pathlib import Path
import random
import shutil
import signal
import subprocess
import sys
import tempfile

CURLINT = os.environ["CURLINT"]
TABLE = "# List\n\n| Title | Links |\n|:--|:--|\n"
CONFIG_OFF = "rules:\n  link/empty: off\n"
wrong = []


def check(what, truth):
    if not truth:
        wrong.append(what)


def clean_environment(**more):
    keep = {name: value for name, value in os.environ.items()
            if not name.startswith(("GIT_", "GITHUB_", "PRE_COMMIT"))}
    for who in ("AUTHOR", "COMMITTER"):
        keep[f"GIT_{who}_NAME"], keep[f"GIT_{who}_EMAIL"] = "A Maintainer", "a@example.org"
    return {**keep, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
            "SOURCE_DATE_EPOCH": "1780272000", **more}


def git(folder, *words):
    done = subprocess.run(["git", "-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always",
                           "-C", folder, *words], capture_output=True, text=True, check=False,
                          env=clean_environment())
    if done.returncode:
        raise RuntimeError(f"git {' '.join(words)}: {done.stderr}")
    return done.stdout.strip()


def row(number, code="https://github.com/lab/code"):
    return f"| [Paper {number} of a list](https://arxiv.org/abs/2401.{number:05}) | [Code]({code}) |\n"


def run(folder, *words, **environment):
    return subprocess.run([CURLINT, "check", *words], cwd=folder, capture_output=True, text=True,
                          check=False, env=clean_environment(**environment))


def report(folder, *words, **environment):
    done = run(folder, "-f", "json", *words, **environment)
    if done.returncode not in (0, 1):
        wrong.append(f"{folder} {words}: {done.stderr.strip()}")
        return {"findings": [], "comparison": {}}
    return json.loads(done.stdout)


def lines(found):
    return [(finding["file"], finding["line"], finding["status"]) for finding in found["findings"]]


def commit(folder, name):
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", name)
    return git(folder, "rev-parse", "HEAD")


def make_origin(folder):
    """main: m0, m1; topic, which left at m0: p1, p2; the test merge of p2 into m1."""
    folder.mkdir()
    git(folder, "init", "-q")
    (folder / "README.md").write_text(TABLE + row(1, "") + row(2))
    names = {"m0": commit(folder, "m0")}
    git(folder, "checkout", "-q", "-b", "topic")
    (folder / "README.md").write_text(TABLE + row(1, "") + row(2) + row(3))
    names["p1"] = commit(folder, "p1")
    (folder / "README.md").write_text(TABLE + row(1, "") + row(2) + row(3, ""))
    (folder / ".curlint.yaml").write_text(CONFIG_OFF)
    names["p2"] = commit(folder, "p2")
    git(folder, "checkout", "-q", "main")
    (folder / "other.md").write_text("# Other\n\n" + TABLE + row(9, ""))
    names["m1"] = commit(folder, "m1")
    git(folder, "checkout", "-q", "--detach")
    git(folder, "merge", "-q", "--no-ff", "-m", "merge", "topic")
    names["merge"] = git(folder, "rev-parse", "HEAD")
    git(folder, "update-ref", "refs/pull/1/merge", "HEAD")
    git(folder, "checkout", "-q", "main")
    git(folder, "config", "uploadpack.allowAnySHA1InWant", "true")
    git(folder, "config", "uploadpack.allowFilter", "true")
    return names


def checkout(origin, folder, revision, *words):
    """As actions/checkout does: one commit, cut at a depth."""
    folder.mkdir()
    git(folder, "init", "-q")
    git(folder, "remote", "add", "origin", f"file://{origin}")
    git(folder, "fetch", "-q", *words, "origin", f"+{revision}:refs/remotes/pull/1/merge")
    git(folder, "checkout", "-q", "--detach", "refs/remotes/pull/1/merge")


def event(scratch, name, **fields):
    path = scratch / f"{name}.json"
    path.write_text(json.dumps(fields))
    return str(path)


def pull_request(scratch, folder, names, head="o/list", **more):
    path = event(scratch, "pull", pull_request={
        "base": {"sha": names["m1"], "repo": {"full_name": "o/list"}},
        "head": {"sha": names["p2"], "repo": {"full_name": head} if head else None}})
    return {"GITHUB_EVENT_NAME": "pull_request", "GITHUB_EVENT_PATH": path, "GITHUB_SHA": names["merge"],
            "GITHUB_REF": "refs/pull/1/merge", "GITHUB_BASE_REF": "main",
            "GITHUB_WORKSPACE": str(folder), **more}


def pull_requests(scratch, origin, names):
    for depth in (1, 2, 3):
        folder = scratch / f"depth{depth}"
        checkout(origin, folder, names["merge"], f"--depth={depth}")
        actions = pull_request(scratch, folder, names)
        if depth == 1:
            done = run(folder, **actions)
            check(f"depth 1 passes: {done}", done.returncode == 2 and done.stdout == ""
                  and "fetch-depth: 2" in done.stderr and done.stderr.count("\n") == 1)
            continue
        found = report(folder, "--config-from", "base", **actions)
        check(f"depth {depth}: {found}", lines(found) == [("README.md", 7, "new")]
              and found["comparison"].get("source") == "test-merge")
        check("the head's configuration does not count where it is the repository's own",
              lines(report(folder, **actions)) == [])
        for fork in ("someone/list", None):
            found = report(folder, **pull_request(scratch, folder, names, head=fork))
            check(f"a fork switches a rule off in its own change: {found}",
                  lines(found) == [("README.md", 7, "new")])
        whole = run(folder, "--report", "all", "--no-config", "-f", "concise", **actions)
        check(f"--report all compares: {whole}", whole.stdout.count("link/empty") == 3)


def other_events(scratch, origin, names):
    folder = scratch / "head"
    checkout(origin, folder, names["p2"], "--depth=50")
    git(folder, "fetch", "-q", "origin", "+refs/heads/main:refs/remotes/origin/main")
    actions = pull_request(scratch, folder, names, GITHUB_SHA=names["p2"])
    found = report(folder, "--no-config", **actions)
    check(f"the head of a pull request: {found}", lines(found) == [("README.md", 7, "new")]
          and found["comparison"].get("source") == "event")
    pushed = {"GITHUB_EVENT_NAME": "push", "GITHUB_WORKSPACE": str(folder), "GITHUB_REF": "refs/heads/topic",
              "GITHUB_EVENT_PATH": event(scratch, "push", before=names["p1"])}
    found = report(folder, "--no-config", **pushed)
    check(f"a push: {found}", lines(found) == [("README.md", 7, "new")]
          and found["comparison"].get("source") == "before")
    pushed["GITHUB_EVENT_PATH"] = event(scratch, "forced", before="1" * 40)
    done = run(folder, **pushed)
    check(f"a forced push: {done}", done.returncode == 2 and "before this push" in done.stderr)
    pushed["GITHUB_EVENT_NAME"] = "schedule"
    check("a schedule compares", "comparison" not in report(folder, "--no-config", **pushed))
    partial = scratch / "partial"
    git(scratch, "clone", "-q", "--filter=blob:none", f"file://{origin}", str(partial))
    done = run(partial, "--base", names["p1"])
    check(f"a clone without blobs: {done}", done.returncode == 2 and "git " in done.stderr
          and done.stderr.count("\n") == 1)


def foreign_owner(scratch, origin, names):
    folder = scratch / "foreign"
    checkout(origin, folder, names["merge"], "--depth=2")
    if os.getuid() != 0:
        print("NOT ROOT: a repository of another user is not tried")
        return
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, 12345, 12345, follow_symlinks=False)
    actions = pull_request(scratch, folder, names)
    found = report(folder, "--no-config", **actions)
    check(f"the workspace of another user: {found}", lines(found) == [("README.md", 7, "new")])
    done = run(folder, "--base", names["m1"])
    check(f"a repository of another user: {done}", done.returncode == 2
          and "safe.directory" in done.stderr)


def hooks(scratch):
    """git sets GIT_INDEX_FILE for `commit -a` and for partial commits."""
    folder = scratch / "hooks"
    folder.mkdir()
    git(folder, "init", "-q")
    (folder / "README.md").write_text(TABLE + row(1))
    (folder / "b.md").write_text(TABLE + row(2))
    commit(folder, "first")
    hook = folder / ".git/hooks/pre-commit"
    hook.write_text(f"#!/bin/sh\n'{CURLINT}' check --staged --fail-on warning -f concise > .git/said\n")
    hook.chmod(0o755)
    said = folder / ".git/said"
    (folder / "README.md").write_text(TABLE + row(1) + row(3, ""))
    (folder / "b.md").write_text(TABLE + row(2) + row(4, ""))

    def attempt(*words):
        done = subprocess.run(["git", "-C", folder, "commit", "-q", "-m", "x", *words], check=False,
                              capture_output=True, text=True, env=clean_environment())
        return done.returncode, said.read_text(), done.stderr

    status, text, words = attempt("-a")
    check(f"commit -a: {status} {text} {words}", status == 1 and text.count("\n") == 2)
    status, text, words = attempt("b.md")
    check(f"a partial commit: {status} {text} {words}", status == 1 and text.startswith("b.md:6")
          and text.count("\n") == 1)
    (folder / "b.md").write_text(TABLE + row(2) + row(4))
    status, text, words = attempt("b.md")
    check(f"a good commit: {status} {text} {words}", status == 0 and text == "")
    linked = scratch / "linked"
    git(folder, "worktree", "add", "-q", "-f", str(linked), "HEAD")
    (linked / "b.md").write_text(TABLE + row(2) + row(4) + row(5, ""))
    check("a linked worktree", lines(report(linked, "--changed")) == [("b.md", 7, "new")])


def shapes(scratch, origin):
    sparse = scratch / "sparse"
    git(scratch, "clone", "-q", f"file://{origin}", str(sparse))
    git(sparse, "sparse-checkout", "set", "--no-cone", "/README.md")
    check("what is not checked out counts as deleted",
          not (sparse / "other.md").exists() and lines(report(sparse, "--changed")) == [])
    (sparse / "README.md").write_text(TABLE + row(1, "") + row(2) + row(7, ""))
    check("a sparse checkout", lines(report(sparse, "--changed")) == [("README.md", 7, "new")])
    above = scratch / "above"
    above.mkdir()
    git(above, "init", "-q")
    git(above, "submodule", "--quiet", "add", f"file://{origin}", "list")
    commit(above, "with a submodule")
    (above / "list/README.md").write_text(TABLE + row(1, "") + row(2) + row(8, ""))
    check("the root of a submodule",
          lines(report(above / "list", "--changed")) == [("README.md", 7, "new")])
    check("a submodule is another repository's", lines(report(above, "--changed")) == [])
    unborn = scratch / "unborn"
    unborn.mkdir()
    git(unborn, "init", "-q")
    (unborn / "README.md").write_text(TABLE + row(1, ""))
    git(unborn, "add", "README.md")
    found = report(unborn, "--staged")
    check(f"no commit yet: {found}", lines(found) == [("README.md", 5, "new")]
          and found["comparison"]["base"] is None)


def state(folder):
    """All bytes below, and what git says."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        digest.update(os.fsencode(path))
        if path.is_file() and not path.is_symlink():
            digest.update(path.read_bytes())
    return digest.hexdigest()


def together(scratch, origin):
    folder = scratch / "together"
    git(scratch, "clone", "-q", f"file://{origin}", str(folder))
    (folder / "README.md").write_text(TABLE + row(1, "") + row(2)
                                      + "".join(row(i, "" if i % 7 == 0 else "x") for i in range(10, 900)))
    git(folder, "add", "-A")
    before = state(folder)
    command = [CURLINT, "check", "--staged", "-f", "json"]
    runs = [subprocess.Popen(command, cwd=folder, env=clean_environment(), stdout=subprocess.PIPE)
            for _ in range(8)]
    said = {process.communicate()[0] for process in runs}
    check("8 runs at once do not agree", len(said) == 1 and b'"new"' in said.pop())
    draw = random.Random(1)
    for _ in range(20):
        process = subprocess.Popen(command, cwd=folder, env=clean_environment(),
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            process.communicate(timeout=draw.random() * 0.2)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
    check("a run or a kill changed the repository", state(folder) == before)


def main():
    scratch = Path(tempfile.mkdtemp(prefix="curlint-comparison-")).resolve()
    try:
        origin = scratch / "origin"
        names = make_origin(origin)
        pull_requests(scratch, origin, names)
        other_events(scratch, origin, names)
        foreign_owner(scratch, origin, names)
        hooks(scratch)
        shapes(scratch, origin)
        together(scratch, origin)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    print("\n".join(wrong) or "comparisons are as they should be")
    return bool(wrong)


sys.exit(main())
