"""A swipe that comes to the end of a box which scrolls sideways does not leaf back in the browser's history."""

import pytest
from folds import OPEN_ALL
from models_page import FITS, UNET, paste, settled

pytestmark = pytest.mark.browser

LEAVES = """() => [...document.querySelectorAll(".md-content *")].filter(it => {
    const { overflowX, overscrollBehaviorX } = getComputedStyle(it)
    return /auto|scroll/.test(overflowX) && overscrollBehaviorX !== "contain"
  }).map(it => `${it.localName}.${it.className}`)"""
SCROLLED = """() => [...document.querySelectorAll(".md-content *")].filter(it =>
    /auto|scroll/.test(getComputedStyle(it).overflowX)).length"""
PHONE = {"width": 390, "height": 844}


def test_no_box_of_a_page_hands_a_swipe_on(tab, home, pages):
    page, count = tab(again=True, viewport=PHONE), 0
    for name in pages:
        page.goto(f"{home}{name}/")
        for explorer in page.locator("conv-explorer:not([address]) button").all()[:1]:
            explorer.click()
            page.locator("conv-explorer .box").first.wait_for()
        if name.endswith("explorer"):
            page.locator("conv-explorer .box").wait_for()
        assert page.evaluate(LEAVES) == [], name
        count += page.evaluate(SCROLLED)
    assert count > 100


@pytest.mark.parametrize("code", [FITS, UNET])
def test_no_box_of_a_traced_model_hands_a_swipe_on(tab, home, code):
    page = tab(again=True, viewport=PHONE)
    page.goto(f"{home}en/shapes/")
    page.locator("shape-tracer .st-stack td").first.wait_for()
    paste(page, code)
    settled(page)
    page.locator("whole-models").scroll_into_view_if_needed()
    page.evaluate(OPEN_ALL)
    page.locator("whole-models .sm-box").first.wait_for()
    assert page.evaluate(LEAVES) == []
