#!/usr/bin/env python3
"""Runs the fixtures of one topic: run_fixtures.py [--accept] TOPIC-DIRECTORY

A case is a directory tests/fixtures/<topic>/<case>/ of these, all optional but expected.txt:

  in/            the files that the tool sees; copied, the tool runs in the copy
  setup.sh       run by bash in the copy first: builds a repository, makes odd files
  args           one line, quoted as for a shell; `check .` without it
  stdin          standard input; empty without it
  env            lines NAME=VALUE, added to the environment
  expected.txt   standard output
  expected.err   standard error; not looked at without it
  exit           exit status; 0 without it
  out/           files that are there afterwards, byte for byte

The path of the copy reads {dir} in what is compared. Everything that could differ between two
machines is fixed: the environment, the date (2026-06-01), git's identity. With --accept the
expectations are rewritten instead; `git diff` is the review.
"""
import argparse
import difflib
import os
from pathlib import Path
import shlex
import shutil
import subprocess
import sys
import tempfile

KNOWN = {"in", "setup.sh", "args", "stdin", "env", "expected.txt", "expected.err", "exit", "out"}
TODAY = "1780272000"  # 2026-06-01T00:00:00Z
TIMEOUT = 60
# A sanitizer's report fails a case whatever it expects.
SANITIZER = (b"ERROR: AddressSanitizer", b"ERROR: LeakSanitizer", b"runtime error:")


def environment(home, case):
    env = {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "NO_COLOR": "1",
        "SOURCE_DATE_EPOCH": TODAY,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "init.defaultBranch",
        "GIT_CONFIG_VALUE_0": "main",
    }
    for who in ("AUTHOR", "COMMITTER"):
        env[f"GIT_{who}_NAME"] = "A Maintainer"
        env[f"GIT_{who}_EMAIL"] = "maintainer@example.org"
        env[f"GIT_{who}_DATE"] = f"{TODAY} +0000"
    env.update((k, v) for k, v in os.environ.items() if k.endswith("SAN_OPTIONS"))
    if (case / "env").exists():
        for line in (case / "env").read_text().splitlines():
            if line:
                name, _, value = line.partition("=")
                env[name] = value
    return env


def read(path, default=b""):
    return path.read_bytes() if path.exists() else default


def difference(name, want, got):
    if want == got:
        return ""
    lines = [data.decode("utf-8", "backslashreplace").splitlines(keepends=True)
             for data in (want, got)]
    text = ""
    for line in difflib.unified_diff(*lines, f"expected {name}", f"actual {name}"):
        text += line if line.endswith("\n") else line + "\n\\ no newline at the end\n"
    return text or f"{name} differs in bytes that are not UTF-8\n"


class Run:
    """One run of the tool on a copy of a case: status, and output with {dir} in it."""

    def __init__(self, tool, case, scratch):
        self.directory = scratch / "list"
        if (case / "in").is_dir():
            shutil.copytree(case / "in", self.directory, symlinks=True)
        else:
            self.directory.mkdir()
        home = scratch / "home"
        home.mkdir()
        env = environment(home, case)
        if (case / "setup.sh").exists():
            made = subprocess.run(["bash", "-euo", "pipefail", case / "setup.sh"], env=env,
                                  cwd=self.directory, stdin=subprocess.DEVNULL, timeout=TIMEOUT,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            if made.returncode:
                raise RuntimeError("setup.sh failed: " + made.stdout.decode("utf-8", "replace"))
        arguments = shlex.split(read(case / "args", b"check .").decode())
        done = subprocess.run([tool, *arguments], env=env, cwd=self.directory,
                              input=read(case / "stdin"), timeout=TIMEOUT, capture_output=True)
        self.status = done.returncode
        place = os.fsencode(self.directory)
        self.out = done.stdout.replace(place, b"{dir}")
        self.err = done.stderr.replace(place, b"{dir}")


def compare(case, run):
    """What is wrong with a run, as text; empty where all is as expected."""
    wrong = ""
    if any(mark in run.err for mark in SANITIZER):
        wrong += "a sanitizer spoke\n"
    if not (case / "expected.txt").exists():
        wrong += "expected.txt is missing\n"
    want = int(read(case / "exit", b"0"))
    if run.status != want:
        wrong += f"exit status {run.status}, expected {want}\n"
    wrong += difference("stdout", read(case / "expected.txt"), run.out)
    if (case / "expected.err").exists():
        wrong += difference("stderr", read(case / "expected.err"), run.err)
    for path in sorted((case / "out").rglob("*")):
        if path.is_file():
            name = path.relative_to(case / "out")
            made = run.directory / name
            if made.is_file():
                wrong += difference(str(name), path.read_bytes(), made.read_bytes())
            else:
                wrong += f"{name} is not there afterwards\n"
    if wrong and not (case / "expected.err").exists() and run.err:
        wrong += "its stderr:\n" + run.err.decode("utf-8", "backslashreplace")
    return wrong


def accept(case, run):
    """Rewrite the expectations of a case that has none of its faults."""
    if run.status < 0 or run.status >= 128 or any(mark in run.err for mark in SANITIZER):
        return f"crashed (status {run.status}), not accepted\n" + run.err.decode("utf-8", "replace")
    (case / "expected.txt").write_bytes(run.out)
    if (case / "expected.err").exists():
        (case / "expected.err").write_bytes(run.err)
    if run.status:
        (case / "exit").write_text(f"{run.status}\n")
    else:
        (case / "exit").unlink(missing_ok=True)
    for path in (case / "out").rglob("*"):
        if path.is_file():
            path.write_bytes((run.directory / path.relative_to(case / "out")).read_bytes())
    return ""


def run_case(tool, case, judge):
    strange = sorted({path.name for path in case.iterdir()} - KNOWN)
    if strange:
        return "not part of a case: " + ", ".join(strange) + "\n"
    scratch = Path(tempfile.mkdtemp(prefix="curlint-fixture-"))
    try:
        return judge(case, Run(tool, case, scratch))
    except (RuntimeError, OSError, ValueError, subprocess.TimeoutExpired) as error:
        return f"{error}\n"
    finally:
        for path, names, _ in os.walk(scratch):
            for name in names:
                if not os.path.islink(os.path.join(path, name)):
                    os.chmod(os.path.join(path, name), 0o700)
        shutil.rmtree(scratch)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--accept", action="store_true")
    parser.add_argument("topic", type=Path)
    options = parser.parse_args()
    tool = os.environ.get("CURLINT")
    if not tool:
        sys.exit("run_fixtures.py: set CURLINT to the program to run")
    tool = os.path.abspath(tool)
    cases = sorted(path for path in options.topic.resolve().glob("*") if path.is_dir())
    if not cases:
        sys.exit(f"run_fixtures.py: no case in {options.topic}")
    failed = 0
    for case in cases:
        wrong = run_case(tool, case, accept if options.accept else compare)
        if wrong:
            failed += 1
            print(f"FAIL {case.parent.name}/{case.name}\n{wrong}")
    print(f"{len(cases) - failed} of {len(cases)} cases "
          + ("accepted" if options.accept else "passed"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
