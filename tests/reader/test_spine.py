"""The way through the site: the menu's groups, how far a page is read, and what comes after a chapter."""

from itertools import pairwise

import pytest
from chapters import CHAPTERS
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

NUMBERED = """all => all
  .filter(it => getComputedStyle(it.querySelector(".md-ellipsis"), "::before").content.includes("counter(chapter)"))
  .map(it => new URL(it.href).pathname.split("/").at(-2))"""
READ = "new DOMMatrix(getComputedStyle(document.body, '::before').transform).a"


def test_the_menu_stands_open_in_groups_and_numbers_the_chapters(tab, home):
    page = tab(viewport={"width": 1280, "height": 900})
    page.goto(f"{home}en/labs/autoencoder/")
    menu = page.locator(".md-nav--primary")
    for words in (
        "Six chapters",
        "Labs",
        "Tools",
        "Reference",
        "Shift invariance",
        "Shape tracer",
        "Glossary",
    ):
        expect(menu.locator("span.md-ellipsis", has_text=words).first).to_be_visible()
    expect(menu.get_by_text("Convolution, its shapes and its transpose")).to_be_hidden()
    assert menu.locator("a.md-nav__link").evaluate_all(NUMBERED) == CHAPTERS


def test_a_bar_says_how_far_a_page_is_read(tab, home):
    page = tab(viewport={"width": 1280, "height": 900})
    page.goto(f"{home}en/pooling/")
    assert page.evaluate(READ) == pytest.approx(0, abs=0.01)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    page.locator(".md-footer").wait_for()
    assert page.evaluate(READ) == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize(("chapter", "after"), list(pairwise(CHAPTERS)))
def test_a_chapter_ends_with_the_picture_and_the_question_of_the_next(tab, home, chapter, after):
    page = tab(again=True)
    page.goto(f"{home}en/{chapter}/")
    card = page.locator("article .next")
    card.scroll_into_view_if_needed()
    expect(card).to_contain_text("?")
    expect(card.locator("svg")).to_be_visible()
    card.get_by_role("link").first.click()
    page.wait_for_url(f"**/en/{after}/")
