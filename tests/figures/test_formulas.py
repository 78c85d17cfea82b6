"""Formulas in drawings: what is italic, what is an index, and where the line goes on."""

import xml.etree.ElementTree as ET

import pytest

from sitebuild.figures.formulas import typeset


def pieces(text):
    """(characters, classes, step down) of each piece of an SVG text with a font of 10 px."""
    element = ET.Element("text", {"font-size": "10px"})
    element.text = text
    typeset(element, "tspan")
    found = [(run.text, run.get("class"), run.get("dy")) for run in element]
    assert "$" not in ET.tostring(element, encoding="unicode")
    return found or element.text


def test_an_index_stands_lower_and_what_follows_is_on_the_line_again():
    assert pieces("$w_0$ = 37") == [("𝑤", "math", None), ("0", "math index", "2"), (" = 37", None, "-2")]


def test_letters_are_italic_as_in_the_page_and_signs_are_not():
    assert pieces("$∂E/∂h$") == [("𝜕𝐸/𝜕ℎ", "math", None)]
    assert pieces("$−α σ′(F)$") == [("−𝛼 𝜎′(𝐹)", "math", None)]


def test_index_and_exponent_of_several_characters():
    assert pieces("padded $F_{ij}^{𝖳}x$") == [
        ("padded ", None, None),
        ("𝐹", "math", None),
        ("𝑖𝑗", "math index", "2"),
        ("𝖳", "math index", "-5.6"),
        ("𝑥", "math", "3.6"),
    ]


def test_text_without_formulas_stays():
    assert pieces("cross-correlation") == "cross-correlation"


@pytest.mark.parametrize("formula", [r"$\partial E$", "$w_{0$", "$w_$"])
def test_what_is_not_read_is_refused_by_name(formula):
    with pytest.raises(ValueError, match="is not read here"):
        pieces(formula)
