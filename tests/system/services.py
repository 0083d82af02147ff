#!/usr/bin/env python3
"""What services say decides: the right verdict for every id and repository, with few requests and
never faster than a service allows. The services are fakes on loopback that keep count themselves.
"""
import json
import math
import os
from pathlib import Path
import random
import subprocess
import sys

SOURCE = Path(os.environ["CURLINT_SOURCE"])
sys.dont_write_bytecode = True
sys.path.insert(0, str(SOURCE / "tests" / "server"))
from fake_services import FakeServices  # noqa: E402

ASK = Path(os.environ["CURLINT_BUILD"]) / "tests" / "ask_links"
WARP = 100


def ask(fake, urls, *settings, services=("arxiv", "github", "doi", "huggingface"), token="t0ken"):
    arguments = ["allow_private=1", f"warp={WARP}", "tick=2", "sites=1", "host_rate=0", "timeout=3000000",
                 "connect_timeout=1000000", "resolve_timeout=1000000",
                 *(f"{name}={getattr(fake, name)}" for name in services), *settings]
    if token:
        arguments.append("token=" + token)
    done = subprocess.run([ASK, *arguments], input="\n".join(urls) + "\n", text=True,
                          capture_output=True, timeout=120)
    if done.returncode:
        raise AssertionError(f"ask_links ended with {done.returncode}: {done.stderr[-3000:]}")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {urls[line["id"]]: line for line in lines if "url" in line}, lines


def wrong(evidence, expected):
    """What is not as it should be: {url: (verdict, more fields)}."""
    for url, (verdict, fields) in expected.items():
        said = evidence.get(url)
        if not said:
            yield f"{url}: no evidence"
            continue
        for name, value in {"verdict": verdict, **fields}.items():
            if said[name] != value:
                yield f"{url}: {name} is {said[name]!r}, not {value!r} ({said['reason']})"


def count(fake, **most):
    for kind, number in most.items():
        if fake.counts[kind] != number:
            yield f"{fake.counts[kind]} requests to {kind}, not {number}"


ARXIV = "http://arxiv.test:{port}"


def arxiv_urls(fake, number, of=lambda i: "ok"):
    base = ARXIV.format(port=fake.port)
    forms = [base + "/abs/{}", base + "/pdf/{}", base + "/pdf/{}.pdf", base + "/html/{}v1",
             base + "/abs/{}v3", base + "/format/{}"]
    return [forms[i % len(forms)].format(f"2401.{i:05}") for i in range(number)]


def check_arxiv(fake):
    """Ids in all forms, some of which do not exist, in as few requests as there can be."""
    base = ARXIV.format(port=fake.port)
    urls = arxiv_urls(fake, 350)
    expected = {url: ("gone" if i % 1000 == 404 else "ok", {"service": "arxiv"})
                for i, url in enumerate(urls)}
    more = {
        base + "/abs/2402.00404": ("gone", {"cause": "not-found", "strength": "strong"}),
        base + "/pdf/2402.00404v2.pdf": ("gone", {}),
        base + "/abs/2402.00410": ("ok", {}),
        base + "/abs/2402.00001v9": ("gone", {"cause": "no-such-version", "service": "arxiv"}),
        base + "/abs/2402.00001v3": ("ok", {}),
        base + "/abs/hep-th/9901001": ("ok", {}),
        base + "/abs/math.CA/0611800v2": ("ok", {}),
        base + "/abs/math/0611800": ("ok", {}),
    }
    expected.update(more)
    urls += more
    random.Random(1).shuffle(urls)
    evidence, _ = ask(fake, urls)
    yield from wrong(evidence, expected)
    papers = evidence[base + "/abs/2402.00410"]["facts"]["paper"]
    if not papers["withdrawn"]:
        yield "a withdrawn paper is not known for one"
    paper = evidence[base + "/abs/math/0611800"]["facts"]["paper"]
    if (paper["title"] != "The paper math/0611800 on $\\alpha$ & more" or paper["version"] != 3
            or paper["authors"] != "Ann One, Bo & Two" or paper["published"] != "2024-01-31"
            or paper["doi"] != "10.1/x" or paper["journal"] != "J. of X, 3" or paper["withdrawn"]):
        yield f"the paper is {paper}"
    yield from count(fake, arxiv=4, page=0)
    if len(fake._connections) != 1:
        yield f"{len(fake._connections)} connections to arXiv"


def check_arxiv_spoiled(fake):
    """One id that arXiv calls malformed: the others are known, its page is asked."""
    base = ARXIV.format(port=fake.port)
    urls = arxiv_urls(fake, 60) + [base + "/abs/2401.66666"]
    evidence, _ = ask(fake, urls)
    yield from wrong(evidence, {url: ("ok", {}) for url in urls})
    yield from wrong(evidence, {urls[-1]: ("ok", {"service": ""})})
    yield from count(fake, page=1)
    if fake.counts["arxiv"] > 2 * math.ceil(math.log2(61)) + 1:
        yield f"{fake.counts['arxiv']} requests to find one id in 61"


def check_arxiv_behind(fake):
    """What is new in arXiv its service may not know yet: the page tells."""
    base = ARXIV.format(port=fake.port)
    fake.arxiv_behind = ["2606.00001", "2605.00002", "2401.00003"]
    expected = {
        base + "/abs/2606.00001": ("ok", {"service": ""}),
        base + "/abs/2605.00002": ("ok", {"service": ""}),
        base + "/abs/2605.00404": ("gone", {"service": ""}),
        base + "/abs/2605.00005": ("ok", {"service": "arxiv"}),
        base + "/abs/2401.00003": ("gone", {"service": "arxiv"}),
        base + "/abs/2401.00004v4": ("ok", {"service": ""}),
        base + "/abs/2401.00004v5": ("gone", {"service": "arxiv", "cause": "no-such-version"}),
        base + "/abs/2401.00004": ("ok", {"service": "arxiv"}),
    }
    evidence, _ = ask(fake, list(expected))
    yield from wrong(evidence, expected)
    yield from count(fake, arxiv=1)
    fake.arxiv_updated = ""
    url = base + "/abs/2401.00003"
    evidence, _ = ask(fake, [url])
    yield from wrong(evidence, {url: ("ok", {"service": ""})})


def check_arxiv_strange(fake):
    """Where an entry is not understood, nobody knows whose it is: nothing is gone."""
    fake.arxiv_stranger = True
    urls = arxiv_urls(fake, 20)
    evidence, _ = ask(fake, urls)
    yield from wrong(evidence, {url: ("ok", {}) for url in urls})


def check_arxiv_long(fake):
    """URLs that are too long for the server are halved."""
    fake.arxiv_longest_url = 700
    urls = arxiv_urls(fake, 100)
    evidence, _ = ask(fake, urls)
    yield from wrong(evidence, {url: ("ok", {}) for url in urls})
    yield from count(fake, arxiv=3)


def check_arxiv_cut(fake):
    """Ten entries, whatever was asked for: what is left out is not gone."""
    fake.arxiv_most = 10
    urls = arxiv_urls(fake, 100)
    evidence, _ = ask(fake, urls)
    yield from wrong(evidence, {url: ("ok", {}) for url in urls})


def check_arxiv_empty(fake):
    """A feed without an entry is believed the second time."""
    base = ARXIV.format(port=fake.port)
    fake.arxiv_empty = 1
    urls = arxiv_urls(fake, 30)
    evidence, _ = ask(fake, urls)
    yield from wrong(evidence, {url: ("ok", {}) for url in urls})
    yield from count(fake, arxiv=2)
    evidence, _ = ask(fake, [base + "/abs/2405.00404"])
    yield from wrong(evidence, {base + "/abs/2405.00404": ("gone", {})})
    yield from count(fake, arxiv=4)


def gaps(fake, kind):
    times = [when for when, asked, *_ in fake.requests if asked == kind]
    return [(b - a) * WARP for a, b in zip(times, times[1:])]


def check_arxiv_limited(fake):
    """"Too many requests" is waited out: 30 s at least, then twice that."""
    fake.arxiv_first = [429, 503]
    urls = arxiv_urls(fake, 20)
    evidence, _ = ask(fake, urls)
    yield from wrong(evidence, {url: ("ok", {}) for url in urls})
    waited = gaps(fake, "arxiv")
    if len(waited) != 2 or waited[0] < 30 or waited[1] < 60:
        yield f"waited {waited} s"


def check_arxiv_limited_for_good(fake):
    """Then nothing is known, and no page is asked."""
    fake.arxiv_always = 429
    urls = arxiv_urls(fake, 250)
    evidence, _ = ask(fake, urls)
    yield from wrong(evidence, {url: ("not-checked", {}) for url in urls})
    yield from count(fake, page=0)
    if fake.counts["arxiv"] > 4:
        yield f"{fake.counts['arxiv']} requests"


def check_arxiv_forbids(fake):
    """After 403 nothing more is asked."""
    fake.arxiv_always = 403
    urls = arxiv_urls(fake, 250)
    evidence, _ = ask(fake, urls)
    yield from wrong(evidence, {url: ("not-checked", {"cause": "forbidden"}) for url in urls})
    yield from count(fake, arxiv=1, page=0)


def check_arxiv_broken(fake):
    """What is no feed says nothing of papers; nothing waits for ever."""
    base = ARXIV.format(port=fake.port)
    fake.feed = lambda *_: "<!DOCTYPE x [<!ENTITY a 'b'>]><feed>&a;</feed>"
    picture = base + "/html/2401.00001v1/x1.png"
    evidence, _ = ask(fake, [base + "/abs/2401.00001", picture])
    reason = "arXiv could not be asked: its answer cannot be read"
    yield from wrong(evidence, {
        base + "/abs/2401.00001": ("not-checked", {"cause": "service", "reason": reason}),
        picture: ("ok", {})})


def check_arxiv_pages_wait(fake):
    """Pages of arXiv are asked when its service is through, at the same pace."""
    base = ARXIV.format(port=fake.port)
    pictures = [base + f"/html/2401.0000{i}v1/x1.png" for i in range(3)]
    urls = pictures + arxiv_urls(fake, 250)
    evidence, _ = ask(fake, urls)
    yield from wrong(evidence, {url: ("ok", {}) for url in urls})
    kinds = [kind for _, kind, *_ in fake.requests]
    if kinds != ["arxiv"] * 3 + ["page"] * 3:
        yield f"asked in the order {kinds}"


GITHUB = "http://github.test:{port}"


def check_github(fake):
    """Missing, renamed, archived, disabled, empty; files and issues; a badge of letter case."""
    base = GITHUB.format(port=fake.port)
    expected = {f"{base}/own{i}/repo": ("ok", {"service": "github"}) for i in range(230)}
    expected.update({
        base + "/gone/repo": ("gone", {"service": "", "cause": "not-found"}),
        base + "/private/repo": ("ok", {"service": ""}),
        base + "/me/old": ("moved", {"final": "https://github.test/ME/New"}),
        base + "/me/old/tree/main/src": ("moved",
                                         {"final": "https://github.test/ME/New/tree/main/src"}),
        base + "/Me/Archived-Archived": ("ok", {}),
        base + "/me/empty": ("ok", {}),
        base + "/me/disabled": ("ok", {"service": ""}),
        base + "/me/repo/blob/main/a%20b.md": ("ok", {"service": "github"}),
        base + "/me/repo/blob/main/missing.md": ("gone", {"service": ""}),
        base + "/me/repo/tree/feature/missing": ("gone", {"service": ""}),
        base + "/me/repo/issues/17": ("ok", {"service": "github"}),
        base + "/me/repo.git": ("ok", {"service": "github"}),
        base + "/me/repo/": ("ok", {"service": "github"}),
        base + "/me/repo/wiki": ("ok", {"service": ""}),
        base + "/topics/llm": ("ok", {"service": ""}),
        base + "/me": ("ok", {"service": ""}),
        base + '/me/repo/blob/main/"){x}"/$a': ("ok", {"service": "github"}),
    })
    urls = list(expected)
    random.Random(2).shuffle(urls)
    evidence, _ = ask(fake, urls)
    yield from wrong(evidence, expected)
    facts = {url: evidence[url]["facts"].get("repository", {}) for url in urls}
    for name, flag in (("Me/Archived-Archived", "archived"), ("me/empty", "empty")):
        if facts[f"{base}/{name}"].get(flag) is not True:
            yield f"{name} is not known to be {flag}"
    yield from count(fake, github=3)
    if fake.tokens["page"] or fake.tokens["github"] != 3:
        yield f"the token was sent: {dict(fake.tokens)}"


def check_github_halves(fake):
    """What takes too long is asked in halves."""
    fake.github_most = 25
    base = GITHUB.format(port=fake.port)
    urls = [f"{base}/own{i}/repo" for i in range(100)]
    evidence, _ = ask(fake, urls)
    yield from wrong(evidence, {url: ("ok", {}) for url in urls})
    yield from count(fake, github=7, page=0)


def check_github_partial(fake):
    """What comes back empty without a reason is asked for again."""
    fake.github_first = ["partial", "nothing"]
    base = GITHUB.format(port=fake.port)
    urls = [f"{base}/own{i}/repo" for i in range(90)] + [base + "/gone/x"]
    evidence, _ = ask(fake, urls)
    yield from wrong(evidence, {url: ("ok", {}) for url in urls[:-1]})
    yield from wrong(evidence, {urls[-1]: ("gone", {})})


def check_services_broken(fake):
    """What is no answer is asked for again, at last at the end of the run, which comes."""
    for name in ("github", "doi", "huggingface"):
        setattr(fake, "answer_" + name, lambda handler, *_: handler.answer(500))
    bases = [f"http://{host}.test:{fake.port}" for host in ("github", "doi", "huggingface")]
    urls = [bases[0] + "/me/repo", bases[1] + "/10.1145/1", bases[2] + "/org/model",
            bases[0] + "/topics/llm"]
    evidence, _ = ask(fake, urls)
    yield from wrong(evidence, {url: ("not-checked", {}) for url in urls[:3]})
    yield from wrong(evidence, {urls[3]: ("ok", {})})
    evidence, _ = ask(fake, urls[:1], "github=http://127.0.0.1:9/graphql", services=("doi",))
    yield from wrong(evidence, {urls[0]: ("not-checked", {})})


def check_github_limited(fake):
    """A limit inside 200, and a secondary one, are waited out."""
    fake.github_first = ["limited", "secondary"]
    base = GITHUB.format(port=fake.port)
    urls = [f"{base}/own{i}/repo" for i in range(30)]
    evidence, _ = ask(fake, urls)
    yield from wrong(evidence, {url: ("ok", {}) for url in urls})
    waited = gaps(fake, "github")
    if len(waited) != 2 or min(waited) < 60:
        yield f"waited {waited} s"


def check_github_without(fake):
    """Without a token, or with a wrong one, pages are asked."""
    base = GITHUB.format(port=fake.port)
    urls = [base + "/me/repo", base + "/gone/repo"]
    expected = {urls[0]: ("ok", {"service": ""}), urls[1]: ("gone", {"service": ""})}
    evidence, _ = ask(fake, urls, token=None)
    yield from wrong(evidence, expected)
    yield from count(fake, github=0)
    fake.github_first = ["401"]
    evidence, _ = ask(fake, urls)
    yield from wrong(evidence, expected)
    yield from count(fake, github=1)


def check_doi(fake):
    base = f"http://doi.test:{fake.port}"
    expected = {
        base + "/10.1145/3442188.3445922": ("ok", {"service": "doi"}),
        base + "/10.1145/3442188.404": ("gone", {"service": "doi"}),
        base + "/10.1145/3442188.200": ("ok", {"service": ""}),
        base + "/10.1002/(SICI)1097-4571%3C1::AID%3E3.0.CO;2-W": ("ok", {"service": "doi"}),
        base + "/index.html": ("ok", {"service": ""}),
    }
    evidence, _ = ask(fake, list(expected))
    yield from wrong(evidence, expected)
    yield from count(fake, doi=4)


def check_huggingface(fake):
    base = f"http://huggingface.test:{fake.port}"
    expected = {
        base + "/org/model": ("ok", {"service": "huggingface"}),
        base + "/datasets/org/data": ("ok", {"service": "huggingface"}),
        base + "/datasets/org/old": ("moved",
                                     {"final": "https://huggingface.test/datasets/org/New"}),
        base + "/gone/model": ("gone", {"service": ""}),
        base + "/org/evil": ("ok", {"service": ""}),
        base + "/org/bad": ("ok", {"service": ""}),
        base + "/org/model/blob/main/a.bin": ("ok", {"service": ""}),
        base + "/docs/transformers": ("ok", {"service": ""}),
    }
    evidence, _ = ask(fake, list(expected))
    yield from wrong(evidence, expected)
    yield from count(fake, huggingface=6)


def check_without_requests(fake):
    """OpenReview is not asked; hosts that the ACL has left are rewritten."""
    expected = {
        "https://openreview.net/forum?id=B1-Hhnslg": ("blocked", {"requests": 0}),
        "https://openreview.net/pdf?id=B1-Hhnslg": ("blocked", {"requests": 0}),
        "https://openreview.net/pdf/0123456789abcdef0123456789abcdef01234567.pdf": ("blocked", {}),
        "https://openreview.net/forum?id=B1": ("suspicious", {"cause": "malformed-id"}),
        "https://openreview.net/pdf/": ("suspicious", {}),
    }
    evidence, _ = ask(fake, list(expected), "services=1")
    yield from wrong(evidence, expected)
    urls = ["https://www.aclweb.org/anthology/P19-1001/",
            "http://anthology.aclweb.org/W/W06/W06-2920.pdf", "https://www.aclweb.org/portal/"]
    _, lines = ask(fake, urls, "services=1", "plan=1")
    hosts = {line["host"]: line["urls"] for line in lines if "host" in line and line["urls"]}
    if hosts != {"aclanthology.org": 2, "www.aclweb.org": 1}:
        yield f"planned {hosts}"


def check_plan(fake):
    """The plan counts batches, and is what the services then see."""
    urls = arxiv_urls(fake, 301) + [f"{GITHUB.format(port=fake.port)}/own{i}/repo"
                                    for i in range(201)]
    _, lines = ask(fake, urls, "plan=1")
    if fake.requests:
        yield "a plan asked"
    planned = {line["host"].partition(" ")[2]: line["waiting"] for line in lines if "host" in line}
    ask(fake, urls)
    for kind, requests in (("arxiv", 4), ("github", 3)):
        waiting = next((number for name, number in planned.items() if kind in name), None)
        if waiting != requests or fake.counts[kind] != requests:
            yield f"{kind}: planned {waiting}, asked {fake.counts[kind]}, not {requests}"


def main():
    checks = [value for name, value in sorted(globals().items()) if name.startswith("check_")]
    chosen = sys.argv[1:]
    failures = 0
    for check in checks:
        if chosen and check.__name__ not in chosen:
            continue
        with FakeServices(WARP) as fake:
            faults = list(check(fake)) + fake.broken
        for fault in faults[:10]:
            print(f"{check.__name__}: {fault}")
        failures += bool(faults)
    print(f"{len(checks)} checks, {failures} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
