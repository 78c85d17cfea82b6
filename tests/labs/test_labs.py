"""The real labs: each cell did what it asserts, and each stated result is what a cell printed."""

import pytest
import statements
from bs4 import BeautifulSoup

from sitebuild.labs import notebook as lab_notebook
from sitebuild.labs import page as lab_page
from sitebuild.pages.page import ROOT, Page

LABS = sorted(ROOT.glob("docs/*/labs/*.md"))


@pytest.mark.parametrize("path", LABS, ids=lambda path: str(path.relative_to(ROOT / "docs")))
def test_lab_does_and_states_only_what_was_computed(path):
    found = statements.faults(statements.executed(path))
    assert not found, "\n" + "\n".join(f"{path.relative_to(ROOT)}:{fault}" for fault in found)


@pytest.mark.parametrize("path", LABS, ids=lambda path: str(path.relative_to(ROOT / "docs")))
def test_lab_states_conclusions_that_it_asserts(path):
    cells = lab_notebook.cells(Page(path))
    assert any(line.startswith("assert ") for cell in cells for line in cell.source.splitlines())


@pytest.mark.parametrize("lines", [lab_page.FOLDED, lab_page.FOLDED + 1])
def test_long_output_is_folded(lines):
    text = "\n".join(map(str, range(lines)))
    output = BeautifulSoup(f"<div><pre>{text}</pre></div>", "html.parser").div
    shown = lab_page._shown(output, "cell", "", "en")
    assert text in shown
    assert shown.startswith("<details") == (lines > lab_page.FOLDED)
