#!/usr/bin/env python3
"""The steps of action.yml as a workflow runs them, in checkouts as actions/checkout makes them: the
annotations are those of what the change did, the summary has them all, the outputs count them."""
import json
import os
from pathlib import Path
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(Path(__file__).parent / "support"))
import actions  # noqa: E402  (needs the path above)

ROOT = Path(os.environ["CURLINT_SOURCE"])
HEAD = "# List\n\n## One\n\n| Title | Links |\n|:--|:--|\n"
wrong = []


def check(what, truth):
    if not truth:
        wrong.append(what)


def git(folder, *words):
    who = {f"GIT_{role}_{field}": value for role in ("AUTHOR", "COMMITTER")
           for field, value in (("NAME", "A Maintainer"), ("EMAIL", "a@example.org"))}
    done = subprocess.run(["git", "-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always",
                           "-C", folder, *words], capture_output=True, text=True, check=False,
                          env={"PATH": os.environ["PATH"], "HOME": "/nonexistent",
                               "GIT_CONFIG_NOSYSTEM": "1", **who})
    if done.returncode:
        raise RuntimeError(f"git {' '.join(words)}: {done.stderr}")
    return done.stdout.strip()


def good(number):
    return f"| [Paper {number} of a list](https://arxiv.org/abs/2401.{number:05}) | [Code](https://github.com/lab/p{number}) |\n"


def bad(number, text="Code"):
    """An error: there is no thirteenth month."""
    return f"| [Paper {number} of a list](https://arxiv.org/abs/2413.{number:05}) | [{text}](https://github.com/lab/p{number}) |\n"


def page(rows):
    return HEAD + "".join(rows)


def line_of(rows, row):
    return HEAD.count("\n") + rows.index(row) + 1


OLD = [good(1), bad(2), good(3), bad(4), good(5), bad(6)]
OTHER = [good(11), bad(12)]
# What the pull request makes of it: rows come in at the top and between, one with an old defect is
# edited, one is mended, one moves.
TOPIC = [bad(7), good(1), good(3), bad(2), bad(8), bad(4, "Software"), good(5), good(9)]
# And main has gone on meanwhile, far from there.
NEWS = [good(21), bad(22)]


class Origin:
    """main, topic of so many commits, and the test merge that GitHub makes of the two."""

    def __init__(self, folder, commits):
        self.folder = folder
        folder.mkdir()
        git(folder, "init", "-q")
        self.write("README.md", OLD)
        self.write("other.md", OTHER)
        self.before = self.commit("the list")
        git(folder, "checkout", "-q", "-b", "topic")
        for number in range(1, commits):
            self.write("README.md", OLD + [good(30 + number)])
            self.commit(f"step {number}")
        self.write("README.md", TOPIC)
        self.head = self.commit("the end")
        git(folder, "checkout", "-q", "main")
        self.write("news.md", NEWS)
        self.base = self.commit("something else")
        git(folder, "checkout", "-q", "--detach")
        git(folder, "merge", "-q", "--no-ff", "-m", "merge", "topic")
        self.merge = git(folder, "rev-parse", "HEAD")
        git(folder, "checkout", "-q", "main")
        git(folder, "config", "uploadpack.allowAnySHA1InWant", "true")

    def write(self, name, rows):
        (self.folder / name).write_text(page(rows))

    def commit(self, message):
        git(self.folder, "add", "-A")
        git(self.folder, "commit", "-q", "-m", message)
        return git(self.folder, "rev-parse", "HEAD")

    def checkout(self, folder, revision, depth, ref):
        folder.mkdir()
        git(folder, "init", "-q")
        git(folder, "remote", "add", "origin", f"file://{self.folder}")
        some = [f"--depth={depth}"] if depth else []
        git(folder, "fetch", "-q", "--no-tags", *some, "origin", f"+{revision}:{ref}")
        if not depth:
            git(folder, "fetch", "-q", "origin", "+refs/heads/*:refs/remotes/origin/*")
        git(folder, "checkout", "-q", "--force", "--detach", ref)


class Job:
    """One job of a workflow that uses the action."""

    def __init__(self, scratch, name, event, payload, **more):
        self.folder = scratch / name
        self.temporary = scratch / f"{name}-temp"
        self.temporary.mkdir()
        path = self.temporary / "event.json"
        path.write_text(json.dumps(payload))
        bin_folder = actions.on_path(scratch, os.environ["CURLINT"])
        self.github = {"token": "secret", "action_ref": "", "action_repository": "", "event": payload}
        self.environment = actions.environment_of(
            self.folder, self.temporary, GITHUB_EVENT_NAME=event, GITHUB_EVENT_PATH=str(path), **more)
        self.environment["PATH"] = f"{bin_folder}:{self.environment['PATH']}"

    def run(self, **inputs):
        inputs = {name.replace("_", "-"): value for name, value in inputs.items()}
        return actions.run_action(ROOT, {"version": "installed", **inputs}, self.github,
                                  self.environment, self.temporary)


def pull_request(scratch, name, origin, head="o/list"):
    payload = {"number": 7, "repository": {"full_name": "o/list", "default_branch": "main"},
               "pull_request": {"base": {"sha": origin.base, "repo": {"full_name": "o/list"}},
                                "head": {"sha": origin.head, "repo": head and {"full_name": head}}}}
    return Job(scratch, name, "pull_request", payload, GITHUB_SHA=origin.merge,
               GITHUB_REF="refs/pull/7/merge", GITHUB_BASE_REF="main", GITHUB_HEAD_REF="topic")


NEW = sorted([("error", "README.md", line_of(TOPIC, bad(7)), "arxiv/id"),
              ("error", "README.md", line_of(TOPIC, bad(8)), "arxiv/id"),
              ("notice", "README.md", line_of(TOPIC, bad(4, "Software")), "arxiv/id")])


def expect_change(what, result, errors=3):
    """What the topic did: two new errors, an older one on a row that it edited, one fixed."""
    check(f"{what}: status {result.status}: {result.errors}", result.status == 1)
    shown = actions.annotations(result.log)
    check(f"{what}: {shown}", shown == NEW)
    counts = {name: result.outputs[name] for name in ("errors", "warnings", "new", "fixed", "exit-status")}
    check(f"{what}: {counts}", counts == {"errors": str(errors), "warnings": "0", "new": "2", "fixed": "1",
                                          "exit-status": "1"})
    for wanted in ("2 new errors", "1 fixed by this change", "`\"2413.00007\"`", "`\"2413.00006\"`", "(older)"):
        check(f"{what}: the summary lacks {wanted}: {result.summary}", wanted in result.summary)
    check(f"{what}: the summary has old defects", "2413.00002" not in result.summary
          and "2413.00012" not in result.summary and "2413.00022" not in result.summary)
    sarif = json.loads(Path(result.outputs["sarif-file"]).read_text())
    check(f"{what}: SARIF", len(sarif["runs"][0]["results"]) == 3)
    found = json.loads(Path(result.outputs["json-file"]).read_text())
    check(f"{what}: JSON", len(found["findings"]) == 3)


def pull_requests(scratch):
    for commits in (1, 5):
        origin = Origin(scratch / f"origin{commits}", commits)
        for head in ("o/list", "stranger/list", None):
            name = f"pull{commits}-{(head or 'gone').replace('/', '-')}"
            job = pull_request(scratch, name, origin, head)
            origin.checkout(job.folder, origin.merge, 2, "refs/remotes/pull/7/merge")
            expect_change(name, job.run())
    return origin


def depth_one(scratch, origin):
    job = pull_request(scratch, "depth1", origin)
    origin.checkout(job.folder, origin.merge, 1, "refs/remotes/pull/7/merge")
    result = job.run()
    check(f"depth 1 passes: {result.errors}", result.status == 2 and "fetch-depth: 2" in result.errors
          and result.outputs["exit-status"] == "2" and "could not be done" in result.summary
          and not actions.annotations(result.log))


def other_events(scratch, origin):
    job = Job(scratch, "push", "push",
              {"before": origin.base, "after": origin.merge, "repository": {"default_branch": "main"}},
              GITHUB_SHA=origin.merge, GITHUB_REF="refs/heads/main")
    origin.checkout(job.folder, origin.merge, 2, "refs/remotes/origin/main")
    expect_change("push", job.run())

    job = Job(scratch, "queue", "merge_group",
              {"merge_group": {"base_sha": origin.base, "head_sha": origin.merge,
                               "base_ref": "refs/heads/main"}, "repository": {"default_branch": "main"}},
              GITHUB_SHA=origin.merge, GITHUB_REF="refs/heads/gh-readonly-queue/main/pr-7-x")
    origin.checkout(job.folder, origin.merge, 0, "refs/remotes/origin/gh-readonly-queue/main/pr-7-x")
    expect_change("merge queue", job.run())

    job = Job(scratch, "schedule", "schedule", {"schedule": "17 4 * * 1"}, GITHUB_SHA=origin.merge,
              GITHUB_REF="refs/heads/main")
    origin.checkout(job.folder, origin.merge, 1, "refs/remotes/origin/main")
    result = job.run()
    rows = {"README.md": TOPIC, "other.md": OTHER, "news.md": NEWS}
    whole = sorted(("error", name, line_of(some, row), "arxiv/id")
                   for name, some in rows.items() for row in some if "/2413." in row)
    check(f"schedule: {result.log}{result.errors}", actions.annotations(result.log) == whole)
    check(f"schedule: {result.outputs}", result.outputs["errors"] == str(len(whole))
          and result.outputs["new"] == "" and result.outputs["exit-status"] == "1")

    result = job.run(command="audit", annotations="false", args="--offline\n--no-store\n")
    check(f"audit: {result.log}{result.errors}", result.status == 1
          and result.outputs["errors"] == str(len(whole))
          and Path(result.outputs["issue-file"]).read_text().startswith("<!-- curlint audit -->\n## Audit of")
          and Path(result.outputs["html-file"]).read_text().startswith("<!DOCTYPE html>"))


def odd_places(scratch, origin):
    """A container whose root finds files of another user; no clone; another folder; a Mac."""
    job = pull_request(scratch, "foreign", origin)
    origin.checkout(job.folder, origin.merge, 2, "refs/remotes/pull/7/merge")
    if os.geteuid() == 0:
        for path in [job.folder, *job.folder.rglob("*")]:
            os.chown(path, 1001, 127, follow_symlinks=False)
    expect_change("a foreign owner", job.run())

    shutil.rmtree(job.folder / ".git")
    result = job.run()
    check(f"no clone: {result.log}", result.status == 2 and "install git before" in result.log
          and not actions.annotations(result.log))

    job = pull_request(scratch, "nested", origin)
    job.folder.mkdir()
    origin.checkout(job.folder / "list", origin.merge, 2, "refs/remotes/pull/7/merge")
    shown = actions.annotations(job.run(working_directory="list").log)
    check(f"a folder: {shown}", shown == [(kind, f"list/{name}", *rest) for kind, name, *rest in NEW])

    job.environment["RUNNER_OS"] = "macOS"
    result = job.run()
    check("a Mac", result.status == 2 and "runs-on: ubuntu-24.04" in result.log)
    job.environment.update(RUNNER_OS="Linux", GITHUB_EVENT_NAME="pull_request_target")
    result = job.run()
    check("pull_request_target", result.status == 2 and "use the event pull_request" in result.log)


def inputs(scratch, origin):
    """What a workflow says is an argument, whatever is in it."""
    job = pull_request(scratch, "inputs", origin)
    origin.checkout(job.folder, origin.merge, 2, "refs/remotes/pull/7/merge")
    result = job.run(fail_on="never", annotations="false", summary="false", paths="README.md\r\n\nother.md\n")
    check(f"inputs: {result.log}", result.status == 0 and not actions.commands(result.log)
          and result.summary == "" and result.outputs["errors"] == "3")
    result = job.run(report="all")
    check(f"report all: {result.log}", result.outputs["errors"] == "6" and result.outputs["new"] == "")
    result = job.run(paths="other.md")
    check(f"another path: {result.log}", result.status == 0 and not actions.annotations(result.log))
    mark = job.folder / "ran"
    for text in (f"$(touch {mark})", f"`touch {mark}`", f"\"; touch {mark}; \"", f"'; touch {mark}; '",
                 f"x\ntouch {mark}", "--output=json:ran"):
        for name in ("config", "base", "severity", "fail_on", "report", "paths", "working_directory",
                     "command", "version"):
            result = job.run(**{name: text})
            check(f"{name} {text!r}: status {result.status}", result.status == 2)
            check(f"{name} {text!r} ran", not mark.exists())


def sources(scratch, origin):
    """Used by a branch or a commit, the action is built from its own files, in place of which a
    script stands here; so it is for a tag without a release."""
    folder = scratch / "action at"
    (folder / "scripts").mkdir(parents=True)
    shutil.copy(ROOT / "action.yml", folder)
    shutil.copytree(ROOT / "actions", folder / "actions")
    script = folder / "scripts/run"
    script.write_text(f'#!/bin/sh\necho "built" >>"{scratch}/built"\nexec "{os.environ["CURLINT"]}" "$@"\n')
    script.chmod(0o755)
    job = pull_request(scratch, "sources", origin)
    origin.checkout(job.folder, origin.merge, 2, "refs/remotes/pull/7/merge")
    for ref, version in (("main", ""), (origin.head, ""), ("", ""), ("v0.0.0", "source"), ("v0.0.0", "")):
        (scratch / "built").unlink(missing_ok=True)
        job.github.update(action_ref=ref, action_repository="")
        result = actions.run_action(folder, {"version": version}, job.github, job.environment, job.temporary)
        expect_change(f"built for {ref or 'no ref'}", result)
        check(f"{ref}: not built", (scratch / "built").exists())
    job.github.update(action_ref="v0.0.0")
    result = actions.run_action(folder, {"version": "1.0"}, job.github, job.environment, job.temporary)
    check(f"a version: {result.log}", result.status == 2 and "is none of" in result.log)


def many(scratch):
    """More than GitHub shows: ten of a kind are annotations, and the summary has all."""
    origin = Origin(scratch / "origin-many", 1)
    git(origin.folder, "checkout", "-q", "topic")
    rows = [bad(number) for number in range(100, 135)]
    origin.write("many.md", rows)
    origin.head = origin.commit("many")
    git(origin.folder, "checkout", "-q", "--detach", "main")
    git(origin.folder, "merge", "-q", "--no-ff", "-m", "merge", "topic")
    origin.merge = git(origin.folder, "rev-parse", "HEAD")
    job = pull_request(scratch, "many", origin)
    origin.checkout(job.folder, origin.merge, 2, "refs/remotes/pull/7/merge")
    result = job.run()
    shown = actions.annotations(result.log)
    check(f"many: {shown}", len([kind for kind, *_ in shown if kind == "error"]) == 10)
    given = [name for name, fields, _ in actions.commands(result.log) if name in actions.KINDS and "file" in fields]
    check("many: more than GitHub takes", given.count("error") == 10)
    check("many: the summary", all(f"2413.{number:05}" in result.summary for number in range(100, 135)))
    check(f"many: {result.outputs}", result.outputs["new"] == "37")


def main():
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder).resolve()
        origin = pull_requests(scratch)
        depth_one(scratch, origin)
        other_events(scratch, origin)
        odd_places(scratch, origin)
        inputs(scratch, origin)
        sources(scratch, origin)
        many(scratch)
    print("\n".join(wrong) or "every event was told of what its change did")
    return bool(wrong)


sys.exit(main())
