"""Figures that wake where they stand, as the tests of them open, move and swipe them."""

import re

from sitebuild.figures.collected import LIVE
from sitebuild.pages.page import ROOT, Page, markdown_files

PAGES = {path.stem: Page(path) for path in markdown_files(ROOT / "docs/ko")}
FIGURES = {
    page: [re.search(r"#([\w-]+)", it["attrs"])[1] for _, it in found.figures if LIVE.search(it["attrs"])]
    for page, found in PAGES.items()
}
FIGURES = {page: ids for page, ids in FIGURES.items() if ids}
PHONE = {"viewport": {"width": 360, "height": 700}, "has_touch": True}


def address(page):
    """Of a page, below the site's."""
    return "" if page == "index" else f"{page}/"


def opened(tab, home, page, figure, language="", **options):
    """The page, with this figure in sight and awake."""
    window = tab(reduced_motion="reduce", **options)
    window.goto(f"{home}{language}{address(page)}")
    return window, awake(window, figure)


def awake(window, figure):
    """The figure, scrolled to and awake."""
    found = window.locator(f"#{figure}")
    found.scroll_into_view_if_needed()
    found.locator(".tells").wait_for(timeout=20_000)  # a busy machine is slow to fetch what draws it
    return found


def stop_clock(window):
    """Time goes on only as far as a test has it run, also on a busy machine."""
    window.clock.install()
    window.clock.pause_at(window.evaluate("Date.now() + 1000"))


def swiped(window, start, step):
    """A finger that goes eight steps from where it came down: a real gesture, which the page may take for scrolling."""
    touch = window.context.new_cdp_session(window)
    for count in range(9):
        (x, y), (across, down) = start, step
        places = [{"x": x + count * across, "y": y + count * down}]
        touch.send(
            "Input.dispatchTouchEvent",
            {"type": "touchMove" if count else "touchStart", "touchPoints": places},
        )
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    return window.evaluate("scrollY")
