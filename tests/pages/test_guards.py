"""No example goes unrun, and the two languages are one site."""

import re

import pytest
from chapters import CHAPTERS, PAGES

from sitebuild.pages.fences import TORCH, cells
from sitebuild.pages.includes import PageError
from sitebuild.pages.page import ROOT, Page, all_pages

FORMS = {
    "pycon": "```pycon\n>>> 1\n1\n```",
    "text": "```text\n>>> 1\n1\n```",
    "bare": "```\n>>> 1\n1\n```",
    "title": '```python title="x" hl_lines="1"\n>>> 1\n1\n```',
    "attributes": "``` { .python .annotate }\n>>> 1\n1\n```",
    "tildes": "~~~pycon\n>>> 1\n1\n~~~",
    "tab": '=== "x"\n\n    ```pycon\n    >>> 1\n    1\n    ```',
    "admonition in a list": "- a\n\n    !!! note\n\n        ```pycon\n        >>> 1\n        1\n        ```",
    "quotation": "> ```pycon\n> >>> 1\n> 1\n> ```",
}


def unrun(page):
    """Lines on which a prompt stands that no cell runs, nor PyTorch (test_torch.py)."""
    judged = [cell for fence in page.fences if fence.language == TORCH for cell in cells(fence)]
    run = {cell.line for cell in [*page.cells, *judged] if cell.path == page.path}
    lines = enumerate(page.text.splitlines(), 1)
    return [number for number, line in lines if re.search(r"(?:^|\s|>)>>> ", line) and number not in run]


@pytest.mark.parametrize("path", all_pages(), ids=lambda path: str(path.relative_to(ROOT / "docs")))
def test_every_prompt_is_run(path):
    lines = unrun(Page(path))
    assert not lines, f"{path.relative_to(ROOT)}:{lines[0]}: this `>>>` is not run; put it into a fence"


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_prompts_run_in_any_fence(text):
    page = Page("page.md", text + "\n")
    assert [(cell.source, cell.want) for cell in page.cells] == [("1\n", "1\n")]
    assert unrun(page) == []


@pytest.mark.parametrize("text", ["    >>> 1\n    1\n", "<pre>\n>>> 1\n</pre>\n", "so >>> 1\n"])
def test_prompt_outside_fences_is_caught(text):
    assert unrun(Page("page.md", text)) == [
        text.splitlines().index(next(t for t in text.splitlines() if ">>>" in t)) + 1
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n\n```python\nx = 1\n", 3),
        ('```python\n--8<-- "nowhere.py"\n```\n', 2),
        ('```python\n--8<-- "conv2d_transpose/arithmetic.py:nowhere"\n```\n', 2),
        ("```pycon\n>>> 1\n1\n>>>2\n```\n", 4),
    ],
    ids=["unclosed", "missing file", "missing section", "no blank after prompt"],
)
def test_unreadable_page_says_where(text, line):
    with pytest.raises(PageError, match=rf"page.md:{line}: "):
        assert Page("page.md", text).cells


def test_not_utf8_says_where(tmp_path):
    path = tmp_path / "page.md"
    path.write_bytes("# 합성곱\n\n".encode() + "합성곱".encode("euc-kr"))
    with pytest.raises(PageError, match=r"page.md:3: is not UTF-8"):
        Page(path)


def _folding(fence):
    """How a fence is folded, but for words in the page's language."""
    return fence.check and fence.check.partition('"')[0]


def test_same_pages_in_both_languages():
    english = [p.relative_to(ROOT / "docs/en") for p in all_pages() if p.is_relative_to(ROOT / "docs/en")]
    assert english == PAGES


@pytest.mark.parametrize("name", PAGES, ids=str)
@pytest.mark.parametrize(
    "what",
    [
        lambda page: [(cell.kind, cell.source, cell.want) for cell in page.cells],
        lambda page: [_folding(fence) for fence in page.fences],
        lambda page: [(level, anchor) for _, level, _, anchor in page.headings],
        lambda page: [(match["src"], match["attrs"]) for _, match in page.figures],
        lambda page: re.findall(r"\]\([\w./-]*#[\w-]+\)", page.prose),
    ],
    ids=["cells", "checks", "headings", "figures", "links"],
)
def test_languages_agree(name, what):
    korean, english = (Page(ROOT / "docs" / language / name) for language in ("ko", "en"))
    for number, (one, other) in enumerate(zip(what(korean), what(english), strict=False), 1):
        assert one == other, f"docs/ko/{name} and docs/en/{name} differ in number {number}"
    assert len(what(korean)) == len(what(english))


@pytest.mark.parametrize("path", all_pages(), ids=lambda path: str(path.relative_to(ROOT / "docs")))
def test_headings_have_ids(path):
    for line, level, title, anchor in Page(path).headings:
        assert level == 1 or (anchor and anchor.isascii()), (
            f"{path.relative_to(ROOT)}:{line}: give {title!r} an id, {{ #id }}"
        )


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("name", CHAPTERS)
def test_figures_stand_before_open_code(name, language):
    """In a section that has a figure, no code stands open above the first; checks and hidden answers do not show."""
    page = Page(ROOT / "docs" / language / f"{name}.md")
    starts = [line for line, *_ in page.headings]
    figures = [line for line, _ in page.figures]
    for start, end in zip(starts, [*starts[1:], page.text.count("\n") + 2], strict=True):
        first = min((line for line in figures if start < line < end), default=None)
        code = [
            f for f in page.fences if f.is_run and f.check is None and not f.indent and start < f.line < end
        ]
        if first and code:
            assert code[0].line > first, f"{page.path}:{code[0].line}: the figure of line {first} comes first"


@pytest.mark.parametrize("path", all_pages(), ids=lambda path: str(path.relative_to(ROOT / "docs")))
def test_a_figure_stands_before_the_code_that_computes_it(path):
    """Folded or open: the picture is the idea, its code the proof."""
    page = Page(path)
    drawn = {match["src"].removesuffix(".svg").removeprefix("figures/"): line for line, match in page.figures}
    for number, line in enumerate(page.text.splitlines(), 1):
        included = re.match(r'\s*--8<-- "([\w/]+)\.py:compute"', line)
        if included and included[1] in drawn:
            assert drawn[included[1]] < number, f"{path.relative_to(ROOT)}:{number}: the figure comes first"
