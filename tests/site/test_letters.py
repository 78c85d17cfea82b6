"""The glossary's terms by first letter: each form once, under its letter, in the order of the dictionary."""

import re

import pytest

from sitebuild.pages.page import ROOT
from sitebuild.prose.glossary import terms
from sitebuild.prose.letters import PLACE, by_letter, letter_of, letters

KOREAN = """경사 하강법, 경사 하강 · gradient descent { #descent }
:   한 걸음씩.

커널, 필터 · kernel, filter { #kernel }
:   곱하는 배열.

`channels_last` { #last }
:   채널이 끝에.

0 끼워 넣기 · zero insertion { #zeros }
:   사이에.

깊이별 합성곱 · depthwise { #depthwise }
:   채널마다.
"""


@pytest.mark.parametrize(
    ("form", "letter"),
    [
        ("커널", "ㅋ"),
        ("깊이", "ㄱ"),
        ("끼움", "ㄱ"),
        ("쓰기", "ㅅ"),
        ("kernel", "K"),
        ("`output`", "O"),
        ("0 끼워", "0–9"),
    ],
)
def test_a_form_stands_under_its_first_letter(form, letter):
    assert letter_of(form) == letter


def test_each_form_once_and_two_of_a_term_only_under_different_letters():
    assert by_letter(KOREAN) == {
        "0–9": [("0 끼워 넣기", "zeros")],
        "ㄱ": [("경사 하강법", "descent"), ("깊이별 합성곱", "depthwise")],
        "ㅋ": [("커널", "kernel")],
        "ㅍ": [("필터", "kernel")],
        "C": [("`channels_last`", "last")],
    }


def test_the_pages_own_letters_come_first():
    assert re.findall(r"\*\*(.+?)\*\*", letters(KOREAN, "ko")) == ["ㄱ", "ㅋ", "ㅍ", "C", "0–9"]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_term_of_the_glossary_is_found_by_a_letter(language):
    text = (ROOT / f"docs/{language}/glossary.md").read_text("utf-8")
    assert text.count(PLACE) == 1
    found = {anchor for forms in by_letter(text).values() for _, anchor in forms}
    assert found == {term.id for term in terms(text)}
