#!/usr/bin/env python3
"""Every way in which a server can behave gets the right verdict: no page that is there is called
gone, none that is not is called alive. tests/server/fault_server.py behaves, tests/server/ask_links
asks; all of it stays on this machine.
"""
import json
import os
from pathlib import Path
import socket
import subprocess
import sys
import tempfile

SOURCE = Path(os.environ["CURLINT_SOURCE"])
sys.dont_write_bytecode = True
sys.path.insert(0, str(SOURCE / "tests" / "server"))
from certificates import make_contexts  # noqa: E402
from fault_server import FaultServer  # noqa: E402

ASK = Path(os.environ["CURLINT_BUILD"]) / "tests" / "ask_links"
ALIVE = {"ok", "moved", "redirected"}

# Short, so that what is never answered does not take long. The second pass comes last.
SETTINGS = ["allow_private=1", "retry_delay=20", "second_pass_delay=50", "timeout=1500",
            "connect_timeout=1500", "host_rate=0", "longest_wait=3000", "redirects=5"]

# URL ({p} is the plain port, {t} that of TLS, {c} one that is closed) -> verdict, cause.
TRUTH = [
    ("http://a.test:{p}/status/200", "ok", "alive"),
    ("http://a.test:{p}/status/201", "ok", "alive"),
    ("http://a.test:{p}/status/202", "ok", "alive"),
    ("http://a.test:{p}/status/204", "ok", "alive"),
    ("http://a.test:{p}/status/206", "ok", "alive"),
    ("http://a.test:{p}/status/304", "ok", "alive"),
    ("http://a.test:{p}/hints", "ok", "alive"),
    ("http://a.test:{p}/chain/301/1", "moved", "redirect"),
    ("http://a.test:{p}/chain/308/3", "moved", "redirect"),
    ("http://a.test:{p}/chain/302/1", "redirected", "redirect"),
    ("http://a.test:{p}/chain/303/2", "redirected", "redirect"),
    ("http://a.test:{p}/chain/307/1", "redirected", "redirect"),
    ("http://a.test:{p}/chain/301/5", "moved", "redirect"),
    ("http://a.test:{p}/chain/301/6", "flaky", "redirects"),
    ("http://a.test:{p}/to/301/to/302/page", "redirected", "redirect"),
    ("http://a.test:{p}/to/301/http:/b.test:{p}/page", "moved", "redirect"),
    ("http://a.test:{p}/to/301/raw=..%2F..%2Fpage", "moved", "redirect"),
    ("http://a.test:{p}/to/301/raw=%3Fq", "flaky", "redirect-loop"),
    ("http://a.test:{p}/to/302/raw=%2F%2Fb.test:{p}%2Fpage", "redirected", "redirect"),
    ("http://a.test:{p}/to/302/raw=%2Fpage%20with%20blanks", "gone", "not-found"),
    ("http://a.test:{p}/to/302/raw=%2Fpage%2Fcaf%C3%A9", "redirected", "redirect"),
    ("http://a.test:{p}/to/302/raw=", "flaky", "redirect-broken"),
    ("http://a.test:{p}/to/302/raw=http%3A%2F%2F", "flaky", "redirect-broken"),
    ("http://a.test:{p}/to/302/ftp:/a.test/x", "refused", "scheme"),
    ("http://a.test:{p}/to/302/file:/etc/passwd", "refused", "scheme"),
    ("http://a.test:{p}/to/302/raw=javascript%3Aalert(1)", "refused", "scheme"),
    ("http://a.test:{p}/to/302/raw=http%3A%2F%2Fu%3Ap%40a.test%2F", "refused", "credentials"),
    ("http://a.test:{p}/to/302/status/404", "gone", "not-found"),
    ("http://a.test:{p}/to/301/status/410", "gone", "removed"),
    ("http://a.test:{p}/to/302/http:/nx.test/", "flaky", "no-such-host"),
    ("http://a.test:{p}/status/301", "flaky", "redirect-broken"),
    ("http://a.test:{p}/astray", "redirected", "redirect"),
    ("http://a.test:{p}/cookie", "redirected", "redirect"),
    ("http://a.test:{p}/leave/http:/b.test:{p}/leak", "redirected", "redirect"),
    ("http://a.test:{p}/status/400", "flaky", "client-error"),
    ("http://a.test:{p}/status/401", "blocked", "login"),
    ("http://a.test:{p}/status/402", "blocked", "payment"),
    ("http://a.test:{p}/status/403", "blocked", "forbidden"),
    ("http://a.test:{p}/status/404", "gone", "not-found"),
    ("http://a.test:{p}/status/405", "blocked", "method"),
    ("http://a.test:{p}/status/406", "blocked", "not-acceptable"),
    ("http://a.test:{p}/status/410", "gone", "removed"),
    ("http://a.test:{p}/status/418", "blocked", "forbidden"),
    ("http://a.test:{p}/status/451", "blocked", "legal"),
    ("http://a.test:{p}/status/999", "blocked", "forbidden"),
    ("http://a.test:{p}/status/500", "flaky", "server-error"),
    ("http://a.test:{p}/status/503", "flaky", "server-error"),
    ("http://a.test:{p}/status/521", "flaky", "server-down"),
    ("http://a.test:{p}/status/799", "flaky", "odd-status"),
    ("http://a.test:{p}/method/405/200", "ok", "alive"),
    ("http://a.test:{p}/method/404/200", "ok", "alive"),
    ("http://a.test:{p}/method/403/200", "ok", "alive"),
    ("http://a.test:{p}/method/501/200", "ok", "alive"),
    ("http://a.test:{p}/method/500/200", "ok", "alive"),
    ("http://m1.test:{p}/method/reset/200", "ok", "alive"),
    ("http://m2.test:{p}/method/stall/200", "ok", "alive"),
    ("http://m3.test:{p}/method/405/404", "gone", "not-found"),
    ("http://get.test:{p}/turn/404/200", "ok", "alive"),
    ("http://get.test:{p}/status/404", "gone", "not-found"),
    ("http://t1.test:{p}/turn/500/500/200", "ok", "alive"),
    ("http://t2.test:{p}/turn/503/503/503/200", "ok", "alive"),
    ("http://t3.test:{p}/turn/reset/reset/200", "ok", "alive"),
    ("http://l1.test:{p}/limited/1/1", "ok", "alive"),
    ("http://l2.test:{p}/limited/2/-", "ok", "alive"),
    ("http://l3.test:{p}/limited/99/0", "blocked", "rate-limited"),
    ("http://l4.test:{p}/limited/99/3600", "blocked", "rate-limited"),
    ("http://a.test:{p}/challenge/403/cf-mitigated/challenge", "blocked", "challenge"),
    ("http://a.test:{p}/challenge/202/x-amzn-waf-action/challenge", "blocked", "challenge"),
    ("http://a.test:{p}/challenge/404/cf-mitigated/challenge", "blocked", "challenge"),
    ("http://s1.test:{p}/slow/0.3", "ok", "alive"),
    ("http://s2.test:{p}/stall", "flaky", "timeout"),
    ("http://a.test:{p}/slowbody", "ok", "alive"),
    ("http://a.test:{p}/stalledbody", "ok", "alive"),
    ("http://get.test:{p}/slowbody", "ok", "alive"),
    ("http://get.test:{p}/stalledbody", "ok", "alive"),
    ("http://get.test:{p}/endless", "ok", "alive"),
    ("http://get.test:{p}/bomb", "ok", "alive"),
    ("http://get.test:{p}/short", "ok", "alive"),
    ("http://get.test:{p}/long", "ok", "alive"),
    ("http://r1.test:{p}/reset", "flaky", "cut-off"),
    ("http://r2.test:{p}/close", "flaky", "cut-off"),
    ("http://r3.test:{p}/half", "flaky", None),
    ("http://r4.test:{p}/garbage", "flaky", "no-http"),
    ("http://r5.test:{p}/headers", "flaky", None),
    ("http://a.test:{p}/ranged/x.pdf", "ok", "alive"),
    ("http://a.test:{p}/norange/x.pdf", "ok", "alive"),
    ("http://a.test:{p}/title/A%20fine%20paper", "ok", "alive"),
    ("http://a.test:{p}/title/Page%20not%20found", "suspicious", "soft-404"),
    ("http://a.test:{p}/parked", "suspicious", "parked"),
    ("http://a.test:{p}/to/302/", "suspicious", "home-page"),
    ("http://a.test:{p}/index.html", "moved", "redirect"),
    ("http://a.test:{p}/de/", "moved", "redirect"),
    ("http://a.test:{p}/to/302/http:/b.test:{p}/", "redirected", "redirect"),
    ("http://a.test:{p}/to/302/http:/ww3.a.test:{p}/page", "redirected", "redirect"),
    ("http://a.test:{p}/to/302/http:/ww16.a.test:{p}/page", "suspicious", "parked"),
    ("http://a.test:{c}/", "flaky", "connection-refused"),
    ("http://nx.test/", "flaky", "no-such-host"),
    ("http://again.test/", "flaky", "resolver"),
    ("http://dead.test/", "flaky", "resolver"),
    ("http://once.test:{p}/page", "ok", "alive"),
    ("http://v6.test:{p}/page", "ok", "alive"),
    ("http://127.0.0.1:{p}/page", "ok", "alive"),
    ("http://2130706433:{p}/page", "ok", "alive"),
    ("http://xn--bcher-kva.test:{p}/page", "ok", "alive"),
    ("http://b\u00fccher.test:{p}/page/\u00e9", "ok", "alive"),
    ("https://good.test:{t}/page", "ok", "alive"),
    ("https://good.test:{t}/status/404", "gone", "not-found"),
    ("http://a.test:{p}/to/301/https:/good.test:{t}/page", "moved", "redirect"),
    ("https://expired.test:{t}/page", "insecure", "certificate-expired"),
    ("https://early.test:{t}/page", "insecure", "certificate-not-yet-valid"),
    ("https://other.test:{t}/page", "insecure", "certificate-name"),
    ("https://unknown.test:{t}/page", "insecure", None),
    ("https://self.test:{t}/page", "insecure", "certificate-self-signed"),
    ("https://a.test:{p}/page", "insecure", "tls-handshake"),
    ("https://h2ok.test:{t}/page", "ok", "alive"),
    ("https://goaway.test:{t}/page", "ok", "alive"),
    ("https://h2reset.test:{t}/page", "ok", "alive"),
    ("http://good.test:{t}/page", "flaky", None),
    ("http://u:p@a.test:{p}/page", "refused", "credentials"),
    ("ftp://a.test/", "refused", "scheme"),
    ("http://", "refused", "malformed"),
    ("http://skipped.test:{p}/", "not-checked", "excluded"),
    ("http://a.test:{p}/excluded/x", "not-checked", "excluded"),
]


def ask(urls, *settings):
    """(evidence by URL, totals)"""
    done = subprocess.run([ASK, *settings], input="\n".join(urls) + "\n", text=True,
                          capture_output=True, timeout=120)
    if done.returncode:
        raise AssertionError(f"ask_links ended with {done.returncode}: {done.stderr[-3000:]}")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {urls[line["id"]]: line for line in lines[:-1]}, lines[-1]


def closed_port():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


def check_truth(server, authority):
    wrong = []
    ports = {"p": server.port, "t": server.tls_port, "c": closed_port()}
    rows = [(url.format(**ports), verdict, cause) for url, verdict, cause in TRUTH
            if server.has_ipv6 or "v6." not in url]
    evidence, totals = ask([row[0] for row in rows], *SETTINGS, f"ca_file={authority}",
                           "get_only=get.test", "skip=skipped.test",
                           f"exclude=a.test:{server.port}/excluded")
    for url, verdict, cause in rows:
        got = evidence.get(url)
        if got is None:
            wrong.append(f"{url}: no evidence")
        elif got["verdict"] != verdict or (cause and got["cause"] != cause):
            wrong.append(f"{url}: {got['verdict']} ({got['cause']}: {got['reason']}, phase "
                         f"{got['phase']}, curl {got['curl_code']}), not {verdict} ({cause})")
        elif verdict == "gone" and got["strength"] != "strong":
            wrong.append(f"{url}: gone on weak evidence")
        elif verdict not in ("refused", "not-checked") and cause not in (
                "no-such-host", "resolver") and (not got["hops"] or not got["requests"]):
            wrong.append(f"{url}: no chain")
    if totals["done"] != len(rows):
        wrong.append(f"{totals['done']} URLs answered, of {len(rows)}")
    masked = [e for e in evidence.values() if "u:p@" in json.dumps(e)]
    return wrong + [f"{e['url']}: credentials are shown" for e in masked]


def check_streams(server):
    """Nothing reads a body for ever; a Range is used; HTTP/2 shares a connection."""
    # Most of it is in the system's buffers, of which both ends have several megabytes.
    if server.sent > 16_000_000:
        yield f"{server.sent} bytes of an endless body were taken"
    if not server.ranges:
        yield "no Range was asked for"
    if server.streams["goaway.test"] > 2 or server.streams["h2reset.test"] > 2:
        yield f"HTTP/2 was tried again and again: {dict(server.streams)}"


def check_http2(server, authority):
    before = server.http2["h2ok.test"]
    urls = [f"https://h2ok.test:{server.tls_port}/page/{i}" for i in range(50)]
    evidence, _ = ask(urls, *SETTINGS, f"ca_file={authority}", "host_at_once=8")
    if any(e["verdict"] != "ok" for e in evidence.values()):
        yield "not all of 50 URLs were fine over HTTP/2"
    if server.http2["h2ok.test"] - before != 1:
        yield f"{server.http2['h2ok.test'] - before} connections for HTTP/2, not one"


def check_fragments(server):
    base = f"http://frag.test:{server.port}"
    urls = [f"{base}/places#here", f"{base}/places#old", f"{base}/places#nowhere",
            f"{base}/largeplaces#deep", f"{base}/places", f"{base}/to/302/places#here"]
    evidence, _ = ask(urls, *SETTINGS, "check_fragments=1")
    wanted = [("ok", 1), ("ok", 1), ("suspicious", 2), ("ok", 0), ("ok", 0), ("redirected", 1)]
    for url, (verdict, fragment) in zip(urls, wanted):
        got = evidence[url]
        if (got["verdict"], got["fragment"]) != (verdict, fragment):
            yield f"{url}: {got['verdict']}, fragment {got['fragment']}"
    if server.seen["frag.test", "/places"] != 2:
        yield f"/places was asked for {server.seen['frag.test', '/places']} times"


def check_policy(server):
    """Nothing private is connected to, however it is written and wherever it comes from."""
    urls = [f"http://{host}:{server.port}/page" for host in (
        "127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "0", "[::1]", "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]", "a.test", "mixed.test", "once.test", "localhost.test")]
    before = server.connections
    evidence, _ = ask(urls, "retry_delay=20", "second_pass_delay=50")
    for url in urls:
        if evidence[url]["verdict"] != "refused" or evidence[url]["cause"] != "private-address":
            yield f"{url}: {evidence[url]['verdict']} ({evidence[url]['cause']})"
    if server.connections != before:
        yield "a private address was connected to"


def check_canary(server):
    """A host that is trusted leads to one that is not: that one hears nothing."""
    with FaultServer() as canary:
        urls = [f"http://inside.test:{server.port}/to/302/http:/{host}:{canary.port}/page"
                for host in ("127.0.0.1", "0", "2130706433", "0x7f.1", "0177.0.0.1", "127.1",
                             "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "other.test",
                             "mixed.test", "once.test")]
        evidence, _ = ask(urls, *SETTINGS, "allow_private=0", "private_host=inside.test")
        for url in urls:
            got = evidence[url]
            if got["cause"] != "private-address" or [hop["status"] for hop in got["hops"]][:1] != [302]:
                yield f"{url}: {got['verdict']} ({got['cause']})"
        if canary.connections:
            yield f"{canary.connections} connections to what is private"


def check_names(server):
    """Names are asked for in threads; one that nobody answers for keeps no other waiting."""
    urls = [f"http://n{i}.test:{server.port}/page" for i in range(200)]
    urls.insert(0, "http://stuck.test/")
    evidence, totals = ask(urls, *SETTINGS, "threads=1", "resolve_timeout=1000")
    stuck = evidence.pop("http://stuck.test/")
    if {e["verdict"] for e in evidence.values()} != {"ok"}:
        yield "not all of 200 hosts were found"
    if max(e["at"] for e in evidence.values()) >= stuck["at"] or totals["wall"] > 30000:
        yield f"all waited for one name: {totals['wall']} ms"
    if (stuck["verdict"], stuck["cause"], stuck["phase"]) != ("flaky", "resolver", "resolve"):
        yield f"a name that nobody answers for: {stuck}"


def check_drained(server, authority):
    """A certificate that is not valid is looked at a few times for all URLs of its host."""
    before = server.connections
    urls = [f"https://expired.test:{server.tls_port}/page/{i}" for i in range(100)]
    evidence, _ = ask(urls, *SETTINGS, f"ca_file={authority}")
    if {e["cause"] for e in evidence.values()} != {"certificate-expired"}:
        yield "not all URLs of a host say that its certificate has expired"
    if server.connections - before > 3 or sum(e["requests"] for e in evidence.values()) > 3:
        yield f"{server.connections - before} connections to a host whose certificate has expired"


def check_offline(server):
    before = server.connections
    evidence, _ = ask([f"http://a.test:{server.port}/page"], *SETTINGS, "offline=1")
    if {e["verdict"] for e in evidence.values()} != {"not-checked"}:
        yield "offline gave a verdict"
    evidence, _ = ask([f"http://a.test:{server.port}/page", f"http://x.b.test:{server.port}/page"],
                      *SETTINGS, "only=b.test")
    if sorted(e["verdict"] for e in evidence.values()) != ["not-checked", "ok"]:
        yield f"--only-host: {evidence}"
    if server.connections != before + 1:
        yield f"{server.connections - before} connections, not one"


def check_exclude(server):
    """What patterns fit: a URL with or without its scheme, as a whole or up to a part's end."""
    base = f"e.test:{server.port}"
    patterns = [f"{base}/a", f"http://{base}/b/*/x", "*.pdf", f"{base}/d/"]
    out = ["/a", "/a/b", "/a?q", "/b/1/2/x", "/c/paper.pdf", "/c/paper.pdf?v", "/d/e"]
    kept = ["/ab", "/b/x", "/b/1/xy", "/c/paper.pdfx", "/d", "/"]
    urls = [f"http://{base}{path}" for path in out + kept]
    evidence, _ = ask(urls, *SETTINGS, *(f"exclude={pattern}" for pattern in patterns))
    asked = {path for _, host, _, path in server.requests if host == "e.test"}
    if asked != set(kept):
        yield f"asked for {sorted(asked)}, not for {sorted(kept)}"
    if [evidence[url]["verdict"] == "not-checked" for url in urls] != [True] * 7 + [False] * 6:
        yield "what is excluded is not called so"


def check_accept(server):
    urls = [f"http://ac.test:{server.port}/status/{status}" for status in (403, 404)]
    evidence, _ = ask(urls, *SETTINGS, "accept=403")
    if [evidence[url]["verdict"] for url in urls] != ["ok", "gone"]:
        yield f"accepting 403: {evidence}"


def check_proxy(server):
    """A proxy is asked only when that is said, whatever the environment says; it knows the names."""
    url = "http://behind.example/page"
    evidence, _ = ask([url], *SETTINGS, "allow_private=0", f"proxy=http://127.0.0.1:{server.port}")
    if evidence[url]["verdict"] != "ok" or not server.seen["behind.example", "/page"]:
        yield f"by way of a proxy: {evidence[url]}"
    os.environ["http_proxy"] = f"http://127.0.0.1:{server.port}"
    evidence, _ = ask([url], *SETTINGS)
    del os.environ["http_proxy"]
    if evidence[url]["cause"] != "no-such-host" or server.seen["behind.example", "/page"] > 1:
        yield f"by way of the environment's proxy: {evidence[url]}"


def check_interrupt(server):
    """Ctrl-C: what is known is told, the rest is not checked."""
    urls = [f"http://i.test:{server.port}/page/{i}" for i in range(5)]
    urls += [f"http://i.test:{server.port}/interrupt", f"http://i.test:{server.port}/page/last"]
    process = subprocess.Popen([ASK, *SETTINGS, "timeout=60000", "host_at_once=1"], text=True,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    server.pid = process.pid
    out, _ = process.communicate("\n".join(urls) + "\n", timeout=60)
    lines = [json.loads(line) for line in out.splitlines()][:-1]
    verdicts = [line["verdict"] for line in sorted(lines, key=lambda line: line["id"])]
    if verdicts != ["ok"] * 5 + ["not-checked"] * 2 or process.returncode:
        yield f"after Ctrl-C: {verdicts}, status {process.returncode}"


def check_budget(server):
    urls = [f"http://b{i}.test:{server.port}/stall" for i in range(20)]
    evidence, totals = ask(urls, *SETTINGS, "timeout=60000", "budget=300")
    if {e["verdict"] for e in evidence.values()} != {"not-checked"}:
        yield "time was up, and something else than 'not checked' was said"
    if totals["wall"] > 10000:
        yield f"a budget of 300 ms took {totals['wall']}"


def main():
    with tempfile.TemporaryDirectory() as scratch:
        authority, contexts = make_contexts(Path(scratch))
        with FaultServer(contexts) as server:
            wrong = check_truth(server, authority)
            wrong += check_streams(server)
            wrong += check_http2(server, authority)
            wrong += check_fragments(server)
            wrong += check_policy(server)
            wrong += check_canary(server)
            wrong += check_names(server)
            wrong += check_drained(server, authority)
            wrong += check_offline(server)
            wrong += check_exclude(server)
            wrong += check_accept(server)
            wrong += check_proxy(server)
            wrong += check_interrupt(server)
            wrong += check_budget(server)
    print(*wrong, sep="\n")
    print(f"{len(TRUTH)} behaviours, {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
