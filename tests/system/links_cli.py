#!/usr/bin/env python3
"""`check --links` and `audit` as a person meets them, against servers on loopback: what is reported
and with which exit status, plan, store, budget, Ctrl-C, kill -9, private addresses, progress.

No test waits for a time to pass: what is to happen while a request is open happens in the server.
"""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
import contextlib
import json
import os
from pathlib import Path
import pty
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading

CURLINT = os.environ["CURLINT"]
STATUSES = {"ok": 200, "gone": 404, "wall": 403, "moved": 301, "busy": 503,
            "leak": 301, "bad": 400}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        server = self.server
        with server.lock:
            server.seen.append((self.command, self.path))
            hook = server.hook
        if hook:
            hook(self.path)
        status = STATUSES.get(self.path.strip("/").split("-")[0].split("?")[0], 200)
        self.send_response(status)
        if status == 301:
            self.send_header("Location", server.leak if self.path == "/leak"
                             else self.path.replace("moved", "ok"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD = answer

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address="127.0.0.1"):
        super().__init__((address, 0), Handler)
        self.lock, self.seen, self.hook = threading.Lock(), [], None
        self.accepted, self.open, self.change = set(), 0, threading.Condition()
        self.leak = None  # where /leak leads to
        self.base = f"http://{address}:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def process_request(self, request, client_address):
        with self.change:
            self.accepted.add(client_address)
            self.open += 1
        super().process_request(request, client_address)

    def shutdown_request(self, request):
        super().shutdown_request(request)
        with self.change:
            self.open -= 1
            self.change.notify_all()

    def settle(self):
        """Wait until all is read that was sent by those who are gone: connections come in order."""
        with socket.create_connection(self.server_address) as last:
            name = last.getsockname()
        with self.change:
            want(self.change.wait_for(lambda: name in self.accepted and self.open == 0, 60),
                 "the server is not done")

    def handle_error(self, *_):
        """The other side may be killed."""

    def take(self):
        with self.lock:
            seen, self.seen = self.seen, []
        return seen


class Case:
    """A folder with one list of these URLs, and the program run in it."""

    def __init__(self, urls):
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name)
        text = "# A list\n\n" + "".join(f"- [{i}]({url})\n" for i, url in enumerate(urls))
        (self.root / "README.md").write_text(text)
        self.env = dict(os.environ, HOME=str(self.root), XDG_CACHE_HOME=str(self.root / "cache"))

    def command(self, *args):
        return [CURLINT, *args, "README.md"]

    def run(self, *args, day=None):
        env = dict(self.env, **({"SOURCE_DATE_EPOCH": str(1780272000 + day * 86400)} if day else {}))
        return subprocess.run(self.command(*args), cwd=self.root, env=env, timeout=120,
                              capture_output=True, text=True, check=False)

    def start(self, *args):
        return subprocess.Popen(self.command(*args), cwd=self.root, env=self.env, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def want(condition, what, run=None):
    if not condition:
        details = f"\nexit {run.returncode}\n{run.stdout}\n{run.stderr}" if run else ""
        sys.exit(f"FAIL: {what}{details}")


def verdicts(run):
    found = json.loads(run.stdout)["findings"]
    return {(f["rule"], f["url"].rsplit("/", 1)[1], f["evidence"]["verdict"]) for f in found}


def what_is_reported(server):
    case = Case([f"{server.base}/{name}" for name in ("ok", "gone", "wall", "moved")])
    run = case.run("check", "--links", "--allow-private", "--severity", "info", "--enable",
                   "link/blocked", "--format", "json")
    want(run.returncode == 1, "a dead link fails the check", run)
    want(verdicts(run) == {("link/dead", "gone", "gone"), ("link/blocked", "wall", "blocked"),
                           ("link/moved", "moved", "moved")}, "wrong findings", run)
    want("4 links: 4 asked for" in run.stderr and "1 gone" in run.stderr, "no summary", run)
    asked = server.take()
    want(("HEAD", "/ok") in asked and ("GET", "/ok") not in asked, f"asked too much: {asked}")
    want(case.run("check", "--links", "--allow-private", "--quiet").stderr == "", "not quiet")
    want(case.run("check").returncode == 0 and not [x for x in server.take() if "wall" not in x[1]
         and "gone" not in x[1] and "ok" not in x[1] and "moved" not in x[1]], "offline asks")
    run = case.run("check", "--links", "--allow-private", "--fix", "--only", "link/moved")
    want(f"{server.base}/ok)" in (case.root / "README.md").read_text().split("[3]")[1],
         "a link that moved is not rewritten", run)
    server.take()


def nothing_is_asked(server):
    case = Case([f"{server.base}/ok-{i}" for i in range(5)] + ["http://nosuch.invalid/x"])
    run = case.run("check", "--links", "--plan")
    want(run.returncode == 0 and "127.0.0.1: 5 requests" in run.stdout and
         "6 to ask for on 2 hosts" in run.stdout, "wrong plan", run)
    odd = Case([f"{server.base}/ok#a", f"{server.base}/ok#b", "http://u:p@example.org/",
                "http://skipped.invalid/"])
    run = odd.run("check", "--links", "--plan", "--skip-link", "skipped.invalid")
    want("127.0.0.1: 1 request for 2 links, " in run.stdout and
         "4 links, 0 known from before, 2 left out, 2 to ask for on 1 host" in run.stdout,
         "the plan counts what is not asked", run)
    known = Case([f"https://arxiv.org/html/2405.{i:05}v1/x1.png" for i in range(1, 62)])
    (known.root / ".curlint.yaml").write_text("links: {hosts: {arxiv.org: {per-minute: 6000}}}\n")
    for args in ([], ["--no-config"]):
        run = known.run("check", "--links", "--plan", *args)
        want("arxiv.org: 61 requests, 3 min at least" in run.stdout, "arXiv is pressed", run)
    run = case.run("check", "--links", "--allow-private", "--offline")
    want(run.returncode == 0 and "links: none asked for, " in run.stderr, "offline fails", run)
    run = case.run("check", "--links", "--allow-private", "--only-host", "example.org")
    want(run.returncode == 0 and "6 not checked" in run.stderr, "--only-host asks others", run)
    run = case.run("check", "--links", "--allow-private", "--skip-link", "*127.0.0.1*",
                   "--skip-link", "nosuch.invalid")
    want(run.returncode == 0 and "6 not checked" in run.stderr, "--skip-link asks", run)
    for flag in (["--budget", "5m"], ["--plan"], ["--store", "x"], ["--offline"]):
        run = case.run("check", *flag)
        want(run.returncode == 2 and "--links" in run.stderr, f"{flag} passes alone", run)
    for time in ("5x", "", "m", "-1", "1e3"):
        run = case.run("check", "--links", "--budget", time)
        want(run.returncode == 2 and "is no time" in run.stderr, f"--budget {time}", run)
    want(server.take() == [], "something was asked")


def as_configured(server):
    case = Case([f"{server.base}/{name}" for name in ("gone", "wall", "busy", "ok-private/x")])
    (case.root / ".curlint.yaml").write_text(
        "links:\n  exclude: ['*/ok-private']\n  accept: [404]\n"
        "  hosts:\n    127.0.0.1: {accept: [403-403, 500-599], get: true}\n")
    run = case.run("check", "--links", "--allow-private", "--enable", "link/blocked")
    want(run.returncode == 0 and "3 alive, 1 not checked" in run.stderr, "not as configured", run)
    want({method for method, _ in server.take()} == {"GET"}, "HEAD in spite of `get`")


def only_what_a_change_brought(server):
    case = Case([f"{server.base}/gone-old", f"{server.base}/ok-old"])
    env = dict(case.env, GIT_CONFIG_NOSYSTEM="1")
    for name in ("AUTHOR", "COMMITTER"):
        env.update({f"GIT_{name}_NAME": "A", f"GIT_{name}_EMAIL": "a@example.org"})
    for args in (["init", "-q"], ["add", "README.md"], ["commit", "-qm", "a list"]):
        subprocess.run(["git", *args], cwd=case.root, env=env, check=True)
    lines = (case.root / "README.md").read_text().splitlines()
    lines[2:] = [lines[3] + " and more", lines[2], f"- [new]({server.base}/gone-new)"]
    (case.root / "README.md").write_text("\n".join(lines) + "\n")
    run = case.run("check", "--links", "--plan", "--changed")
    want("1 link, 0 known from before, 1 to ask for" in run.stdout, "wrong plan", run)
    run = case.run("check", "--links", "--allow-private", "--changed", "--format", "json")
    want(run.returncode == 1 and verdicts(run) == {("link/dead", "gone-new", "gone")},
         "not only the new link is judged", run)
    want({path for _, path in server.take()} == {"/gone-new"}, "old links are asked for")
    run = case.run("audit", "--allow-private", "--no-store")
    want({path for _, path in server.take()} == {"/gone-new", "/gone-old", "/ok-old"},
         "an audit does not ask for all", run)


def private_addresses(server):
    port = server.server_address[1]
    hosts = ["127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "0", "localhost", "[::ffff:127.0.0.1]",
             "127.1", "[::ffff:7f00:1]"]
    case = Case([f"http://{host}:{port}/ok" for host in hosts])
    for args in (("check", "--links"), ("audit", "--no-store", "--verbose")):
        run = case.run(*args)
        want(run.returncode == 0 and server.take() == [], "a private address was asked", run)
        want("9 refused" in run.stderr and "127.0.0.1: " in run.stderr and
             "link, 1 refused; 0 requests" in run.stderr, "the refusal is not told", run)


def credentials(server):
    """A URL with a password is not asked for, nor one that a redirect leads to; none is told."""
    secret = server.base.replace("//", "//user:hunter2@")
    case = Case([f"{secret}/ok", f"{secret}/gone#part", f"{server.base}/leak"])
    server.leak = secret + "/ok"
    for args in (("--format", "json"), ("--verbose",), ("--plan",)):
        run = case.run("audit", "--allow-private", "--max-age", "0", "--severity", "info",
                       "--enable", "link/blocked", *args)
        want(run.returncode == 0 and "hunter2" not in run.stdout + run.stderr, "it is told", run)
        want("3 refused" in run.stderr or "--plan" in args, "the refusal is not told", run)
    want({path for _, path in server.take()} == {"/leak"}, "it was asked for")
    kept = b"".join(path.read_bytes() for path in (case.root / "cache/curlint").iterdir())
    want(b"hunter2" not in kept, "it is remembered")


def answers_are_remembered(server):
    names = ["ok", "gone", "wall", "moved"]
    case = Case([f"{server.base}/{name}" for name in names])
    first = case.run("audit", "--allow-private", "--severity", "info", "--format", "json")
    want(first.returncode == 1 and server.take() != [], "the audit does not ask", first)
    want((case.root / "cache/curlint/links.sqlite").exists(), "no store in the cache")
    again = case.run("audit", "--allow-private", "--severity", "info", "--format", "json")
    want(server.take() == [], "known links are asked for again", again)
    want(verdicts(first) == verdicts(again), "a known answer is another one", again)
    want("4 known from before, 0 asked" in again.stderr, "what is known is not told", again)
    run = case.run("audit", "--allow-private", "--max-age", "0", "--severity", "info")
    want(len(server.take()) >= 4, "--max-age 0 does not ask anew", run)
    run = case.run("audit", "--allow-private", "--no-store")
    want(len(server.take()) >= 4, "--no-store uses one", run)
    (case.root / "README.md").write_text("- [x](nothing.md)\n")
    run = case.run("audit")
    want("link/file" in run.stdout, "an audit looks at links alone", run)


def what_is_accepted_changes(server):
    """What is remembered counts no longer where the configuration says otherwise by now."""
    case = Case([f"{server.base}/{name}" for name in ("ok", "gone", "wall", "bad")])
    config = case.root / ".curlint.yaml"
    for text, asked, alive in (
            ("{}", {"ok", "gone", "wall", "bad"}, 1), ("{}", set(), None),
            ("links: {accept: [404]}", {"gone"}, 1), ("links: {accept: [404]}", set(), None),
            ("links: {hosts: {127.0.0.1: {accept: [400-404]}}}", {"wall", "bad"}, 2),
            ("links: {hosts: {example.org: {accept: [400-451]}}}", {"gone", "wall", "bad"}, None),
            ("{}", set(), None)):
        config.write_text(text + "\n")
        run = case.run("audit", "--allow-private", "--store", "links.sqlite")
        got = {path.strip("/") for _, path in server.take()}
        want(got == asked, f"{text}: asked for {got}, not for {asked}", run)
        want(alive is None or f", {alive} alive" in run.stderr, f"{text}: wrong verdicts", run)


def weak_evidence(server):
    """What fails on three days within eight is dead, and alive once it answers."""
    case = Case([f"{server.base}/ok", "http://host.invalid/x"])
    for day, rule, verdict in ((1, "link/unreachable", "flaky"), (5, "link/unreachable", "flaky"),
                               (9, "link/dead", "gone")):
        run = case.run("audit", "--allow-private", "--format", "json", day=day)
        want(verdicts(run) == {(rule, "x", verdict)}, f"wrong on day {day}", run)
    want("on 3 days since 2026-06-02, and it never answered" in run.stdout, "no reason given", run)
    server.take()


def a_store_that_is_none(server):
    case = Case([f"{server.base}/gone"])
    (case.root / "text").write_text("no database\n" * 1000)
    run = case.run("check", "--links", "--allow-private", "--store", "text")
    want(run.returncode == 1 and run.stderr.count("it is no store of curlint") == 1,
         "a broken store ends the run, or is not said once", run)
    want((case.root / "text").read_text() == "no database\n" * 1000, "the file was changed")
    run = case.run("check", "--links", "--allow-private", "--store", "no/such/folder")
    want(run.returncode == 1 and "cannot be opened as a store" in run.stderr, "no folder", run)
    server.take()


def without_network(server):
    """No host answers: that is said of the machine, not of the links."""
    case = Case([f"http://host-{i}.invalid/x" for i in range(4)])
    args = ("audit", "--store", "links.sqlite", "--format", "json")
    run = case.run(*args)
    want(run.returncode == 2 and "without a network" in run.stderr, "not told", run)
    want(verdicts(run) == set(), "links are blamed", run)
    want("4 asked" in case.run(*args).stderr, "the failures are remembered")
    # One that answers, and they are failures of their own.
    (case.root / "README.md").write_text((case.root / "README.md").read_text()
                                         + f"- [x]({server.base}/gone)\n")
    run = case.run(*args, "--allow-private")
    want(run.returncode == 1 and verdicts(run) == {
        ("link/unreachable", "x", "flaky"), ("link/dead", "gone", "gone")}, "failures are not told", run)
    want("5 known" in case.run(*args, "--allow-private").stderr, "nothing is remembered")
    server.take()


def stopped_by_hand(server):
    """The server holds what it is asked; it itself presses Ctrl-C once it has some of it."""
    held, release, process = Server("127.0.0.2"), threading.Event(), []

    def hold(_):
        process[0].send_signal(signal.SIGINT)
        release.wait(60)

    case = Case([f"{server.base}/gone", f"{held.base}/ok"])
    ready = threading.Event()

    def first(path):
        ready.wait(60)
        hold(path)

    held.hook = first
    process.append(case.start("audit", "--allow-private"))
    ready.set()
    output, errors = process[0].communicate(timeout=60)
    release.set()
    want(process[0].returncode == 2, f"exit {process[0].returncode}: {errors}")
    want("stopped" in errors and "not checked" in errors, f"not told: {errors}")
    want("audit" not in output, "odd output")
    server.take()


def stopped_twice(server):
    """A second Ctrl-C ends what the first one does not: here nobody reads what is to be told."""
    case, ready, process = Case([f"{server.base}/ok"]), threading.Event(), []
    kept, full = os.pipe()
    os.set_blocking(full, False)
    try:
        while True:
            os.write(full, b"x" * 512)
    except BlockingIOError:
        os.set_blocking(full, True)

    def press(_):
        ready.wait(60)
        while process[0].poll() is None:
            process[0].send_signal(signal.SIGINT)

    server.hook = press
    process.append(subprocess.Popen(case.command("audit", "--allow-private"), cwd=case.root,
                                    env=case.env, stdout=subprocess.DEVNULL, stderr=full))
    ready.set()
    try:
        process[0].wait(60)
    finally:
        process[0].kill()
    want(process[0].returncode == -signal.SIGINT, f"exit {process[0].returncode}")
    os.close(kept)
    os.close(full)
    server.hook = None
    server.take()


def kill_once(case, servers, limit):
    """Run an audit that is killed when the servers have seen so many requests: (URLs that they saw
    by server, whether it came to its end)."""
    count, lock, ready, box = [0], threading.Lock(), threading.Event(), []

    def hook(_):
        ready.wait(60)
        with lock:
            count[0] += 1
            if count[0] == limit:
                box[0].kill()

    for server in servers:
        server.hook = hook
    box.append(case.start("audit", "--allow-private", "--store", "links.sqlite"))
    ready.set()
    _, errors = box[0].communicate(timeout=120)
    want(box[0].returncode in (0, -signal.SIGKILL), f"exit {box[0].returncode}: {errors}")
    for server in servers:
        server.settle()
    return ([[server.base + path for _, path in server.take()] for server in servers],
            box[0].returncode == 0)


def killed(servers, moments):
    """Killed at any moment, what is in the store is not asked for again, and what is not are of
    each host no more than are asked for at once."""
    at_once, chance, kills = 4, random.Random(5), 0
    urls = [f"{server.base}/ok-{i}" for server in servers for i in range(12)]
    while kills < moments:
        case, known, whole = Case(urls), set(), False
        while not whole:
            seen, whole = kill_once(case, servers, chance.randint(1, 40))
            kills += not whole
            with contextlib.closing(sqlite3.connect(case.root / "links.sqlite")) as store:
                tables = store.execute("SELECT name FROM sqlite_master WHERE name = 'link'")
                rows = store.execute("SELECT url FROM link") if tables.fetchall() else []
                now = {url for url, in rows}
            want(known <= now, "what was remembered is lost")
            for each in seen:
                want(len(each) == len(set(each)), f"asked for twice in one run: {each}")
                want(not known & set(each), f"asked again: {known & set(each)}")
                want(len(set(each) - now) <= at_once, f"lost: {set(each) - now}")
            known = now
        want(known == set(urls), "not all is remembered")
        run = case.run("audit", "--allow-private", "--store", "links.sqlite")
        want(f"{len(urls)} known from before, 0 asked" in run.stderr, "not all is known", run)


def progress(server):
    """On a terminal there is one line that changes, and it is gone at the end."""
    case, tell = Case([f"{server.base}/ok-{i}" for i in range(3)]), threading.Event()
    lead, follow = pty.openpty()
    env = dict(case.env, TERM="xterm")
    env.pop("CI", None)
    server.hook = lambda _: tell.wait(30)
    process = subprocess.Popen(case.command("audit", "--allow-private", "--no-store"), cwd=case.root,
                               env=env, stderr=follow, stdout=subprocess.DEVNULL)
    os.close(follow)
    seen = b""
    while True:
        try:
            block = os.read(lead, 4096)
        except OSError:
            break
        seen += block
        if b" of 3 links" in seen:
            tell.set()
        if not block:
            break
    process.wait(60)
    os.close(lead)
    server.hook = None
    want(process.returncode == 0, "the audit fails on a terminal")
    last = seen.rfind(b" of 3 links")
    want(b"\r\x1b[K" in seen[:last] and b"\r\x1b[K" in seen[last:], f"no progress: {seen!r}")
    server.take()


def main():
    # In a shell's background job it is ignored, and what is started here would keep that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    server = Server()
    what_is_reported(server)
    nothing_is_asked(server)
    as_configured(server)
    only_what_a_change_brought(server)
    private_addresses(server)
    credentials(server)
    answers_are_remembered(server)
    what_is_accepted_changes(server)
    weak_evidence(server)
    a_store_that_is_none(server)
    without_network(server)
    stopped_by_hand(server)
    stopped_twice(server)
    killed([Server(f"127.0.0.{i}") for i in (3, 4, 5)], int(os.environ.get("KILLS", "12")))
    progress(server)
    print("links are asked for as they should be")


main()
