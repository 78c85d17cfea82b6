"""While code is written or pasted nothing waits, moves or is lost; scripts come when they are needed."""

import re
from urllib.parse import quote, urlsplit

import pytest
from models_page import FITS, LENET, MERGE, PASTE, REFUSED, TRANSLATED, UNET, paste, settled, top, verdict
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_on_a_phone_the_code_stays_while_it_is_written(phone):
    paste(phone, FITS)
    verdict(phone, "All shapes fit")
    phone.locator("#st-code").focus()
    phone.evaluate("scrollTo(0, document.querySelector('#sm-verdict').offsetTop - 100)")
    before, height = top(phone, "#st-code"), phone.locator("#sm-verdict").bounding_box()["height"]
    phone.evaluate(PASTE.replace("insertFromPaste", "insertText"), REFUSED)
    verdict(phone, "does not fit")
    assert phone.locator("#sm-verdict").bounding_box()["height"] > height + 50
    assert abs(top(phone, "#st-code") - before) <= 1


PAUSES = """costs => {
  const tracer = document.querySelector("shape-tracer"), later = tracer.considerLater, pauses = []
  tracer.considerLater = pause => pauses.push(pause)
  for (const [cost, inputType] of costs) {
    tracer.reader.cost = cost
    tracer.area.dispatchEvent(new InputEvent("input", { inputType, bubbles: true }))
  }
  tracer.considerLater = later
  return pauses
}"""


def test_who_writes_does_not_wait_for_a_reading_that_takes_longer_than_a_frame(page):
    paste(page, FITS)
    verdict(page, "All shapes fit")
    quick, slow = page.evaluate(PAUSES, [[2, "insertText"], [40, "insertText"]])
    assert 0 < quick < 50 and slow > 200  # milliseconds; who types fast leaves 200 between two letters


def test_the_verdict_of_a_paste_is_painted_with_it(page):
    """It stands when the browser's event is through, before a frame is drawn."""
    paste(page, FITS)
    verdict(page, "All shapes fit")
    said = page.evaluate(
        f"code => {{ ({PASTE})(code); return document.querySelector('#sm-verdict').textContent }}", REFUSED
    )
    assert "does not fit" in said


SHIFTS = """() => {
  const shifts = window.shifts = [] // the page is shared: one watcher a test
  const verdict = document.querySelector("#sm-verdict")
  const frames = (then) => requestAnimationFrame(() => requestAnimationFrame(then))
  const watch = () => new PerformanceObserver(list => shifts.push(...list.getEntries().map(({ sources }) =>
    sources.map(({ node, previousRect: a, currentRect: b }) => `${node?.className} ${a.y} → ${b.y}`).join(", "))
  )).observe({ type: "layout-shift" })
  new MutationObserver((_, observer) => { observer.disconnect(); frames(watch) }).observe(verdict, { childList: true })
}"""


@pytest.mark.parametrize("code, parts", [(REFUSED, ".sm-repair, .sm-drawing"), (UNET, ".sm-drawing")])
def test_nothing_moves_once_the_verdict_of_a_paste_stands(page, code, parts):
    paste(page, MERGE)
    verdict(page, "does not fit")
    page.evaluate(SHIFTS)
    page.evaluate(PASTE, code)
    settled(page)
    assert page.locator(parts).first.is_visible()
    page.evaluate("new Promise(done => setTimeout(done, 300))")  # what would come late
    assert page.evaluate("shifts") == []


BUSY = """text => {
  const host = document.querySelector("whole-models"), area = document.querySelector("#st-code")
  area.value = text
  area.dispatchEvent(new InputEvent("input", { bubbles: true }))
  const before = host.ariaBusy, parts = ["#sm-verdict", ".sm-repair:enabled", ".sm-drawing", ".sm-table"]
  return new Promise(done => new MutationObserver(() => host.ariaBusy === "false" && done(
    [before, ...parts.map(part => host.querySelector(part)?.textContent ?? "")]
  )).observe(host, { attributes: true, attributeFilter: ["aria-busy"] }))
}"""


@pytest.mark.parametrize("before", ["", FITS, UNET])
def test_the_instrument_is_busy_until_all_of_a_text_stands(page, before):
    paste(page, before)
    settled(page)
    busy, said, repair, drawing, table = page.evaluate(BUSY, MERGE)
    assert busy == "true" and "refuses line 5" in said and "Line 5: " in repair
    assert "✕ Add" in drawing and "(None, 8, 12, 8)" in table


FIRST = """text => {
  const said = document.querySelector("#sm-verdict"), told = []
  const isTold = () => document.querySelector(".sm-table")?.textContent.includes("Double") ?? false
  const look = kind => told.push([kind, isTold() || document.querySelector(".st-row .mi") !== null])
  new MutationObserver((_, observer) => {
    observer.disconnect()
    look("said")
    requestAnimationFrame(() => look("drawn")) // what a reader sees next
  }).observe(said, { childList: true })
  const area = document.querySelector("#st-code")
  area.value = text
  area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }))
  return new Promise(done => setTimeout(() => done(told), 1500))
}"""


def test_the_verdict_is_seen_before_tables_and_colours_are_made(page):
    paste(page, MERGE)
    settled(page)
    assert page.evaluate(FIRST, UNET) == [["said", False], ["drawn", False]]
    settled(page)
    assert "Double" in page.locator(".sm-table").inner_text()
    expect(page.locator(".st-row")).to_have_count(len(UNET.split("\n")))
    expect(page.locator(".st-row .mi").first).to_have_text("3")


def test_the_script_comes_only_when_it_is_needed(tab, home):
    page, asked = tab(), []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(f"{home}en/shapes/", wait_until="networkidle")
    assert not [path for path in asked if "models" in path]
    paste(page, UNET)
    verdict(page, "All shapes fit")
    assert len([path for path in asked if path.endswith("/models.js")]) == 1
    assert not [path for path in asked if "/models/content-" in path]
    page.get_by_text("The same model in Keras").click()
    expect(page.locator(TRANSLATED)).to_be_visible()
    assert len([path for path in asked if "/models/content-" in path]) == 1


def test_a_script_that_does_not_come_is_said(tab, home):
    page = tab()
    page.route("**/models.js", lambda route: route.abort())
    page.goto(f"{home}en/shapes/")
    paste(page, UNET)
    expect(page.locator("whole-models")).to_have_text(re.compile("could not be loaded"))
    assert page.input_value("#st-code") == UNET


def test_what_was_just_written_is_there_in_the_other_language(tab, home):
    page = tab()
    page.goto(f"{home}en/shapes/")
    page.locator("shape-tracer:not(.st-waiting)").wait_for()
    paste(page, "keras.Input((9, 9, 1))")
    page.click("a.language")
    page.wait_for_url(f"{home}shapes/**")
    expect(page.locator("#st-code")).to_have_value("keras.Input((9, 9, 1))")


BARE = "net = nn.Sequential(nn.Conv2d(1, 6, 5), nn.Flatten())\n"  # without an import


def test_a_framework_comes_when_the_code_names_it(tab, home):
    page, asked = tab(new=True), []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2].partition("-")[0]))
    page.goto(f"{home}en/shapes/?code={quote(LENET)}")
    verdict(page, "All shapes fit")
    assert "pytorch" in asked and not {"keras", "svg"} & set(asked)
    paste(page, UNET)
    verdict(page, "All shapes fit")
    assert page.locator(".sm-canvas svg").is_visible()
    assert "svg" in asked and "keras" not in asked
    paste(page, FITS)
    verdict(page, "All shapes fit")
    assert "keras" in asked
    assert page.faults == []


def test_a_name_that_no_import_binds_brings_its_framework(tab, home):
    page = tab(new=True)
    page.goto(f"{home}en/shapes/?code={quote(BARE)}")
    settled(page)
    expect(page.locator(".sm-framework")).to_have_text(re.compile("PyTorch"))
    page = tab(new=True)
    page.goto(f"{home}en/shapes/?code={quote('import torch' + chr(10) + 'x = Dense(3)(Input((4,)))')}")
    settled(page)
    expect(page.locator(".sm-framework")).to_have_text(re.compile("Keras"))
