#!/usr/bin/env python3
"""The page of `curlint audit` in a real browser: it opens, sorts, filters, has nothing to complain
of, asks for nothing, can be read on a phone, in the dark and by a screen reader; and rows that want
to be more than text do nothing.
"""
import json
from pathlib import Path
import sys

import audit
from audit import Lists, START, WEB, want

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import chromium  # noqa: E402

CONTRAST = """
(() => {
  const parse = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => parse(color).slice(0, 3).map((c) => c / 255)
    .map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (node) => {
    for (; node; node = node.parentElement) {
      const color = getComputedStyle(node).backgroundColor;
      if ((parse(color)[3] ?? 1) > 0) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const low = [];
  for (const node of document.querySelectorAll("body *")) {
    if (![...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim())) continue;
    if (["SCRIPT", "TITLE", "OPTION"].includes(node.tagName.toUpperCase())) continue;
    const svg = node.namespaceURI.endsWith("svg");
    const [a, b] = [light(svg ? getComputedStyle(node).fill : getComputedStyle(node).color), light(behind(node))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) low.push(node.tagName + "." + node.className + " " + ratio.toFixed(2));
  }
  return [...new Set(low)];
})()
"""
ROWS = "[...document.querySelectorAll('tbody.rows > tr:not([hidden])')]"


def sound(page, what):
    page.settle()
    requests = [url for url in page.requests if not url.startswith(("file:", "data:"))]
    want(not page.errors, f"{what}: {page.errors[:2]}")
    want(not page.dialogs and not requests, f"{what}: {page.dialogs} {requests}")


def settled_lists():
    lists = Lists()
    for day, dead in ((1, 2), (8, 3), (15, 5)):
        urls = [lists.link(f"dead/{i}", "gone" if i < dead else "ok", reason="it answers 404")
                for i in range(6)]
        urls += [lists.link(f"moved/{i}", "moved", final=f"{WEB}now/{i}") for i in range(12)]
        lists.write("a.md", *urls, "nothing.md")
        lists.write("sub/b.md", lists.link("https://other.example/x", "blocked"), *urls[:2])
        page = lists.out / "page.html"
        _, report = lists.audit("--output", f"html:{page}", "--enable", "link/blocked", day=day)
    return lists, page, report


def has_what_it_should(page, report):
    want(page.run("document.title").startswith("Audit of"), "no title")
    want(page.run("document.querySelectorAll('h1').length") == 1, "not one heading of the first rank")
    tiles = page.run("Object.fromEntries([...document.querySelectorAll('main > dl:first-of-type .tile')]"
                     ".map(t => [t.querySelector('dt').textContent, +t.querySelector('dd').textContent]))")
    verdicts = report["audit"]["numbers"]["verdicts"]
    want((tiles["links"], tiles["dead"], tiles["moved"]) == (19, verdicts["gone"], verdicts["moved"]),
         f"wrong numbers: {tiles}")
    want(page.run("document.querySelector('#new').textContent") == "New since 2026-06-09", "no date")
    points = page.run("[...document.querySelectorAll('.series.dead title')].map(t => t.textContent)")
    want(points == ["2026-06-02: dead 2", "2026-06-09: dead 3", "2026-06-16: dead 5"], f"chart: {points}")
    files = page.run("[...document.querySelectorAll('section.file h3')].map(h => h.firstChild.data.trim())")
    want(files == ["a.md", "sub/b.md"], f"files: {files}")
    patches = page.run("[...document.querySelectorAll('.patch pre code')].map(c => c.textContent)")
    want(patches == [patch["text"] for patch in report["audit"]["patches"]], "not the patches")
    page.run("Object.defineProperty(navigator, 'clipboard',"
             "{value: {writeText: async (text) => { window.copied = text; }}})")
    page.run("document.querySelector('.patch').open = true")
    page.run("document.querySelector('.patch button').click()")
    want(page.run("window.copied") == patches[0], "the button copies something else")
    hosts = page.run("[...document.querySelectorAll('section[aria-labelledby=hosts] tbody th')]"
                     ".map(h => h.textContent)")
    want(hosts == ["web.example", "other.example"], f"hosts: {hosts}")


def press(page, header):
    page.run(f"document.querySelector('section.file').querySelectorAll('thead button')[{header}].click()")
    return page.run("[...document.querySelector('section.file').querySelectorAll('tbody tr')]"
                    f".map(row => row.cells[{header}].textContent)")


def sorts(page):
    before = press(page, 1)
    lines = [int(cell.split(":")[0]) for cell in before]
    want(len(lines) == 17 and lines == sorted(lines), f"lines: {before}")
    want(page.run("document.querySelector('section.file th:nth-child(2)').ariaSort") == "ascending", "aria")
    after = press(page, 1)
    want(after == before[::-1], "not the other way round")
    want(page.run("document.querySelector('section.file th:nth-child(2)').ariaSort") == "descending", "aria")
    words = press(page, 0)
    want([word.split()[0] for word in words] == ["dead"] * 5 + ["moved"] * 12, f"words: {words}")


def set_value(page, selector, value, what="value"):
    page.run(f"(() => {{ const e = document.querySelector('{selector}'); e.{what} = {json.dumps(value)};"
             "e.dispatchEvent(new Event('input', {bubbles: true})); })()")
    return page.run(f"{ROWS}.length"), page.run("document.querySelector('#count').value")


def filters(page):
    count, told = set_value(page, "#search", "")
    all_rows = count
    want(told.startswith(str(all_rows)), "not told")
    count, told = set_value(page, "#search", "MOVED/11")
    want((count, told) == (1, f"1 of {all_rows} rows"), f"search: {count}, {told}")
    want(page.run("[...document.querySelectorAll('section.file')].filter(s => !s.hidden).length") == 1,
         "a file without rows is shown")
    count, _ = set_value(page, "#search", "sub/b.md dead")
    want(count == 2, f"two words, one the file's name: {count}")
    set_value(page, "#search", "")
    count, _ = set_value(page, "#kind", "blocked")
    want(count == 1, f"blocked: {count}")
    set_value(page, "#kind", "")
    count, _ = set_value(page, "#fresh", True, "checked")
    want(count == 2, f"new: {count}")
    count, _ = set_value(page, "#fresh", False, "checked")
    want(count == all_rows, "some stay hidden")


def is_accessible(page):
    want(page.run("document.documentElement.lang") == "en", "no language")
    names = page.names()
    for role in ("button", "searchbox", "combobox", "checkbox", "table", "columnheader", "link", "region"):
        found = [name for kind, name in names if kind == role]
        want(found, f"no {role} for a screen reader")
        want(role == "table" or all(found), f"a {role} without a name")
    want(page.run("[...document.querySelectorAll('th')].every(th => th.scope)"), "a header of nothing")
    ids = page.run("[...document.querySelectorAll('[id]')].map(e => e.id)")
    want(len(ids) == len(set(ids)), "an id twice")
    missing = page.run("[...document.querySelectorAll('[aria-labelledby]')]"
                       ".filter(e => !document.getElementById(e.getAttribute('aria-labelledby'))).length")
    want(missing == 0, "a label that is not there")
    want(page.run("[...document.querySelectorAll('h1,h2,h3')].map(h => +h.tagName[1])"
                  ".every((rank, i, all) => i === 0 || rank <= all[i - 1] + 1)"), "a rank is left out")


def looks_right(browser, path):
    backgrounds = set()
    for dark in (False, True):
        for width in (1280, 360):
            page = browser.open(path.as_uri(), width=width, height=800, dark=dark)
            sound(page, f"{width} wide")
            want(page.run("document.documentElement.scrollWidth <= innerWidth"), f"wider than {width}")
            page.run("document.querySelectorAll('details').forEach(d => { d.open = true; })")
            low = page.run(CONTRAST)
            want(not low, f"{'dark' if dark else 'light'}, low contrast: {low}")
            want(page.run("document.documentElement.scrollWidth <= innerWidth"), "wider when unfolded")
            backgrounds.add(page.run("getComputedStyle(document.body).backgroundColor"))
            page.close()
    want(len(backgrounds) == 2, "dark is as light")


def does_nothing_for_a_row(browser):
    lists = audit.hostile_lists()
    path = lists.out / "page.html"
    lists.audit("--severity", "info", day=1)
    _, report = lists.audit("--severity", "info", "--output", f"html:{path}", day=9)
    page = browser.open(path.as_uri())
    page.run("window.alert = () => { window.fired = true; }")
    page.run("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    page.run("document.querySelectorAll('thead button').forEach(b => b.click())")
    set_value(page, "#search", "<img")
    set_value(page, "#search", "")
    page.run("document.querySelectorAll('main *').forEach(e => e.dispatchEvent(new MouseEvent('mouseover')))")
    sound(page, "hostile rows")
    want(not page.run("window.fired"), "a row ran a script")
    want(page.run("document.querySelectorAll('script, style').length") == 2, "a row made an element")
    want(page.run("document.querySelectorAll('img, iframe, object, embed, base, link').length") == 0, "likewise")
    want(page.run("[...document.querySelectorAll('*')].every(e => [...e.attributes]"
                  ".every(a => !a.name.startsWith('on') && a.name !== 'style'))"), "a handler")
    want(page.run("[...document.links].every(a => /^https?:$/.test(a.protocol) && !a.username)"), "a link")
    patches = page.run("[...document.querySelectorAll('.patch pre code')].map(c => c.textContent)")
    want(patches == [p["text"] for p in report["audit"]["patches"]], "a patch is not as it is")
    # What the policy is for: even what was in the page as an element would do nothing.
    page.run("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.fired = true\">')")
    page.settle()
    want(not page.run("window.fired") and page.errors, "the policy stops nothing")
    page.close()


def main():
    if not chromium.find():
        print("SKIPPED: NO CHROMIUM, NO PAGE WAS OPENED", file=sys.stderr)
        return 77
    _, path, report = settled_lists()
    want([one["finished"] for one in report["audit"]["past"]] == [START + 86400, START + 8 * 86400], "past")
    with chromium.Chromium() as browser:
        page = browser.open(path.as_uri())
        has_what_it_should(page, report)
        is_accessible(page)
        sorts(page)
        filters(page)
        sound(page, "the page")
        page.close()
        looks_right(browser, path)
        does_nothing_for_a_row(browser)
    print("the page opens, sorts, filters and is quiet")
    return 0


sys.exit(main())
