#!/usr/bin/env python3
"""What servers see of a check: never more at once or a second than the limits say, redirects
included; one request before the others; nothing while a host asks to be left alone; nothing twice.
The server counts, so nothing here believes the program's own numbers.
"""
from collections import Counter, defaultdict
import json
import os
from pathlib import Path
import subprocess
import sys
import time

SOURCE = Path(os.environ["CURLINT_SOURCE"])
sys.dont_write_bytecode = True
sys.path.insert(0, str(SOURCE / "tests" / "server"))
from fault_server import FaultServer  # noqa: E402

ASK = Path(os.environ["CURLINT_BUILD"]) / "tests" / "ask_links"
SETTINGS = ["allow_private=1", "retry_delay=20", "second_pass_delay=50", "timeout=5000",
            "host_rate=0"]


def ask(urls, *settings):
    done = subprocess.run([ASK, *SETTINGS, *settings], input="\n".join(urls) + "\n", text=True,
                          capture_output=True, timeout=120)
    if done.returncode:
        raise AssertionError(f"ask_links ended with {done.returncode}: {done.stderr[-3000:]}")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {urls[line["id"]]: line for line in lines[:-1]}, lines[-1]


def times_by_host(server):
    times = defaultdict(list)
    for when, host, _, _ in server.requests:
        times[host].append(when)
    return times


def not_all(evidence, verdicts):
    wrong = Counter(e["verdict"] for e in evidence.values() if e["verdict"] not in verdicts)
    return [f"verdicts {dict(wrong)}"] if wrong else []


def check_at_once(server):
    """Hosts with their own URLs, and all of them redirect to one more."""
    base = f"test:{server.port}"
    urls = [f"http://h{h}.{base}/wait/{10 + i % 7}/{i}" for i in range(30) for h in range(8)]
    urls += [f"http://h{h}.{base}/to/302/http:/hub.{base}/wait/15/{h}/{i}"
             for i in range(10) for h in range(8)]
    evidence, _ = ask(urls, "host_at_once=3", "at_once=20")
    yield from not_all(evidence, ("ok", "redirected"))
    for host, peak in server.peak.items():
        if peak > 3:
            yield f"{host}: {peak} requests at once, not 3"
        if server.peak_open[host] > 3:
            yield f"{host}: {server.peak_open[host]} connections at once, not 3"
    if server.peak["hub.test"] < 3 or server.peak["h1.test"] < 3:
        yield "the limit is not used"
    if max(server.seen.values()) > 1:
        yield f"asked for twice: {server.seen.most_common(1)}"
    if server.peak_all > 20:
        yield f"{server.peak_all} requests at once over all hosts, not 20"


def check_rate(server):
    """No window of time sees more than burst and rate allow."""
    base = f"test:{server.port}"
    urls = [f"http://own.{base}/page/{i}" for i in range(30)]
    urls += [f"http://a{i % 5}.{base}/to/302/http:/hub.{base}/page/{i}" for i in range(30)]
    start = time.monotonic()
    evidence, _ = ask(urls, "host_rate=20", "host_burst=4", "host_at_once=10")
    yield from not_all(evidence, ("ok", "redirected"))
    if times_by_host(server)["hub.test"][-1] - start < (30 - 4) / 20:
        yield "30 requests were faster than burst and rate allow"
    for host, times in times_by_host(server).items():
        for i, start in enumerate(times):
            for j in range(i, len(times)):
                # What is sent apart may be read together by a server that was busy.
                if j - i + 1 > 4 + 20 * (times[j] - start + 0.25) + 1:
                    yield f"{host}: {j - i + 1} requests in {times[j] - start:.3f} s"
                    return


def check_probe(server):
    """A new host is asked once before it gets its burst."""
    urls = [f"http://new.test:{server.port}/wait/60/{i}" for i in range(20)]
    ask(urls, "host_at_once=10")
    times = times_by_host(server)["new.test"]
    if times[1] - times[0] < 0.055:
        yield f"the second request came {times[1] - times[0]:.3f} s after the first"


def check_wait(server):
    """After "too many requests" nothing comes until the host may be asked again."""
    base = f"test:{server.port}"
    urls = [f"http://busy.{base}/limited/1/1"] + [f"http://busy.{base}/page/{i}" for i in range(20)]
    urls += [f"http://free.{base}/page/{i}" for i in range(20)]
    evidence, _ = ask(urls, "host_at_once=1", "longest_wait=5000")
    yield from not_all(evidence, ("ok",))
    times = times_by_host(server)
    if not 1 <= times["busy.test"][1] - times["busy.test"][0] < 4:
        yield f"waited {times['busy.test'][1] - times['busy.test'][0]:.3f} s, not 1"
    if max(times["free.test"]) > times["busy.test"][1]:
        yield "another host had to wait with it"


def check_budget_header(server):
    """A limit that is used up is heard of before it is broken."""
    urls = [f"http://tight.test:{server.port}/budget/{i}" for i in range(5)]
    evidence, _ = ask(urls, "host_at_once=1", "longest_wait=5000")
    yield from not_all(evidence, ("ok",))
    times = times_by_host(server)["tight.test"]
    if times[1] - times[0] < 1:
        yield f"RateLimit was not kept: {times[1] - times[0]:.3f} s"


def check_given_up(server):
    """A host that asks for an hour gets no more; what was not asked is not judged."""
    urls = [f"http://closed.test:{server.port}/limited/999/3600/{i}" for i in range(50)]
    evidence, totals = ask(urls, "host_at_once=4")
    verdicts = Counter(e["verdict"] for e in evidence.values())
    if set(verdicts) != {"blocked", "not-checked"} or verdicts["not-checked"] < 45:
        yield f"verdicts {dict(verdicts)}"
    if len(server.requests) > 4:
        yield f"{len(server.requests)} requests to a host that asked for an hour"
    if totals["wall"] > 20000:
        yield f"that took {totals['wall']} ms"


def check_slow_host(server):
    """A host with most of the URLs keeps no other waiting."""
    base = f"test:{server.port}"
    urls = [f"http://slow.{base}/wait/100/{i}" for i in range(40)]
    urls += [f"http://q{h}.{base}/wait/5/{i}" for h in range(5) for i in range(8)]
    ask(urls, "host_at_once=2", "at_once=8")
    times = times_by_host(server)
    first = min(map(min, times.values()))
    last = max(max(times[f"q{h}.test"]) for h in range(5)) - first
    if last > (max(times["slow.test"]) - first) / 2:
        yield f"the other hosts took {last:.2f} s"


def check_dead_host(server):
    """A host that refuses connections is tried a few times for all of its URLs."""
    urls = [f"http://down.test:1/{i}" for i in range(200)]
    evidence, totals = ask(urls)
    yield from not_all(evidence, ("flaky",))
    requests = sum(e["requests"] for e in evidence.values())
    if requests > 8:
        yield f"{requests} requests to a host that refuses connections"
    if any(e["cause"] != "connection-refused" for e in evidence.values()):
        yield "not each of its URLs says why"
    if server.requests:
        yield "and that asked somebody else"


def check_plan(server):
    """What a check would take is known before any request."""
    base = f"test:{server.port}"
    urls = [f"http://one.{base}/page/{i}" for i in range(50)] + [f"http://two.{base}/page"]
    done = subprocess.run([ASK, *SETTINGS, "host_rate=10", "host_burst=1", "plan=1"], text=True,
                          input="\n".join(urls) + "\n", capture_output=True, timeout=60)
    one, two, _ = (json.loads(line) for line in done.stdout.splitlines())
    if (one["host"], one["urls"], two["urls"]) != ("one.test", 50, 1):
        yield f"the plan says {one}, {two}"
    if not 4900 <= one["least_time"] <= 5100:
        yield f"50 requests at 10 a second take {one['least_time']} ms"
    if server.requests:
        yield "the plan asked"


def check_progress(server):
    """Progress is told each second, and at the end all is done."""
    urls = [f"http://calm.test:{server.port}/wait/100/{i}" for i in range(25)]
    done = subprocess.run([ASK, *SETTINGS, "host_at_once=1", "progress=1", "quiet=1"], text=True,
                          input="\n".join(urls) + "\n", capture_output=True, timeout=60)
    lines = [json.loads(line) for line in done.stdout.splitlines()][:-1]
    if len(lines) < 3 or [line["progress"] for line in lines] != sorted(
            line["progress"] for line in lines) or lines[-1]["progress"] != 25:
        yield f"progress: {lines}"
    elif lines[0]["slow"] != "calm.test" or not 0 < lines[0]["left"] < 60000:
        yield f"after a second: {lines[0]}"


def check_get_only(server):
    """Where HEAD proved wrong a few times, it is not sent any more."""
    urls = [f"http://odd.test:{server.port}/method/404/200/{i}" for i in range(40)]
    evidence, _ = ask(urls, "host_at_once=1")
    yield from not_all(evidence, ("ok",))
    heads = sum(method == "HEAD" for _, _, method, _ in server.requests)
    if heads > 4:
        yield f"{heads} times HEAD to a host where it is wrong"
    if len(server.requests) != 40 + heads:
        yield f"{len(server.requests)} requests for 40 URLs"


def check_once(server):
    """One request for each URL where HEAD is fine; fragments and doubles make no more."""
    base = f"http://plain.test:{server.port}/page"
    urls = [f"{base}/{i}" for i in range(50)]
    urls += [f"{base}/{i}#part" for i in range(50)] + [f"{base}/{i}" for i in range(50)]
    done = subprocess.run([ASK, *SETTINGS], input="\n".join(urls) + "\n", text=True,
                          capture_output=True, timeout=60)
    lines = [json.loads(line) for line in done.stdout.splitlines()][:-1]
    if sorted(line["id"] for line in lines) != list(range(150)):
        yield f"{len(lines)} answers for 150 URLs"
    if len(server.requests) != 50 or {m for _, _, m, _ in server.requests} != {"HEAD"}:
        yield f"{len(server.requests)} requests for 50 pages"


CHECKS = [check_at_once, check_rate, check_probe, check_wait, check_budget_header, check_given_up,
          check_slow_host, check_dead_host, check_plan, check_progress, check_get_only, check_once]


def main():
    failed = 0
    for check in CHECKS:
        with FaultServer() as server:
            for wrong in check(server):
                print(f"{check.__name__}: {wrong}")
                failed += 1
    print(f"{len(CHECKS)} checks, {failed} complaints")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
