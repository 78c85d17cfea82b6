"""The real labs: each cell did what it asserts, and each stated result is what a cell printed."""

import re
from types import SimpleNamespace

import pytest
import statements

from sitebuild.labs import page as lab_page
from sitebuild.labs.lab import Lab
from sitebuild.pages.page import ROOT, Page

LABS = sorted(ROOT.glob("docs/*/labs/*.md"))


@pytest.mark.parametrize("path", LABS, ids=lambda path: str(path.relative_to(ROOT / "docs")))
def test_lab_does_and_states_only_what_was_computed(path):
    found = statements.faults(statements.executed(path))
    assert not found, "\n" + "\n".join(f"{path.relative_to(ROOT)}:{fault}" for fault in found)


@pytest.mark.parametrize("path", LABS, ids=lambda path: str(path.relative_to(ROOT / "docs")))
def test_lab_states_conclusions_that_it_asserts(path):
    cells = Lab(Page(path), path.stem).cells
    assert any(line.startswith("assert ") for cell in cells for line in cell.source.splitlines())


@pytest.mark.parametrize("lines", [lab_page.FOLDED, lab_page.FOLDED + 1])
def test_long_output_is_folded(lines):
    text = "\n".join(map(str, range(lines)))
    lab = SimpleNamespace(captions=[""])
    (((shown, is_drawn),),) = lab_page.outputs(lab, {"outputs": [[{"text": text}]]}, "en", None)
    assert text in shown and not is_drawn
    assert shown.startswith("<details") == (lines > lab_page.FOLDED)


def test_ids_of_drawings_of_one_cell_differ():
    drawing = {"figure": {"svg": '<svg viewBox="0 0 1 1"><path id="p1"/></svg>', "drawn": {}, "pictures": {}}}
    lab = SimpleNamespace(captions=["Two curves."])
    [outputs] = lab_page.outputs(lab, {"outputs": [[drawing, drawing]]}, "en", None)
    ids = [re.findall(r' id="([^"]+)"', shown) for shown, _ in outputs]
    assert all(ids) and set(ids[0]).isdisjoint(ids[1])
