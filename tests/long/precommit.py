#!/usr/bin/env python3
"""The hooks of .pre-commit-hooks.yaml under the real pre-commit, on a made-up list and a real one:
try-repo, partial staging, commit -a, amend, merges, --from-ref and --to-ref, a push, all files; the
program that is installed, and the one that is built from this source at the first use.

pre-commit is taken from the PATH, else from PyPI into a folder that goes away with the test. The
hook for a container is read by pre-commit but not run: that needs a daemon.
"""
import os
from pathlib import Path
import shutil
import subprocess
import sys
import tempfile

SOURCE = Path(os.environ["CURLINT_SOURCE"]).resolve()
CURLINT = Path(os.environ["CURLINT"]).resolve()
CORPUS = SOURCE.parent / "shared" / "corpus"

HEADER = "# Papers\n\n![figure](figures/a.png)\n\n| Title | Links |\n|---|---|\n"


def row(number, month="05"):
    link = f"https://arxiv.org/abs/24{month}.{18200 + number}"
    return f"| Paper {number} | [Paper]({link}) |\n"


def bad(number):
    """A month that does not exist."""
    return row(number, month="13")


class Bench:
    def __init__(self, scratch):
        self.scratch, self.wrong, self.count = scratch, [], 0
        binaries = scratch / "bin"
        binaries.mkdir()
        (binaries / "curlint").symlink_to(CURLINT)
        self.environment = {
            key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "GITHUB_"))
        } | {
            "PATH": f"{binaries}:{os.environ['PATH']}", "HOME": str(scratch / "home"),
            "PRE_COMMIT_HOME": str(scratch / "cache"), "PRE_COMMIT_COLOR": "never",
            "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org",
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_EDITOR": "true",
            "CCACHE_DIR": os.environ.get("CCACHE_DIR", os.path.expanduser("~/.cache/ccache")),
        }
        (scratch / "home").mkdir()

    def run(self, folder, *words):
        done = subprocess.run(words, cwd=folder, env=self.environment, text=True, check=False,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT)
        return done.returncode, done.stdout

    def must(self, folder, *words):
        status, text = self.run(folder, *words)
        if status != 0:
            sys.exit(f"{' '.join(map(str, words))}: {text}")
        return text

    def expect(self, what, folder, *words, passes, holds=(), lacks=()):
        """`passes`: whether the command ends well; `holds`, `lacks`: texts of what it prints."""
        status, text = self.run(folder, *words)
        self.count += 1
        if (status == 0) != passes or any(part not in text for part in holds) or \
                any(part in text for part in lacks):
            self.wrong.append(f"FAIL: {what}: status {status}\n{text}")


def find_pre_commit(scratch):
    found = shutil.which("pre-commit")
    if found:
        return found
    venv = scratch / "venv"
    try:
        subprocess.run([sys.executable, "-m", "venv", venv], check=True, capture_output=True)
        subprocess.run([venv / "bin/pip", "install", "-q", "pre-commit"], check=True,
                       capture_output=True, timeout=300)
    except (subprocess.SubprocessError, OSError) as problem:
        print(f"SKIPPED: NO pre-commit IS TO BE HAD, ITS HOOKS WERE NOT TRIED ({problem})")
        sys.exit(77)
    return str(venv / "bin/pre-commit")


def copy_source(bench):
    """The checkout as a repository with a release, as pre-commit clones it."""
    folder = bench.scratch / "curlint source"
    folder.mkdir()
    names = subprocess.run(["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others",
                            "--exclude-standard"], cwd=SOURCE, check=True, capture_output=True)
    for name in filter(None, names.stdout.decode().split("\0")):
        if (SOURCE / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(SOURCE / name, folder / name)
    for words in (("init", "-q"), ("add", "-Af"), ("commit", "-qm", "All"), ("tag", "v0.1.0")):
        bench.must(folder, "git", *words)
    return folder


def new_list(bench, name, text):
    folder = bench.scratch / name
    bench.must(bench.scratch, "git", "init", "-q", "-b", "main", folder)
    (folder / "figures").mkdir()
    (folder / "figures/a.png").write_bytes(b"a picture")
    (folder / "README.md").write_text(text)
    bench.must(folder, "git", "add", ".")
    bench.must(folder, "git", "commit", "-qm", "The list")
    return folder


def configure(bench, folder, source, hook):
    (folder / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: '{source}'\n    rev: v0.1.0\n    hooks:\n      - id: {hook}\n")
    bench.must(folder, "git", "add", ".pre-commit-config.yaml")
    bench.must(folder, "git", "commit", "-qm", "Hooks")


def try_repo(bench, pre_commit, source, hook):
    old = new_list(bench, f"old {hook}", HEADER + bad(1))
    bench.expect(f"{hook}: try-repo, all files of a list with a fault", old, pre_commit, "try-repo",
                 source, hook, "--all-files", passes=False, holds=("arxiv/id", "exit code: 1"))
    if hook == "curlint":
        return  # each try-repo builds it again
    clean = new_list(bench, f"clean {hook}", HEADER + row(1))
    bench.expect(f"{hook}: try-repo, all files of a clean list", clean, pre_commit, "try-repo", source,
                 hook, "--all-files", passes=True, holds=("Passed",))
    (old / "README.md").write_text(HEADER + bad(1) + row(2))
    bench.must(old, "git", "add", ".")
    bench.expect(f"{hook}: try-repo, a good row beside an old fault", old, pre_commit, "try-repo",
                 source, hook, passes=True, holds=("Passed",))


def commits(bench, pre_commit, source):
    folder = new_list(bench, "commits", HEADER + bad(1))
    configure(bench, folder, source, "curlint-system")
    bench.must(folder, pre_commit, "install")
    readme = folder / "README.md"

    def write(*rows):
        readme.write_text(HEADER + bad(1) + "".join(rows))

    def commit(what, *words, passes, holds=()):
        bench.expect(what, folder, "git", "commit", "-m", what, *words, passes=passes,
                     holds=holds or ((("Passed",) if passes else ("arxiv/id",))))

    write(row(2))
    commit("commit -a of a good row", "-a", passes=True)
    write(row(2), bad(3))
    commit("commit -a of a bad row", "-a", passes=False)
    commit("a commit of a path", "README.md", passes=False)
    bench.must(folder, "git", "add", ".")
    write(row(2), row(3))
    commit("a bad row staged and mended behind it", passes=False)
    bench.must(folder, "git", "add", ".")
    write(row(2), row(3), bad(4))
    commit("a good row staged and a bad one behind it", passes=True)
    if readme.read_text() != HEADER + bad(1) + row(2) + row(3) + bad(4):
        bench.wrong.append("FAIL: what was not staged is lost")
    commit("--amend with the bad row", "-a", "--amend", passes=False)
    write(row(2), row(3), row(4))
    commit("--amend with a good row", "-a", "--amend", passes=True)
    commit("--amend of the message", "--amend", passes=True, holds=("Skipped",))
    write(row(2), row(3), row(4), row(2).replace("Paper 2", "Twice"))
    bench.expect("a repeat of an old row", folder, "git", "commit", "-am", "Twice", passes=False,
                 holds=("arxiv/duplicate",))
    bench.must(folder, "git", "checkout", "-q", "--", ".")
    bench.must(folder, "git", "mv", "figures/a.png", "figures/b.png")
    bench.expect("a picture renamed away", folder, "git", "commit", "-m", "Picture", passes=False,
                 holds=("link/file",))
    bench.must(folder, "git", "reset", "-q", "--hard")


def merges(bench, pre_commit, source):
    folder = new_list(bench, "merges", HEADER + row(1))
    configure(bench, folder, source, "curlint-system")
    readme = folder / "README.md"
    bench.must(folder, "git", "checkout", "-q", "-b", "topic")
    readme.write_text(HEADER + row(1) + row(2))
    bench.must(folder, "git", "commit", "-qam", "Good")
    bench.must(folder, "git", "checkout", "-q", "main")
    (folder / "other.md").write_text("# Other\n\n| Title | Links |\n|---|---|\n" + row(7))
    bench.must(folder, "git", "add", ".")
    bench.must(folder, "git", "commit", "-qm", "Other")
    bench.must(folder, pre_commit, "install", "-t", "pre-commit", "-t", "pre-merge-commit")
    bench.expect("a merge of a good row", folder, "git", "merge", "--no-edit", "topic", passes=True,
                 holds=("Passed",))
    bench.must(folder, "git", "checkout", "-q", "topic")
    readme.write_text(HEADER + row(1) + row(2) + bad(3))
    bench.must(folder, "git", "commit", "-qanm", "Bad")
    bench.must(folder, "git", "checkout", "-q", "main")
    (folder / "other.md").write_text("# Other\n\n| Title | Links |\n|---|---|\n" + row(7) + row(8))
    bench.must(folder, "git", "commit", "-qanm", "Other")
    bench.expect("a merge of a bad row", folder, "git", "merge", "--no-edit", "topic", passes=False,
                 holds=("arxiv/id",))
    bench.must(folder, "git", "merge", "--abort")
    readme.write_text(HEADER + row(1) + row(2) + row(4))
    bench.must(folder, "git", "commit", "-qanm", "Conflict")
    if bench.run(folder, "git", "merge", "topic")[0] == 0:
        bench.wrong.append("FAIL: the merge has no conflict")
    readme.write_text(HEADER + row(1) + row(2) + row(4) + bad(3))
    bench.must(folder, "git", "add", ".")
    bench.expect("a conflict resolved with the bad row", folder, "git", "commit", "--no-edit",
                 passes=False, holds=("arxiv/id",))
    readme.write_text(HEADER + row(1) + row(2) + row(4) + row(3))
    bench.must(folder, "git", "add", ".")
    bench.expect("a conflict resolved with it mended", folder, "git", "commit", "--no-edit",
                 passes=True, holds=("Passed",))


def ranges(bench, pre_commit, source):
    folder = new_list(bench, "ranges", HEADER + bad(1))
    configure(bench, folder, source, "curlint-system")
    rows = ""
    for number, text in ((2, row(2)), (3, bad(3)), (4, row(4))):
        rows += text
        (folder / "README.md").write_text(HEADER + bad(1) + rows)
        bench.must(folder, "git", "commit", "-qam", f"Paper {number}")
    run = (pre_commit, "run", "--hook-stage", "pre-push")
    bench.expect("the commit with the bad row", folder, *run, "--from-ref", "HEAD~2", "--to-ref",
                 "HEAD~1", passes=False, holds=("Paper 3",), lacks=("Paper 1 ",))
    bench.expect("the commits up to now", folder, *run, "--from-ref", "HEAD~3", "--to-ref", "HEAD",
                 passes=False, holds=("Paper 3",))
    bench.expect("the last commit", folder, *run, "--from-ref", "HEAD~1", "--to-ref", "HEAD",
                 passes=True, holds=("Passed",))
    bench.must(bench.scratch, "git", "init", "-q", "--bare", "remote.git")
    bench.must(folder, "git", "remote", "add", "origin", bench.scratch / "remote.git")
    bench.must(folder, "git", "push", "-q", "origin", "HEAD~3:refs/heads/main")
    bench.must(folder, pre_commit, "install", "-t", "pre-push")
    bench.expect("a push with the bad row", folder, "git", "push", "origin", "HEAD:main", passes=False,
                 holds=("Paper 3",))
    bench.must(folder, "git", "push", "-q", "--no-verify", "origin", "HEAD~1:main")
    bench.expect("a push of what came after it", folder, "git", "push", "origin", "HEAD:main",
                 passes=True, holds=("Passed",))


def real_list(bench, pre_commit, source, bundle):
    """A row that is put in twice is found, whatever the list has of old."""
    folder = bench.scratch / "real"
    bench.must(bench.scratch, "git", "clone", "-q", bundle, folder)
    configure(bench, folder, source, "curlint")
    bench.must(folder, pre_commit, "install")
    largest = max(folder.rglob("*.md"), key=lambda path: path.stat().st_size)
    lines = largest.read_text().split("\n")
    at = max(i for i, line in enumerate(lines) if "arxiv.org/abs/" in line)
    lines.insert(at, lines[at])
    largest.write_text("\n".join(lines))
    bench.expect(f"{bundle.stem}: a row twice", folder, "git", "commit", "-am", "Twice", passes=False,
                 holds=("1 new error",))
    bench.must(folder, "git", "checkout", "-q", "--", ".")
    lines.pop(at)
    lines[at] += " "
    largest.write_text("\n".join(lines))
    bench.expect(f"{bundle.stem}: a blank at the end of a row", folder, "git", "commit", "-am", "Blank",
                 passes=True, holds=("Passed",))


def main():
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name))
        pre_commit = find_pre_commit(bench.scratch)
        source = copy_source(bench)
        bench.must(source, pre_commit, "validate-manifest", ".pre-commit-hooks.yaml")
        for hook in ("curlint-system", "curlint"):
            try_repo(bench, pre_commit, source, hook)
        for part in (commits, merges, ranges):
            part(bench, pre_commit, source)
        bundles = sorted(CORPUS.glob("*.bundle"))
        if bundles:
            real_list(bench, pre_commit, source, bundles[0])
        else:
            print("REAL LISTS ARE NOT HERE: the hooks were tried on made-up ones alone")
        version = bench.must(bench.scratch, pre_commit, "--version").strip()
        print("\n".join(bench.wrong) or f"{bench.count} runs of {version} end as they should; the hook "
              "for a container was read, not run")
        return bool(bench.wrong)


sys.exit(main())
