"""A page whose tags are known, closed in their order, and hold no comment: what is not so is a fault."""
from html.parser import HTMLParser


class Balanced(HTMLParser):
    """`faults` collects what is wrong; `open` has the elements around what is read."""

    tags, void = frozenset(), frozenset()

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.faults, self.open = [], []

    def handle_starttag(self, tag, attributes):
        if tag not in self.tags:
            self.faults.append(f"a tag <{tag}>")
        if tag not in self.void:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> out of place")

    def handle_comment(self, data):
        self.faults.append(f"a comment {data!r}")

    def read(self, page):
        self.feed(page)
        self.close()
        if self.open:
            self.faults.append(f"open at the end: {self.open}")
