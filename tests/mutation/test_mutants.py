"""A mutant differs from its file in one place, and the example that is judged is the one that then stands there."""

import mutants
import pytest
from pages import ROOT, SNIPPETS, Page, all_pages

PAGES = [path for path in all_pages() if path.is_relative_to(ROOT / "docs/ko")]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_an_output_is_what_the_page_would_state(path):
    page = Page(path)
    for mutant in list(mutants.outputs(page))[::20]:
        changed = [
            now
            for before, now in zip(page.cells, Page(path, mutant.text).cells, strict=True)
            if before.want != now.want
        ]
        assert [cell.want for cell in changed] == [mutant.cell.want]


def test_a_snippet_is_changed_where_pages_show_it():
    path = SNIPPETS / "conv2d_transpose" / "overlap.py"
    assert [(mutant.old, mutant.new) for mutant in mutants.computing(path)] == [
        *[("1", "2"), ("2", "3"), ("3", "4"), ("4", "5"), ("3", "4"), ("3", "4"), ("2", "3")]
    ]


@pytest.mark.parametrize(
    ("number", "other"), [("4", "5"), ("9", "10"), ("0.29", "0.20"), ("3.", "4."), ("1e-6", "(1e-6 + 1)")]
)
def test_another_number(number, other):
    assert mutants._next(number) == other
