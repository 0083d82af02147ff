"""A scripted server for the link checker: the path of a request says what goes wrong with it.

    with FaultServer() as server: ... server.port, server.tls_port, server.requests

Listens on 127.0.0.1 and ::1 alone, in a thread of its own, and counts what it was asked: every
request, the most requests and connections that a host had at one time. `RULES` maps the first part
of a path to a coroutine; the rest of the path are its arguments.
"""
import asyncio
from collections import Counter, defaultdict
import gzip
import os
import signal
import socket
import ssl
import struct
import threading
import time
import urllib.parse


class Request:
    def __init__(self, server, reader, writer, method, path, headers):
        self.server, self.reader, self.writer = server, reader, writer
        self.method, self.path, self.headers = method, path, headers
        self.host = headers.get("host", "").rsplit(":", 1)[0]

    async def answer(self, status, *headers, body=b"", length=None):
        """Send an answer; `length`: what Content-Length says, where it lies."""
        lines = [f"HTTP/1.1 {status} X", *headers]
        if not any(h.lower().startswith("transfer-encoding") for h in headers):
            lines.append(f"Content-Length: {len(body) if length is None else length}")
        head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
        self.writer.write(head + (b"" if self.method == "HEAD" else body))
        await self.writer.drain()

    async def page(self, body=b"<title>A page</title>", *headers):
        await self.answer(200, "Content-Type: text/html", *headers, body=body)

    def nth(self, key=None):
        """How often this path was asked for so far, this time included."""
        return self.server.seen[self.host, key or self.path]

    def cut(self, reset=False):
        """Close without another word; `reset`: as a crash does."""
        if reset:
            sock = self.writer.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


async def status(request, code, *_):
    """/status/404"""
    await request.answer(int(code))


async def by_method(request, head, get, *_):
    """/method/404/200: the answers to HEAD and to GET; "reset" and "stall" are none."""
    what = head if request.method == "HEAD" else get
    if what == "reset":
        request.cut(reset=True)
    elif what == "stall":
        await request.server.stall()
    else:
        await request.answer(int(what))


async def in_turn(request, *answers):
    """/turn/500/200: the first answer for the first request, the last for all from there on."""
    what = answers[min(request.nth(), len(answers)) - 1]
    if what == "reset":
        request.cut(reset=True)
    else:
        await request.answer(int(what))


async def redirect(request, code, *rest):
    """/to/301/http:/host/path or /to/301/x: redirects to the rest, as a path or as a URL."""
    target = "/".join(rest)
    if target.startswith(("http:/", "https:/", "ftp:/", "file:/")):
        scheme, _, rest = target.partition(":/")
        target = f"{scheme}://{rest}"
    elif target.startswith("raw="):
        target = urllib.parse.unquote(target[4:])
    else:
        target = "/" + target
    await request.answer(int(code), "Location: " + target)


async def chain(request, code, count, *_):
    """/chain/301/3: so many redirects, then a page."""
    if int(count):
        await request.answer(int(code), f"Location: /chain/{code}/{int(count) - 1}")
    else:
        await request.page()


async def head_astray(request, *_):
    """HEAD is sent to a page that is not there, GET to one that is."""
    target = "/status/404" if request.method == "HEAD" else "/page"
    await request.answer(302, f"Location: {target}")


async def cookie(request, *_):
    """A page for who brings the cookie that the first redirect sets."""
    if "pass=yes" in request.headers.get("cookie", ""):
        await request.page()
    elif "again" in request.path:
        await request.answer(302, "Location: /cookie")
    else:
        await request.answer(302, "Set-Cookie: pass=yes; Path=/", "Location: /cookie/again")


async def leak(request, *_):
    """404 for who brings a cookie of another host, else a page."""
    await (request.answer(404) if "cookie" in request.headers else request.page())


async def set_and_leave(request, *target):
    """/leave/http:/host/x: sets a cookie and redirects there."""
    scheme, _, rest = "/".join(target).partition(":/")
    await request.answer(302, "Set-Cookie: secret=1; Path=/", f"Location: {scheme}://{rest}")


async def slow_header(request, seconds, *_):
    await asyncio.sleep(float(seconds))
    await request.page()


async def stall(request, *_):
    await request.server.stall()


async def slow_body(request, *_):
    """A body that comes a byte at a time and never ends."""
    await request.answer(200, "Content-Type: text/html", length=1_000_000)
    while request.method == "GET":
        request.writer.write(b" ")
        await request.writer.drain()
        await asyncio.sleep(0.02)


async def stalled_body(request, *_):
    await request.answer(200, "Content-Type: text/html", body=b"<title>x", length=1_000_000)
    if request.method == "GET":
        await request.server.stall()


async def endless(request, *_):
    """Chunks without an end."""
    await request.answer(200, "Content-Type: text/html", "Transfer-Encoding: chunked")
    chunk = b"1000\r\n" + b"x" * 4096 + b"\r\n"
    while request.method == "GET":
        request.writer.write(chunk)
        request.server.sent += len(chunk)
        await request.writer.drain()


async def bomb(request, *_):
    """50 MB in 50 kB."""
    await request.page(request.server.bomb(), "Content-Encoding: gzip")


async def short_length(request, *_):
    """Says less than it sends."""
    await request.answer(200, body=b"x" * 100, length=10)
    request.cut()


async def long_length(request, *_):
    """Says more than it sends, then closes."""
    await request.answer(200, body=b"x" * 10, length=1000)
    request.cut()


async def reset(request, *_):
    request.cut(reset=True)


async def close(request, *_):
    request.cut()


async def half_header(request, *_):
    request.writer.write(b"HTTP/1.1 200 OK\r\nContent-Le")
    await request.writer.drain()
    request.cut()


async def garbage(request, *_):
    request.writer.write(b"\x00\xff\x13garbage \r\n\r\n\x80" * 20)
    await request.writer.drain()
    request.writer.close()


async def headers_for_ever(request, *_):
    request.writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        request.writer.write(b"X-More: " + b"y" * 1000 + b"\r\n")
        await request.writer.drain()


async def early_hints(request, *_):
    request.writer.write(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")
    await request.page()


async def challenge(request, code, name, value, *_):
    """/challenge/403/cf-mitigated/challenge"""
    await request.answer(int(code), f"{name}: {value}")


async def limited(request, count, wait, *_):
    """/limited/2/1: so often 429 with that Retry-After ("-": none), then a page."""
    if request.nth() <= int(count):
        await request.answer(429, *([f"Retry-After: {wait}"] if wait != "-" else []))
    else:
        await request.page()


async def budget(request, *_):
    """Says on its first answer that its limit is used up for a second."""
    request.server.seen[request.host, "budget"] += 1
    left = "r=0;t=1" if request.nth("budget") == 1 else "r=9;t=1"
    await request.page(b"x", f'RateLimit: "api";{left}')


async def page(request, *_):
    await request.page()


async def title(request, *words):
    """/title/Page%20not%20found, to GET; HEAD is refused."""
    if request.method == "HEAD":
        await request.answer(405)
    else:
        text = urllib.parse.unquote("/".join(words))
        await request.page(f"<html><title>{text}</title>".encode())


async def parked(request, *_):
    if request.method == "HEAD":
        await request.answer(405)
    else:
        await request.page(b"<html data-adblockkey=\"x\"><title>domain</title>")


async def places(request, *_):
    await request.page(b"<h1 id=here>x</h1><a name=old></a>")


async def large_places(request, *_):
    await request.page(b"<p>" + b"x" * 3_000_000 + b"<h1 id=deep>")


async def ranged(request, *_):
    """/ranged/x.pdf: HEAD is refused; a Range is honoured."""
    if request.method == "HEAD":
        await request.answer(405)
    elif "range" in request.headers:
        request.server.ranges += 1
        await request.answer(206, "Content-Range: bytes 0-0/1000000", body=b"%")
    else:
        await request.answer(200, body=b"%" * 1_000_000)


async def range_refused(request, *_):
    """/norange/x.pdf: HEAD is refused, and a Range is too."""
    if request.method == "HEAD":
        await request.answer(405)
    else:
        await request.answer(403 if "range" in request.headers else 200, body=b"%")


async def go_home(request, *_):
    """/index.html and /de: the home page by another name."""
    await request.answer(301, "Location: /")


async def interrupt(request, *_):
    """Presses Ctrl-C for the program that asks (`server.pid`), which then hears nothing more."""
    os.kill(request.server.pid, signal.SIGINT)
    await request.server.stall()


async def wait(request, milliseconds, *_):
    await asyncio.sleep(int(milliseconds) / 1000)
    await request.page()


RULES = {
    "status": status, "method": by_method, "turn": in_turn, "to": redirect, "chain": chain,
    "astray": head_astray, "cookie": cookie, "leak": leak, "leave": set_and_leave,
    "slow": slow_header, "stall": stall, "slowbody": slow_body, "stalledbody": stalled_body,
    "endless": endless, "bomb": bomb, "short": short_length, "long": long_length, "reset": reset,
    "close": close, "half": half_header, "garbage": garbage, "headers": headers_for_ever,
    "hints": early_hints, "challenge": challenge, "limited": limited, "budget": budget,
    "page": page, "title": title, "parked": parked, "places": places, "largeplaces": large_places,
    "ranged": ranged, "norange": range_refused, "wait": wait, "interrupt": interrupt, "index.html": go_home, "de": go_home, "": page,
}


class FaultServer:
    def __init__(self, tls_context=None):
        self.tls_context = tls_context
        self.requests = []          # (time, host, method, path), in order
        self.seen = Counter()       # (host, path) -> requests
        self.active, self.peak = Counter(), Counter()            # requests, by host
        self.open, self.peak_open = defaultdict(set), Counter()  # connections, by host
        self.peak_all = 0           # requests, over all hosts
        self.connections = 0
        self.ranges = 0
        self.sent = 0
        self._bomb = None

    def bomb(self):
        if self._bomb is None:
            self._bomb = gzip.compress(bytes(50_000_000), 9)
        return self._bomb

    async def stall(self):
        await self.stopping.wait()

    def note_start(self, request, connection):
        self.requests.append((time.monotonic(), request.host, request.method, request.path))
        self.seen[request.host, request.path] += 1
        self.active[request.host] += 1
        self.peak[request.host] = max(self.peak[request.host], self.active[request.host])
        self.peak_all = max(self.peak_all, sum(self.active.values()))
        self.open[request.host].add(connection)
        self.peak_open[request.host] = max(self.peak_open[request.host],
                                           len(self.open[request.host]))

    async def serve(self, reader, writer):
        self.connections += 1
        connection, hosts = object(), set()
        try:
            protocol = writer.get_extra_info("ssl_object")
            if protocol and protocol.selected_alpn_protocol() == "h2":
                await self.serve_http2(reader, writer, protocol)
                return
            while True:
                head = await reader.readexactly(1)
                if head == b"\x16" and not protocol:  # a TLS handshake
                    writer.write(b"HTTP/1.1 400 X\r\nContent-Length: 0\r\n\r\n")
                    return
                head += await reader.readuntil(b"\r\n\r\n")
                lines = head.decode("latin-1").split("\r\n")
                method, path, _ = lines[0].split(" ", 2)
                if path.startswith("http://"):  # as a proxy is asked
                    path = "/" + path.split("/", 3)[3]
                headers = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
                request = Request(self, reader, writer, method, path, headers)
                hosts.add(request.host)
                self.note_start(request, connection)
                try:
                    name, *arguments = path.split("?")[0].lstrip("/").split("/")
                    rule = RULES.get(name)
                    await (rule(request, *arguments) if rule else request.answer(404))
                finally:
                    self.active[request.host] -= 1
                if writer.transport.is_closing():
                    return
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.LimitOverrunError,
                asyncio.CancelledError):
            pass
        finally:
            for host in hosts:
                self.open[host].discard(connection)
            writer.close()

    async def serve_http2(self, reader, writer, protocol):
        """HTTP/2 by hand: "h2ok." answers 200 to all, "goaway." and "h2reset." break off."""
        name = self.names.pop(id(protocol), "")
        self.http2[name] += 1

        def frame(kind, flags, stream, payload=b""):
            writer.write(struct.pack(">I", len(payload))[1:] + bytes([kind, flags])
                         + struct.pack(">I", stream) + payload)

        await reader.readexactly(24)
        frame(4, 0, 0)
        while True:
            size, kind, flags, stream = struct.unpack(">IBBI", b"\0" + await reader.readexactly(9))
            await reader.readexactly(size)
            if kind == 4 and not flags & 1:
                frame(4, 1, 0)
            if kind != 1:
                continue
            self.streams[name] += 1
            if name.startswith("goaway."):
                frame(7, 0, 0, struct.pack(">II", 0, 2))
                await writer.drain()
                return
            if name.startswith("h2reset."):
                frame(3, 0, stream, struct.pack(">I", 1))
            else:
                frame(1, 5, stream, b"\x88")  # the first of RFC 7541's table: ":status: 200"
            await writer.drain()

    def note_name(self, connection, name, _):
        self.names[id(connection)] = name or ""
        context = self.tls_context.get(name)
        if context:
            connection.context = context

    async def main(self, ready):
        self.stopping = asyncio.Event()
        self.loop = asyncio.get_running_loop()
        self.names, self.http2, self.streams = {}, Counter(), Counter()
        first = await asyncio.start_server(self.serve, "127.0.0.1", 0, backlog=4096)
        self.port = first.sockets[0].getsockname()[1]
        servers = [first]
        try:
            servers.append(await asyncio.start_server(self.serve, "::1", self.port))
            self.has_ipv6 = True
        except OSError:
            self.has_ipv6 = False
        if self.tls_context:
            front = self.tls_context[None]
            front.sni_callback = self.note_name
            secure = await asyncio.start_server(self.serve, "127.0.0.1", 0, ssl=front)
            self.tls_port = secure.sockets[0].getsockname()[1]
            servers.append(secure)
        self.loop.set_exception_handler(lambda *_: None)
        ready.set()
        await self.stopping.wait()
        for server in servers:
            server.close()

    def __enter__(self):
        ready = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self.main(ready)), daemon=True)
        self.thread.start()
        if not ready.wait(10):
            raise RuntimeError("the server did not start")
        return self

    def __exit__(self, *_):
        self.loop.call_soon_threadsafe(self.stopping.set)
        self.thread.join(10)
