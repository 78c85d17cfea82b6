"""How the text of the built pages is set: signs, minus and subscripts, and what a caption may say of colours."""

import re

import pytest
from bs4 import BeautifulSoup, SoupStrainer

CHECK = "details.check"
NOT_PROSE = "pre, code, math, script, style, svg, template, button, select, .st-editor"
HYPHEN = re.compile(r"(?<![\w)\]/:.+-])-(?=\.?\d)|(?<=\d) - (?=\d)")
SUBSCRIPT = re.compile(r"\w*[₀-₉ᵢⱼₖ]")
PARTED = re.compile(r"</math>(?:</\w+>)+[,.:;?!)\]’”가-힣]")  # what is in no box with its formula
# a quantity in a sentence; not in (k, in, out), which are names, nor the s of several
QUANTITY = re.compile(r"(?<![\w’'.–-])[b-rt-zα-ω](?![\w’'.=-])|(?<![\w’'.–-])[b-rt-zα-ω](?=[가-힣])")
NAMES = re.compile(r"\([^()]*\)|\bk, (?:k, )*in, out|k는")
INK = re.compile(r"\b(?:black|white)\b|검은|검정|흰|하얀|하양")


@pytest.fixture(scope="module")
def articles(site, pages):
    """Page → its article."""
    only = SoupStrainer("article")
    texts = {name: (site / name / "index.html").read_text("utf-8") for name in pages}
    return {name: BeautifulSoup(text, "html.parser", parse_only=only) for name, text in texts.items()}


def test_a_minus_is_no_hyphen(articles):
    faults = []
    for name, article in articles.items():
        for text in article.find_all(string=HYPHEN):
            if not text.find_parent(NOT_PROSE.replace(", .st-editor", "").split(", ")):
                faults.append(f"{name}: {text.strip()[:80]}")
    assert not faults, "\n".join(faults)


def test_the_name_of_a_key_is_on_one_line(articles):
    assert not [name for name, article in articles.items() if re.search("Page (Up|Down)", str(article))]


def test_quotation_marks_are_those_of_printers(articles):
    """And apostrophes; code, what a control says and messages of the frameworks keep theirs."""
    faults = []
    for name, article in articles.items():
        for text in article.find_all(string=re.compile("[\"']")):
            if not text.find_parent(NOT_PROSE.split(", ")) and "doctype" not in str(type(text)).lower():
                faults.append(f"{name}: {text.strip()[:80]}")
    assert not faults, "\n".join(faults)


def test_no_sign_is_parted_from_its_formula(site):
    parted = [
        f"{path.parent.relative_to(site)}: {it[0]}"
        for path in site.rglob("index.html")
        for it in PARTED.finditer(path.read_text("utf-8"))
    ]
    assert not parted, "\n".join(parted)


def test_a_question_has_its_subscripts_as_a_formula(articles):
    """In bold letters of the text, w₀ is read as "wo"."""
    titles = [
        (name, title) for name, it in articles.items() for title in it.select(".admonition-title, summary")
    ]
    assert len(titles) > 100
    for name, title in titles:
        assert not SUBSCRIPT.findall(title.get_text()), f"{name}: {title.get_text()}"


def test_no_caption_calls_what_is_drawn_black_or_white(articles):
    """Lines and marks are so in one of the two schemes only; a picture of pixels has its colours in both."""
    captions = 0
    for name, article in articles.items():
        for figure in article.select("figure:has(> svg, > figcaption)"):
            captions += 1
            caption = figure.figcaption.get_text() if figure.figcaption else ""
            assert figure.select("image") or not INK.search(caption), f"{name}: {caption}"
    assert captions > 100


def test_two_checks_in_a_row_say_different_things(articles):
    """Else a reader who has opened one takes the other for the same."""
    rows = 0
    for name, article in articles.items():
        for first in article.select(f"{CHECK}:has(+ {CHECK}), .proved:has(> {CHECK}):has(+ {CHECK})"):
            rows += 1
            marks = [it.find("summary").get_text() for it in (first, first.find_next_sibling())]
            assert marks[0] != marks[1], f"{name}: {marks[0]}"
    assert rows > 20


def test_a_thing_has_one_colour_in_all_charts_of_a_lab(articles):
    """What a legend names: a line or a mark of this colour, and behind it its name."""
    named = 0
    for name, article in articles.items():
        if "labs/" not in name:
            continue
        colours = {}
        for text in article.select("svg .fill-ink:is(text)"):
            sign = text.find_previous_sibling()
            found = sign and re.search(r"\bstroke-(\w+)", " ".join(sign.get("class", [])))
            if found and sign.name in ("path", "use") and text.get("text-anchor") == "start":
                named += 1
                colours.setdefault(text.get_text(), set()).add(found[1])
        assert all(len(of) == 1 for of in colours.values()), f"{name}: {colours}"
    assert named > 20


def test_a_quantity_is_set_as_in_a_formula(articles):
    faults = []
    for name, article in articles.items():
        for text in article.find_all(string=QUANTITY):
            if not text.find_parent([*NOT_PROSE.replace(", .st-editor", "").split(", "), "nav"]):
                faults += [
                    f"{name}: {it} in {text.strip()[:80]}" for it in QUANTITY.findall(NAMES.sub("", text))
                ]
    assert not faults, "\n".join(faults)
