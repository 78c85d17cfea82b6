"""Small things around the text that a reader notices: lines, captions and words of the theme."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}


def test_a_page_that_cannot_be_scrolled_has_no_line_of_how_far_it_is_read(tab, watched_home):
    page = tab(viewport={"width": 1920, "height": 1080})
    page.goto(f"{watched_home}404.html")
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert (
        page.evaluate("getComputedStyle(document.body, '::before').transform") == "matrix(0, 0, 0, 1, 0, 0)"
    )
    page.goto(f"{watched_home}pooling/")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight / 2)")
    shown = "Number(getComputedStyle(document.body, '::before').transform.match(/[\\d.]+/)[0])"
    assert 0.3 < page.evaluate(f"new Promise(requestAnimationFrame).then(() => {shown})") < 0.7


@pytest.mark.parametrize(("path", "says"), [("", "맞는 절이 없다"), ("en/", "No matching section")])
def test_a_search_that_finds_nothing_speaks_of_sections(tab, home, path, says):
    page = tab()
    page.goto(f"{home}{path}")
    page.fill("input.md-search__input", "qqzzx")
    expect(page.locator(".md-search-result__meta")).to_have_text(says)


def test_the_caption_in_an_open_box_keeps_from_its_border(tab, home):
    page = tab(viewport=PHONE)
    page.goto(f"{home}en/convolution/")
    gaps = page.evaluate(
        """() => [...document.querySelectorAll("details > figure.drawn > figcaption")].map(it => {
          const box = it.closest("details"), words = document.createRange()
          box.open = true
          words.selectNodeContents(it)
          const lines = [...words.getClientRects()], { left, right } = box.getBoundingClientRect()
          return Math.min(...lines.map(line => Math.min(line.left - left, right - line.right)))
        })"""
    )
    assert gaps and min(gaps) > 12
