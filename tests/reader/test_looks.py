"""Looked at wherever the reader may have scrolled to: nothing lies over anything else, and no page greets with a message."""

from urllib.parse import urlencode

import pytest
from explorer_page import settle

pytestmark = pytest.mark.browser

WIDTHS = 360, 820, 1280, 1920  # the side bars come at 960 and 1220 px
LANGUAGES = "", "en/"
SOME = [
    ("en/", 360),
    ("pooling/", 1280),
    ("en/explorer/", 1280),
    ("explorer/", 360),
    ("en/shapes/", 820),
]

EXPLORER_STATES = {  # beside every operation in every view
    "the largest": "op=Conv2DTranspose&height=8&width=8&kernel_size=7&strides=5&input=random2&kernel=random1",
    "the largest matrix": "op=Conv2DTranspose&height=8&width=8&kernel_size=7&strides=5&view=matrix",
    "refused": "op=Conv2D&kernel_size=5&height=4&width=4",
    "refused strides": "op=Conv2D&strides=2&dilation_rate=2",
    "refused output_padding": "op=Conv2DTranspose&strides=2&output_padding=2",
    "both axes": "op=Conv2D&height=5&width=8&kernel_size=2,3&strides=2,1&padding=same&input=random3",
    "half way, pointed at": "op=Conv2DTranspose&height=3&width=3&strides=2&padding=same&step=4&cell=canvas,2,2",
    "numbers of one's own": "op=Conv2D&height=3&width=3&kernel_size=2&input=-1,0.25,-1234.5,9999,0,1,2,3,4&kernel=1,-1,0.5,-9",
}
STACK = "keras.Input((28, 28, 1))\nlayers.Conv2D({filters}, 3, strides=2)\nlayers.Flatten()\nlayers.Dense(10)"
TRACER_STATES = {
    "fits": STACK.format(filters=8),
    "empty": "# nothing yet",
    "refused when built": "keras.Input((4, 4, 1))\nlayers.MaxPooling2D(5)\nlayers.Flatten()",
    "refused when called": "keras.Input((4, 4, 1))\nlayers.Conv2DTranspose(1, 4, strides=2, padding='same', output_padding=0)",
    "an argument refused": STACK.format(filters="filters=-8"),
    "no such layer": "keras.Input((4, 4, 1))\nlayers.Conv2d(5, 3)\nlayers.Flatten()",
    "no Python": "keras.Input((4, 4, 1)\nlayers.Dense(5)",
    "long": "keras.Input((64, 64, 3))\n" + "layers.Conv2DTranspose(128, (3, 5), strides=(2, 1), padding='same')\n" * 12,
    "one dimension": "keras.Input((128, 9))\nlayers.Conv1D(16, 7, padding='causal')\nlayers.GlobalAveragePooling1D()",
    "a merge": "inputs = keras.Input((8, 8, 1))\na = layers.Conv2D(2, 3, padding='same')(inputs)\n"
    "outputs = layers.Concatenate()([inputs, a])",
    "PyTorch, a value asked for": "import torch.nn as nn\nnet = nn.Sequential(nn.Conv2d(1, 16, 3), nn.Linear(9, classes))",
    "a loop, refused": "x = keras.Input((9, 9, 1))\nfor filters in [8, 16, 32, 64]:\n    x = layers.Conv2D(filters, 3)(x)\n"
    "    x = layers.MaxPooling2D()(x)",
}  # fmt: skip


MESSAGES = """[...document.querySelectorAll(
    "[role=alert], .md-dialog--active, .notice, .message, .st-fault, .st-said, .st-bad")].filter(it => it.innerText.trim()
    && it.checkVisibility({ visibilityProperty: true }) && !it.closest("pre")).map(it => it.innerText)"""
OFFERED = """form => [...form.elements.view].filter(it => it.nextElementSibling.checkVisibility({ visibilityProperty: true }))
    .map(it => it.value)"""


@pytest.fixture
def look(tab, home, seen):
    """A function: path, width → what is wrong there; unless the reader is to be told something, also what greets them."""
    tabs = {}

    def look_at(path, width, told=False):
        if width not in tabs:
            tabs[width] = tab(idle=True, reduced_motion="reduce", viewport={"width": width, "height": 800})
        page = tabs[width]
        page.goto(home + path)
        faults = page.evaluate(seen, {})
        # inside a chapter it opens when it is asked
        for button in page.locator("conv-explorer > button").all():
            button.click()
            page.locator("conv-explorer [aria-busy=false]").first.wait_for(state="attached")
            faults += page.evaluate(seen, {})
        if not told:
            faults += [f"greets with {message!r}" for message in page.evaluate(MESSAGES)]
        return [f"{path} {width} px: {fault}" for fault in faults]

    return look_at


@pytest.mark.parametrize(("path", "width"), SOME)
def test_some_pages_look_right(look, path, width):
    assert look(path, width) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_looks_right(look, pages, language, width):
    own = [name for name in pages if (name.split("/")[0] == "en") == bool(language)]
    assert len(own) > 10
    faults = [fault for name in own for fault in look("" if name == "." else f"{name}/", width)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_explorer_looks_right_in_every_state(look, tab, home, language, width):
    page, states = tab(idle=True), []
    page.goto(f"{home}{language}explorer/")
    layers = page.get_by_label("keras.layers")
    for layer in layers.locator("option").all_inner_texts():
        layers.select_option(layer)
        settle(page)
        views = page.locator("conv-explorer form").evaluate(OFFERED)
        states += [f"op={layer}&view={view}" for view in views] or [f"op={layer}"]
    assert len(states) >= 8
    faults = [fault for state in states for fault in look(f"{language}explorer/?{state}", width)]
    for state in EXPLORER_STATES.values():
        faults += look(f"{language}explorer/?{state}", width, told=True)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tracer_looks_right_in_every_state(look, language, width):
    faults = []
    for name, code in TRACER_STATES.items():
        faults += look(f"{language}shapes/?{urlencode({'code': code})}", width, told=name != "fits")
    assert not faults, "\n".join(faults)


# the gap between what stands in code and the Korean particle behind it, in sizes of the text
GAPS = """() => [...document.querySelectorAll("article :is(p, li, td, dd, h1, h2, h3, summary) > code")].flatMap(code => {
  const after = code.nextSibling
  if (after?.nodeType !== Node.TEXT_NODE || !/^[가-힣]/.test(after.data) || !code.checkVisibility()) return []
  const range = document.createRange(), last = code.lastChild
  if (last?.nodeType !== Node.TEXT_NODE) return []
  range.setStart(last, last.length - 1)
  range.setEnd(last, last.length)
  const { right, top } = range.getBoundingClientRect()
  range.setStart(after, 0)
  range.setEnd(after, 1)
  const next = range.getBoundingClientRect(), size = parseFloat(getComputedStyle(code.parentElement).fontSize)
  return Math.abs(next.top - top) < size ? [[code.innerText, (next.left - right) / size]] : []
})"""


def test_in_the_explorer_too_a_particle_stands_right_behind_its_code(tab, home):
    page = tab(idle=True, viewport={"width": 1280, "height": 800})
    page.goto(f"{home}explorer/?op=Conv2DTranspose&kernel_size=3&strides=2&padding=same")
    page.locator("conv-explorer [aria-busy=false]").first.wait_for(state="attached")
    lefts = page.locator("conv-explorer dd code").evaluate_all(
        "all => all.filter(it => it.checkVisibility()).map(it => it.getBoundingClientRect().left)"
    )
    begins = [left for left in lefts if left < min(lefts) + 6]  # of those at the beginning of a line
    assert len(begins) > 3 and max(begins) - min(begins) < 1
    gaps = page.evaluate(
        GAPS.replace("article :is(p, li, td, dd, h1, h2, h3, summary)", "conv-explorer dd *")
    )
    assert gaps
    assert not [(code, gap) for code, gap in gaps if gap > 0.1]


def test_a_particle_stands_right_behind_its_code(tab, home):
    page = tab(idle=True, viewport={"width": 1280, "height": 800})
    page.goto(f"{home}conv2d_transpose/")
    gaps = page.evaluate(GAPS)
    assert len(gaps) > 30
    assert not [(code, gap) for code, gap in gaps if gap > 0.1]


# of each sign in plain text: how wide it is, in sizes of its font
SIGNS = """() => {
  const found = {}, range = document.createRange(), texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const text = texts.currentNode, element = text.parentElement
    if (element.closest("math, svg, script, style, noscript, template, title") || !element.checkVisibility()) continue
    for (const { 0: sign, index } of text.data.matchAll(/[·×∂√≈≠≤≥]/g)) {
      range.setStart(text, index)
      range.setEnd(text, index + 1)
      const size = parseFloat(getComputedStyle(element).fontSize)
      found[sign] = Math.max(found[sign] ?? 0, range.getBoundingClientRect().width / size)
    }
  }
  return found
}"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sign_in_a_sentence_is_as_wide_as_a_syllable(tab, home, language):
    """And the dot of a product stands as close to its numbers as a plus."""
    page = tab(idle=True, viewport={"width": 1280, "height": 800})
    found = {}
    for name in "conv2d_transpose", "backpropagation", "glossary":
        page.goto(f"{home}{language}{name}/")
        for sign, width in page.evaluate(SIGNS).items():
            found[sign] = max(width, found.get(sign, 0))
    assert {"·", "×", "∂", "≤"} <= found.keys()
    assert max(found.values()) < 0.9, found
    assert found["·"] < 0.4, found


# of each caption how much of its widest line the last one takes
LAST_LINES = """() => [...document.querySelectorAll("figcaption")].flatMap(caption => {
  const range = document.createRange(), lines = new Map()
  range.selectNodeContents(caption)
  const { lineHeight } = getComputedStyle(caption), { top } = caption.getBoundingClientRect()
  for (const box of range.getClientRects()) {
    const at = Math.floor(((box.top + box.bottom) / 2 - top) / parseFloat(lineHeight))
    const { left = box.left, right = box.right } = lines.get(at) ?? {}
    lines.set(at, { left: Math.min(left, box.left), right: Math.max(right, box.right) })
  }
  const widths = [...lines].sort(([one], [other]) => one - other).map(([, { left, right }]) => right - left)
  return [[caption.innerText.slice(-20), widths.at(-1) / Math.max(...widths), widths.length, caption.className]]
})"""


@pytest.mark.parametrize("width", [360, 390, 1280])
def test_no_caption_that_can_be_balanced_ends_in_a_short_line(tab, home, width):
    page, found = tab(again=True, viewport={"width": width, "height": 800}), []
    for name in "data_shapes", "errors", "conv2d_transpose", "upsampling":
        for language in LANGUAGES:
            page.goto(f"{home}{language}{name}/")
            found += page.evaluate(LAST_LINES)
    balanced = [it for it in found if it[2] > 1 and it[3] != "long"]
    assert len(balanced) > 60
    assert not [it for it in balanced if it[1] < 0.35 or it[2] > 6]  # Chromium balances up to six lines


def test_a_long_caption_does_not_end_in_a_word_alone(tab, home):
    page, found = tab(again=True, viewport={"width": 360, "height": 800}), []
    for name in "claims", "convolution", "upsampling":
        page.goto(f"{home}en/{name}/")
        found += [it for it in page.evaluate(LAST_LINES) if it[2] > 6]
    assert len(found) > 2
    assert not [it for it in found if it[1] < 0.2]


# of each mark of the page: what it marks, with the letters that it leaves of its word
MARKED_OF = r"""marks => marks.map(mark => {
  const before = /[\p{L}\p{N}_]*$/u.exec(mark.previousSibling?.textContent ?? "")[0]
  const after = /^[A-Za-z0-9_]*/.exec(mark.nextSibling?.textContent ?? "")[0]
  return [before, mark.textContent, after]
})"""


@pytest.mark.parametrize("path", ["errors/?h=mat1+in_features", "backpropagation/?h=식"])
def test_a_page_marks_no_part_of_another_word(tab, home, path):
    page = tab()
    page.goto(home + path)
    marks = page.locator("article mark")
    marks.first.wait_for(state="attached")
    found = marks.evaluate_all(MARKED_OF)
    parts = {"in", "features"}  # two marks of one word
    assert not [it for it in found if (it[0] or (it[2] and it[1].isascii())) and it[1] not in parts]
    assert found


ARROWS = """() => [...document.querySelectorAll("article select")].filter(it => it.checkVisibility() && !it.matches(".st-more"))
    .map(it => getComputedStyle(it)).map(it => [it.appearance, it.backgroundImage.split("linear").length])"""


def test_every_menu_of_a_page_has_the_same_arrow(tab, home):
    page, found = tab(idle=True, viewport={"width": 1280, "height": 800}), []
    for name in "claims", "explorer", "shapes":
        page.goto(f"{home}{name}/")
        page.locator("article select").first.wait_for()
        found += page.evaluate(ARROWS)
    assert len(found) > 5
    assert {tuple(it) for it in found} == {("none", 3)}


# of each sample of a dashed line in a legend: how wide it is, in points
SAMPLES = """() => [...document.querySelectorAll("article svg path[stroke-dasharray]")].map(it => it.getBBox())
    .filter(({ width, height }) => height < 0.5 && width > 8 && width < 60).map(({ width }) => width)"""


def test_a_legend_shows_the_dashes_of_a_line_beside_its_mark(tab, home):
    page, found = tab(idle=True), []
    for name in "autoencoder", "invariance":
        page.goto(f"{home}labs/{name}/")
        found += page.evaluate(SAMPLES)
    assert len(found) > 8
    assert min(found) > 26  # a mark is 6 wide, a dash with its gap 8


# words of a figure that stand side by side with less between them than half their size would be read as one
CLOSE = r"""() => [...document.querySelectorAll("article svg[viewBox]")].flatMap(svg => {
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width
  const words = [...svg.querySelectorAll("text")].filter(it => /[A-Za-z가-힣]{2}/.test(it.textContent))
  const boxes = words.map(it => [it.textContent, it.getBoundingClientRect(), parseFloat(getComputedStyle(it).fontSize) * scale])
  return boxes.flatMap(([one, left, size]) => boxes.filter(([, right]) => {
    const shared = Math.min(left.bottom, right.bottom) - Math.max(left.top, right.top)
    const gap = (right.left - left.right) / size
    return right !== left && shared > left.height / 2 && gap > -0.2 && gap < 0.5
  }).map(([other]) => [one, other]))
})"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_words_of_a_figure_are_read_as_one(tab, home, language):
    page, found = tab(idle=True, viewport={"width": 1280, "height": 800}), []
    for name in "data_shapes", "errors", "conv2d_transpose", "upsampling", "convolution", "pooling":
        page.goto(f"{home}{language}{name}/")
        found += page.evaluate(CLOSE)
    assert not found
