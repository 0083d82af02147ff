"""arXiv, GitHub, the DOI system and Hugging Face on loopback, with the rules of the real ones:

    with FakeServices(warp=100) as fake: ... fake.port, fake.arxiv, fake.requests

What an id or a name says decides what it is. arXiv's rules
are checked at every request, and `fake.broken` tells which were not kept: one request in three
seconds of a clock that runs `warp` times faster, one connection, 100 ids at most. Everything else
that is asked for is a page, which is there unless its path begins with /gone/ or has "missing" in it.
With `FakeServices(real=True)` names say nothing: all is there. It is a proxy too.
"""
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
import json
import random
import re
import threading
import time
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

NEW_ID = re.compile(r"\d{4}\.\d{4,5}|[a-z-]+/\d{7}")
ALIAS = re.compile(r'r(\d+):repository\(owner:"([^"]*)",name:"([^"]*)"\)'
                   r'\{nameWithOwner isArchived isDisabled isEmpty'
                   r'(?: what:(.*?)\{__typename\})?\}')


KINDS = {"/api/query": "arxiv", "/graphql": "github", "/handles/": "doi", "/hub/": "huggingface"}


def kind_of(path):
    return next((kind for prefix, kind in KINDS.items() if path.startswith(prefix)), "page")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, body=b"", *headers):
        if isinstance(body, str):
            body = body.encode()
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def serve(self):
        fake = self.server.fake
        url = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        host = url.netloc.split(":")[0] or self.headers.get("Host", "").split(":")[0]
        kind = kind_of(url.path) if host in ("", "127.0.0.1") else "page"
        with fake.lock:
            fake.requests.append((time.monotonic(), kind, host, self.command, self.path))
            fake.counts[kind] += 1
            if "Authorization" in self.headers:
                fake.tokens[kind] += 1
        getattr(fake, "answer_" + kind)(self, url, body)

    do_GET = do_HEAD = do_POST = serve

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


class FakeServices:
    def __init__(self, warp=100, real=False):
        self.warp, self.real = warp, real
        self.lock = threading.Lock()
        self.requests, self.counts, self.tokens, self.broken = [], Counter(), Counter(), []
        self.random = random.Random(6)
        # How the services are to behave.
        self.arxiv_longest_url = 4000
        self.arxiv_first = []       # statuses of the first answers
        self.arxiv_always = None    # a status for each answer
        self.arxiv_most = None      # entries in an answer, whatever was asked for
        self.arxiv_empty = 0        # so many feeds without an entry first
        self.arxiv_titles = {}      # id -> title
        self.arxiv_behind = []      # ids that it has not heard of yet, and their pages have
        self.arxiv_stranger = False # an entry that is no paper stands among the others
        self.arxiv_updated = "2026-06-01T00:00:00-04:00"
        self.github_first = []      # what the first answers are: see answer_github()
        self.github_most = 100      # aliases that it answers in time
        self._last, self._active, self._connections = None, 0, set()

    def __enter__(self):
        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.fake = self
        self.port = self.server.server_address[1]
        base = f"http://127.0.0.1:{self.port}"
        self.arxiv, self.github = base + "/api/query", base + "/graphql"
        self.doi, self.huggingface = base + "/handles", base + "/hub"
        self.proxy = base
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    # ---- arXiv ----

    def keep_arxiv_rules(self, handler, count):
        now = time.monotonic()
        if self._last is not None and (now - self._last) * self.warp < 3:
            self.broken.append(f"arXiv was asked after {(now - self._last) * self.warp:.2f} s")
        self._last = now
        if self._active:
            self.broken.append("arXiv was asked while it answered")
        self._connections.add(handler.client_address)
        if count > 100:
            self.broken.append(f"arXiv was asked about {count} ids")

    def answer_arxiv(self, handler, url, _):
        query = parse_qs(url.query)
        ids = query.get("id_list", [""])[0].split(",")
        most = int(query.get("max_results", ["10"])[0])
        with self.lock:
            self.keep_arxiv_rules(handler, len(ids))
            self._active += 1
            first = self.arxiv_first.pop(0) if self.arxiv_first else None
        try:
            status = first or self.arxiv_always
            if status:
                handler.answer(status)
            elif len(handler.path) > self.arxiv_longest_url:
                handler.answer(414)
            elif any(not NEW_ID.fullmatch(i) or ("66666" in i and not self.real) for i in ids):
                handler.answer(400, self.feed([ERROR], 0), ("Content-Type", "application/atom+xml"))
            else:
                handler.answer(200, self.papers(ids, min(most, self.arxiv_most or most)),
                               ("Content-Type", "application/atom+xml"))
        finally:
            with self.lock:
                self._active -= 1

    def papers(self, ids, most):
        with self.lock:
            empty = self.arxiv_empty > 0
            self.arxiv_empty -= empty
        there = [] if empty else [i for i in ids if i not in self.arxiv_behind
                                  and (self.real or not i.endswith("404"))]
        self.random.shuffle(there)
        entries = [self.paper(i) for i in there[:most]]
        if self.arxiv_stranger and len(entries) > 1:
            entries[0] = ERROR
        return self.feed(entries, most)

    def paper(self, paper_id):
        version = f"{paper_id}v{99 if self.real else 3}"
        title = self.arxiv_titles.get(paper_id, f"The paper\n  {paper_id} on $\\alpha$ & more")
        withdrawn = paper_id.endswith("410") and not self.real
        pdf = "" if withdrawn else ('<link title="pdf" rel="related" type="application/pdf" '
                                    f'href="http://arxiv.org/pdf/{version}"/>')
        comment = "This paper has been withdrawn by the author: wrong proof" if withdrawn else "9 p."
        return (f"<entry><id>http://arxiv.org/abs/{version}</id>"
                f"<published>2024-01-31T10:00:00Z</published><title>{escape(title)}</title>"
                f"<summary>{'x' * 1200}</summary><author><name>Ann One</name>"
                "<arxiv:affiliation>U</arxiv:affiliation></author>"
                "<author><name>Bo &amp; Two</name></author>"
                f"<arxiv:comment>{comment}</arxiv:comment><arxiv:doi>10.1/x</arxiv:doi>"
                "<arxiv:journal_ref>J. of X, 3</arxiv:journal_ref>"
                f'<link href="http://arxiv.org/abs/{version}" rel="alternate" '
                f'type="text/html"/>{pdf}</entry>')

    def feed(self, entries, per_page):
        return ('<?xml version="1.0" encoding="UTF-8"?>\n'
                '<feed xmlns="http://www.w3.org/2005/Atom" '
                'xmlns:arxiv="http://arxiv.org/schemas/atom" '
                'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
                '<title>ArXiv Query</title><id>http://arxiv.org/api/x</id>'
                f'<updated>{self.arxiv_updated}</updated>'
                f'<opensearch:itemsPerPage>{per_page}</opensearch:itemsPerPage>'
                + "".join(entries) + "</feed>")

    # ---- GitHub ----

    def answer_github(self, handler, _, body):
        query = json.loads(body)["query"]
        aliases = ALIAS.findall(query)
        if len(aliases) != query.count("repository("):
            self.broken.append("GitHub was asked what it does not understand")
        with self.lock:
            what = self.github_first.pop(0) if self.github_first else "fine"
        if "Authorization" not in handler.headers or what == "401":
            handler.answer(401, '{"message":"Bad credentials"}')
        elif what == "limited":
            handler.answer(200, json.dumps({"errors": [{"type": "RATE_LIMITED", "message":
                           "API rate limit exceeded"}]}), ("x-ratelimit-remaining", "0"),
                           ("x-ratelimit-reset", str(int(time.time()) + 90)))
        elif what == "secondary":
            handler.answer(403, '{"message":"You have exceeded a secondary rate limit"}',
                           ("Retry-After", "70"))
        elif what == "nothing":
            handler.answer(200, "<html>no JSON</html>")
        elif len(aliases) > self.github_most:
            handler.answer(502, '{"message":"timeout"}')
        else:
            handler.answer(200, json.dumps(self.repositories(aliases, what)))

    def repositories(self, aliases, what):
        data, errors = {"rateLimit": {"cost": 1, "remaining": 900, "resetAt": "x"}}, []
        for number, owner, name, field in aliases:
            alias = f"r{number}"
            if what == "partial" and int(number) % 3 == 0:
                data[alias] = None
                errors.append({"path": [alias], "message": "Something went wrong"})
            elif owner in ("gone", "private") and not self.real:
                data[alias] = None
                errors.append({"type": "NOT_FOUND", "path": [alias], "message": "no such thing"})
            else:
                new = name if self.real else name.replace("old", "New")
                data[alias] = {"nameWithOwner": f"{owner.upper()}/{new}",
                               "isArchived": "archived" in name, "isDisabled": "disabled" in name,
                               "isEmpty": "empty" in name}
                if field:
                    data[alias]["what"] = (None if "missing" in field and not self.real
                                           else {"__typename": "Blob"})
        return {"data": data, **({"errors": errors} if errors else {})}

    # ---- the others ----

    def answer_doi(self, handler, url, _):
        doi = unquote(url.path.removeprefix("/handles/"))
        if doi.endswith("404") and not self.real:
            handler.answer(404, json.dumps({"responseCode": 100, "handle": doi}))
        elif doi.endswith("200") and not self.real:
            handler.answer(200, json.dumps({"responseCode": 200, "handle": doi}))
        else:
            handler.answer(200, json.dumps({"responseCode": 1, "handle": doi, "values": []}))

    def answer_huggingface(self, handler, url, _):
        kind, _, name = url.path.removeprefix("/hub/").partition("/")
        if "gone" in name and not self.real:
            handler.answer(401, '{"error":"Invalid username or password."}')
        elif "old" in name and not self.real:
            handler.answer(307, "", ("Location", f"/hub/{kind}/{name.replace('old', 'New')}"))
        elif "evil" in name and not self.real:
            handler.answer(200, json.dumps({"id": "a|b)\n<!--/model"}))
        elif "bad" in name and not self.real:
            handler.answer(307, "", ("Location", f"/hub/{kind}/a|b)<!--/model"))
        else:
            handler.answer(200, json.dumps({"_id": "1", "id": name, "siblings": ["x"] * 9}))

    def answer_page(self, handler, url, _):
        gone = not self.real and (url.path.startswith("/gone/") or "missing" in url.path
                                  or re.match(r"/abs/.*404$", url.path))
        handler.answer(404 if gone else 200, "<title>A page</title>",
                       ("Content-Type", "text/html"))


ERROR = ("<entry><id>http://arxiv.org/api/errors#incorrect_id_format_for_x</id>"
         "<title>Error</title><summary>incorrect id format</summary></entry>")
