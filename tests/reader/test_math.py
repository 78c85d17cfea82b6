"""Mathematics without a script, in the site's own font (samples/ko/math.md)."""

import html
import re
import unicodedata
from itertools import pairwise

import pytest
from fontTools.ttLib import TTFont

from sitebuild.pages.page import ROOT


def characters(page):
    """The characters that the formulas of a page, in text and in drawings, put on the screen, Korean in \\text aside."""
    for text in re.findall(r'<tspan class="math[^>]*>([^<]+)</tspan>', page):
        yield from (c for c in html.unescape(text) if c != " ")
    for formula in re.findall(r"<math.*?</math>", page, re.S):
        for tag, text in re.findall(r"<(m\w+)[^>]*>([^<]+)</", formula):
            text = html.unescape(text)
            if tag == "mi" and len(text) == 1 and "mathvariant" not in formula:
                text = italic(text)
            yield from (c for c in text if not c.isspace() and "HANGUL" not in unicodedata.name(c, ""))


def italic(letter):
    """A browser shows a lone letter in <mi> as the italic one of Unicode's mathematical alphabets."""
    name = unicodedata.name(letter).replace("LATIN ", "").replace("GREEK ", "").replace("LETTER ", "")
    if letter == "h":
        return "ℎ"
    try:
        return unicodedata.lookup(f"MATHEMATICAL ITALIC {name.replace('CAPITAL LETTER', 'CAPITAL')}")
    except KeyError:
        return letter


def test_the_font_has_every_character_that_the_pages_use(site):
    used = {c for page in site.rglob("*.html") for c in characters(page.read_text("utf-8"))}
    assert {"𝑛", "𝑠", "⌊", "𝖳", "𝜎"} <= used
    font = TTFont(ROOT / "docs/theme/assets/fonts/math.woff2")
    missing = {c for c in used if ord(c) not in font.getBestCmap()}
    assert not missing, f"add {missing} to CHARACTERS in docs/theme/assets/fonts/subset.py, and run it"


def test_no_formula_is_left_as_it_was_written(site):
    """A list of attributes right under `$$` makes a paragraph of the formula: nothing reads it then."""
    for path in site.rglob("index.html"):
        page = re.sub(
            r"<(pre|code|script|annotation|style)\b.*?</\1>", "", path.read_text("utf-8"), flags=re.S
        )
        left = re.findall(
            r"\$\$|\\(?:sum|frac|cdot|left|lfloor|lceil|begin|partial)\b", re.sub(r"<[^>]*>", "", page)
        )
        assert not left, path.relative_to(site)


def test_brackets_come_whole_in_every_size_below_what_parts_make():
    """WebKit takes the largest whole one, however small, where the parts together would be too high."""
    variants = TTFont(ROOT / "docs/theme/assets/fonts/math.woff2")["MATH"].table.MathVariants
    looked_at = 0
    for construction in variants.VertGlyphConstruction:
        if construction.GlyphAssembly:
            parts = [
                p for p in construction.GlyphAssembly.PartRecords if not p.PartFlags & 1
            ]  # not repeated ones
            whole = [record.AdvanceMeasurement for record in construction.MathGlyphVariantRecord]
            assert whole[-1] >= 0.95 * sum(part.FullAdvance for part in parts)
            assert all(larger < 1.3 * size for size, larger in pairwise(whole))
            looked_at += 1
    assert looked_at > 8


@pytest.mark.browser
def test_braces_stretch_with_the_site_font_alone(tab, samples):
    page = tab(bypass_csp=True)  # for the rule that it adds
    page.goto(f"{samples}math/")
    page.evaluate("document.fonts.ready")
    loaded = (
        "[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family.toLowerCase())"
    )
    # signs in the text are the system's own
    assert set(page.evaluate(loaded)) - {"narrow signs", "check sign"} == {"convolution math"}
    assert page.locator(".arithmatex").count() == 0
    page.add_style_tag(content="math { font-family: 'Convolution Math' !important }")
    ratio = (
        "element => element.getBoundingClientRect().height / parseFloat(getComputedStyle(element).fontSize)"
    )
    assert page.locator(".formula mo").first.evaluate(ratio) > 4
    assert page.locator("p mo", has_text="⌈").evaluate(ratio) > 1.3


@pytest.mark.browser
def test_a_parenthesis_is_as_high_as_its_fraction_and_a_prime_close_to_its_letter(tab, samples):
    page = tab()
    page.goto(f"{samples}math/")
    page.evaluate("document.fonts.ready")
    box = "element => element.getBoundingClientRect()"
    fraction = page.locator("mfrac", has_text="∂").evaluate(box)
    for side in "(", ")":
        assert page.locator("mo", has_text=side).evaluate(box)["height"] >= 0.95 * fraction["height"]
    letter, prime = (
        page.locator(tag, has_text=text).evaluate(box) for tag, text in [("mi", "k"), ("mo", "′")]
    )
    assert 0 <= prime["x"] - letter["right"] < 0.05 * letter["height"]
    assert abs(prime["y"] - letter["y"]) < 0.15 * letter["height"], "it hangs from the letter's top"
