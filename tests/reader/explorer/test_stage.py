"""The picture: its colours, its room, what it says, on the screen and on paper."""

import pytest
from explorer_page import BLANK, LARGEST, START, UNSEEN, cell, rest, says, settle, until

pytestmark = pytest.mark.browser


def test_light_and_dark(explorer):
    page = explorer(START, color_scheme="light")
    pixel = """() => {
      const pen = document.querySelector('conv-explorer .box canvas').getContext('2d')
      const { offsetLeft, offsetTop } = document.querySelector('[role=grid][aria-label^=kernel]')
      return [...pen.getImageData(offsetLeft + 4, offsetTop + 4, 1, 1).data].slice(0, 3)
    }"""
    assert page.evaluate(pixel) == [252, 251, 248]
    page.emulate_media(color_scheme="dark")
    until(page, f"({pixel})().join() === '27,26,24'")
    page.locator("button.scheme").click()  # the reader's own choice, which is light
    until(page, f"({pixel})().join() === '252,251,248'")


PARTS = """([row, column]) => {  // the colours of the four quarters of a cell
  const pen = document.querySelector("conv-explorer .box canvas").getContext("2d")
  const grid = [...document.querySelectorAll("[role=grid]")].find(it => it.getAttribute("aria-label").includes("5×5"))
  const size = grid.offsetWidth / 5
  const at = part => (part < 1 ? 0.15 : 0.85) * size
  return [[0, 0], [1, 0], [0, 1], [1, 1]].map(([x, y]) =>
    pen.getImageData(grid.offsetLeft + column * size + at(x), grid.offsetTop + row * size + at(y), 1, 1).data.join())
}"""


def test_where_stamps_meet_each_keeps_its_colour(explorer):
    page = explorer(START, reduced_motion="reduce")
    quarters = page.evaluate(PARTS, [2, 2])
    assert len(set(quarters)) == 4
    for row, column, parts in (0, 2, {0, 1}), (2, 0, {0, 2}), (0, 0, {0}):
        found = page.evaluate(PARTS, [row, column])
        assert len(set(found)) == len(parts)
    assert page.evaluate(PARTS, [0, 2])[0] == page.evaluate(PARTS, [0, 2])[2]  # beside, not above each other


COLOURED = """() => {  // how many pixels of the canvas's title are neither paper nor ink
  const pen = document.querySelector("conv-explorer .box canvas").getContext("2d")
  const { scrollTop } = document.querySelector("conv-explorer .box")
  const grid = [...document.querySelectorAll("[role=grid]")].findLast(it => !/^kernel/.test(it.getAttribute("aria-label")))
  const { data } = pen.getImageData(grid.offsetLeft, grid.offsetTop - scrollTop - 16, 60, 10)
  const reds = [...data.keys()].filter(at => at % 4 === 0)
  return reds.filter(at => Math.abs(data[at] - data[at + 2]) > 24).length
}"""


def test_no_light_runs_through_the_title_of_a_grid(explorer):
    path = "en/explorer/?op=Conv2DTranspose&height=4&width=4&kernel_size=4&strides=2&kernel=ones&step=13"
    page = explorer(path, viewport={"width": 390, "height": 844})
    settle(page)
    assert page.evaluate(COLOURED) == 0


SIGNED = """() => {  // how many pixels beside the sign in the gap before each of the grids are coloured as the edge of the light
  const pen = document.querySelector("conv-explorer .box canvas").getContext("2d")
  return [...document.querySelectorAll("[role=grid]")].slice(1).map(({ offsetLeft, offsetTop, offsetHeight }) => {
    const { data } = pen.getImageData(offsetLeft - 20, offsetTop + offsetHeight / 2 - 6, 17, 12)
    return [...data.keys()].filter(at => at % 4 === 0 && Math.abs(data[at] - data[at + 2]) > 24).length
  })
}"""


def test_no_light_runs_through_the_sign_between_two_grids(explorer):
    for step in 1, 2, 3, 4:
        page = explorer(f"en/explorer/?step={step}", viewport={"width": 1280, "height": 800})
        settle(page)
        assert page.evaluate(SIGNED) == [0, 0, 0], step


UNLIT = """() => {  // how many pixels at the title's beginning, which is in the light, are bare paper
  const pen = document.querySelector("conv-explorer .box canvas").getContext("2d")
  const grid = [...document.querySelectorAll("[role=grid]")].find(it => /^output/.test(it.getAttribute("aria-label")))
  const { data } = pen.getImageData(grid.offsetLeft + 2, grid.offsetTop - 6, 6, 4)
  return [...data.keys()].filter(at => at % 4 === 0 && data[at] === 252 && data[at + 2] === 248).length
}"""


def test_no_box_of_paper_is_cut_out_of_the_light_about_a_title(explorer):
    path = "en/explorer/?op=Conv1D&height=1&width=6&kernel_size=3&padding=causal&input=count&step=2"
    page = explorer(path, viewport={"width": 1280, "height": 800}, color_scheme="light")
    settle(page)
    assert page.evaluate(UNLIT) == 0


ROOM = """() => {  // empty CSS pixels above what is drawn and below it; and the widest gap within it
  const { width, height } = document.querySelector("conv-explorer .box canvas")
  const pixels = document.querySelector("conv-explorer .box canvas").getContext("2d").getImageData(0, 0, width, height)
  const all = new Uint32Array(pixels.data.buffer)
  const rows = [...Array(height).keys()].filter(y => all.subarray(y * width, (y + 1) * width).some(it => it !== all[0]))
  const columns = [...Array(width).keys()].filter(x => rows.some(y => all[y * width + x] !== all[0]))
  const gaps = columns.slice(1).map((x, at) => x - columns[at])
  return { above: rows[0], below: height - 1 - rows.at(-1), gap: Math.max(...gaps) }
}"""


@pytest.mark.parametrize("language", ["", "en/"])
def test_with_another_layer_the_picture_stands_in_the_middle_without_gaps(explorer, language):
    page = explorer(language + "explorer/", viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    for layer in "DepthwiseConv2D", "channels", "AveragePooling2D", "MaxPooling2D", "Conv1D", "Conv2D":
        if layer == "channels":
            page.get_by_label("channels +1", exact=True).click()
        else:
            page.locator("conv-explorer select[name=op]").select_option(layer)
        rest(page)
        room = page.evaluate(ROOM)
        assert abs(room["above"] - room["below"]) <= 10, (layer, room)
        assert room["gap"] < 60, (layer, room)


def test_a_long_sum_does_not_touch_what_is_below_it(explorer):
    deep = (
        "op=Conv2D&height=4&width=4&channels=2&filters=2&use_bias=True&kernel_size=3&kernel=count&input=count"
    )
    page = explorer(f"explorer/?{deep}&cell=canvas,0,1", viewport={"width": 1280, "height": 900})
    rest(page)
    said = page.locator(".says").evaluate("it => it.getBoundingClientRect().bottom")
    assert page.locator(".hint").evaluate("it => it.getBoundingClientRect().top") >= said + 4


def test_paper_has_the_call_and_the_whole_picture_but_no_control(explorer):
    page = explorer(LARGEST.replace("strides=5", "strides=2"))
    page.emulate_media(media="print")
    assert page.locator("conv-explorer :is(button, input, .presets select)").filter(visible=True).count() == 0
    for part in ".call", ".says", "dl":
        assert page.locator(f"conv-explorer {part}").is_visible()
    assert "strides=2," in page.locator("conv-explorer .call").inner_text()
    picture = page.locator("conv-explorer .box canvas").filter(visible=True)
    sheet = page.locator("conv-explorer .sheet")
    until(
        page,
        "(it => it.clientHeight >= it.parentElement.clientHeight)(document.querySelector('conv-explorer .box canvas + canvas'))",
    )
    assert picture.count() == 1
    assert picture.bounding_box()["height"] >= sheet.bounding_box()["height"] > 500
    # what WebKit prints as a black rectangle is the graphics card's
    assert picture.evaluate("it => it.getContext('2d').getContextAttributes().willReadFrequently")
    colours = "it => new Set(new Uint32Array(it.getContext('2d').getImageData(0, 0, it.width, it.height).data.buffer)).size"
    assert picture.evaluate(colours) > 10
    page.emulate_media(media="screen")
    rest(page)
    assert picture.count() == 1 and picture.evaluate(colours) > 10
    assert not picture.evaluate("it => it.getContext('2d').getContextAttributes().willReadFrequently")


@pytest.mark.parametrize("language", ["", "en/"])
def test_paper_shows_where_the_playing_ends(tab, home, language):
    page = tab(again=True, viewport={"width": 1280, "height": 800})
    page.goto(home + language + "explorer/")
    play = page.locator("conv-explorer [data-part=play]")
    until(page, "document.querySelector('conv-explorer [data-part=play]')?.ariaPressed === 'true'")
    page.emulate_media(media="print")
    until(page, "document.querySelector('.says').innerText.includes('5×5')")
    said, hidden = page.locator(".says").inner_text(), "conv-explorer [data-part=onPicture]"
    assert not page.locator(hidden).is_visible()  # it would be an empty box
    page.emulate_media(media="screen")
    assert play.get_attribute("aria-pressed") == "false" and says(page) == said
    page.locator(f"{hidden} summary").click()
    page.locator(f"{hidden} [data-part=made][width]").wait_for()
    page.emulate_media(media="print")
    assert page.locator(f"{hidden} canvas").first.is_visible()  # the reader has seen it
    assert not page.locator("conv-explorer .rare summary").is_visible()
    assert page.locator("conv-explorer .rare .line b").first.is_visible()


@pytest.mark.parametrize(
    "path", [LARGEST, START + "&view=matrix&height=4&width=4&input=count", "en/explorer/"]
)
@pytest.mark.parametrize("width", [360, 1920])
def test_on_paper_the_whole_sheet_is_within_the_page_without_signs_to_scroll(explorer, path, width):
    page = explorer(path, viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 980})  # A4 within its margins
    rest(page)
    picture = page.locator("conv-explorer .box canvas").filter(visible=True)
    box = picture.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 680 and box["height"] < 980
    sheet = picture.evaluate("it => [it.style.width, it.style.height].map(parseFloat)")
    needed = page.locator("conv-explorer .sheet").evaluate(
        "it => [it.style.width, it.style.height].map(parseFloat)"
    )
    assert sheet == needed
    edge = "it => new Set([...it.getContext('2d').getImageData(it.width - 2, 0, 1, it.height).data]).size"
    assert picture.evaluate(edge) == 1  # nothing but paper at its right edge


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize(("width", "track"), [(820, 60), (1280, 60), (1600, 80), (1920, 80)])
def test_all_states_to_begin_with_are_seen_and_sliders_are_as_long_as_a_hand_wants_them(
    explorer, language, width, track
):
    page = explorer(language + "explorer/", viewport={"width": width, "height": 900})
    hidden = page.locator("conv-explorer .gallery").evaluate("it => it.scrollWidth - it.clientWidth")
    assert hidden <= 0
    short = "all => Math.min(...all.filter(it => it.checkVisibility()).map(it => it.offsetWidth))"
    assert page.locator("conv-explorer .dial input").evaluate_all(short) >= track
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    ("path", "width"),
    [
        *(("explorer/", width) for width in (360, 1200)),
        *(("en/explorer/", width) for width in (800, 1500)),
        *(("conv2d_transpose/#valid-same", width) for width in (360, 1200)),
    ],
)
def test_nothing_moves(tab, home, shifts, path, width):
    page = tab(new=True, viewport={"width": width, "height": 1600})

    def late(route):
        page.wait_for_timeout(500)  # until the page has been seen without the explorer
        route.continue_()

    page.route("**/panel-*.js", late)
    page.goto(home + path)
    if "explorer" in path:
        settle(page)
    assert shifts(page) < 0.01


def test_what_is_said_of_the_layer_stands_beside_its_name(explorer):
    tops = "all => all.filter(it => it.checkVisibility()).map(it => it.getBoundingClientRect().top)"
    names, said = (explorer(START).locator(f"conv-explorer {it}").evaluate_all(tops) for it in ("dt", "dd"))
    assert len(names) == 4
    for name, words in zip(names, said, strict=True):  # a button in the line makes it a little higher
        assert abs(name - words) < 6


def test_the_picture_is_as_high_as_its_numbers_need(explorer):
    page = explorer(START, viewport={"width": 1920, "height": 1080})
    for path in (
        START,
        "en/explorer/?op=Conv2D",
        "en/explorer/?op=MaxPooling2D",
        "en/explorer/?op=Conv2DTranspose&height=6&width=6&kernel_size=5&strides=3",
    ):
        page.goto(page.url.split("en/")[0] + path)
        settle(page)
        assert page.evaluate(BLANK) < 90, path
        assert page.evaluate(UNSEEN) == [0, 0], path


def test_walking_and_pointing_moves_nothing(explorer):
    page = explorer(LARGEST.replace("8", "4"))
    view = page.locator("conv-explorer .view")
    height = view.bounding_box()["height"]
    page.get_by_label("Step", exact=True).focus()
    for key in "Home", "PageUp", "ArrowRight", "End":
        page.keyboard.press(key)
        settle(page)
        assert view.bounding_box()["height"] == height, key
    cell(page, "input", 0, 0).hover()
    assert view.bounding_box()["height"] == height


def test_signs_stand_between_what_they_join(explorer, tab, home):
    drawn = """{
      const pen = CanvasRenderingContext2D.prototype
      const { fillText } = pen
      window.drawn = {}
      pen.fillText = function (text, x, y) { window.drawn[text] = y; fillText.call(this, text, x, y) }
    }"""
    page = tab(viewport={"width": 1280, "height": 900})
    page.add_init_script(drawn)
    page.goto(home + START)
    settle(page)
    texts = page.evaluate("drawn")
    assert texts["×"] == texts["→"]
    page.set_viewport_size({"width": 360, "height": 740})
    for path in "explorer/", "explorer/?op=Conv2D":
        page.goto(home + path)
        settle(page)
        assert {"×", "→"} <= {text[:1] for text in page.evaluate("drawn")}, path  # alone or before a title


def test_a_thing_has_one_name_in_title_and_sentence(explorer):
    page = explorer(START + "&step=3")
    for name, steps in ("canvas", "3"), ("output", "5"):
        page.get_by_label("Step", exact=True).fill(steps)
        settle(page)
        cell(page, name, 2, 2).hover()
        assert f"{name}[2, 2]" in says(page)
        cell(page, "input", 0, 0).hover()
        assert f"goes to {name} rows" in says(page)


def test_the_largest_canvas_is_seen_whole_on_a_wide_screen(explorer):
    page = explorer("en/explorer/?op=Conv2DTranspose&height=8&width=8&kernel_size=5&strides=3&padding=same")
    page.set_viewport_size({"width": 1920, "height": 1080})
    settle(page)
    box, call = (
        page.locator(part).evaluate("it => [it.scrollWidth, it.clientWidth]") for part in (".box", ".call")
    )
    assert box[0] <= box[1] and call[0] <= call[1]


def test_the_cells_that_change_are_scrolled_into_sight(explorer):
    page = explorer(
        "en/explorer/?op=Conv2DTranspose&height=8&width=8&kernel_size=5",
        viewport={"width": 360, "height": 640},
    )
    box = page.locator("conv-explorer .box").bounding_box()
    for step, place in (64, (11, 11)), (1, (0, 0)):
        page.get_by_label("Step", exact=True).fill(str(step))
        settle(page)
        changed = cell(page, "canvas", *place).bounding_box()
        assert box["x"] <= changed["x"] and changed["x"] + changed["width"] <= box["x"] + box["width"], step
        assert box["y"] <= changed["y"] and changed["y"] + changed["height"] <= box["y"] + box["height"], step


# the contrast of the number in the lower right corner of a cell of the input with what it stands on
CORNER = """([row, column]) => {
  const pen = document.querySelector("conv-explorer .box canvas").getContext("2d"), scale = devicePixelRatio
  const grid = document.querySelector("conv-explorer [role=grid][aria-label^=input]")
  const cell = grid.querySelectorAll("[role=gridcell]")[row * 4 + column].getBoundingClientRect()
  const from = document.querySelector("conv-explorer .box canvas").getBoundingClientRect(), size = cell.width
  const at = [cell.left - from.left + size * 0.6, cell.top - from.top + size * 0.7].map(it => it * scale)
  const { data } = pen.getImageData(...at, size * 0.33 * scale, size * 0.23 * scale)
  const part = it => (it /= 255) <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4
  const light = i => 0.2126 * part(data[i]) + 0.7152 * part(data[i + 1]) + 0.0722 * part(data[i + 2])
  const all = Array.from({ length: data.length / 4 }, (_, i) => light(4 * i)).sort((a, b) => a - b)
  const ground = all[all.length >> 1], ratio = it => (Math.max(it, ground) + 0.05) / (Math.min(it, ground) + 0.05)
  return Math.max(ratio(all[0]), ratio(all.at(-1)))
}"""
CHANNELS = (
    "en/explorer/?op=Conv2D&height=4&width=4&channels=2&filters=2&use_bias=True&kernel_size=3&strides=1"
    "&padding=valid&dilation_rate=1&kernel=count&input=count&cell=canvas,0,1"
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_numbers_of_the_kernel_over_those_of_the_window_can_be_read(explorer, scheme):
    page = explorer(CHANNELS, color_scheme=scheme, device_scale_factor=3)
    assert page.evaluate(CORNER, [0, 2]) >= 4.5


@pytest.mark.parametrize("path", ["explorer/", "en/explorer/"])
def test_a_matrix_opens_on_a_phone_without_a_scroll_of_a_few_pixels(explorer, path):
    page = explorer(path, viewport={"width": 390, "height": 844})
    page.locator("conv-explorer .views label", has=page.locator("input[value=matrix]")).click()
    rest(page)
    at = page.locator("conv-explorer .box").evaluate("it => it.scrollTop")
    assert at == 0 or at >= 20  # where the kernel stands above it


# where the first line of a name stands and where that of what is said of it does, of each row of results
LINES = """() => [...document.querySelectorAll("conv-explorer dt")].filter(it => it.checkVisibility()).map(name => {
  const bottom = it => {
    const range = document.createRange()
    range.selectNodeContents(it)
    return [...range.getClientRects()].filter(box => box.width)[0].bottom
  }
  return [name.textContent, bottom(name) - bottom(name.nextElementSibling.querySelector("code"))]
})"""


def test_each_name_of_a_result_stands_on_its_line_and_copy_behind_its_code(explorer):
    page = explorer(CHANNELS)
    assert {name for name, apart in page.evaluate(LINES) if abs(apart) < 4} >= {"Shapes", "Keras", "PyTorch"}
    for part in "line", "recipe":
        code, button = (
            page.locator(f"conv-explorer {it}").bounding_box()
            for it in (f"[data-part={part}]", f"[data-copies={part}]")
        )
        assert 0 < button["x"] - code["x"] - code["width"] < 12
        assert abs(button["y"] + button["height"] / 2 - code["y"] - code["height"] / 2) < 4
