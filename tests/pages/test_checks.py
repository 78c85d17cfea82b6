"""A check is folded in the page, and is code like any other for all that read pages."""

import re
from pathlib import Path

import pytest
from as_html import rendered

from sitebuild.notebooks.notebook import notebook
from sitebuild.pages.page import Page

DOCS = Path(__file__).parents[2] / "docs"
SESSION = "```pycon{}\n>>> 1 + 1\n2\n```\n"
CODE = "```python{}\nx = 1\n\ny = 2\n```\n"


@pytest.mark.parametrize(
    ("fence", "words"),
    [
        (SESSION.format(" check"), "checked in code"),
        (SESSION.format(" check=Keras"), "as Keras"),
        (SESSION.format(' check="its own words"'), "its own words"),
        (CODE.format(" check"), "the code behind the figure"),
        (CODE.format(' check="a check" title="x"'), "a check"),
        ("```python check\nassert 1 + 1 == 2\n```\n", "checked in code"),
        ('```torch check="as PyTorch"\n>>> 1\n1\n```\n', "as PyTorch"),
    ],
)
def test_a_check_is_closed_behind_its_mark(fence, words):
    page = rendered(f"It is so.\n{{: #so }}\n\n{fence}\nMore.\n")
    box = page.find("details", class_="check")
    assert box.summary.text == words
    assert not box.has_attr("open")
    assert box.summary.has_attr("data-search-exclude")
    assert box.find_previous_sibling().get("id") == "so"
    assert box.pre.code.text.strip() and "check" not in box.pre.text
    assert box.find_next_sibling() is None and box.parent["class"] == ["proved"]
    assert box.parent.find_next_sibling().text == "More."


def test_a_check_stands_in_the_words_of_the_page():
    assert rendered(SESSION.format(" check=TensorFlow"), "ko").summary.text == "TensorFlow와 같다"


def test_a_check_stands_in_lists_and_boxes():
    inner = "".join(f"    {line}\n" for line in CODE.format(" check").splitlines())
    for around in ("- item\n\n", '!!! note "n"\n\n'):
        box = rendered(around + inner).find("details", class_="check")
        assert box.find_parent("li") or box.find_parent(class_="admonition")
        assert box.code.text == "x = 1\n\ny = 2\n"


@pytest.mark.parametrize(
    "fence", [SESSION.format(""), CODE.format(""), '```python caption="a check of it"\nx = 1\n```\n']
)
def test_other_code_stands_open(fence):
    assert Page("page.md", fence).fences[0].check is None
    assert rendered(fence).find("details") is None


def test_a_check_is_code_like_any_other():
    open_page, folded = (Page("page.md", (SESSION + CODE).format(*[option] * 2)) for option in ("", " check"))
    assert [cell.source for cell in folded.cells] == [cell.source for cell in open_page.cells]
    assert folded.digest == open_page.digest
    sources = [
        [cell["source"] for cell in notebook(page, "page", {}.get)["cells"]] for page in (open_page, folded)
    ]
    assert sources[0] == sources[1] and len(sources[0]) == 2


@pytest.mark.parametrize(
    "page", sorted(DOCS.glob("??/*.md")), ids=lambda page: f"{page.parent.name}/{page.stem}"
)
def test_a_sentence_before_a_folded_mark_is_whole(page):
    """A colon would announce what nobody sees until the mark is opened."""
    cut = re.findall(r"^(.*:)\n(?:\{: #[^}]*\}\n)?\n```\w+ check", page.read_text("utf-8"), re.MULTILINE)
    assert cut == []
