#!/usr/bin/env python3
"""Writes made-up lists of papers in the style of real ones, for measuring.

generate.py [--rows N] [--per-file M] [--seed S] OUT

Every name, title and number is invented; ids and links are well formed and no two papers share one,
so that a linter has nothing to say. The same arguments give the same bytes. Nine sections in ten
are tables of 200 rows, one is a bullet list; half the rows carry a hidden date.
"""
import argparse
from pathlib import Path
import random

SECTION_ROWS = 200
MONTHS = [f"{year:02}{month:02}" for year in range(15, 25) for month in range(1, 13)]

HOW = ("Sparse Structured Layerwise Adaptive Progressive Token-Level Low-Rank Hierarchical Robust "
       "Training-Free Calibrated Streaming Mixed-Precision Budgeted Gradual").split()
WHAT = ("Pruning;Quantization;Distillation;Cache Eviction;Speculative Decoding;Prompt Compression;"
        "Expert Routing;Weight Sharing;Attention Reuse;Early Exit;Context Folding").split(";")
WHERE = ("Large Language Models;Long Documents;Edge Devices;Vision Transformers;Retrieval;"
         "Code Generation;Multilingual Dialogue;Billion-Parameter Networks;Tool Use").split(";")
TAIL = ("A Closer Look;Less Is Enough;What Remains and Why;Theory and Practice;"
        "Faster Inference without Retraining;On the Role of Outliers").split(";")
GIVEN = ("Aldor Brina Caspin Delwyn Emrit Fenja Gorvan Hilka Ismet Jorun Keldan Lioba Marek Nuria "
         "Ondra Petra Quirin Rasmin Sólveig Tomke Ulfar Věra Wiebke Xandro Ylva Zoltin").split()
FAMILY = ("Abrask Bolverk Czerny Dunmore Eschwald Farrokhi Grünbein Halvorsen Ibarrune Jankowiak "
          "Kettleby Lindqvarn Møllerup Nakavara Ostrander Pellingham Quistorf Rautiala Szabolny "
          "Thornaby Ulvestad Varnhagel Wexcombe Yamaguro Zellinka").split()
VENUES = ["ICML", "NeurIPS", "ICLR", "ACL%20Findings", "EMNLP", "MLSys"]
KINDS = ["Structured", "Unstructured", "Weight-Only"]
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]


NAMES = len(SYLLABLES) ** 4


def name_of(index):
    """A word that no other index below NAMES gives; the factor shares no divisor with NAMES."""
    index = index * 9_876_543 % NAMES
    word = ""
    for _ in range(4):
        index, part = divmod(index, len(SYLLABLES))
        word += SYLLABLES[part]
    return word.capitalize()


class Paper:
    """The index-th paper; `draw` gives numbers from 0 to below 1."""

    def __init__(self, index, draw):
        def pick(words):
            return words[int(draw() * len(words))]

        number, month = divmod(index, len(MONTHS))
        self.name = name_of(index)
        self.link = f"https://arxiv.org/abs/{MONTHS[month]}.{number + 1:05}"
        self.figure = f"https://arxiv.org/html/{MONTHS[month]}.{number + 1:05}v1/x{1 + number % 9}.png"
        self.title = f"{self.name}: {pick(HOW)} {pick(WHAT)} for {pick(WHERE)}"
        if draw() < 0.5:
            self.title += f", {pick(TAIL)}"
        count = 2 + int(draw() * 9)
        self.authors = ", ".join(f"{pick(GIVEN)} {pick(FAMILY)}" for _ in range(count))
        self.repository = f"{pick(FAMILY[:5])}-lab/{self.name}" if draw() < 0.45 else ""
        self.venue = pick(VENUES) if draw() < 0.3 else ""
        self.year = 20 + int(draw() * 5)
        self.kind = pick(KINDS) if self.venue and draw() < 0.4 else ""
        self.dated = draw() < 0.5

    def badges(self):
        made = []
        if self.repository:
            made.append(f"[![Star](https://img.shields.io/github/stars/{self.repository}.svg"
                        f"?style=social&label=Star)](https://github.com/{self.repository})")
        if self.venue:
            made.append("[![Publish](https://img.shields.io/badge/Conference-"
                        f"{self.venue}'{self.year}-blue)]()")
        if self.kind:
            made.append("[![Type](https://img.shields.io/badge/"
                        f"{self.kind.replace('-', '--')}-C2A4A6)]()")
        return " ".join(made)

    def row(self, day):
        badges = self.badges()
        title = f"{badges} <br> " if badges else ""
        links = f"[Github](https://github.com/{self.repository}) <br> " if self.repository else ""
        hidden = f"[//]: #{day}" if self.dated else ""
        return (f"|{title}[{self.title}]({self.link}) <br> {self.authors} "
                f'|<img width="1002" alt="image" src="{self.figure}"> '
                f"|{links}[Paper]({self.link})|{hidden}\n")

    def bullet(self):
        badges = self.badges()
        links = f"[[Github]](https://github.com/{self.repository})" if self.repository else ""
        return (f"* {badges + ' ' if badges else ''}[{self.title}]({self.link}). {self.authors}. "
                f"[[Paper]]({self.link}){links}\n")


def write_section(out, number, first, count, draw):
    out.write(f"\n### Section {number}: {HOW[number % len(HOW)]} {WHAT[number % len(WHAT)]}\n\n")
    if number % 10 == 9:
        for index in range(first, first + count):
            out.write(Paper(index, draw).bullet())
        return
    out.write("| Title & Authors | Introduction | Links |\n|:--|  :----: | :---:|\n")
    for index in range(first, first + count):
        at = SECTION_ROWS - 1 - (index - first)  # the newest comes first
        month, rest = divmod(at * 12, SECTION_ROWS)
        out.write(Paper(index, draw).row(f"{1 + month:02}/{1 + rest * 28 // SECTION_ROWS:02}"))


def write_file(path, first, count, draw):
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        out.write(f"# Papers {first + 1} to {first + count}\n\nA made-up list for measuring.\n")
        for offset in range(0, count, SECTION_ROWS):
            write_section(out, offset // SECTION_ROWS, first + offset,
                          min(SECTION_ROWS, count - offset), draw)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--per-file", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    if not 0 < options.rows <= len(MONTHS) * 99_999 or options.per_file < 1:
        parser.error("--rows must be 1 to 11,999,880, --per-file at least 1")
    options.out.mkdir(parents=True, exist_ok=True)
    draw = random.Random(options.seed).random
    for number, first in enumerate(range(0, options.rows, options.per_file), 1):
        write_file(options.out / f"list-{number:04}.md", first,
                   min(options.per_file, options.rows - first), draw)


if __name__ == "__main__":
    main()
