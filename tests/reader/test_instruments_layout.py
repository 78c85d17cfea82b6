"""The instruments keep to their room on the page, and leave no hole in it, at the widths that people have."""

import pytest
from folds import OPEN_ALL

pytestmark = pytest.mark.browser

PHONE, DESKS = 360, (1230, 1280, 1920)
EXPLORERS = "explorer/", "en/explorer/"


OPERATIONS = "Conv2D", "Conv2DTranspose", "MaxPooling2D", "AveragePooling2D", "UpSampling2D"


def open_explorer(page, address):
    page.goto(address)
    page.locator("conv-explorer [role=gridcell]").first.wait_for(state="attached")


@pytest.mark.parametrize("path", [*EXPLORERS, "shapes/", "en/shapes/"])
def test_an_instrument_stands_beside_the_menu(tab, home, path):
    """Within its page; from 1600 px on the explorer has the window's room at the right of it, too."""
    page = tab(again=True)
    page.goto(home + path)
    instrument = page.locator(":is(conv-explorer .frame, shape-tracer .st-result)").first
    instrument.wait_for()
    for width in 1600, *DESKS:
        page.set_viewport_size({"width": width, "height": 800})
        menu, room = (page.locator(it).bounding_box() for it in (".md-sidebar--primary", ".md-content"))
        if width >= 1600 and path in EXPLORERS:
            room["width"] = page.evaluate("document.documentElement.clientWidth") - 16 - room["x"]
        for box in instrument.bounding_box(), page.locator("conv-explorer, shape-tracer").bounding_box():
            assert box["x"] >= menu["x"] + menu["width"], width
            assert box["x"] + box["width"] <= room["x"] + room["width"], width


HOLES = """() => {
  const box = part => document.querySelector(`conv-explorer${part}`).getBoundingClientRect()
  const views = document.querySelector("conv-explorer .views"), above = box(" .call").bottom
  const first = getComputedStyle(views).visibility === "visible" ? views.getBoundingClientRect().top : box(" .around").top
  return { "before the picture": first - above, "after the instrument": box("").bottom - box(" .facts").bottom }
}"""


EDGES = """() => {
  const { left, right } = document.querySelector("conv-explorer .around").getBoundingClientRect()
  return [...document.querySelectorAll("conv-explorer [role=grid]")].map(it => it.getBoundingClientRect())
    .flatMap(it => [it.left - left, right - it.right])
}"""


@pytest.mark.parametrize("path", EXPLORERS)
def test_no_hole_in_the_explorer_and_nothing_touches_its_frame(tab, home, path):
    page = tab(again=True, viewport={"width": PHONE, "height": 800})
    for operation in OPERATIONS:
        open_explorer(page, f"{home}{path}?op={operation}")
        holes = page.evaluate(HOLES)
        assert max(holes.values()) < 30, (operation, holes)  # pixels
        assert min(page.evaluate(EDGES)) > 5, operation


@pytest.mark.parametrize("path", EXPLORERS)
def test_the_explorer_begins_where_the_text_does(tab, home, path):
    page = tab(again=True)
    open_explorer(page, home + path)
    for width in PHONE, 820, 1000, *DESKS:
        page.set_viewport_size({"width": width, "height": 800})
        parts = page.locator("article > h1, article > p, conv-explorer > .frame > .gallery")
        lefts = parts.evaluate_all("all => all.map(it => it.getBoundingClientRect().left)")
        assert len(lefts) > 3 and max(lefts) - min(lefts) < 1, (width, lefts)


@pytest.mark.parametrize("path", EXPLORERS)
def test_the_steps_keep_their_place_when_another_layer_is_chosen(tab, home, path):
    """And are in sight, on a small desk, from the top of the page."""
    page, places = tab(again=True, viewport={"width": 1280, "height": 800}), set()
    for operation in [*OPERATIONS, "Conv1D", "Conv1DTranspose", "DepthwiseConv2D"]:
        open_explorer(page, f"{home}{path}?op={operation}")
        steps, panel = (page.locator(f"conv-explorer {it}").bounding_box() for it in (".steps", ".call"))
        assert steps["y"] + steps["height"] <= 800
        places.add(steps["y"] - panel["y"])
    assert len(places) == 1, places


def test_the_panel_beside_a_high_picture_ends_with_its_last_line(tab, home):
    page = tab(again=True, viewport={"width": 1280, "height": 800})
    for state in "", "view=matrix", "height=3&width=3&strides=2&padding=same":
        open_explorer(page, f"{home}explorer/?op=Conv2DTranspose&{state}")
        panel, last = (page.locator(f"conv-explorer {it}").bounding_box() for it in (".call", ".presets"))
        empty = panel["y"] + panel["height"] - last["y"] - last["height"]
        assert 0 < empty < 30, (state, empty)


# by how much the frame of what has the focus reaches into the letters beside it, in CSS pixels
RING = """it => {
  const { outlineWidth, outlineOffset, outlineStyle } = getComputedStyle(it), box = it.getBoundingClientRect()
  const ring = parseFloat(outlineWidth) + parseFloat(outlineOffset)
  const letters = beside => {
    const range = document.createRange()
    range.selectNodeContents(beside)
    return range.getBoundingClientRect()
  }
  const [before, after] = [it.previousElementSibling, it.nextElementSibling].map(letters)
  return [outlineStyle, Math.max(before.right - (box.left - ring), box.right + ring - after.left)]
}"""


def test_a_focus_ring_covers_no_letter_of_the_call(tab, home):
    page = tab(again=True, viewport={"width": 1280, "height": 900})
    page.goto(f"{home}en/conv2d_transpose/")
    page.get_by_role("button", name="Try it yourself").first.click()
    for name in "op", "padding":
        menu = page.locator(f"conv-explorer select[name={name}]")
        menu.focus()
        style, covered = menu.evaluate(RING)
        assert style == "solid" and covered <= 0.5, name


def test_a_number_is_changed_in_the_middle_of_its_cell(tab, home):
    page = tab(again=True, viewport={"width": 1280, "height": 900})
    open_explorer(page, f"{home}en/explorer/")
    cell = page.locator("conv-explorer [role=gridcell]").first
    cell.focus()
    page.keyboard.press("Enter")
    off = cell.evaluate("""it => {
      const range = document.createRange(), box = it.getBoundingClientRect()
      range.selectNodeContents(it)
      const text = range.getBoundingClientRect()
      return [text.top + text.height / 2 - box.top - box.height / 2, text.left + text.width / 2 - box.left - box.width / 2]
    }""")
    assert max(map(abs, off)) < 3  # pixels


SIZES = "all => all.map(it => parseFloat(getComputedStyle(it).fontSize))"


@pytest.mark.parametrize("width", [PHONE, *DESKS])
@pytest.mark.parametrize("path", [*EXPLORERS, "shapes/", "en/shapes/"])
def test_code_of_an_instrument_is_as_large_as_that_of_the_page(tab, home, path, width):
    page = tab(idle=True, viewport={"width": width, "height": 800})
    page.goto(home + path, wait_until="networkidle")
    page.evaluate(OPEN_ALL)
    sizes = page.locator("pre > code").evaluate_all(SIZES)
    assert sizes and max(sizes) - min(sizes) < 0.2, sizes
