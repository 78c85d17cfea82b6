"""Whether the tests notice a mutant. Only those that it concerns are run, each time in a fork of this process, which has
the heavy libraries loaded and has run nothing.
"""

import contextlib
import gc
import importlib
import multiprocessing
import os
import resource
from collections import defaultdict
from pathlib import Path

import pytest
import statements
from examples import Examples, execute

from sitebuild.pages.page import ROOT, Page

HEAVY = "hypothesis keras matplotlib.pyplot onnxruntime scipy.signal skimage.feature sklearn.datasets sybil tensorflow"
for name in HEAVY.split():
    importlib.import_module(name)
gc.freeze()  # pytest collects garbage twice a run: of all that is loaded it would copy each page into the fork
LIMIT = 60  # seconds on a processor; a mutant that loops for ever is noticed by then
NOTHING_RUN = 5  # pytest's exit status


def unnoticed(mutants):
    """Those that all tests let through."""
    by_kind = defaultdict(list)
    for mutant in mutants:
        by_kind[mutant.kind].append(mutant)
    yield from _outputs(by_kind["output"])
    for mutant in by_kind["stated"] + by_kind["target"]:
        with written(mutant):
            noticed = statements.faults(_executed(mutant.path)) or _differs(mutant.path)
        if not noticed:  # yielded when its file is as before
            yield mutant
    sound = set()
    for mutant in by_kind["snippet"]:
        if mutant.path not in sound and _fails(mutant.path):
            raise SystemExit(f"{mutant.path.relative_to(ROOT)}: its tests fail as it is")
        sound.add(mutant.path)
        with written(mutant):
            fails = _fails(mutant.path)
        if not fails:
            yield mutant


@contextlib.contextmanager
def written(mutant):
    """The mutant in its file's place."""
    before = mutant.path.read_text("utf-8")
    mutant.path.write_text(mutant.text, "utf-8")
    try:
        yield
    finally:
        mutant.path.write_text(before, "utf-8")


def _outputs(mutants):
    """An output changes nothing of what runs: the page runs once, and each of its outputs is held to all mutants."""
    if not mutants:
        return
    page = Page(mutants[0].path)

    def unnoticed_here():
        examples, namespace, left = Examples(), {}, []
        for cell in page.cells:
            outcome = execute(cell, namespace)
            if said := examples.compared(cell, outcome, page):
                raise SystemExit(said)
            here = [i for i, mutant in enumerate(mutants) if mutant.cell.start == cell.start]
            left += [i for i in here if not examples.compared(mutants[i].cell, outcome, page)]
        return left

    left = _forked(unnoticed_here)
    if left is None:
        raise SystemExit(f"{page.path.relative_to(ROOT)}: its examples fail as they are")
    yield from (mutants[i] for i in left)


def same_result(mutant):
    """Whether a link was led to an example that gives one number or size only: what is stated, or it is noticed."""
    if mutant.kind != "target":
        return False
    output = "".join(cell.want for cell in _executed(mutant.path).fence_after(mutant.new).cells)
    sized = statements.stated(mutant.line)
    return len(statements.sizes_in(output) if sized else set(statements.numbers_in(output))) == 1


def _executed(path):
    return statements.executed(path) if path.parent.name == "labs" else Page(path)


def _differs(korean):
    """Whether a link of the Korean page states another number than in English, or leads elsewhere."""
    pages = [Page(path) for path in (korean, Path(str(korean).replace("/ko/", "/en/")))]
    return any(statements.differing_links(*pages))


def _fails(snippet):
    """Whether the figure's test fails, or a page that includes the snippet."""
    name = snippet.relative_to(ROOT / "snippets").with_suffix("")
    test = ROOT / "tests" / name.with_name(f"test_{name.name}.py")
    pages = [page for path in sorted(ROOT.glob("docs/ko/*.md")) if snippet in _included(page := Page(path))]

    def fail():
        options = "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"
        if pytest.main([str(path) for path in (test, snippet) if path.is_file()] + [*options]) not in (
            0,
            NOTHING_RUN,
        ):
            return True
        examples = Examples()
        for page in pages:
            namespace = {}
            if any(examples.run(cell, namespace, page) for cell in page.cells):
                return True
        return False

    return _forked(fail) is not False


def _included(page):
    return {path for _, path in page.includes}


def _forked(function):
    """What the function returns in a fork of this process; None where it takes too long or dies."""
    here, there = multiprocessing.Pipe(duplex=False)

    def run():
        resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT))
        null = os.open(os.devnull, os.O_RDWR)
        for stream in 0, 1, 2:
            os.dup2(null, stream)
        there.send(function())

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    there.close()
    try:
        return here.recv()
    except EOFError:
        return None
    finally:
        process.join()
