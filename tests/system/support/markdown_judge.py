"""Whether of a stranger's text anything but words and code is left in Markdown that GitHub renders."""
import re
import subprocess

from balanced import Balanced

TEXTS = [
    "@user", "@org/team", "#123", "owner/repo#1", "GH-1", "deadbeefdeadbeef", "![i](http://e.x/i)",
    "<img src=http://e.x/i onerror=alert(1)>", "<script>alert(1)</script>", "<!-- c", "-->", "&lt;b&gt;",
    "[l](http://e.x)", "[l]: http://e.x", "[l][l]", "**b**", "__b__", "~~s~~", "`c`", "``c``",
    "```", "`", "\\`", "\\", "a|b", "|", "---", "# h", "> q", "- l", "1. l", "</details>", "</code>",
    "<summary>", "https://e.x/a_b_c", "www.e.x", "a@e.x", ":tada:", "$x$", "$$x$$", "[^1]",
    "\n\n# h", "\"quoted @user\"", "\"open @user", "`code @user`", "(@user)", "<@user>",
    "`" * 90 + " @user <img src=x> " + "`" * 90, "x" + "`" * 81 + "<b>y", "\\|", "a\\\\|b @user", "`|`",
    "&commat;user", "&#64;user", "javascript:alert(1)", "\u200b@user", "\x1b]8;;http://e.x\x07l",
]
TAGS = {"h2", "p", "table", "thead", "tbody", "tr", "th", "td", "a", "code", "details", "summary",
        "strong", "br"}
# What GitHub would make more of in text that is not code.
LIVE = re.compile(r"[@#<>]|://|www\.|:\w+:|\b[0-9a-f]{7,}\b|\$|\bGH-\d")
WORDS = re.compile(r"[^`*_\[\]{}|~\\]*")


class Judge(Balanced):
    """Collects what is wrong with a rendered summary, and its text."""

    tags, void = TAGS, {"br"}

    def __init__(self, addresses):
        super().__init__()
        self.addresses = addresses
        self.codes = []
        self.places = 0

    def handle_starttag(self, tag, attributes):
        super().handle_starttag(tag, attributes)
        allowed = {"a": {"href"}, "details": {"open"}, "th": {"align"}, "td": {"align"}}
        for name, value in attributes:
            if name not in allowed.get(tag, ()):
                self.faults.append(f"<{tag} {name}={value!r}>")
            if name == "href":
                self.places += value.endswith(tuple("0123456789"))
                if not re.fullmatch(self.addresses, value):
                    self.faults.append(f"a link to {value}")

    def handle_data(self, data):
        if "code" in self.open:
            self.codes.append(data)
        elif LIVE.search(data) or not WORDS.fullmatch(data):
            self.faults.append(f"text {data!r}")


def judge(text, addresses):
    page = subprocess.run(["cmark-gfm", "--unsafe", "-e", "table", "-e", "strikethrough",
                           "-e", "autolink", "-e", "tasklist", "-e", "footnotes"],
                          input=text, stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")
    page = re.sub(r" style=\"text-align: \w+\"", "", page)
    found = Judge(addresses)
    found.read(page)
    return found
