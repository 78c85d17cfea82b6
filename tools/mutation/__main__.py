"""Changes one thing at a time in a copy of the pages and snippets, and counts what the tests let through.

    .venv/bin/python tools/mutation [pooling labs/autoencoder …] [--sample 40] [--kinds snippet output …]

Without names, all Korean pages and all snippets. What cannot matter is listed in equivalent.toml, with the reason.
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
    "sitebuild",
    "snippets",
    "tests",
    "tools",
    "conftest.py",
    "pyproject.toml",
    "mkdocs.yml",
    "mkdocs.en.yml",
)
KINDS = "output", "stated", "target", "snippet"


def main(chapters, sample, kinds):
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        copy = Path(folder).resolve()
        for name in COPIED:
            (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, copy / name)
        shutil.copytree(ROOT / ".cache" / "labs", copy / ".cache" / "labs", dirs_exist_ok=True)
        os.chdir(copy)
        sys.dont_write_bytecode = True  # Python takes a module saved twice in a second for unchanged
        os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "MPLBACKEND": "Agg"}
        settings = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["tool"]["pytest"]["ini_options"]
        sys.path[:1] = [str(copy / place) for place in settings["pythonpath"]]
        import mutants  # those of the copy
        import trials

        pages = sorted((copy / "docs" / "ko").rglob("*.md"))
        equivalent = tomllib.loads(Path("tools/mutation/equivalent.toml").read_text("utf-8"))
        holes = 0
        for chapter in chapters or [mutants.chapter_of(path) for path in pages]:
            every = [mutant for mutant in mutants.mutants(chapter) if mutant.kind in kinds]
            if sample and len(every) > sample:
                every = random.Random(0).sample(every, sample)
            survivors, excused = Counter(), Counter()
            for mutant in trials.unnoticed(every):
                survivors[mutant.kind] += 1
                reasons = equivalent.get(mutant.path.relative_to(copy).as_posix(), {})
                if mutant.line in reasons or trials.same_result(mutant):
                    excused[mutant.kind] += 1
                else:
                    print(f"{mutant.place}: {mutant.old} → {mutant.new}: {mutant.line}", flush=True)
            for kind, total in sorted(Counter(mutant.kind for mutant in every).items()):
                unnoticed = survivors[kind] - excused[kind]
                holes += unnoticed
                counts = (
                    f"{total - survivors[kind]} noticed, {excused[kind]} cannot matter, {unnoticed} unnoticed"
                )
                print(f"{chapter}, {kind}: {total} mutants, {counts}", flush=True)
    return bool(holes)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("chapters", nargs="*", metavar="PAGE")
    parser.add_argument("--sample", type=int, metavar="N", help="at most so many of each page")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    sys.exit(main(**vars(parser.parse_args())))
