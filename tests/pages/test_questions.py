"""A question asks for what its example gives: one source for the answer, in both languages."""

import re

import pytest
from as_html import rendered
from chapters import CHAPTERS
from statements import output_of

from sitebuild.pages.page import ROOT, Page

ANSWER = re.compile(r"\[(?P<text>[^\[\]]+)\]\(#(?P<id>[\w-]+)\)\{ (?P<attrs>[^}]*\.answer[^}]*) \}")
QUESTION = re.compile(r'^\?\?\? question "', re.M)


def page_of(language, name):
    return Page(ROOT / f"docs/{language}/{name}.md")


def answers(page):
    return list(ANSWER.finditer(page.prose))


DOCS = ROOT / "docs/en"
NAMES = [str(path.relative_to(DOCS).with_suffix("")) for path in sorted(DOCS.rglob("*.md"))]
ASKING = [name for name in NAMES if QUESTION.search(page_of("en", name).text)]


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("name", ASKING)
def test_an_answer_is_what_its_example_gives(language, name):
    page = page_of(language, name)
    for answer in answers(page):
        output, gives = (
            output_of(page.fence_after(answer["id"])),
            re.search(r'gives="([^"]+)"', answer["attrs"]),
        )
        if gives:
            assert gives[1] in output, answer[0]
        elif ".cells" not in answer["attrs"]:  # numbers are held by test_statements.py
            assert re.search(r"\d", answer["text"]), f"{answer[0]} needs gives="


@pytest.mark.parametrize("name", ASKING)
def test_both_languages_ask_the_same(name):
    asked = [
        [(it["id"], re.sub(r' asks="[^"]*"', "", it["attrs"])) for it in answers(page_of(language, name))]
        for language in ("ko", "en")
    ]
    assert asked[0] == asked[1]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_asks(chapter):
    page = rendered(page_of("en", chapter).text)
    assert not page.select("[role=alert]"), page.select("[role=alert]")
    forms = page.select(".asked > form")
    keys = [form["data-key"] for form in forms]
    assert len(set(keys)) == len(keys), "two questions are kept under one key"
    assert len(forms) >= LEAST
    for form in forms:
        assert form.get("data-answer") or "1" in form["data-cells"]
        choices = [it["value"] for it in form.select("button[value]")]
        assert not choices or (len(choices) > 1 and form["data-answer"] in choices), choices


LEAST = 6

CUT = """??? question "Which cells?"

    [These](#cut){ .answer .cells of="sheet" }.
    {: #cut }

    ```pycon
    >>> print(cut)
    [[False  True]
     [False  True]]
    ```

Text.
{: #sheet }

```pycon
>>> print(sheet)
[[1 2]
 [3 4]]
```
"""


def test_cells_are_asked_for_with_the_numbers_of_an_example():
    form = rendered(CUT).select_one(".asked > form")
    assert form["data-cells"] == "0101"
    assert [it.text for it in form.select(".cells button")] == ["1", "2", "3", "4"]
    assert form.select_one(".cells button:last-child")["aria-label"] == "row 1, column 2: 2"


def test_cells_of_another_shape_are_no_picture_of_these():
    page = rendered(CUT.replace(" [3 4]]", " [3 4 5]]"))
    wrong = page.select_one("[role=alert]")
    assert "as many cells" in wrong.text and wrong["data-where"] in CUT


def test_an_example_that_is_not_there_is_said_in_its_place():
    page = rendered(CUT.replace('of="sheet"', 'of="gone"'))
    assert "#gone is asked for" in page.select_one("[role=alert]").text


def test_the_folded_answer_keeps_all_that_the_page_has():
    text = '??? question "How *many*?"\n\n    [4](#n){ .answer asks="Cells" } of them.\n\n    5\n    :   One too many.\n'
    asked = rendered(text).select_one(".asked")
    assert asked.select_one(".admonition-title").decode_contents() == "How <em>many</em>?"
    assert asked.form["data-answer"] == "4" and asked.form["data-key"] == "n"
    assert asked.label.text.strip() == "Cells"
    assert asked.details.get("open") is None
    assert "One too many." in asked.details.text and "4 of them." in asked.details.text


def test_a_question_without_an_answer_stays_a_folded_box():
    assert (
        rendered('??? question "Why?"\n\n    Because.\n').select_one("details.question").summary.text
        == "Why?"
    )


def test_each_part_of_a_question_has_its_own_box():
    page = rendered(
        '??? question "How many?"\n\n    [4](#a){ .answer asks="VALID" } and [5](#a){ .answer asks="SAME" }, '
        "[6](#b) in all.\n"
    )
    labels = page.select("form label")
    assert [it.get_text(strip=True) for it in labels] == ["VALID", "SAME"]
    assert [len(it.select("input")) for it in labels] == [1, 1]
    assert page.form["data-answer"] == "4, 5"
    assert not page.select("[asks]")
