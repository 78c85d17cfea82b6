"""The tracer as it looks: no code is cut, no shape or name broken, what was changed is seen and can be taken back."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

MERGE = """\
from keras import Input, Model, layers
inputs = Input((16, 24, 3))
x = layers.Conv2D(8, 3, padding="same", activation="relu", kernel_initializer="he_normal", name="the_first_of_all")(inputs)
y = layers.Conv2D(8, 3, strides=2, padding="same")(x)
model = Model(inputs, layers.Add()([x, y]))
"""
CHAIN = """\
import keras
from keras import layers
model = keras.Sequential([
    keras.Input(shape=(28, 28, 1)),
    layers.Conv2D(16, 3, strides=2, padding="same", activation="relu", kernel_initializer="he_normal"),
    layers.BatchNormalization(),
    layers.Conv2DTranspose(16, 3, strides=2, padding="same", activation="relu"),
    layers.MaxPooling2D(2),
    layers.Dense(10),
])
"""
NESTED = """\
import torch
from torch import nn
class Block(nn.Module):
    def __init__(self, inside, outside):
        super().__init__()
        self.downsample = nn.Sequential(nn.Conv2d(inside, outside, 3, padding=1), nn.BatchNorm2d(outside), nn.ReLU())
    def forward(self, x):
        return self.downsample(x)
model = nn.Sequential(Block(3, 16), nn.MaxPool2d(2), Block(16, 128))
model(torch.randn(32, 3, 128, 128))
"""
# what makes a copy behind a text come apart from it: blanks at a line's end, tabs, letters of two widths, a word without an end
HARD = f"x = 1{' ' * 90}\n\ty = 2  # {'필터를 한 칸씩 옮긴다 ' * 6}\nz = '{'long' * 40}'\n\n{'a, ' * 60}\n"

WIDTHS = [360, 820, 1280, 1920]

# shapes and names in what is seen of the tracer that stand on two lines
BROKEN = """() => {
  const shape = /[([](?:None|-?\\d+)(?:, (?:None|-?\\d+)){1,7},?[)\\]]/g, found = []
  const lines = (range) => new Set([...range.getClientRects()].map(({ bottom }) => Math.round(bottom / 6))).size
  for (const part of document.querySelectorAll('.st-result :is(p, td, th, li, q)')) {
    if (!part.checkVisibility() || part.querySelector('p, li, q')) continue
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT), range = document.createRange()
    for (let text = walker.nextNode(); text; text = walker.nextNode())
      for (const { 0: it, index } of text.data.matchAll(shape)) {
        range.setStart(text, index); range.setEnd(text, index + it.length)
        if (lines(range) > 1) found.push(it)
      }
  }
  for (const name of document.querySelectorAll('.sm-name, .st-name > span')) {
    const range = document.createRange()
    range.selectNodeContents(name)
    if (name.checkVisibility() && lines(range) > 1) found.push(name.textContent)
  }
  return found
}"""

# how high the text in the box would be by itself, and its coloured copy
HEIGHTS = """() => {
  const area = document.querySelector('#st-code'), twin = area.cloneNode(), back = document.querySelector('.st-behind')
  twin.value = area.value
  twin.style.height = twin.style.minHeight = '0'
  area.after(twin)
  const heights = [Math.max(twin.scrollHeight, parseFloat(getComputedStyle(back).minHeight)), back.offsetHeight]
  twin.remove()
  return heights
}"""


@pytest.fixture(params=["", "en/"], ids=["ko", "en"])
def page(request, tab, home):
    page = tab(again=True, viewport={"width": 1280, "height": 800})
    page.goto(f"{home}{request.param}shapes/")
    page.locator("shape-tracer table").wait_for()
    page.focus("#st-code")
    page.evaluate("customElements.whenDefined('whole-models').then(() => true)")
    yield page
    assert not page.faults


def paste(page, code):
    page.fill("#st-code", code)
    expect(page.locator("whole-models")).to_have_attribute("aria-busy", "false")
    return page.locator("#sm-verdict:visible, #st-outcome:visible").first


@pytest.mark.parametrize("code", [MERGE, CHAIN, NESTED, HARD], ids=["merge", "chain", "nested", "hard"])
def test_all_of_the_code_is_seen_and_its_copy_runs_as_it_does(page, code):
    paste(page, code)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        frame = page.locator(".st-editor").evaluate("it => [it.scrollWidth, it.clientWidth]")
        assert frame[0] <= frame[1], f"{width}: cut at the right"
        text, copy = page.evaluate(HEIGHTS)
        assert abs(text - copy) <= 1, f"{width}: the text is {text} px high, its copy {copy}"


# of each row of the code how many lines it has, and for how many of them a sign says that they go on
SIGNED = """rows => rows.map(row => {
  const { content, height, visibility } = getComputedStyle(row, '::after'), line = parseFloat(getComputedStyle(row).lineHeight)
  const signs = Math.min(content.split('↪').length - 1, Math.round(parseFloat(height) / line))
  return [Math.round(row.offsetHeight / line), visibility === 'visible' ? signs : 0]
})"""


def test_a_line_that_goes_on_below_itself_is_not_taken_for_a_line_of_its_own(page):
    paste(page, NESTED)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        rows = page.locator(".st-row").evaluate_all(SIGNED)
        assert max(lines for lines, _ in rows) > 1 or width == 820
        assert [lines - 1 for lines, _ in rows] == [signs for _, signs in rows], width


@pytest.mark.parametrize("width", [360, 1280])
def test_a_marked_line_is_marked_to_the_edge(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.locator("shape-tracer textarea").fill(CHAIN)
    ends = page.locator(".st-row").evaluate_all("all => all.map(it => it.getBoundingClientRect().right)")
    edge = page.locator(".st-editor").evaluate(
        "it => it.getBoundingClientRect().left + it.clientLeft + it.clientWidth"
    )
    assert ends and all(abs(end - edge) < 1 for end in ends)


@pytest.mark.parametrize("width", [820, 1280, 1920])
def test_a_usual_line_of_a_forward_is_one_line(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    paste(page, "        x = self.pool(F.relu(self.conv1(x)))\n")
    assert page.locator(".st-row").evaluate_all(SIGNED)[0] == [1, 0]


@pytest.mark.parametrize("code", [MERGE, CHAIN, NESTED], ids=["merge", "chain", "nested"])
def test_no_shape_and_no_name_is_broken(page, code):
    paste(page, code).wait_for()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(BROKEN) == [], width


# parts of words, of names as of sentences, that stand on two lines in what is told of a layer
PARTED = r"""() => {
  const found = [], range = document.createRange()
  const lines = () => new Set([...range.getClientRects()].map(({ bottom }) => Math.round(bottom / 6))).size
  for (const part of document.querySelectorAll('.st-layer .st-name, .st-said, .sm-why, .sm-verdict, .sm-table td')) {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT)
    for (let text = walker.nextNode(); text; text = walker.nextNode())
      for (const { 0: it, index } of text.data.matchAll(/[A-Z]?[a-z0-9]{2,}/g)) {
        range.setStart(text, index); range.setEnd(text, index + it.length)
        if (part.checkVisibility() && lines() > 1) found.push(it)
      }
  }
  return found
}"""
LONG = "SqueezeAndExcitationNormalizationLayerOfMyOwn"


@pytest.mark.parametrize("code", [CHAIN, MERGE], ids=["chain", "merge"])
def test_a_long_name_is_broken_between_its_words(page, code):
    paste(page, code.replace("BatchNormalization", LONG).replace("layers.Add()", f"layers.{LONG}()"))
    expect(page.locator("shape-tracer")).to_contain_text(LONG)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(PARTED) == [], width


# whether each step that made a size, a line and what is done there, stands on one line or begins one
STEPS = """steps => steps.map(step => {
  const range = document.createRange()
  range.selectNodeContents(step)
  const [first, ...more] = [...range.getClientRects()].filter(it => it.width)
  const isOneLine = more.every(it => it.top < first.bottom && first.top < it.bottom)
  return isOneLine || first.left - step.parentElement.getBoundingClientRect().left < 2
})"""


def test_a_line_number_stands_with_what_is_done_in_that_line(page):
    one, other = "x = layers.Conv2D(8, 3)(x)\n", 'y = layers.Conv2D(8, 3, strides=2, padding="same")(y)\n'
    deeper = (one + other) * 2  # behind where the ways part, as only that is told
    paste(page, MERGE.replace("model = ", deeper + "model = ")).wait_for()
    steps = page.locator(".st-step")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        told = steps.evaluate_all(STEPS)
        assert len(told) > 4 and all(told), (width, told)


@pytest.mark.parametrize("width", [360, 1280])
def test_what_a_repair_changed_is_seen_and_one_press_takes_it_back(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    lines = MERGE.splitlines()
    code = "\n".join([*lines[:2], *(f"# {n}" for n in range(40)), *lines[2:], ""])
    paste(page, code)
    undo = page.locator(".st-tools button").filter(has_text=re.compile("Undo|되돌리기"))
    expect(undo).to_be_hidden()
    page.locator(".sm-repair").first.click()
    changed = page.locator(".st-row.st-changed")
    expect(changed).to_have_count(1)
    text = page.input_value("#st-code")
    assert text != code and changed.inner_text() in text.splitlines()
    row, frame = changed.bounding_box(), page.locator(".st-editor").bounding_box()
    assert frame["y"] <= row["y"] and row["y"] + row["height"] <= frame["y"] + frame["height"] + 1
    assert row["x"] >= frame["x"] and row["x"] + row["width"] <= frame["x"] + frame["width"] + 1
    undo.click()
    expect(page.locator("#st-code")).to_have_value(code)
    expect(undo).to_be_hidden()


def test_who_writes_after_a_change_is_not_offered_to_lose_it(page):
    paste(page, CHAIN)
    page.locator(".st-acts [name=remove]").nth(1).click()
    undo = page.locator(".st-tools button").filter(has_text=re.compile("Undo|되돌리기"))
    expect(undo).to_be_visible()
    page.focus("#st-code")
    page.keyboard.type("#")
    expect(undo).to_be_hidden()
    expect(page.locator(".st-changed")).to_have_count(0)


def test_a_model_that_was_not_made_is_not_called_by_its_type(page):
    paste(page, MERGE)
    expect(page.locator(".sm-table caption")).to_contain_text(
        re.compile("막힌 데까지의 층|The layers up to the break")
    )
    drawing = page.get_by_role(
        "region", name=re.compile("그래프로 그린 막힌 데까지의 층|up to the break drawn")
    )
    expect(drawing).to_be_visible()
    expect(drawing).not_to_have_attribute("aria-label", re.compile("Functional"))


def test_a_field_without_a_line_number_begins_where_the_verdict_does(page):
    paste(
        page,
        "import torch.nn as nn\nnet = nn.Sequential(nn.Conv2d(1, 6, 5), nn.Flatten(), nn.Linear(96, 10))\n",
    )
    field, verdict = (page.locator(it).bounding_box()["x"] for it in (".sm-field label", "#sm-verdict"))
    assert abs(field - verdict) < 1


def test_a_table_that_is_laid_out_as_a_grid_is_a_table_to_those_who_hear_it(page):
    paste(page, MERGE)
    for width in 360, 1920:
        page.set_viewport_size({"width": width, "height": 800})
        table = page.get_by_role("table", name=re.compile("막힌 데까지의 층|The layers up to the break"))
        expect(table.get_by_role("row")).to_have_count(
            len(["head", "input", "x", "y", "break", "add", "total"])
        )
        expect(table.get_by_role("rowheader", name="conv2d Conv2D")).to_be_visible()


@pytest.mark.parametrize("width", [360, 640])
def test_on_a_phone_numbers_stand_in_columns_and_fields_are_high_enough_for_a_finger(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    paste(page, CHAIN)
    right = "all => all.map(it => Math.round(it.getBoundingClientRect().right))"
    for column in 4, 5:
        edges = page.locator(f".st-stack tr > :nth-child({column})").evaluate_all(right)
        assert len(edges) > 5 and max(edges) - min(edges) <= 1, column
    high = "all => Math.min(...all.filter(it => it.checkVisibility()).map(it => it.offsetHeight))"
    assert page.locator(".st-fields :is(input, select)").evaluate_all(high) >= 24


# of each line of the buttons below the code, how many there are
TOOLS = """all => Object.values(Object.groupBy(
  all.filter(it => it.checkVisibility()), it => Math.round(it.getBoundingClientRect().bottom),
)).map(line => line.length)"""


def test_no_button_below_the_code_stands_alone_on_a_second_line(page):
    for code in CHAIN, CHAIN.replace("Dense", "GlobalAveragePooling2D"), MERGE:
        paste(page, code)
        for width in [*WIDTHS, 390, 1230]:
            page.set_viewport_size({"width": width, "height": 800})
            lines = page.locator(".st-tools :is(button, select)").evaluate_all(TOOLS)
            assert min(lines) > 1, (width, lines)


REPAIRS = """all => all.filter(it => it.checkVisibility()).map(it => {
  const { left, right } = it.getBoundingClientRect(), { textAlign } = getComputedStyle(it)
  return [Math.round(left), Math.round(right), textAlign]
})"""


@pytest.mark.parametrize("code", [CHAIN.replace("28, 28, 1", "3, 3, 1"), MERGE], ids=["stack", "whole"])
def test_all_ways_to_repair_are_buttons_of_one_width_whose_words_begin_at_the_left(page, code):
    paste(page, code.replace("MaxPooling2D(2)", "MaxPooling2D(9)"))
    buttons = page.locator(".st-result :is(.st-mend, .sm-repair)")
    buttons.first.wait_for()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        shown = page.locator(".st-result :is(.st-mend, .sm-repair)").evaluate_all(REPAIRS)
        assert shown and len({(left, right) for left, right, _ in shown}) == 1, (width, shown)
        assert {align for *_, align in shown} == {"left"}


def test_the_layer_that_is_to_go_stands_where_its_sentence_has_it(page):
    paste(page, CHAIN.replace("28, 28, 1", "3, 3, 1").replace("MaxPooling2D(2)", "MaxPooling2D(9)"))
    going = page.locator(".st-result .st-mend").filter(has_text=re.compile("remove|빼기"))
    expect(going).to_have_text(re.compile("^(remove MaxPooling2D|MaxPooling2D 층 빼기)$"))
    expect(going.locator("code")).to_have_text("MaxPooling2D")


UNET = """\
import keras
from keras import layers
inputs = x = keras.Input((64, 96, 3))
skips = []
for filters in [8, 16, 32, 64]:
    x = layers.Conv2D(filters, 3, padding="same")(x)
    skips.append(x)
    x = layers.MaxPooling2D()(x)
for filters, skip in zip([64, 32, 16, 8], reversed(skips)):
    x = layers.Conv2DTranspose(filters, 2, strides=2)(x)
    x = layers.concatenate([x, skip])
model = keras.Model(inputs, x)
"""


def test_on_paper_a_graph_is_whole_wherever_it_was_scrolled_to(page):
    paste(page, UNET)
    canvas = page.locator(".sm-canvas")
    assert canvas.evaluate("it => { it.scrollTop = 200; return it.scrollTop }") == 200
    page.emulate_media(media="print")
    try:
        inside = """it => {
          const [frame, drawing] = [it, it.firstElementChild].map(one => one.getBoundingClientRect())
          return [drawing.top - frame.top, frame.bottom - drawing.bottom, innerHeight - drawing.height]
        }"""
        assert min(canvas.evaluate(inside)) >= 0
        expect(page.locator(".sm-columns")).to_be_hidden()
    finally:
        page.emulate_media(media="null")


def test_a_shape_in_the_graph_takes_no_bite_out_of_the_frame_above_it(page):
    """Its rim of paper is painted before the frame."""
    paste(page, UNET)
    shapes = page.locator(".sm-call > .sm-out")
    assert shapes.count() > 10 and page.locator(".sm-call > .sm-out ~ rect").count() == shapes.count()


def test_a_size_that_is_none_is_not_left_out(page):
    field = page.locator("#st-input")
    field.fill("28, 28, x")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("28 x 28 x 1")
    expect(field).to_have_attribute("aria-invalid", "false")


def test_no_field_of_a_layer_is_narrower_than_its_name(page):
    paste(page, CHAIN)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        beyond = page.locator(".st-fields label:has(input[type=number])").evaluate_all(
            "all => all.map(it => it.scrollWidth - it.querySelector('input').offsetWidth)"
        )
        assert len(beyond) > 3 and max(beyond) <= 1, width


# of each field of a number, by how many pixels its text is wider than what is seen of it beside the arrows that raise it
CUT = """all => all.map(it => {
  const { fontSize, fontFamily, paddingLeft, paddingRight } = getComputedStyle(it)
  const pen = document.createElement("canvas").getContext("2d")
  pen.font = `${fontSize} ${fontFamily}`
  return pen.measureText(it.value).width - (it.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight))
})"""


@pytest.mark.parametrize("width", [390, 1280])
def test_a_number_is_not_cut_in_its_field(page, width):
    paste(page, CHAIN.replace("])", '    layers.Dense(1000000000, name="large"),\n])'))
    page.set_viewport_size({"width": width, "height": 800})
    fields = page.locator(".st-fields input[type=number]")
    expect(fields.last).to_have_value("1000000000")
    assert max(fields.evaluate_all(CUT)) <= 0
