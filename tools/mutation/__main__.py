"""Changes one thing at a time in a copy of the pages and snippets, and counts what the tests let through.

    .venv/bin/python tools/mutation [pooling labs/autoencoder …] [--sample 40] [--kinds sentence snippet …]

Without names, all pages and all snippets. Sentences, of which nothing is run, come first: minutes for all pages. What cannot
matter is listed in equivalent.toml, with the reason.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import tomllib
from collections import Counter
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


def main(chapters, sample, kinds):
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        copy = Path(folder).resolve()
        for name in COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("node_modules"))
            else:
                shutil.copy(ROOT / name, copy / name)
        shutil.copytree(ROOT / ".cache" / "labs", copy / ".cache" / "labs", dirs_exist_ok=True)
        os.chdir(copy)
        sys.dont_write_bytecode = True  # Python takes a module saved twice in a second for unchanged
        os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "MPLBACKEND": "Agg"}
        settings = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["tool"]["pytest"]["ini_options"]
        sys.path[:1] = [str(copy / place) for place in settings["pythonpath"]]
        import mutants  # those of the copy

        pages = sorted((copy / "docs" / "ko").rglob("*.md"))
        chapters = chapters or [mutants.chapter_of(path) for path in pages]
        if "sentence" in kinds:
            slips_in_sentences(chapters, sample)
        run = [kind for kind in kinds if kind != "sentence"]
        return bool(sum(unnoticed(copy, chapter, sample, run) for chapter in chapters)) if run else False


def unnoticed(copy, chapter, sample, kinds):
    """How many changes of a chapter no test notices; each is printed."""
    import mutants
    import trials  # loads the heavy libraries

    equivalent = tomllib.loads(Path("tools/mutation/equivalent.toml").read_text("utf-8"))
    every = drawn([mutant for mutant in mutants.mutants(chapter) if mutant.kind in kinds], sample)
    survivors, excused = Counter(), Counter()
    for mutant in trials.unnoticed(every):
        survivors[mutant.kind] += 1
        reasons = equivalent.get(mutant.path.relative_to(copy).as_posix(), {})
        if mutant.line in reasons or trials.same_result(mutant):
            excused[mutant.kind] += 1
        else:
            print(f"{mutant.place}: {mutant.old} → {mutant.new}: {mutant.line}", flush=True)
    holes = 0
    for kind, total in sorted(Counter(mutant.kind for mutant in every).items()):
        left = survivors[kind] - excused[kind]
        holes += left
        counts = f"{total - survivors[kind]} noticed, {excused[kind]} cannot matter, {left} unnoticed"
        print(f"{chapter}, {kind}: {total} mutants, {counts}", flush=True)
    return holes


def slips_in_sentences(chapters, sample):
    """Print what the guards let through, and the share that they hold: of each page and kind, of all."""
    import sentences

    total = {}
    for chapter in chapters:
        judge, found = sentences.Judge(chapter), {}
        for slip in drawn(list(sentences.slips(*judge.pages)), sample):
            for how, noticed in judge.both_ways(slip):
                found.setdefault((slip.kind, how), []).append(noticed)
                if not noticed and (slip.kind != "opposites" or how != sentences.IN_BOTH):
                    print(f"{chapter}, {how}: {slip.said}", flush=True)
        for (kind, how), noticed in sorted(found.items()):
            total.setdefault((kind == "opposites", how), []).extend(noticed)
            print(f"{chapter}, {kind}, {how}: {sum(noticed)} of {len(noticed)} noticed", flush=True)
    for (opposite, how), noticed in sorted(total.items()):
        what = "words of pairs of opposites" if opposite else "numbers in sentences"
        share = f"{sum(noticed) / len(noticed):.1%}"
        print(f"{what}, {how}: {sum(noticed)} of {len(noticed)} noticed, {share}", flush=True)


def drawn(every, sample):
    return random.Random(0).sample(every, sample) if sample and len(every) > sample else every


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("chapters", nargs="*", metavar="PAGE")
    parser.add_argument("--sample", type=int, metavar="N", help="at most so many of each page")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    sys.exit(main(**vars(parser.parse_args())))
