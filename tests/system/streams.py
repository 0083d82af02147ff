#!/usr/bin/env python3
"""What goes wrong outside of a list: output that cannot be written, files that cannot be read or go
away while they are read. Each is one line on standard error and exit status 2, and never a crash."""
import fcntl
import os
from pathlib import Path
import shutil
import subprocess
import sys
import tempfile
import termios
import time

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


BROKEN = "- [A paper](htpps://example.org/a)\n"
CHANGED = "curlint: 0/0.md: changed while it was checked, so it is left as it is: run again\n"


def fixing_while(change, *, want_err):
    """0/0.md is read before standard input; while curlint waits for the rest of that, `change`
    happens."""
    os.mkdir("0")
    Path("0/0.md").write_text(BROKEN)
    child = subprocess.Popen([CURLINT, "--no-config", "--fix", "--quiet", "-", "0/0.md"],
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    child.stdin.write(BROKEN[:3].encode())
    child.stdin.flush()
    while any(fcntl.ioctl(child.stdin, termios.FIONREAD, bytes(4))):
        time.sleep(0.01)
    change()
    out, err = child.communicate(BROKEN[3:].encode(), timeout=60)
    check(change.__name__, child.returncode, err, want_err=want_err)
    if out.decode() != BROKEN.replace("htpps", "https"):
        failures.append(f"{change.__name__}: standard input was not fixed: {out!r}")


def file_changed_while_checked():
    def saved_by_an_editor():
        Path("0/0.md").write_text("- [Another](htpps://example.org/b)\n")

    fixing_while(saved_by_an_editor, want_err=CHANGED)
    if "htpps://example.org/b" not in Path("0/0.md").read_text() or len(os.listdir("0")) != 1:
        failures.append("a file that an editor saved meanwhile was touched")
    shutil.rmtree("0")


def folder_became_a_link():
    def swapped():
        os.rename("0", "elsewhere")
        os.symlink("elsewhere", "0")

    fixing_while(swapped, want_err=CHANGED)
    if Path("elsewhere/0.md").read_text() != BROKEN or len(os.listdir("elsewhere")) != 1:
        failures.append("--fix wrote through a link")
    os.unlink("0")
    shutil.rmtree("elsewhere")


def not_ours_to_write():
    os.mkdir("theirs")
    os.mkdir("closed")
    for name in ("theirs/a.md", "closed/b.md", "theirs/c.md"):
        Path(name).write_text(BROKEN)
        os.chmod(name, 0o666)
    os.chmod("theirs/a.md", 0o444)
    os.chmod("theirs", 0o777)
    os.chmod("closed", 0o555)
    check("read-only", *run("--fix", "--statistics", "theirs", "closed", preexec_fn=as_nobody),
          want_err="curlint: closed/b.md: cannot be written: Permission denied\n"
                   "curlint: theirs/a.md: cannot be written: Permission denied\n")
    texts = [Path(name).read_text() for name in ("closed/b.md", "theirs/a.md", "theirs/c.md")]
    if texts != [BROKEN, BROKEN, BROKEN.replace("htpps", "https")]:
        failures.append(f"read-only: {texts}")
    if len(os.listdir("theirs")) + len(os.listdir("closed")) != 3:
        failures.append("something was left beside what could not be written")
    os.chmod("closed", 0o755)
    shutil.rmtree("closed")
    shutil.rmtree("theirs")


def fixed_input_cannot_be_written():
    with open("/dev/full", "wb") as full, open("README.md", "rb") as text:
        check("--fix to /dev/full", *run("--fix", "-q", "-", stdout=full, stdin=text),
              want_err="curlint: standard output: cannot be written: No space left on device\n")


def too_much_to_fix():
    """Nothing is printed, so that nothing is put in the place of what was sent."""
    done = subprocess.run([CURLINT, "--fix", "-q", "-"], input=b"x\n" * (9 << 20),
                          capture_output=True, timeout=60, check=False)
    check("too much", done.returncode, done.stderr,
          want_err="curlint: standard input: is over the limit of 16777216 bytes, so it is not "
                   "fixed\n")
    if done.stdout:
        failures.append("too much: something was printed")


def standard_input_is_a_folder():
    folder = os.open(".", os.O_RDONLY)
    check("folder as input", *run("--statistics", "-", stdin=folder),
          want_err="curlint: standard input: cannot be read: Is a directory\n")
    os.close(folder)


with tempfile.TemporaryDirectory() as scratch:
    os.chdir(scratch)
    Path("README.md").write_text(LIST)
    for test in (full_device, closed_output, reader_gone, output_not_there, one_output_fails,
                 unreadable, removed_while_reading, file_changed_while_checked,
                 folder_became_a_link, not_ours_to_write, fixed_input_cannot_be_written,
                 too_much_to_fix, standard_input_is_a_folder):
        test()
    os.chdir("/")

print("\n".join(failures) or "every failure is one line and status 2")
sys.exit(bool(failures))
