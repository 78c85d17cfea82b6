"""A mutant differs from its file in one place, and the example that is run is the one that then stands there."""

import mutants
import pytest
import trials

from sitebuild.pages.page import ROOT, SNIPPETS, Page, all_pages

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


@pytest.mark.parametrize(
    ("number", "other", "same"),
    [
        *[("7", "7. True", True), ("7", "[7 7]", True), ("7", "7 8", False), ("7", "-7 7", False)],
        *[("2×3", "(1, 2, 3, 4)", True), ("2×3", "(2, 3) 9", True), ("2×3", "(2, 3) (3, 2)", False)],
    ],
)
def test_a_link_led_to_the_same_result_cannot_matter(tmp_path, number, other, same):
    assert trials.same_result(led(tmp_path, number, other, other)) == same


def led(folder, number, *outputs):
    """The link of a page's first statement, led to its second example."""
    path = folder / "page.md"
    blocks = [
        f"Text.\n{{: #example-{i} }}\n\n```pycon\n>>> print(x)\n{output}\n```"
        for i, output in enumerate(outputs)
    ]
    path.write_text(f"It is [{number}](#example-0).\n\n" + "\n\n".join(blocks), "utf-8")
    (link,) = [mutant for mutant in mutants.stated(Page(path)) if mutant.kind == "target"]
    assert link.line == f"[{number}](#example-1)"
    return link


def test_an_unnoticed_mutant_is_told_when_its_file_is_as_before(tmp_path, monkeypatch):
    path = tmp_path / "snippet.py"
    path.write_text("# --8<-- [start:compute]\nsize = 1e-6, 1\n# --8<-- [end:compute]\n", "utf-8")
    monkeypatch.setattr(trials, "_fails", lambda path: False)
    told = [mutant.line for mutant in trials.unnoticed(mutants.computing(path))]
    assert told == ["size = (1e-6 + 1), 1", "size = 1e-6, 2"]
