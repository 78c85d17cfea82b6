"""Code and layers side by side: columns, rows, what is marked and what moves."""

import re
from urllib.parse import quote

import pytest
from models_page import AS_WHOLE, DESKTOP, FITS, UNET, deep, paste, rows, settled, verdict
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


CAUTIONED = """\
model = keras.Sequential([
    keras.Input((8, 8, 3)),
    layers.Dense(4),
])
model.compile(loss="categorical_crossentropy")
"""


def test_the_example_in_the_box_is_marked(page):
    examples = page.locator(".st-examples a")
    current = page.locator('.st-examples a[aria-current="true"]')
    examples.nth(2).click()
    expect(current).to_have_text(examples.nth(2).inner_text())
    examples.nth(4).click()
    page.go_back()
    expect(current).to_have_text(examples.nth(2).inner_text())
    paste(page, "import keras")
    expect(current).to_have_count(0)


def test_the_last_column_is_not_cut_beside_the_code(page):
    page.set_viewport_size({"width": 1280, "height": 800})
    wide = UNET.replace("16", "512").replace("32, 512, 2", "1024, 512, 2").replace("(32, 512)", "(1024, 512)")
    wide = wide.replace("(512, 32)", "(512, 1024)").replace("self.middle", "self.bottleneck_encoder")
    paste(
        page,
        wide.replace("nn.Sequential(", "nn.Sequential(nn.Sequential(").replace(
            "nn.ReLU())\n", "nn.ReLU()))\n"
        ),
    )
    verdict(page, "All shapes fit")
    assert ("bottleneck_encoder.conv.0.2", "Conv2d", "[1, 1024, 32, 48]", "9,438,208", "7") in rows(page)
    assert page.locator(".sm-box").evaluate("it => it.scrollWidth - it.clientWidth") == 0
    page.set_viewport_size(DESKTOP)


def test_the_box_of_the_code_ends_with_a_whole_line_and_hints_at_what_is_cut(page):
    paste(page, "x = 1  # " + "long " * 60 + "\n" * 60)
    settled(page)
    lines, end = page.evaluate(
        "[[...document.querySelectorAll('.st-row')].map(it => it.getBoundingClientRect().bottom),"
        " document.querySelector('.st-editor').getBoundingClientRect().top + document.querySelector('.st-editor').clientHeight]"
    )
    assert min(abs(line - end) for line in lines) < 3
    assert "gradient" in page.locator(".st-editor").evaluate("it => getComputedStyle(it).backgroundImage")


# of the columns with numbers: by how much the words of the head end before the numbers do, in CSS pixels
APART = """table => ["parameters", "line"].map(name => {
  const [head, cell] = ["thead", "tbody"].map(part => {
    const range = document.createRange()
    range.selectNodeContents(table.querySelector(`${part} .sm-${name}`))
    return range.getBoundingClientRect().right
  })
  return Math.abs(head - cell)
})"""


@pytest.mark.parametrize("width", [360, 820, 1300])
def test_a_head_stands_over_its_numbers(tab, home, width):
    page = tab(again=True, viewport={"width": width, "height": 900})
    page.goto(f"{home}shapes/?code={quote(FITS)}")
    table = page.locator(".sm-table")
    table.wait_for()
    assert max(table.evaluate(APART)) < 2


# pairs of cells of a table whose words stand on one line and less than four pixels apart
CROWDED = """table => {
  const cells = [...table.querySelectorAll("thead th, tbody th, td")].filter(cell => cell.textContent.trim())
  const words = cells.map(cell => {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), boxes = []
    while (walker.nextNode()) {
      const range = document.createRange()
      range.selectNodeContents(walker.currentNode)
      if (range.getBoundingClientRect().width > 0) boxes.push(range.getBoundingClientRect())
    }
    const end = (choose, side) => Math[choose](...boxes.map(box => box[side]))
    return [end("min", "left"), end("max", "right"), end("min", "top"), end("max", "bottom")]
  })
  const together = ([a, b, c, d], [e, f, g, h], apart) =>
    Math.max(a, e) - Math.min(b, f) < apart && Math.min(d, h) - Math.max(c, g) > Math.min(d - c, h - g) / 2
  return cells.flatMap((cell, i) => cells.slice(0, i).filter((_, j) => together(words[i], words[j], 4))
    .map(other => `${other.textContent} | ${cell.textContent}`))
}"""

MANY_CELLS = """\
from keras import Input, Model, layers
inputs = x = Input((256, 256, 3))
for filters in [64, 512]:
    x = layers.Conv2D(filters, 3, padding="same")(x)
    x = layers.MaxPooling2D(2)(x)
model = Model(inputs, layers.Dense(100)(layers.Flatten()(x)))
"""


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("width", [390, 1280, 1600])
def test_with_all_columns_no_word_runs_into_the_next(tab, home, language, width):
    page = tab(again=True, viewport={"width": width, "height": 900})
    page.goto(f"{home}{language}shapes/?code={quote(MANY_CELLS)}")
    for column in "memory", "multiply_adds", "receptive_field":
        page.locator(f".sm-columns input[name={column}]").check()
    table = page.locator(".sm-table")
    expect(table.locator("thead th")).to_have_count(7)
    crowded = table.evaluate(CROWDED)
    for column in "memory", "multiply_adds", "receptive_field":
        page.locator(f".sm-columns input[name={column}]").uncheck()
    assert crowded == []


def test_code_and_layers_go_together(page):
    paste(page, deep(FITS) + "\n" * 60)
    verdict(page, "All shapes fit")
    # a line of the code shows its layers
    before = deep(FITS).index("    x = layers.UpSampling2D")
    page.locator("#st-code").evaluate("(it, at) => it.setSelectionRange(at, at)", before)
    page.keyboard.press("ArrowRight")
    shown = page.locator(".sm-here .sm-type")
    expect(shown.first).to_be_in_viewport()
    assert set(shown.all_inner_texts()) == {"UpSampling2D"}
    # layers that are scrolled to show their line, in the code that stays beside them
    page.evaluate("document.activeElement.blur()")
    page.locator(".st-editor").evaluate("it => it.scrollTop = it.scrollHeight")
    line = page.locator(".st-row").nth(7)  # of the pooling
    expect(line).not_to_be_in_viewport()
    page.locator(".sm-table tbody tr", has_text="max_pooling2d_1").first.evaluate(
        "it => scrollTo(0, scrollY + it.getBoundingClientRect().top - 120)"
    )
    expect(line).to_be_in_viewport()


def test_columns_are_chosen_and_stay_chosen(page):
    paste(page, FITS)
    verdict(page, "All shapes fit")
    row, head = page.locator(".sm-table tbody tr").nth(1), page.locator(".sm-table thead th")
    assert head.all_inner_texts() == ["Layer", "Output shape", "Parameters", "Line"]
    for name in "Memory", "Multiply-adds", "Receptive field":
        page.get_by_label(name).check()
    # 32·48·8 cells of 4 bytes, each of 3·3·3 multiplications
    assert row.locator("td").all_inner_texts()[1:] == ["224", "48 KB", "331,776", "3 × 3", "6"]
    page.get_by_label("Parameters").uncheck()
    assert head.all_inner_texts()[2:] == ["Memory", "Multiply-adds", "Receptive field", "Line"]
    other = page.context.new_page()
    other.goto(page.url)
    verdict(other, ".")
    expect(other.locator(".sm-table thead")).to_have_text(
        "LayerOutput shapeMemoryMultiply-addsReceptive fieldLine"
    )
    other.close()
    for name in "Memory", "Multiply-adds", "Receptive field":
        page.get_by_label(name).uncheck()
    page.get_by_label("Parameters").check()


def test_line_by_line_keeps_the_verdict_of_the_whole(page):
    paste(page, CAUTIONED)
    verdict(page, "look at line 5")
    page.get_by_role("button", name="Read line by line").click()
    verdict(page, "look at line 5")
    expect(page.locator(".st-stack")).to_be_visible()
    expect(page.locator(".sm-table")).to_be_hidden()
    page.wait_for_url("**view=lines")
    page.go_back()  # to the whole, not to the paste before
    verdict(page, "look at line 5")
    expect(page.locator(".sm-table")).to_be_visible()
    assert page.input_value("#st-code") == CAUTIONED
    page.go_forward()
    expect(page.locator(".st-stack")).to_be_visible()
    page.get_by_role("button", name=AS_WHOLE).click()
    expect(page.locator(".sm-table")).to_be_visible()
    expect(page.locator(".st-stack")).to_be_hidden()


def test_a_chain_keeps_its_rows(page):
    paste(page, UNET)
    verdict(page, "All shapes fit")
    paste(page, "keras.Input((4, 4, 1))\nlayers.Flatten()")
    expect(page.locator("#st-outcome")).to_have_text(re.compile("fit to the end"))
    expect(page.locator(".st-stack")).to_be_visible()
    expect(page.locator("whole-models")).to_be_hidden()
