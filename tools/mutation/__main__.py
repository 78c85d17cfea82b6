"""Changes one thing at a time in a copy of the pages and snippets, and counts what the tests let through.

    .venv/bin/python tools/mutation [pooling labs/autoencoder …] [--sample 40] [--kinds sentence snippet …] [--jobs 1]

Without names, all pages and all snippets, as many pages at a time as there are processors, each in a copy of its own. At the end
a table says of each page and kind how many changes are noticed, how many are equivalent (equivalent.toml lists them with a
reason), how many neither.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import tomllib
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COPIED = (
    "docs",
    "instruments",
    "sitebuild",
    "snippets",
    "tests",
    "tools",
    "conftest.py",
    "pyproject.toml",
    "mkdocs.yml",
    "mkdocs.en.yml",
)
KINDS = "sentence", "output", "stated", "target", "snippet"
WORDS = "opposites", "denials"  # a word in place of another, in one language and in both


def main(chapters, sample, kinds, jobs):
    pages = (ROOT / "docs/ko").rglob("*.md")
    # the longest first: else one process waits for it
    pages = sorted(pages, key=lambda page: -page.stat().st_size)
    chapters = chapters or [page.relative_to(ROOT / "docs/ko").with_suffix("").as_posix() for page in pages]
    with (
        tempfile.TemporaryDirectory(prefix="mutation-") as folder,
        ProcessPoolExecutor(jobs, initializer=enter_a_copy, initargs=(folder,)) as pool,
    ):
        works = [pool.submit(held_in, chapter, sample, kinds) for chapter in chapters]
        found = dict(zip(chapters, (work.result() for work in works), strict=True))
    print_table(found)
    if sample:
        print(f"of each page and kind of change {sample} at most were drawn, with seed 0")
    return any(held[kind][-1] for held in found.values() for kind in held.keys() & KINDS)


def enter_a_copy(folder):
    """Make this process work in a copy of its own of what is changed."""
    copy = Path(tempfile.mkdtemp(dir=folder)).resolve()
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("node_modules"))
        else:
            shutil.copy(ROOT / name, copy / name)
    if (ROOT / ".cache" / "labs").is_dir():  # a fresh checkout has run no lab yet
        shutil.copytree(ROOT / ".cache" / "labs", copy / ".cache" / "labs")
    os.chdir(copy)
    sys.dont_write_bytecode = True  # Python takes a module saved twice in a second for unchanged
    os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "MPLBACKEND": "Agg"}
    settings = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["tool"]["pytest"]["ini_options"]
    sys.path[:1] = [str(copy / place) for place in settings["pythonpath"]]


def held_in(chapter, sample, kinds):
    """Kind of a change → how many tests notice, how many are equivalent, how many neither; each of the latter is printed."""
    held = slips_in_sentences(chapter, sample) if "sentence" in kinds else {}
    run = [kind for kind in kinds if kind != "sentence"]
    return held | (changes(chapter, sample, run) if run else {})


def changes(chapter, sample, kinds):
    """What is noticed where something runs: an output, a link to one, a snippet."""
    import mutants
    import trials  # loads the heavy libraries

    listed = equivalents()
    every = list(mutants.mutants(chapter))
    every = [m for kind in kinds for m in drawn([m for m in every if m.kind == kind], sample)]
    survivors, equivalent = Counter(), Counter()
    for mutant in trials.unnoticed(every):
        survivors[mutant.kind] += 1
        reasons = listed.get(mutant.path.relative_to(Path.cwd()).as_posix(), {})
        if mutant.line in reasons or trials.same_result(mutant):
            equivalent[mutant.kind] += 1
        else:
            print(f"{mutant.place}: {mutant.old} → {mutant.new}: {mutant.line}", flush=True)
    held = {}
    for kind, total in sorted(Counter(mutant.kind for mutant in every).items()):
        left = survivors[kind] - equivalent[kind]
        counts = f"{total - survivors[kind]} noticed, {equivalent[kind]} equivalent, {left} unnoticed"
        print(f"{chapter}, {kind}: {total} mutants, {counts}", flush=True)
        held[kind] = total - survivors[kind], equivalent[kind], left
    return held


def slips_in_sentences(chapter, sample):
    """What the guards notice of numbers and of words of pairs of opposites, exchanged in one language and in both."""
    import sentences

    reasons = equivalents().get(f"docs/en/{chapter}.md", {})
    guards, found = sentences.Guards(chapter), {}
    slips = list(sentences.slips(*guards.pages))
    for words in reasons:
        if not any(words in slip.said for slip in slips):
            print(f"{chapter}, listed and no slip: {words}", flush=True)
    for slip in drawn(slips, sample):
        listed = any(words in slip.said for words in reasons)
        for how, noticed in guards.both_ways(slip):
            kind = f"{slip.kind}, {how}" if slip.kind in WORDS else slip.kind
            counts = found.setdefault(kind, [0, 0, 0])
            counts[0 if noticed else 1 if listed else 2] += 1
            if not noticed and not listed:
                print(f"{chapter}, {how}: {slip.said}", flush=True)
    for kind, (noticed, equivalent, left) in sorted(found.items()):
        print(f"{chapter}, {kind}: {noticed} noticed, {equivalent} equivalent, {left} unnoticed", flush=True)
    return dict(sorted(found.items()))


def equivalents():
    """File → the changes in it that cannot matter (equivalent mutants) → why."""
    return tomllib.loads(Path("tools/mutation/equivalent.toml").read_text("utf-8"))


def print_table(found):
    """A row a kind of change, a column a page: how many are noticed, equivalent, unnoticed; of all pages, and what is noticed."""
    kinds = sorted({kind for held in found.values() for kind in held})
    numbers = [kind for kind in kinds if kind not in KINDS and not kind.startswith(WORDS)]
    groups = {kind: [kind] for kind in kinds} | ({"numbers in sentences": numbers} if numbers else {})
    print("", *found, "all", "share", sep="\t")
    for name, of in groups.items():
        cells = [
            [sum(part) for part in zip(*(held.get(kind, (0, 0, 0)) for kind in of), strict=True)]
            for held in found.values()
        ]
        every = [sum(part) for part in zip(*cells, strict=True)]
        said = [" ".join(map(str, cell)) if any(cell) else "" for cell in [*cells, every]]
        print(name, *said, f"{every[0] / sum(every):.2%}", sep="\t", flush=True)
    print("each cell: noticed, equivalent, unnoticed; the share is what is noticed of all")


def drawn(every, sample):
    return random.Random(0).sample(every, sample) if sample and len(every) > sample else every


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("chapters", nargs="*", metavar="PAGE")
    parser.add_argument("--sample", type=int, metavar="N", help="at most so many of each page and kind")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many pages at a time")
    sys.exit(main(**vars(parser.parse_args())))
