"""What stands beside what on a wide window: the order of a page stays, nothing is beside the text of another section."""

from xml.etree.ElementTree import Comment, Element, fromstring

import markdown
import pytest

from sitebuild.figures.beside import BesideExtension
from sitebuild.figures.heights import of_handles
from sitebuild.pages.page import ROOT

FIGURE = '<figure><img data-figure="a/{}" /><figcaption>What.</figcaption></figure>'
ROOM = {"": 100, "/more": 400}
SIZES = {"a/tall": (300, 800), "a/high": (300, 400), "a/low": (300, 100), "a/wide": (600, 200)}
TALL, HIGH, LOW, WIDE = (FIGURE.format(name) for name in ("tall", "high", "low", "wide"))
QUESTION = '<div class="admonition question asked"><p>How many?</p><form /></div>'
TEXT = f"<p>{'word ' * 200}</p>"  # about as high as HIGH
LINE = "<p>A line.</p>"
PRINTS = "a long line of numbers that no narrow column holds, of seventy characters"


def arranged(*blocks, stash=()):
    """The page's blocks, arranged, as names: of a row what its columns hold."""
    root = fromstring(f"<div>{''.join(blocks)}{QUESTION}</div>")
    md = markdown.Markdown()
    for text in stash:
        md.htmlStash.store(text)
    BesideExtension(SIZES.__getitem__, "en", ROOM).extendMarkdown(md)
    for number, code in enumerate(root.iter("pre")):
        code.tag, code.text = "p", f"\x02wzxhzdk:{number}\x03"
    before = words(root)
    md.treeprocessors["beside"].run(root)
    for block in list(root.iter()):
        for mark in [child for child in block if child.tag is Comment]:
            block.remove(mark)  # for the search: tests/reader/test_found.py
    assert words(root) == before  # in the order in which they were
    return [shown(block) for block in root][:-1]  # the last is the question, or has it


def words(root):
    return "".join("".join(root.itertext()).split())


def shown(block: Element):
    if not block.get("class", "").startswith("beside"):
        return block.tag
    return [(column.get("class"), [it.tag for it in column]) for column in block]


def test_a_figure_stands_beside_the_text_before_it():
    assert arranged(TEXT, HIGH, "<h2 />") == [[("text", ["p"]), ("side", ["figure"])], "h2"]


def test_a_figure_stands_beside_the_text_after_it_where_there_is_little_before():
    assert arranged(LINE, HIGH, TEXT, TEXT, "<h2 />") == [
        [("text", ["p"]), ("side", ["figure"]), ("text", ["p"])],
        "p",
        "h2",
    ]


def test_text_that_is_higher_than_the_figure_stays_above_it():
    assert arranged(TEXT, TEXT, LOW, "<h2 />") == ["p", [("text", ["p"]), ("side", ["figure"])], "h2"]


def test_there_is_no_hole_beside_a_figure_with_too_little_text():
    assert arranged(LINE, HIGH, "<h2 />") == ["p", "figure", "h2"]
    assert arranged(TEXT, TALL, "<h2 />") == [
        "p",
        "figure",
        "h2",
    ]  # half as high as the figure, but the hole is large


def test_a_wide_figure_has_a_row_of_its_own():
    assert arranged(TEXT, WIDE, TEXT, "<h2 />") == ["p", "figure", "p", "h2"]


def test_two_figures_stand_beside_each_other():
    assert arranged(LINE, HIGH, LOW, "<h2 />") == ["p", [("side", ["figure"]), ("side", ["figure"])], "h2"]


def test_a_question_fills_what_is_left_beside_a_figure():
    row = [("text", ["p"]), ("side", ["figure"]), ("text", ["div"])]
    assert arranged(LINE, HIGH, QUESTION, "<h2 />") == [row, "h2"]


@pytest.mark.parametrize("heading", ["h2", "h3"])
def test_a_figure_is_not_beside_the_text_of_the_section_before(heading):
    found = arranged(TEXT, f"<{heading} />", LINE, HIGH, TEXT, "<h2 />")
    assert found[0] == "p"


def test_a_paragraph_stays_with_the_code_after_it():
    code = "<pre>&gt;&gt;&gt; 1\n1\n</pre>"
    found = arranged(f"<p>{'word ' * 150}</p>", HIGH, LINE, "<pre />", "<h2 />", stash=[code])
    assert found == [[("text", ["p"]), ("side", ["figure"]), ("text", ["p", "p"])], "h2"]


def test_what_prints_long_lines_has_the_width_of_the_page():
    code = f"<pre>&gt;&gt;&gt; 1\n{PRINTS}\n</pre>"
    found = arranged(LINE, "<pre />", HIGH, TEXT, "<h2 />", stash=[code])
    assert found == ["p", "p", [("side", ["figure"]), ("text", ["p"])], "h2"]


def test_a_page_without_questions_is_as_it_was():
    root = fromstring(f"<div>{TEXT}{HIGH}</div>")
    md = markdown.Markdown()
    BesideExtension(SIZES.__getitem__, "en", ROOM).extendMarkdown(md)
    md.treeprocessors["beside"].run(root)
    assert [block.tag for block in root] == ["p", "figure"]


@pytest.mark.parametrize("name, columns", [("a/live", True), ("a/more", False)])
def test_the_room_of_handles_counts(name, columns):
    moving = LOW.replace(
        "<figure>", f'<figure data-live="{name}">'
    )  # 100 high, and 100 or 400 more; 208 of text
    text = f"<p>{'word ' * 100}</p>"
    assert (len(arranged(text, moving, "<h2 />")) == 2) == columns


def test_the_room_of_handles_is_what_the_style_sheet_says():
    room = of_handles(ROOT)
    assert room[""] > 60 and room["/strip"] > 2 * room[""]
    assert {"/target", "/hero", "/edited", "/strip", "/three_directions", ""} == set(room)
