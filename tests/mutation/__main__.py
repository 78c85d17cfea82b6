"""Changes one thing at a time in a copy of the pages and snippets, and counts what the tests let through.

    .venv/bin/python tests/mutation [pooling labs/autoencoder …] [--sample 40] [--kinds snippet output …]

Without names, all Korean pages and all snippets. What cannot matter is listed in equivalent.toml, with the reason.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COPIED = "docs", "hooks", "snippets", "tests", "conftest.py", "pyproject.toml", "mkdocs.yml", "mkdocs.en.yml"
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
        equivalent = tomllib.loads(Path("tests/mutation/equivalent.toml").read_text("utf-8"))
        left = 0
        print(f"{'':24}{'mutants':>10}{'noticed':>10}{'equivalent':>12}{'unnoticed':>11}")
        for chapter in chapters or [mutants.chapter_of(path) for path in pages]:
            every = [mutant for mutant in mutants.mutants(chapter) if mutant.kind in kinds]
            if sample and len(every) > sample:
                every = random.Random(0).sample(every, sample)
            left += tell(chapter, every, list(trials.unnoticed(every)), equivalent)
    return bool(left)


def tell(chapter, every, survivors, equivalent):
    """Print the chapter's table and what survived; how much of it has no reason to."""
    holes = []
    for mutant in survivors:
        reasons = equivalent.get(mutant.path.relative_to(Path.cwd()).as_posix(), {})
        if mutant.kind != "target" and mutant.line not in reasons:  # the other example gives the same
            holes.append(mutant)
    for kind in KINDS:
        if total := sum(mutant.kind == kind for mutant in every):
            survived = sum(mutant.kind == kind for mutant in survivors)
            unnoticed = sum(mutant.kind == kind for mutant in holes)
            counts = f"{total:10}{total - survived:10}{survived - unnoticed:12}{unnoticed:11}"
            print(f"{chapter:16}{kind:8}{counts}", flush=True)
    for mutant in holes:
        print(f"  {mutant.place}: {mutant.old} → {mutant.new}: {mutant.line}", flush=True)
    return len(holes)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("chapters", nargs="*", metavar="PAGE")
    parser.add_argument("--sample", type=int, metavar="N", help="at most so many of each page")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    sys.exit(main(**vars(parser.parse_args())))
