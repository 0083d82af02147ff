#!/usr/bin/env python3
"""What goes wrong outside of a list: output that cannot be written, files that cannot be read or go
away while they are read. Each is one line on standard error and exit status 2, and never a crash."""
import os
from pathlib import Path
import subprocess
import sys
import tempfile

CURLINT = os.environ["CURLINT"]
LIST = "# A list\n\n- [A paper](https://example.org/a)\n"
failures = []


def check(name, status, err, *, want_err, want_status=2):
    err = err.decode("utf-8", "backslashreplace")
    if status != want_status or err != want_err:
        failures.append(f"{name}: status {status}, expected {want_status}; stderr {err!r}, "
                        f"expected {want_err!r}")


def run(*args, **kwargs):
    kwargs.setdefault("stdin", subprocess.DEVNULL)
    kwargs.setdefault("stdout", subprocess.DEVNULL)
    done = subprocess.run([CURLINT, *args], stderr=subprocess.PIPE, timeout=60, **kwargs)
    return done.returncode, done.stderr


def full_device():
    with open("/dev/full", "wb") as full:
        check("/dev/full", *run("rules", stdout=full),
              want_err="curlint: standard output: cannot be written: No space left on device\n")
    check("--output to /dev/full", *run("-q", "--output", "json:/dev/full", "README.md"),
          want_err="curlint: /dev/full: cannot be written: No space left on device\n")
    if not Path("/dev/full").is_char_device():
        failures.append("/dev/full was replaced by a file")


def closed_output():
    check("closed", *run("rules", preexec_fn=lambda: os.close(1)),
          want_err="curlint: standard output: cannot be written: Bad file descriptor\n")


def reader_gone():
    """`curlint | head` is no failure to talk of, but the job was not done."""
    read_end, write_end = os.pipe()
    os.close(read_end)
    check("EPIPE", *run("rules", stdout=write_end), want_err="")
    os.close(write_end)


def output_not_there():
    check("--output into nowhere", *run("-q", "--output", "json:nowhere/x.json", "README.md"),
          want_err="curlint: nowhere/x.json: cannot be written: No such file or directory\n")
    if list(Path().glob("*.curlint-*")):
        failures.append("something was left beside the output")


def one_output_fails():
    """The others are written all the same, standard output too."""
    report = subprocess.PIPE
    done = subprocess.run([CURLINT, "--only", "arxiv", "--output", "json:nowhere/x.json",
                           "--output", "markdown:kept.md.txt", "--output", "github:-", "README.md"],
                          stdin=subprocess.DEVNULL, stdout=report, stderr=report, timeout=60,
                          check=False)
    check("one --output fails", done.returncode, done.stderr,
          want_err="curlint: nowhere/x.json: cannot be written: No such file or directory\n")
    if not Path("kept.md.txt").read_bytes().startswith(b"## curlint\n"):
        failures.append("one --output fails: the other was not written")
    if not done.stdout.startswith(b"curlint: no findings in "):
        failures.append(f"one --output fails: standard output {done.stdout!r}")
    Path("kept.md.txt").unlink()


def as_nobody():
    if os.getuid() == 0:
        os.setgid(65534)
        os.setuid(65534)


def unreadable():
    Path("secret.md").write_text(LIST)
    os.chmod("secret.md", 0)
    os.chmod(".", 0o755)
    check("unreadable", *run("--statistics", "secret.md", "README.md", preexec_fn=as_nobody),
          want_err="curlint: secret.md: cannot be opened: Permission denied\n")
    os.mkdir("closed")
    os.chmod("closed", 0)
    check("unreadable folder", *run("--statistics", "closed", preexec_fn=as_nobody),
          want_err="curlint: closed: Permission denied\n")
    os.rmdir("closed")
    os.unlink("secret.md")


def removed_while_reading():
    """Standard input is read first; while curlint waits for it, the other file goes."""
    Path("gone.md").write_text(LIST)
    child = subprocess.Popen([CURLINT, "--no-config", "--verbose", "--statistics", "-", "gone.md"],
                             stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                             stderr=subprocess.PIPE)
    for line in child.stderr:
        if line == b"curlint: file: gone.md\n":
            break
    os.unlink("gone.md")
    _, err = child.communicate(LIST.encode(), timeout=60)
    check("removed", child.returncode, err,
          want_err="curlint: gone.md: was there and is gone: run again\n")


def standard_input_is_a_folder():
    folder = os.open(".", os.O_RDONLY)
    check("folder as input", *run("--statistics", "-", stdin=folder),
          want_err="curlint: standard input: cannot be read: Is a directory\n")
    os.close(folder)


with tempfile.TemporaryDirectory() as scratch:
    os.chdir(scratch)
    Path("README.md").write_text(LIST)
    for test in (full_device, closed_output, reader_gone, output_not_there, one_output_fails,
                 unreadable, removed_while_reading, standard_input_is_a_folder):
        test()
    os.chdir("/")

print("\n".join(failures) or "every failure is one line and status 2")
sys.exit(bool(failures))
