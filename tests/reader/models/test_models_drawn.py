"""A model is drawn as a graph, with its break."""

from urllib.parse import quote

import pytest
from models_page import DESKTOP, FITS, REFUSED, UNET, deep, paste, rows, verdict
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


TEXTS = "all => all.map(it => [...it.querySelectorAll('text')].map(one => one.textContent))"


OVERLAPS = """svg => {
  const found = [...svg.querySelectorAll("text")].map(it => [it.textContent, it.getBoundingClientRect()])
  return found.flatMap(([text, a], i) => found.slice(i + 1).filter(([, b]) => a.left < b.right && b.left < a.right
    && a.top < b.bottom - 3 && b.top < a.bottom - 3).map(([other]) => `${text} lies on ${other}`))
}"""


OUTSIDE = """svg => [...svg.querySelectorAll("g")].filter(it => {
  const text = it.querySelector("rect ~ text").getBoundingClientRect(), frame = it.querySelector("rect").getBoundingClientRect()
  return text.left < frame.left || frame.right < text.right
}).map(it => it.textContent)"""


def test_a_model_with_a_merge_is_drawn(page):
    paste(page, UNET)
    svg = page.get_by_role("group", name="model drawn as a graph")
    expect(svg).to_be_visible()
    boxes = [texts[::-1] for texts in svg.locator("g").evaluate_all(TEXTS)]  # a shape lies below its box
    assert boxes == [
        ["Input", "[1, 3, 64, 96]"],
        ["Double", "[1, 16, 64, 96]"],
        ["MaxPool2d", "[1, 16, 32, 48]"],
        ["Double", "[1, 32, 32, 48]"],
        ["ConvTranspose2d", "[1, 16, 64, 96]"],
        ["cat", "[1, 32, 64, 96]"],
        ["Double", "[1, 16, 64, 96]"],
        ["Conv2d", "[1, 2, 64, 96]"],
    ]
    assert svg.locator(".sm-edge").count() == 8  # seven in a row, and the skip
    assert svg.evaluate(OVERLAPS) == [] and svg.evaluate(OUTSIDE) == []
    svg.get_by_text("cat").click()
    assert "torch.cat([x, skip], dim=1)" in page.evaluate("getSelection().toString()")
    paste(page, FITS.replace("layers.Concatenate()([x, skip])", "x"))  # a chain has no drawing
    expect(page.locator(".sm-table")).to_contain_text("UpSampling2D")
    expect(page.locator(".sm-drawing")).to_have_count(0)


# of each edge: by how many degrees its head is turned from where its line arrives, and by how many that is from straight down
TURNED = """svg => [...svg.querySelectorAll(".sm-edge")].map(edge => {
  const length = edge.getTotalLength(), end = edge.getPointAtLength(length), before = edge.getPointAtLength(length - 1)
  const head = edge.nextElementSibling.getAttribute("d").match(/[-\\d.]+ [-\\d.]+/g)
  const [one, tip, other] = head.map(it => it.split(" ").map(Number))
  const degrees = (x, y) => Math.atan2(x, y) * 180 / Math.PI
  const line = degrees(end.x - before.x, end.y - before.y)
  return [degrees(tip[0] - (one[0] + other[0]) / 2, tip[1] - (one[1] + other[1]) / 2) - line, line].map(Math.abs)
})"""


def test_the_head_of_an_edge_points_where_its_line_goes(page):
    paste(page, UNET)
    turned = page.locator(".sm-drawing").evaluate(TURNED)
    assert len(turned) == 8
    assert max(line for _, line in turned) > 20  # the skip comes from the side
    assert max(head for head, _ in turned) < 2


def test_a_drawing_whose_script_does_not_come_is_missed_aloud(tab, home):
    page = tab(new=True, viewport=DESKTOP)
    page.route("**/models/svg-*.js", lambda route: route.abort())
    page.goto(f"{home}en/shapes/?code={quote(FITS)}")
    verdict(page, "All shapes fit")
    expect(page.get_by_text("The script that draws the graph has not come.")).to_be_visible()
    assert len(rows(page)) > 5


LONG = """inputs = x = keras.Input((8,))
for _ in range(130):
    x = layers.Add()([x, layers.Dense(8)(x)])
model = keras.Model(inputs, x)
"""


def test_a_model_that_is_too_large_to_draw_says_so(page):
    paste(page, LONG)
    verdict(page, "All shapes fit")
    expect(page.get_by_text("has 261 calls, too many to draw.")).to_be_visible()
    expect(page.locator(".sm-drawing")).to_have_count(0)


def test_a_drawing_is_one_stop_of_the_keyboard_and_its_calls_lead_to_their_lines(page):
    paste(page, UNET)
    verdict(page, "All shapes fit")
    page.locator(".sm-canvas").focus()
    page.keyboard.press("Tab")
    focused = "document.activeElement.textContent"
    assert page.evaluate(focused) == "Double"  # the input is made on no line of the code's layers
    for key in "ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "ArrowLeft", "ArrowRight":
        page.keyboard.press(key)
    assert page.evaluate(focused) == "cat"
    page.keyboard.press("Enter")
    assert "torch.cat([x, skip], dim=1)" in page.evaluate("getSelection().toString()")
    page.locator(".sm-canvas").focus()
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "cat"
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('.sm-drawing')")


def test_what_is_chosen_in_the_drawing_stays_where_it_is(page):
    paste(page, deep(FITS))
    verdict(page, "All shapes fit")
    page.locator(".sm-canvas").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    before = page.evaluate("scrollY")
    page.keyboard.press("Enter")
    expect(page.locator(".sm-here")).not_to_have_count(0)
    page.keyboard.press("Shift")  # the text now has the keys, and shows what its line makes
    page.wait_for_timeout(100)
    assert page.evaluate("scrollY") == before


def test_the_drawing_of_a_refused_model_shows_its_break(phone):
    paste(phone, deep(REFUSED))  # 50 → 25 → 12 → 6 → 3 → 6 → 12 → 24
    stop = phone.locator(".sm-stop")
    expect(stop).to_have_text("✕ Concatenate")
    box, canvas = stop.bounding_box(), phone.locator(".sm-canvas").bounding_box()
    assert canvas["y"] <= box["y"] and box["y"] + box["height"] <= canvas["y"] + canvas["height"]
    edges = phone.locator(".sm-edge").evaluate_all(
        "all => all.map(it => [it.classList[1], getComputedStyle(it).stroke])"
    )
    # fifteen boxes in a row, two of them a pooling with the convolution behind it, and three skips
    assert len(edges) == 14 + 3 and len({tuple(edge) for edge in edges}) == 1 and edges[0][0] == "sm-lit"
    assert phone.locator(".sm-drawing").evaluate(OVERLAPS) == []
