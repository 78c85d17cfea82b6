"""Nothing lies over anything else, is cut off or leaves a hole, at the widths that people have."""

import pytest

pytestmark = pytest.mark.browser

PHONE, DESKS = 360, (1230, 1280, 1920)
EXPLORERS = "explorer/", "en/explorer/"
OPERATIONS = "Conv2D", "Conv2DTranspose", "MaxPooling2D", "AveragePooling2D", "UpSampling2D"


def open_explorer(page, address):
    page.goto(address)
    page.locator("conv-explorer [role=gridcell]").first.wait_for(state="attached")


@pytest.mark.parametrize("width", DESKS)
@pytest.mark.parametrize("path", [*EXPLORERS, "shapes/", "en/shapes/"])
def test_an_instrument_stands_beside_the_menu(tab, home, path, width):
    page = tab(viewport={"width": width, "height": 800})
    page.goto(home + path)
    instrument = page.locator(":is(conv-explorer .frame, shape-tracer .st-result)").first
    instrument.wait_for()
    menu, room = (page.locator(it).bounding_box() for it in (".md-sidebar--primary", ".md-content"))
    for box in instrument.bounding_box(), page.locator("conv-explorer, shape-tracer").bounding_box():
        assert box["x"] >= menu["x"] + menu["width"]
        assert box["x"] + box["width"] <= room["x"] + room["width"]


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
    page = tab(viewport={"width": PHONE, "height": 800})
    for operation in OPERATIONS:
        open_explorer(page, f"{home}{path}?op={operation}")
        holes = page.evaluate(HOLES)
        assert max(holes.values()) < 30, (operation, holes)  # pixels
        assert min(page.evaluate(EDGES)) > 5, operation


def test_descenders_in_the_menus_are_whole(tab, home):
    page = tab(viewport={"width": 1280, "height": 800})
    page.goto(f"{home}en/conv2d_transpose/")
    cut = """all => all.filter(it => it.checkVisibility()).map(it => {
      const range = document.createRange()
      range.selectNodeContents(it)
      return range.getBoundingClientRect().bottom - it.getBoundingClientRect().bottom
    })"""
    below = page.locator(".md-sidebar .md-nav__link .md-ellipsis").evaluate_all(cut)
    assert len(below) > 20 and max(below) <= 0.5  # pixels


def test_a_number_is_changed_in_the_middle_of_its_cell(tab, home):
    page = tab(viewport={"width": 1280, "height": 900})
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


LOGO = """async image => {
  await image.decode()
  const pen = new OffscreenCanvas(48, 48).getContext("2d")
  pen.fillStyle = getComputedStyle(document.body).backgroundColor
  pen.fillRect(0, 0, 48, 48)
  pen.drawImage(image, 0, 0, 48, 48)
  return [[1, 1], [10, 10], [24, 24]].map(([x, y]) => {
    const [r, g, b] = [...pen.getImageData(x, y, 1, 1).data].map(it => (it / 255) ** 2.2)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  })
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_overlap_of_the_logo_is_seen(tab, home, scheme):
    page = tab(color_scheme=scheme, viewport={"width": 1280, "height": 800})
    page.goto(home)
    paper, stamp, overlap = page.locator(".md-header .md-logo img").evaluate(LOGO)

    def contrast(one, other):
        return (max(one, other) + 0.05) / (min(one, other) + 0.05)

    assert contrast(paper, stamp) > 2
    assert contrast(stamp, overlap) > 2
