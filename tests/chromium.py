"""A headless Chromium, driven by its DevTools protocol over a pair of pipes: no port, no driver, no
module besides Python's own.

    with Chromium() as browser:
        page = browser.open("file:///…/page.html")
        page.run("document.title")
"""

import json
import os
from pathlib import Path
import select
import shutil
import subprocess
import tempfile
import time

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SECONDS = 60


def find():
    """The program, or None."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


class Chromium:
    def __init__(self):
        self.profile = tempfile.TemporaryDirectory(prefix="curlint-chromium-", ignore_cleanup_errors=True)
        here_in, self.to = os.pipe()
        self.back, here_out = os.pipe()
        flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
                 "--disable-dev-shm-usage", "--disable-background-networking",
                 "--disable-component-update", "--disable-sync", "--no-default-browser-check",
                 "--remote-debugging-pipe", f"--user-data-dir={self.profile.name}", "about:blank"]

        def place():
            # Chromium reads from descriptor 3 and writes to 4.
            read, write = os.dup(here_in), os.dup(here_out)
            os.dup2(read, 3)
            os.dup2(write, 4)

        # Away from 3 and 4, so that the child's dup2() closes nothing that it still needs.
        here_in, here_out = (self.lift(fd) for fd in (here_in, here_out))
        env = dict(os.environ, HOME=self.profile.name)
        self.process = subprocess.Popen([find(), *flags], pass_fds=(3, 4, here_in, here_out),
                                        preexec_fn=place, stdin=subprocess.DEVNULL, env=env,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(here_in)
        os.close(here_out)
        self.number, self.left, self.events = 0, b"", []

    @staticmethod
    def lift(fd):
        import fcntl
        lifted = fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 20)
        os.close(fd)
        return lifted

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        os.close(self.to)
        os.close(self.back)
        self.profile.cleanup()

    def receive(self, until):
        """The next message; None where there is none until then."""
        while b"\0" not in self.left:
            ready, _, _ = select.select([self.back], [], [], max(0, until - time.monotonic()))
            if not ready:
                return None
            data = os.read(self.back, 1 << 16)
            if not data:
                raise RuntimeError("the browser has ended")
            self.left += data
        message, _, self.left = self.left.partition(b"\0")
        return json.loads(message)

    def send(self, method, params=None, session=None):
        """Send a command and give its result; events that come meanwhile are kept."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": params or {}}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.to, data):]
        until = time.monotonic() + SECONDS
        while (answer := self.receive(until)) is not None:
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)
        raise TimeoutError(method)

    def open(self, url, width=1280, height=900, dark=False):
        target = self.send("Target.createTarget", {"url": "about:blank"})["targetId"]
        session = self.send("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        return Page(self, session, target, url, width, height, dark)


class Page:
    """A page that is open. What it did that a page of ours must not do is in its lists."""

    def __init__(self, browser, session, target, url, width, height, dark):
        self.browser, self.session, self.target = browser, session, target
        self.loaded = False
        self.errors, self.dialogs, self.requests = [], [], []
        for domain in ("Page", "Runtime", "Log", "Network", "DOM", "Accessibility"):
            self.send(f"{domain}.enable")
        self.send("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600})
        self.send("Emulation.setEmulatedMedia", {"features": [
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]})
        began = time.monotonic()
        if trouble := self.send("Page.navigate", {"url": url}).get("errorText"):
            raise RuntimeError(f"{url}: {trouble}")
        until = began + SECONDS
        while not self.loaded:
            self.settle(until=until)
            if time.monotonic() > until:
                raise TimeoutError(url)
        # Painted too: two frames further.
        self.run("new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))")
        self.seconds = time.monotonic() - began

    def send(self, method, params=None):
        result = self.browser.send(method, params, self.session)
        self.take_events()
        return result

    def take_events(self):
        events, self.browser.events = self.browser.events, []
        for event in events:
            if event.get("sessionId") == self.session:
                self.take(event["method"], event["params"])

    def take(self, method, params):
        if method == "Page.loadEventFired":
            self.loaded = True
        elif method == "Page.javascriptDialogOpening":
            self.dialogs.append(params)
            self.send("Page.handleJavaScriptDialog", {"accept": False})
        elif method == "Runtime.exceptionThrown":
            self.errors.append(params["exceptionDetails"])
        elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning", "assert"):
            self.errors.append(params["args"])
        elif method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
            self.errors.append(params["entry"])
        elif method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])

    def settle(self, seconds=0.2, until=None):
        """Take what comes within that time."""
        end = time.monotonic() + seconds
        while (message := self.browser.receive(end)) is not None:
            self.browser.events.append(message)
            self.take_events()
            if until and self.loaded:
                return

    def run(self, code):
        """What an expression comes to, promises awaited."""
        result = self.send("Runtime.evaluate", {"expression": code, "awaitPromise": True,
                                                "returnByValue": True, "userGesture": True})
        if "exceptionDetails" in result:
            raise RuntimeError(f"{code}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def names(self):
        """(role, name) of all that a screen reader tells."""
        nodes = self.send("Accessibility.getFullAXTree")["nodes"]
        return [(node["role"]["value"], node.get("name", {}).get("value", ""))
                for node in nodes if not node.get("ignored") and "role" in node]

    def picture(self, path):
        import base64
        data = self.send("Page.captureScreenshot", {"format": "png"})["data"]
        Path(path).write_bytes(base64.b64decode(data))

    def close(self):
        self.browser.send("Target.closeTarget", {"targetId": self.target})
