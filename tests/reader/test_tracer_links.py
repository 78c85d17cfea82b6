"""Links of the error messages that open their example in the tracer: there stands the message, as the reader sees it."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# What stands at the heading above the link, without the framework before it
LINKS = """links => links.map(link => {
    let before = link.closest('p')
    while (!/^H[23]$/.test(before.tagName)) before = before.previousElementSibling
    return [before.querySelector('code').textContent, link.href]
})"""
SIZES = r"[\d, ]+"  # where a heading has "…"
SHAPE = r"(?:\[[\d, ]+\]| \([^()]*(?:\([^()]*\))?[^()]*\))?"  # of which a heading says nothing
CAUTIONED = {"Arguments target and output must have the same rank": "Flatten()"}  # of which the layers fit


@pytest.mark.parametrize("language", ["", "en/"])
def test_what_a_link_opens_is_refused_in_the_words_of_its_heading(tab, home, language):
    page = tab(again=True)
    page.goto(f"{home}{language}errors/")
    links = page.locator("a.in-tracer").evaluate_all(LINKS)
    assert len(links) > 15
    for heading, address in links:
        page.goto(address)
        # a heading is code as a whole and lacks Keras's own backticks (\x60: Playwright takes one for a quotation mark)
        words = (
            rf"\x60?{re.escape(word).replace('…', SIZES)}\x60?"
            for word in CAUTIONED.get(heading, heading).split()
        )
        said = page.locator("shape-tracer").filter(has_text=re.compile(rf"{SHAPE}\s+".join(words)))
        expect(said.first, f"{heading}: {address}").to_be_visible()
