#!/usr/bin/env python3
"""The model and the rules on real lists with real history, where they are at hand.

The lists stand beside the checkout as git bundles and are not ours to copy. Without them the test
says so and is skipped.
"""
import json
import os
from pathlib import Path
import re
import subprocess
import sys
import tempfile

CURLINT = os.environ["CURLINT"]
CORPUS = Path(os.environ["CURLINT_SOURCE"]).parent / "shared" / "corpus"
SKIPPED = 77

# Facts of the list that curlint was conceived for: what its maintainer would mend, at its place.
EXPECTED = {
    ("table/columns", "knowledge_distillation.md:31"),
    ("table/columns", "quantization.md:5"),
    ("badge/format", "README.md:222"),
    ("badge/format", "hardware.md:9"),
    ("badge/format", "kv_cache_compression.md:47"),
    ("badge/format", "pruning.md:81"),
    ("badge/format", "pruning.md:134"),
    ("badge/malformed", "hardware.md:16"),
    ("badge/malformed", "kv_cache_compression.md:5"),
    ("badge/malformed", "pruning.md:74"),
    ("badge/malformed", "text_compression.md:20"),
    ("badge/malformed", "quantization.md:119"),
    ("badge/repository", "efficient_architecture_llm.md:27"),
    ("badge/repository", "efficient_architecture_llm.md:28"),
    ("badge/repository", "efficient_plm/readme.md:41"),
    ("badge/repository", "quantization.md:86"),
    ("arxiv/duplicate", "efficient_moe.md:34"),
    ("arxiv/duplicate", "quantization.md:105"),
    ("arxiv/id", "pruning.md:85"),
    ("arxiv/mismatch", "quantization.md:108"),
    ("link/anchor", "README.md:44"),
}
# What that list does everywhere is its style: hidden date cells, badges that lead nowhere.
STYLE = {"link/empty"}


def run(*arguments, directory):
    done = subprocess.run([CURLINT, "check", *arguments], cwd=directory, capture_output=True,
                          check=False)
    if done.returncode == 2:
        sys.exit(f"{directory.name}: {done.stderr.decode()}")
    return done.stdout.decode()


def check_model(directory):
    total = run("--debug-model", "--no-config", ".", directory=directory).splitlines()[-1]
    counts = dict(re.findall(r"([a-z]+),? (\d+)", total.replace("total:", "")))
    if counts["disagreements"] != "0" or int(counts["references"]) == 0:
        sys.exit(f"{directory.name}: {total}")
    return int(counts["references"])


def check_seed(directory):
    report = json.loads(run("--no-config", "--format", "json", ".", directory=directory))
    found = {(f["rule"], f"{f['file']}:{f['line']}") for f in report["findings"]}
    missing = EXPECTED - found
    noise = {pair for pair in found if pair[0] in STYLE}
    if missing or noise:
        sys.exit(f"{directory.name}: missing {sorted(missing)}, noise {sorted(noise)}")


def main():
    bundles = sorted(CORPUS.glob("*.bundle"))
    if not bundles:
        print(f"SKIPPED: no real lists beside this checkout ({CORPUS.name} is not there)")
        sys.exit(SKIPPED)
    references = 0
    with tempfile.TemporaryDirectory() as scratch:
        for bundle in bundles:
            directory = Path(scratch) / bundle.stem
            subprocess.run(["git", "clone", "-q", bundle, directory], check=True)
            references += check_model(directory)
            if bundle.stem.endswith("Awesome-Efficient-LLM"):
                check_seed(directory)
    print(f"{references} references of {len(bundles)} lists, 0 disagreements")


main()
