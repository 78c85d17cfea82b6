"""The tracer's page, on a desk and on a phone."""

import pytest
from models_page import DESKTOP, settled


@pytest.fixture(scope="module")
def tracer(chromium, home):
    """The page, opened once: what is pasted replaces what was there."""
    context = chromium.new_context(viewport=DESKTOP, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda said: said.type == "error" and page.faults.append(said.text))
    page.goto(f"{home}en/shapes/")
    page.locator("shape-tracer .st-stack td").first.wait_for()
    yield page
    page.context.close()


@pytest.fixture
def page(tracer):
    tracer.faults.clear()
    tracer.evaluate("document.querySelector('shape-tracer').load({})")
    settled(tracer)
    yield tracer
    assert not tracer.faults


@pytest.fixture
def phone(page):
    page.set_viewport_size({"width": 360, "height": 740})
    yield page
    page.set_viewport_size(DESKTOP)
