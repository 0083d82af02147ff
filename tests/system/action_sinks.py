#!/usr/bin/env python3
"""Whatever a stranger writes into a row, a file's name, a branch or a report: no command reaches the
log, no output is forged, and of the summary, the issue and the comment it is words and code. A comment
goes only where GitHub says that it belongs; a release is installed only as its checksums say."""
import hashlib
import io
import json
import os
from pathlib import Path
import shutil
import sys
import tempfile
import zipfile

sys.path.insert(0, str(Path(__file__).parent / "support"))
import actions  # noqa: E402  (needs the path above)
from markdown_judge import TEXTS, judge  # noqa: E402

ROOT = Path(os.environ["CURLINT_SOURCE"])
SHA = "0123456789abcdef0123456789abcdef01234567"
RULES = r"https://github\.com/curlint/curlint/blob/main/rules/[a-z]+/[a-z-]+\.md"
LINES = r"https://github\.com/o/list/blob/[0-9a-f]+/[A-Za-z0-9._~%/-]+\?plain=1#L\d+"
COMMANDS = ["::error::forged", "  ::error::forged", "##[error]forged", "::set-output name=new::forged",
            "::add-mask::forged", "::stop-commands::forged", "::add-path::forged", "::save-state name=a::forged",
            "##[set-env name=PATH]forged", "::endgroup::", "%0A::error::forged", "x%0D%0A##[warning]forged",
            "\r::error::forged", "\u2028::error::forged", "\x85::error::forged", "\x0b::error::forged"]
HOSTILE = COMMANDS + TEXTS
wrong = []


def check(what, truth):
    if not truth:
        wrong.append(what)


class Scene:
    """A workspace, and programs in the place of gh, curl and apt-get."""

    def __init__(self, scratch, name):
        self.folder, self.answers = scratch / name, scratch / f"{name}-answers"
        self.temporary, self.bin = scratch / f"{name}-temp", scratch / f"{name}-bin"
        for path in (self.folder, self.answers, self.temporary, self.bin):
            path.mkdir()
        for program in ("gh", "curl", "apt-get"):
            (self.bin / program).symlink_to(ROOT / "tests/system/support/fake_gh.py")
        (self.bin / "curlint").symlink_to(Path(os.environ["CURLINT"]).resolve())
        self.github = {"token": "secret", "action_ref": "", "action_repository": "", "event": {}}
        self.environment = actions.environment_of(
            self.folder, self.temporary, GITHUB_EVENT_NAME="schedule", GITHUB_SHA=SHA,
            GITHUB_REF="refs/heads/main", FAKE_ANSWERS=str(self.answers))
        self.environment["PATH"] = f"{self.bin}:{self.environment['PATH']}"

    def answer(self, path, content):
        if not isinstance(content, bytes):
            content = json.dumps(content).encode()
        (self.answers / path.replace("/", "_")).write_bytes(content)

    def run(self, action, root=ROOT, **inputs):
        inputs = {name.replace("_", "-"): value for name, value in inputs.items()}
        return actions.run_action(root / action, inputs, self.github, self.environment, self.temporary)

    def asked(self):
        path = self.answers / "asked"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return [json.loads(line) for line in lines]


def markdown(what, text, addresses):
    first, _, rest = text.partition("\n")
    if first.startswith("<!-- curlint: one "):
        text = rest
    found = judge(text.encode(), addresses)
    wrong.extend(f"{what}: {fault}" for fault in sorted(set(found.faults))[:10])
    check(f"{what} shows nothing of it", any("user" in code for code in found.codes))


def write_hostile_list(folder):
    names = ["README.md", "::error::x.md", "a\n::error::forged.md", "##[error]x.md", "@user #1 <b>.md",
             "a,line=1::b.md"]
    for name in names:
        text = "# A\n\n| a | b |\n|---|---|\n"
        for hostile in HOSTILE:
            row = hostile.replace("\n", " ").replace("\r", " ")
            text += f"| [a](https://arxiv.org/abs/2413.00001) | {row} | {row} |\n"
            text += f"\n- [{row}](#{row})\n- [a](<no/{row} b>)\n- <a href='#{row}'>b</a>\n\n| a | b |\n|---|---|\n"
        # A line of the list that is a command from its first byte on.
        text += "\n" + "\n".join(COMMANDS) + "\n\n" + "".join(f"[{one}]: <> x\n" for one in COMMANDS)
        (folder / name).write_bytes(text.encode() + b"- [\xff::error::](#\xfe)\n")


def log_and_summary(scratch):
    scene = Scene(scratch, "rows")
    write_hostile_list(scene.folder)
    for annotations in ("true", "false"):
        result = scene.run(".", version="installed", severity="info", annotations=annotations)
        check(f"status {result.status}: {result.errors}", result.status == 1)
        found = actions.commands(result.log + "\n" + result.errors)
        names = {name for name, _, _ in found}
        check(f"commands {names}", names <= ({*actions.KINDS, "group", "endgroup"} if annotations == "true" else set()))
        for name, fields, _ in found:
            check(f"{name} {fields} is none of curlint's", name not in actions.KINDS
                  or set(fields) <= {"file", "line", "endLine", "col", "endColumn", "title"}
                  and fields["title"].startswith("curlint"))
        groups = [name for name, _, _ in found if "group" in name]
        check(f"groups {groups}", groups in ([], ["group", "endgroup"]))
        check(f"outputs {result.steps['check']['outputs']}", set(result.steps["check"]["outputs"]) <= {
            "exit-status", "errors", "warnings", "infos", "sarif-file", "json-file", "issue-file", "html-file"})
    places = rf"{RULES}|[A-Za-z0-9._~%/-]+#L\d+"
    markdown("the summary", result.summary, places)
    issue = Path(result.outputs["issue-file"]).read_text(encoding="utf-8")
    markdown("the issue", issue, places)
    check(f"the issue has {len(issue.encode())} bytes", len(issue.encode()) <= 64000)
    report = json.loads(Path(result.outputs["json-file"]).read_text())
    check("too little was found", len(report["findings"]) > 300)
    return report


def pull(number, sha=SHA, repository="o/list"):
    return {"number": number, "head": {"sha": sha}, "base": {"repo": {"full_name": repository}}}


def zipped(content, name="curlint.json"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


class CommentScene(Scene):
    """A run on workflow_run, all answers as they are for an honest pull request."""

    def __init__(self, scratch, name, report):
        super().__init__(scratch, name)
        self.environment["GITHUB_EVENT_NAME"] = "workflow_run"
        self.github["event"] = {"workflow_run": {
            "id": "5", "event": "pull_request", "head_sha": SHA, "head_branch": "x\";$(touch ran)&per_page=1",
            "head_repository": {"owner": {"login": "stranger"}}}}
        self.artifact = {"id": 9, "name": "curlint-report-7", "size_in_bytes": 1000, "expired": False}
        self.pulls, self.comments = [pull(7)], []
        self.zip = zipped(json.dumps(report))

    def post(self):
        self.answer("repos/o/list/actions/runs/5/artifacts", {"artifacts": [self.artifact, {
            "id": 8, "name": "other", "size_in_bytes": 1, "expired": False}]})
        self.answer("repos/o/list/pulls", self.pulls)
        self.answer("repos/o/list/actions/artifacts/9/zip", self.zip)
        self.answer("repos/o/list/issues/7/comments", self.comments)
        result = self.run("actions/comment")
        asked = self.asked()
        check(f"a branch's name is not one word: {asked}", all(
            one["fields"]["head"] == "stranger:x\";$(touch ran)&per_page=1"
            for one in asked if one["path"] == "repos/o/list/pulls"))
        check("a branch's name was run", not list(self.folder.rglob("ran")))
        return result, [one for one in asked if one["method"] != "GET"]


def finding(**more):
    return {"rule": "arxiv/id", "severity": "error", "message": "what is wrong", "file": "README.md", "line": 3,
            "column": 1, **more}


def report_of(findings):
    return {"schema": 1, "findings": findings,
            "summary": {"errors": len(findings), "warnings": 0, "infos": 0}}


def comments(scratch, real):
    made = report_of([finding(message=f"{text} and {text}{text}", file=f"{text}.md", status=status,
                              fix={"safety": "safe", "edits": [{"start": 1, "end": 2, "text": text}]})
                      for text in HOSTILE for status in ("new", "existing")])
    for name, report in (("real", real), ("made", made)):
        scene = CommentScene(scratch, f"comment-{name}", report)
        result, written = scene.post()
        check(f"{name}: {result.log}{result.errors}", result.status == 0 and len(written) == 1)
        if not written:
            continue
        body = written[0]["fields"]["body"]
        check(f"{name}: {written[0]['path']}", written[0]["path"] == "repos/o/list/issues/7/comments")
        check(f"{name}: {len(body)} characters", len(body) <= 65536)
        markdown(f"the comment of a {name} report", body, rf"{RULES}|{LINES}")
        check(f"{name}: commands in the log", not actions.commands(result.log + "\n" + result.errors))
        # The second time the same comment is written again: the one of the bot, not who copies it.
        scene.comments = [{"id": 1, "user": {"login": "stranger"}, "body": body},
                          {"id": 2, "user": {"login": "github-actions[bot]"}, "body": "Thanks!"},
                          {"id": 3, "user": {"login": "github-actions[bot]"}, "body": body}]
        _, written = scene.post()
        check(f"{name}: {written}", [(one["method"], one["path"]) for one in written]
              == [("PATCH", "repos/o/list/issues/comments/3")])
    scene = CommentScene(scratch, "comment-clean", report_of([]))
    check("nothing found is posted", scene.post()[1] == [])
    scene.comments = [{"id": 3, "user": {"login": "github-actions[bot]"},
                       "body": "<!-- curlint: one comment, kept up to date -->\nold"}]
    check("what is mended stays", "0 errors" in scene.post()[1][0]["fields"]["body"])


def refused_comments(scratch):
    """What a workflow file that a stranger changed may leave behind."""
    def change(scene, **fields):
        scene.artifact.update(fields)

    def event(scene, **fields):
        scene.github["event"]["workflow_run"].update(fields)

    def send(scene, content):
        scene.zip = content if isinstance(content, bytes) else zipped(json.dumps(content))

    bomb = zipped(b"[" + b" " * 30_000_000)
    tries = {
        "another's number": lambda scene: change(scene, name="curlint-report-8"),
        "a number that is none": lambda scene: change(scene, name="curlint-report-7/comments"),
        "an expired one": lambda scene: change(scene, expired=True),
        "a large one": lambda scene: change(scene, size_in_bytes=6_000_000),
        "a large one that is said to be small": lambda scene: send(scene, zipped(os.urandom(6_000_000))),
        "a bomb": lambda scene: send(scene, bomb),
        "no archive": lambda scene: send(scene, b"::error::x"),
        "another name": lambda scene: send(scene, zipped("{}", "../../curlint.json")),
        "no JSON": lambda scene: send(scene, zipped("::error::x")),
        "no report": lambda scene: send(scene, {"findings": 1}),
        "a rule that is a link": lambda scene: send(scene, report_of([finding(rule="a/b](http://e.x)")])),
        "a severity": lambda scene: send(scene, report_of([finding(severity="@user")])),
        "a line": lambda scene: send(scene, report_of([finding(line="1)](http://e.x")])),
        "a half line": lambda scene: send(scene, report_of([finding(line=1.5)])),
        "a message": lambda scene: send(scene, report_of([finding(message=["@user"])])),
        "a file": lambda scene: send(scene, report_of([finding(file={"a": "@user"})])),
        "sums": lambda scene: send(scene, {**report_of([]), "summary": {"errors": "@user"}}),
        "another head": lambda scene: setattr(scene, "pulls", [pull(7, sha="f" * 40)]),
        "another repository": lambda scene: setattr(scene, "pulls", [pull(7, repository="o/fork")]),
        "no pull request": lambda scene: setattr(scene, "pulls", []),
        "another event": lambda scene: event(scene, event="push"),
    }
    scene = CommentScene(scratch, "honest", report_of([finding()]))
    check("the honest one is refused", len(scene.post()[1]) == 1)
    for number, (name, attempt) in enumerate(tries.items()):
        scene = CommentScene(scratch, f"refused-{number}", report_of([finding()]))
        attempt(scene)
        result, written = scene.post()
        check(f"{name}: {written}", written == [])
        check(f"{name}: {result.status} {result.errors}", result.status == 0
              and not actions.commands(result.log + "\n" + result.errors))


def issues(scratch):
    scene = Scene(scratch, "issue")
    (scene.temporary / "issue.md").write_text("## curlint\n\n1 error\n")
    path = "repos/o/list/issues"
    marker = "<!-- curlint: one issue, kept up to date -->"
    ours = {"number": 4, "state": "open", "body": f"{marker}\nold"}
    there = [{"number": 9, "state": "open", "body": f"{marker}\n", "pull_request": {}},
             {"number": 8, "state": "open", "body": None}, {"number": 5, "state": "closed", "body": f"{marker}\n"}]
    cases = [([], "false", []), ([], "true", [("POST", path, None)]),
             ([*there, ours], "true", [("PATCH", f"{path}/4", "open")]),
             ([*there, ours], "false", [("PATCH", f"{path}/4", "closed")]),
             (there, "true", [("PATCH", f"{path}/5", "open")]), (there, "false", [])]
    for known, found, wanted in cases:
        scene.answer(path, known)
        result = scene.run("actions/issue", body_file=str(scene.temporary / "issue.md"), found=found)
        written = [one for one in scene.asked() if one["method"] != "GET"]
        got = [(one["method"], one["path"], one["fields"].get("state")) for one in written]
        check(f"issue {found}: {got} for {wanted}: {result.errors}", got == wanted and result.status == 0)
        check("the issue's body", all(one["fields"]["body"].startswith(f"{marker}\n## curlint\n") for one in written))


def uploads(scratch):
    scene = Scene(scratch, "upload")
    (scene.folder / "README.md").write_text("[a](https://arxiv.org/abs/2413.00001)\n")
    scene.environment["GITHUB_REF"] = 'refs/heads/a"b\\c'
    (scene.answers / "accepts").touch()
    result = scene.run(".", version="installed", upload_sarif="true")
    asked = scene.asked()
    check(f"upload: {result.log}{result.errors}", len(asked) == 1 and result.status == 1)
    body = json.loads(asked[0]["body"])
    check(f"upload: {body['ref']}", body["ref"] == 'refs/heads/a"b\\c' and body["commit_sha"] == SHA)
    check("the token is in the arguments", "secret" not in " ".join(asked[0]["words"])
          and "Bearer secret" in asked[0]["config"])
    scene.environment["GITHUB_EVENT_NAME"] = "pull_request"
    scene.github["event"] = {"pull_request": {"head": {"repo": {"full_name": "stranger/list"}}}}
    result = scene.run(".", version="installed", upload_sarif="true", report="all")
    check(f"a fork uploads: {result.log}", scene.asked() == [] and "a fork may not" in result.log)
    (scene.answers / "accepts").unlink()
    scene.environment["GITHUB_EVENT_NAME"] = "schedule"
    result = scene.run(".", version="installed", upload_sarif="true", fail_on="never")
    check(f"a refusal: {result.log}", result.status == 2 and "answered 403" in result.log)


def releases(scratch):
    system = {"12": "debian12", "24.04": "ubuntu24.04"}.get(next(
        line.split("=")[1].strip('"\n') for line in open("/etc/os-release", encoding="utf-8")
        if line.startswith("VERSION_ID=")))
    scene = Scene(scratch, "release")
    scene.github.update(action_ref="v1.2.3", action_repository="curlint/curlint")
    package = f"curlint_1.2.3_{system}_amd64.deb"
    (scene.answers / package).write_bytes(b"a package")
    right = hashlib.sha256(b"a package").hexdigest()

    def install(sums, attested=True, root=ROOT, **inputs):
        (scene.answers / "SHA256SUMS").write_text(sums)
        (scene.answers / "attested").unlink(missing_ok=True)
        if attested:
            (scene.answers / "attested").touch()
        result = scene.run(".", root, report="all", **inputs)
        asked = scene.asked()
        return result, [one["apt"] for one in asked if "install" in one.get("apt", [])], asked

    others = f"{'0' * 64}  curlint_1.2.3_other_amd64.deb\n"
    result, installed, asked = install(f"{others}{right}  {package}\n")
    check(f"release: {result.log}{result.errors}{installed}", len(installed) == 1
          and installed[0][-1].endswith(f"/{package}"))
    check("release: address", {one["address"] for one in asked if "address" in one} == {
        f"https://github.com/curlint/curlint/releases/download/v1.2.3/{name}" for name in ("SHA256SUMS", package)})
    check("release: attestation", [one["attestation"][1:] for one in asked if "attestation" in one]
          == [["--repo", "curlint/curlint"]])
    scene.github.update(action_ref="", action_repository="")
    used = scratch / "_actions/curlint/curlint/v1.2.3"
    used.parent.mkdir(parents=True)
    used.symlink_to(ROOT)
    result, installed, _ = install(f"{right}  {package}\n", root=used)
    check(f"release, known from where the action is: {result.log}", len(installed) == 1)
    scene.github.update(action_ref="v1.2.3", action_repository="curlint/curlint")
    for what, sums, attested in (("another sum", f"{'0' * 64}  {package}\n", True), ("no sum", others, True),
                                 ("a longer name", f"{right}  {package}.x\n", True),
                                 ("no attestation", f"{right}  {package}\n", False)):
        result, installed, _ = install(sums, attested)
        check(f"{what}: {result.log}", result.status == 2 and installed == [] and "nothing was installed" in result.log
              or what in ("no sum", "a longer name") and result.status == 2 and installed == []
              and "names no" in result.log)
    result, installed, _ = install("", version="9.9.9")
    check(f"no such release: {result.log}", result.status == 2 and installed == [])


def main():
    missing = [name for name in ("cmark-gfm", "jq", "unzip") if not shutil.which(name)]
    if missing:
        print(f"SKIPPED: NO {' '.join(missing)}, NOTHING WAS TRIED", file=sys.stderr)
        return 77
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder).resolve()
        real = log_and_summary(scratch)
        comments(scratch, real)
        refused_comments(scratch)
        issues(scratch)
        uploads(scratch)
        releases(scratch)
    print("\n".join(wrong) or f"{len(HOSTILE)} texts are words and code in every place")
    return bool(wrong)


sys.exit(main())
