"""A paste that is more than a chain, on the tracer's page: read as a whole, in Keras and PyTorch, as readers see it."""

import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

DESKTOP = {"width": 1300, "height": 900}

# Sizes and counts beside the code were printed by PyTorch and Keras, or follow from the sizes by hand.
UNET = """\
import torch
import torch.nn as nn

class Double(nn.Module):
    def __init__(self, a, b):
        super().__init__()
        self.conv = nn.Sequential(nn.Conv2d(a, b, 3, padding=1), nn.ReLU(), nn.Conv2d(b, b, 3, padding=1), nn.ReLU())

    def forward(self, x):
        return self.conv(x)

class UNet(nn.Module):
    def __init__(self, classes=2):
        super().__init__()
        self.down = Double(3, 16)
        self.pool = nn.MaxPool2d(2)
        self.middle = Double(16, 32)
        self.up = nn.ConvTranspose2d(32, 16, 2, stride=2)
        self.merge = Double(32, 16)
        self.head = nn.Conv2d(16, classes, 1)

    def forward(self, x):
        skip = self.down(x)
        x = self.up(self.middle(self.pool(skip)))
        return self.head(self.merge(torch.cat([x, skip], dim=1)))

model = UNet()
masks = model(torch.randn(1, 3, 64, 96))
"""
LOOP = """\
from keras import Input, Model, layers

inputs = x = Input((32, WIDTH, 3))
skips = []
for filters in [8, 16]:
    x = layers.Conv2D(filters, 3, padding="same")(x)
    skips.append(x)
    x = layers.MaxPooling2D(2)(x)
for filters, skip in zip([16, 8], reversed(skips)):
    x = layers.UpSampling2D(2)(x)
    x = layers.Concatenate()([x, skip])
    x = layers.Conv2D(filters, 3, padding="same")(x)
model = Model(inputs, layers.Conv2D(CLASSES, 1)(x))
model.compile("adam")
"""
FITS = LOOP.replace("WIDTH", "48").replace("CLASSES", "4")


def deep(code):
    return code.replace("[8, 16]", "[8, 16, 16, 16]").replace("[16, 8]", "[16, 16, 16, 8]")


REFUSED = LOOP.replace("WIDTH", "50").replace("CLASSES", "4")  # 50 → 25 → 12 → 24
ASKS = LOOP.replace("WIDTH", "48").replace("CLASSES", "num_classes")
MERGE = """\
from keras import Input, Model, layers
inputs = Input((16, 24, 3))
x = layers.Conv2D(8, 3, padding="same")(inputs)
y = layers.Conv2D(8, 3, strides=2, padding="same")(x)
model = Model(inputs, layers.Add()([x, y]))
"""
CAUTIONED = """\
model = keras.Sequential([
    keras.Input((8, 8, 3)),
    layers.Dense(4),
])
model.compile(loss="categorical_crossentropy")
"""
NO_INPUT = "import torch.nn as nn\nnet = nn.Sequential(nn.Conv2d(1, 6, 5), nn.Flatten(), nn.Linear(96, 10))\n"
LENET = """\
import torch
from torch import nn

net = nn.Sequential(
    nn.Conv2d(1, 6, 5), nn.Tanh(), nn.AvgPool2d(2),
    nn.Conv2d(6, 16, 5), nn.Tanh(), nn.AvgPool2d(2),
    nn.Flatten(),
    nn.Linear(256, 120), nn.Tanh(), nn.Linear(120, 10),
)
scores = net(torch.randn(1, 1, 28, 28))
"""
UNREAD = "model = keras.Sequential([\n  layers.Dense(3)\n  layers.Dense(4)\n"
HOSTILE = {
    "markup": "import torch.nn as nn\nnet = nn.Sequential(nn.Conv2d('<img src=x onerror=\"parent.hacked = 1\">', 1, 1))\n",
    "endless": "import torch\nwhile True:\n    x = 1\n",
    "deep": "class A:\n    def f(self):\n        return self.f()\nA().f()\n" + "(" * 5_000,
}


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


def paste(page, code):
    page.fill("#st-code", code)


PASTE = """text => {
  const area = document.querySelector("#st-code")
  area.focus()
  area.setRangeText(text, 0, area.value.length, "end")
  area.dispatchEvent(new InputEvent("input", { inputType: "insertFromPaste", bubbles: true }))
}"""


def top(page, selector):
    return page.locator(selector).bounding_box()["y"]


CHAIN = """model = keras.Sequential([
    keras.Input((28, 28, 1)),
    layers.Conv2D(8, 3),
    layers.Flatten(),
    layers.Dense(10),
])
"""
AS_WHOLE = "Receptive field, and the model in PyTorch"


def settled(page):
    """Waits until all that is shown is that of the text in the box."""
    expect(page.locator("whole-models")).to_have_attribute("aria-busy", "false")


def verdict(page, pattern):
    """Waits for the sentence on this text, and sees that it is the only one that a reader sees."""
    settled(page)
    expect(page.locator("#sm-verdict:visible")).to_have_text(re.compile(pattern, re.S))
    expect(page.locator("#st-outcome")).to_be_hidden()


def rows(page):
    """The visible rows of layers, as (name, type, shape, parameters, line)."""
    seen = page.locator(".sm-table tbody tr:not(.sm-break):visible")
    cells = seen.evaluate_all(
        "all => all.map(row => ['.sm-name', '.sm-type', '.sm-output', '.sm-parameters', '.sm-line']"
        ".map(it => row.querySelector(it).innerText.trim()))"
    )
    return [tuple(cell.replace("\n", " ") for cell in row) for row in cells]


def total(page):
    return page.locator(".sm-table tfoot tr").locator("th, td").all_inner_texts()


def test_a_pytorch_unet_shows_every_shape(page):
    paste(page, UNET)
    verdict(page, r"All shapes fit\. model gives the output \[1, 2, 64, 96\] and has 25,698 parameters\.")
    expect(page.locator(".sm-framework")).to_have_text("Read as PyTorch, not run.")
    found = rows(page)
    assert len(found) == 21
    assert found[2] == ("down.conv.0", "Conv2d", "[1, 16, 64, 96]", "448", "7")
    assert ("pool", "MaxPool2d", "[1, 16, 32, 48]", "0", "16") in found
    assert ("up", "ConvTranspose2d", "[1, 16, 64, 96]", "2,064", "18") in found
    assert found[-1] == ("head", "Conv2d", "[1, 2, 64, 96]", "34", "20")
    assert total(page)[:3] == ["Whole model", "[1, 2, 64, 96]", "25,698"]
    expect(page.locator(".st-stack")).to_be_hidden()
    expect(page.locator(".st-backwards")).to_be_hidden()


def test_a_keras_loop_with_merges_shows_every_shape(page):
    paste(page, FITS)
    verdict(page, r"All shapes fit\. model gives the output \(None, 32, 48, 4\)")
    found = rows(page)
    assert [row[2] for row in found if row[1] == "Concatenate"] == [
        "(None, 16, 24, 32)",
        "(None, 32, 48, 24)",
    ]
    assert ("conv2d_1", "Conv2D", "(None, 16, 24, 16)", "1,168", "6") in found
    assert "compile (14)" in page.locator(".sm-notes").inner_text()


def test_a_refused_model_says_line_and_words_and_knows_nothing_after_it(page):
    paste(page, REFUSED)
    verdict(page, r"does not fit\. Keras refuses line 11:.*matching shapes except for the concatenation axis")
    assert page.locator(".sm-break").inner_text() == "✕ Breaks at line 11. Nothing is known after it."
    seen = page.locator(".sm-table tbody tr").evaluate_all("all => all.map(it => it.className)")
    at = seen.index("sm-break")
    found = rows(page)
    assert found[at - 1][:3] == ("up_sampling2d", "UpSampling2D", "(None, 16, 24, 16)")
    assert {row[2:4] for row in found[at:]} == {("— not known", "—")}
    before = [int(row[3].replace(",", "")) for row in found[:at]]
    # a reader wants to know what is there so far; that it is not the whole model is said
    assert total(page)[:3] == ["Up to the break", "—", f"{sum(before):,}"]
    # the line is reached from the sentence, by keyboard
    page.locator("#sm-verdict button").focus()
    page.keyboard.press("Enter")
    chosen = page.evaluate("getSelection().toString()")
    assert chosen == "    x = layers.Concatenate()([x, skip])"


STACKS = """\
import keras
from keras import layers

head = keras.Sequential([keras.Input((8, 8, 1)), layers.Flatten(), layers.Dense(2)])
body = keras.Sequential([
    keras.Input((8, 8, 1)),
    layers.Conv2D(4, 3),
    layers.Conv2D(4, 9),
    layers.Dense(2),
])
"""


MADE = [
    (MERGE, "Conv2D 16×24 → 8×12", 4, "add"),
    (UNET.replace("64, 96", "65, 96"), "ConvTranspose2d 32 → 64", 24, "cat"),
]


@pytest.mark.parametrize(
    ("language", "line", "begins"),
    [("en/", "line {}", "Where the sizes come"), ("", "{}행", "이 크기가 된 까닭")],
)
@pytest.mark.parametrize("width", [360, 1300])
@pytest.mark.parametrize(("code", "step", "at", "section"), MADE)
def test_a_refusal_says_which_lines_made_the_sizes_and_leads_to_its_error(
    tab, home, width, language, line, begins, code, step, at, section
):
    page = tab(viewport={"width": width, "height": 740})
    page.goto(f"{home}{language}shapes/?code={quote(code)}")
    page.locator("#sm-verdict.sm-fault").wait_for()
    told = page.locator(".sm-why:visible").inner_text()
    assert told.startswith(begins) and f"{line.format(at)} {step}" in " ".join(told.split()), told
    if width < 1300:
        assert top(page, "#sm-verdict") < top(page, ".sm-why") < top(page, "#st-code")
    page.locator(".sm-why a").click()
    page.wait_for_url(f"{home}{language}errors/#{section}")
    assert page.locator(f"h3#{section}").is_visible()


def test_a_sequential_that_is_refused_breaks_at_the_line_of_its_layer(page):
    paste(page, STACKS)
    verdict(page, r"does not fit\. Keras refuses line 8:.*Computed output size would be zero or negative")
    assert page.locator(".sm-break").inner_text() == "✕ Breaks at line 8. Nothing is known after it."
    page.locator("#sm-verdict button").click()
    assert page.evaluate("getSelection().toString()") == "    layers.Conv2D(4, 9),"
    expect(page.locator(".st-refused")).to_have_text("    layers.Conv2D(4, 9),")


def test_what_the_paste_lacks_is_asked_and_kept_in_the_link(page, tab):
    paste(page, ASKS)
    verdict(page, r"paste lacks: num_classes")
    field = page.get_by_label("num_classes")
    field.fill("many")
    field.press("Enter")
    expect(page.locator(".sm-field")).to_contain_text("Write it like 10.")
    field.fill("7")
    field.press("Enter")
    verdict(page, r"All shapes fit\. model gives the output \(None, 32, 48, 7\)")
    assert field.input_value() == "7" and field.evaluate("it => it === document.activeElement")
    page.wait_for_url("**set=*")
    assert parse_qs(urlsplit(page.url).query)["set"] == ["num_classes=7"]
    other = tab()
    other.goto(page.url)
    verdict(other, r"\(None, 32, 48, 7\)")
    assert other.get_by_label("num_classes").input_value() == "7"
    field.fill("")
    field.press("Enter")
    verdict(page, r"paste lacks: num_classes")


def test_an_input_without_its_batch_is_offered_with_one(page):
    paste(
        page,
        "import torch.nn as nn\nnet = nn.Sequential(nn.Conv2d(3, 4, 3), nn.Flatten(), nn.Linear(144, 2))",
    )
    verdict(page, "does not say the shape of its input")
    page.get_by_label("with the batch").fill("(3, 8, 8)")
    verdict(page, "It does not fit")
    page.get_by_role("button", name="With the batch in front it fits: (1, 3, 8, 8)").click()
    verdict(page, r"All shapes fit\. net gives the output \[1, 2\]")
    assert page.get_by_label("with the batch").input_value() == "(1, 3, 8, 8)"
    expect(page.locator(".sm-offered")).to_be_hidden()


def test_an_input_that_the_paste_does_not_say_is_offered_as_its_layers_want_it(page):
    paste(
        page,
        "import torch.nn as nn\nnet = nn.Sequential(nn.Conv2d(1, 4, 5), nn.Flatten(), nn.Linear(2304, 9))",
    )
    verdict(page, "does not say the shape of its input")
    page.get_by_role("button", name="Take (1, 1, 28, 28)").click()
    verdict(page, r"All shapes fit\. net gives the output \[1, 9\]")
    paste(page, "import torch.nn as nn\nnet = nn.Sequential(nn.Conv2d(1, 32, 3), nn.Conv2d(16, 64, 3))")
    page.get_by_label("with the batch").fill("")
    verdict(page, "does not say the shape of its input")
    page.get_by_role("button", name="No usual size fits").click()
    verdict(page, "expected input.* to have 16 channels, but got 32 channels")


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


def test_a_value_is_read_as_it_is_typed_and_tab_goes_to_the_next_field(page):
    asks = (
        "x = inputs = keras.Input((img_size, img_size, 3))\nfor _ in range(2):\n    x = layers.Conv2D(4, 3)(x)\n"
        "x = layers.Flatten()(x)\nmodel = keras.Model(inputs, layers.Dense(num_classes)(x))"
    )
    paste(page, asks)
    verdict(page, "paste lacks: img_size, num_classes")
    size, classes = page.get_by_label("img_size"), page.get_by_label("num_classes")
    lefts = [field.bounding_box()["x"] for field in (size, classes)]
    assert lefts[0] == lefts[1] and size.get_attribute("placeholder") == "e.g. 10"
    size.press_sequentially("16")
    verdict(page, "paste lacks: num_classes")
    page.keyboard.press("Tab")  # the line of the next field
    page.keyboard.press("Tab")
    page.keyboard.type("5")
    assert classes.input_value() == "5"
    verdict(page, r"gives the output \(None, 5\)")
    page.keyboard.press("Backspace")
    page.keyboard.type("6")
    page.evaluate("document.querySelector('shape-tracer').load({})")  # takes the field away, with the focus
    paste(page, asks)
    verdict(page, "paste lacks: img_size, num_classes")


def test_what_is_asked_is_told_once(page):
    paste(page, ASKS)
    verdict(page, r"paste lacks: num_classes")
    expect(page.locator(".sm-places li")).to_have_count(0)
    paste(page, ASKS + "import mine\nmine.change(model)\n")
    verdict(page, r"paste lacks: num_classes")
    expect(page.locator(".sm-places li")).to_have_text(re.compile("Line 1[56]: .*mine"))


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


def test_what_the_rows_cannot_show_is_not_offered_line_by_line(page):
    paste(
        page,
        "def block(x):\n    return layers.Dense(3)(x)\nmodel = keras.Model(i := keras.Input((4,)), block(i))",
    )
    verdict(page, ".")
    expect(page.get_by_role("button", name="Read line by line")).to_be_hidden()


def test_an_input_shape_is_asked(page):
    paste(page, NO_INPUT)
    verdict(page, "does not say the shape of its input")
    assert [row[2] for row in rows(page)] == ["— not known"] * 3
    field = page.get_by_label("Shape of the input")
    field.fill("(2, 1, 8, 8)")
    field.press("Enter")
    verdict(page, r"net gives the output \[2, 10\]")
    field.fill("(2, 1, 9, 9)")
    field.press("Enter")
    verdict(page, r"PyTorch refuses line 2:.*mat1 and mat2 shapes cannot be multiplied \(2x150 and 96x10\)")


def test_what_is_not_followed_says_line_and_reason(page):
    paste(
        page,
        "import keras\nimport mine\nmodel = mine.build(3)\nother = keras.Sequential([keras.Input((4,)), mine.top])\n",
    )
    verdict(page, "No model was found that can be read")
    assert re.match(r"Line \d", page.locator(".sm-places li").first.inner_text())


def test_the_korean_page_says_in_korean_what_is_not_followed(tab, home):
    page = tab()
    code = "import keras\nimport mine\nnet = keras.Sequential([keras.Input((4,)), mine.top])\n“a”\n"
    page.goto(f"{home}shapes/?code={quote(code)}")
    settled(page)
    assert page.locator(".sm-places li").all_inner_texts() == [
        "3행: sequential의 층: 알 수 없다. 모듈 mine: 여기서는 알 수 없다"
    ]
    expect(page.locator(".sm-notes")).to_contain_text("4행: 둥근 따옴표는 파이썬이 아니다")
    assert page.locator(".sm-places [lang=en], .sm-notes [lang=en]").count() == 0


@pytest.mark.parametrize(
    "language, width, words", [("", 360, "모양이 모두 맞는다"), ("en/", 820, "All shapes fit")]
)
def test_a_link_opens_the_whole_and_nothing_scrolls_sideways(tab, home, language, width, words):
    page = tab(viewport={"width": width, "height": 740})
    page.goto(f"{home}{language}shapes/?code={quote(UNET)}")
    verdict(page, words)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.input_value("#st-code") == UNET
    page.locator(".sm-box").focus()  # it scrolls by keyboard
    assert page.locator(".sm-table caption").is_visible()


PRINTED = """\
Traceback (most recent call last):
  File "train.py", line 42, in <module>
    out = net(x)
RuntimeError: mat1 and mat2 shapes cannot be multiplied (64x9216 and 4096x10)
"""


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize(("code", "section"), [(PRINTED, "mat1-mat2"), (NO_INPUT + PRINTED, "mat1-mat2")])
def test_an_error_that_is_pasted_leads_to_its_section(tab, home, language, code, section):
    page = tab(viewport=DESKTOP)
    page.goto(f"{home}{language}shapes/?code={quote(code)}")
    settled(page)
    page.locator(".sm-why a").click()
    page.wait_for_url(f"{home}{language}errors/#{section}")
    assert page.locator(f"h3#{section}").is_visible()


@pytest.mark.parametrize("by_keyboard", [False, True])
def test_on_a_phone_the_verdict_of_a_paste_comes_into_sight_above_the_code(phone, by_keyboard):
    phone.locator(".st-tools").scroll_into_view_if_needed()
    if by_keyboard:  # which says that it writes, a line after the other
        phone.locator("#st-code").select_text()
        phone.keyboard.insert_text(REFUSED)
    else:
        phone.evaluate(PASTE, REFUSED)
    verdict(phone, "matching shapes except for the concatenation axis")
    box = phone.locator("#sm-verdict").bounding_box()
    assert box["y"] > 50 and box["y"] + box["height"] < top(phone, "#st-code") < 740


@pytest.mark.parametrize("width", [360, 1280])
def test_back_from_the_page_of_an_error_leads_to_where_the_reader_was(tab, home, width):
    page = tab(viewport={"width": width, "height": 780})
    page.goto(f"{home}shapes/?code={quote(UNET.replace('64, 96', '65, 96'))}")
    settled(page)
    page.evaluate("scrollTo(0, 700)")
    page.locator(".sm-why a").evaluate("link => link.click()")
    page.wait_for_url(f"{home}errors/#cat")
    page.go_back()
    settled(page)
    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") == 700


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


@pytest.mark.parametrize(
    "text, reason",
    [
        (UNREAD, "Line 1, column 26: The [ opened here is never closed"),
        ("keras.Input((4, 4, 1))\nlayers.MaxPooling2D(5)", "Computed output size would be zero or negative"),
    ],
)
def test_the_reason_stands_at_the_banner_above_the_code(phone, text, reason):
    paste(phone, text)
    expect(phone.locator("#st-fault")).to_contain_text(reason)
    settled(phone)
    end, fault, code = phone.evaluate(  # at once: the page may be scrolled in between
        "[document.querySelector('#st-outcome').getBoundingClientRect().bottom,"
        " ...['#st-fault', '#st-code'].map(it => document.querySelector(it).getBoundingClientRect().top)]"
    )
    assert end <= fault < min(end + 30, code)


def test_where_no_layer_is_read_no_empty_table_stands(page):
    paste(page, UNREAD)
    expect(page.locator("#st-outcome")).to_contain_text("cannot be read")
    for part in ".st-stack", ".st-totals", ".st-backwards":
        expect(page.locator(part)).to_be_hidden()
    paste(page, "keras.Input((4, 4, 1))\nlayers.Flatten()")
    for part in ".st-stack", ".st-totals", ".st-backwards":
        expect(page.locator(part)).to_be_visible()


TEXTS = "all => all.map(it => [...it.querySelectorAll('text')].map(one => one.textContent))"
OVERLAPS = """svg => {
  const found = [...svg.querySelectorAll("text")].map(it => [it.textContent, it.getBoundingClientRect()])
  return found.flatMap(([text, a], i) => found.slice(i + 1).filter(([, b]) => a.left < b.right && b.left < a.right
    && a.top < b.bottom - 3 && b.top < a.bottom - 3).map(([other]) => `${text} lies on ${other}`))
}"""
OUTSIDE = """svg => [...svg.querySelectorAll("g")].filter(it => {
  const text = it.querySelector("text").getBoundingClientRect(), frame = it.querySelector("rect").getBoundingClientRect()
  return text.left < frame.left || frame.right < text.right
}).map(it => it.textContent)"""


def test_a_model_with_a_merge_is_drawn(page):
    paste(page, UNET)
    svg = page.get_by_role("group", name="model drawn as a graph")
    expect(svg).to_be_visible()
    boxes = svg.locator("g").evaluate_all(TEXTS)
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


def test_a_drawing_whose_script_does_not_come_is_missed_aloud(tab, home):
    page = tab(new=True, viewport=DESKTOP)
    page.route("**/models/svg-*.js", lambda route: route.abort())
    page.goto(f"{home}en/shapes/?code={quote(FITS)}")
    verdict(page, "All shapes fit")
    expect(page.get_by_text("The script that draws the graph has not come.")).to_be_visible()
    assert len(rows(page)) > 5


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


def test_a_repair_that_was_tried_is_a_button_that_mends_the_text(page):
    paste(page, MERGE)
    verdict(page, "does not fit")
    repair = page.locator(".sm-repair").first
    repair.wait_for()
    changed = repair.locator(".sm-change code").all_inner_texts()
    assert changed and not any(line in MERGE for line in changed)
    repair.click()
    verdict(page, "All shapes fit")
    assert all(line in page.input_value("#st-code") for line in changed)
    expect(page.locator(".sm-repair")).to_have_count(0)
    page.wait_for_url(lambda address: changed[0] in parse_qs(urlsplit(address).query).get("code", [""])[0])


@pytest.mark.parametrize(("width", "height"), [(360, 780), (1280, 800)])
def test_after_a_repair_the_verdict_is_in_sight_below_the_header(page, width, height):
    page.set_viewport_size({"width": width, "height": height})
    paste(page, MERGE)
    repair = page.locator(".sm-repair").first
    repair.wait_for()
    repair.evaluate(
        "it => scrollBy(0, it.getBoundingClientRect().top - 100)"
    )  # the verdict is above the window
    repair.click()
    verdict(page, "All shapes fit")
    page.wait_for_timeout(700)  # what is drawn below it, and what keeps the code where it was
    header = page.locator(".md-header").bounding_box()
    box = page.locator(".sm-verdict").bounding_box()
    assert header["height"] <= box["y"] and box["y"] + box["height"] <= height, box


def test_all_sizes_that_fit_are_told_where_another_size_is_a_repair(page):
    page.evaluate(PASTE, deep(REFUSED))
    verdict(page, "It does not fit")
    sizes = page.locator(".sm-sizes")
    place = sizes.bounding_box()
    expect(sizes).to_contain_text("multiples of 16: 16, 32, … 512", timeout=30_000)
    assert sizes.bounding_box()["y"] == place["y"]
    paste(page, MERGE.replace("(16, 24, 3)", "(16, 24, 4)"))  # strides in one branch: no size mends it
    verdict(page, "It does not fit")
    expect(sizes).to_have_count(0)


def test_a_repair_of_pytorch_mends_the_text(page):
    paste(page, NO_INPUT.replace("96", "100") + "net(torch.zeros(1, 1, 8, 8))\n")
    verdict(page, r"PyTorch refuses line 2:.*\(1x96 and 100x10\)")
    page.locator(".sm-repair", has_text="Line 2").first.click()
    verdict(page, r"All shapes fit\. net gives the output \[1, 10\]")
    assert "nn.Linear(96, 10)" in page.input_value("#st-code")


@pytest.mark.parametrize(
    "name, code, change", [("keras", MERGE, "Cropping2D"), ("pytorch", None, "Linear(96, 10)")]
)
def test_on_a_phone_verdict_and_best_repair_of_a_paste_stand_above_the_code(phone, name, code, change):
    phone.locator(".st-tools").scroll_into_view_if_needed()
    phone.evaluate(PASTE, code or NO_INPUT.replace("96", "100") + "net(torch.zeros(1, 1, 8, 8))\n")
    verdict(phone, "does not fit")
    for part in phone.locator("#sm-verdict"), phone.locator(".sm-repair").first:
        expect(part).to_be_in_viewport(ratio=1)
    assert change in phone.locator(".sm-repair").first.inner_text()
    assert top(phone, "#sm-verdict") < top(phone, ".sm-repair >> nth=0") < top(phone, "#st-code")
    assert phone.locator(".sm-repair:visible").count() == 1


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
    quick, slow, pasted = page.evaluate(
        PAUSES, [[2, "insertText"], [40, "insertText"], [40, "insertFromPaste"]]
    )
    assert (
        pasted == 0 < quick < 50 and slow > 200
    )  # milliseconds; who types fast leaves 200 between two letters


def test_the_refused_line_is_seen_in_the_code(page):
    page.evaluate(PASTE, "\n" * 30 + deep(REFUSED) + "\n" * 40)
    verdict(page, "It does not fit")
    line = page.locator(".st-refused")
    expect(line).to_have_count(1)
    expect(line).to_be_in_viewport(ratio=0.5)  # the line is longer than the box is wide
    assert line.inner_text().strip("\u200b \n") == "x = layers.Concatenate()([x, skip])"


def test_a_field_of_the_paste_before_is_gone(page):
    paste(page, ASKS)
    page.get_by_label("num_classes").fill("10")
    verdict(page, "All shapes fit")
    expect(page.locator(".sm-field")).to_have_count(1)
    paste(page, FITS)
    verdict(page, "All shapes fit")
    expect(page.locator(".sm-field:visible")).to_have_count(0)
    paste(page, NO_INPUT)
    page.get_by_label("Shape of the input").fill("banana")
    expect(page.locator(".sm-wrong")).to_have_text(re.compile("Write it like"))
    paste(page, FITS)
    verdict(page, "All shapes fit")
    expect(page.locator(".sm-field:visible")).to_have_count(0)


def test_what_is_not_known_is_counted_nowhere(page):
    lacks = UNET.replace("classes, 1)", "num_classes, 1)")
    paste(page, lacks)
    verdict(page, "num_classes")
    foot = page.locator(".sm-table tfoot .sm-number")
    assert set(foot.all_inner_texts()) == {"—"}
    page.get_by_label("num_classes").fill("2")
    verdict(page, "All shapes fit")
    assert "—" not in foot.all_inner_texts()


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
  const look = kind => told.push([kind, document.querySelector(".sm-table")?.textContent.includes("Double") ?? false])
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


def test_the_verdict_is_seen_before_the_tables_are_made(page):
    paste(page, MERGE)
    settled(page)
    assert page.evaluate(FIRST, UNET) == [["said", False], ["drawn", False]]
    settled(page)
    assert "Double" in page.locator(".sm-table").inner_text()


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


TRANSLATED = ".sm-translated > .sm-copied > pre"  # the code of the model


def test_a_chain_too_has_every_column_and_is_translated(page):
    paste(page, CHAIN)
    expect(page.locator(".st-stack")).to_be_visible()
    page.get_by_role("button", name=AS_WHOLE).click()
    verdict(page, "All shapes fit")
    expect(page.locator(".st-stack")).to_be_hidden()
    page.get_by_label("Receptive field").check()
    assert "Receptive field" in page.locator(".sm-table thead").inner_text()
    page.get_by_text("The same model in PyTorch").click()
    assert "nn.Conv2d(1, 8, 3" in page.locator(TRANSLATED).inner_text()
    page.wait_for_url("**view=whole")
    page.reload()  # a link leads to what was seen
    verdict(page, "All shapes fit")
    expect(page.locator(".st-stack")).to_be_hidden()
    page.get_by_role("button", name="Read line by line").click()
    expect(page.locator(".st-stack")).to_be_visible()
    expect(page.locator(".sm-table")).to_be_hidden()
    assert page.input_value("#st-code") == CHAIN


PLACES = """['.sm-verdict', '.sm-table', '.sm-box + .sm-fold'].map(
  it => document.querySelector(it).getBoundingClientRect().y + scrollY)"""


@pytest.mark.parametrize(
    "code, framework, begins, layer, from_",
    [
        (FITS, "PyTorch", "import torch\nfrom torch import nn\n", "nn.Conv2d(3, 8, 3, padding=1)", "model"),
        (LENET, "Keras", "import keras\nfrom keras import layers, ops\n", "layers.Conv2D(16, 5", "net"),
    ],
)
def test_the_same_model_in_the_other_framework(page, code, framework, begins, layer, from_):
    paste(page, code)
    verdict(page, "All shapes fit")
    fold = page.get_by_text(f"The same model in {framework}", exact=True)
    shown = page.locator(TRANSLATED)
    expect(shown).to_have_count(0)
    before = page.evaluate(PLACES)
    fold.click()
    expect(shown).to_be_visible()
    assert page.evaluate(PLACES) == before
    assert shown.inner_text().startswith(begins) and layer in shown.inner_text()
    shown.locator("..").get_by_role("button").click()
    expect(shown.locator("..").get_by_role("button")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == shown.inner_text().strip()
    page.get_by_text("Copy the weights as well").click()
    weights = page.locator(".sm-translated pre", has_text="def weights_of")
    expect(weights).to_be_visible()
    assert weights.inner_text().strip().endswith(f"weights = weights_of({from_})")
    compile(copied + weights.inner_text(), "copied", "exec")


def test_a_translation_stays_while_the_code_is_written(page):
    paste(page, FITS)
    verdict(page, "All shapes fit")
    page.get_by_text("The same model in PyTorch").click()
    expect(page.locator(TRANSLATED)).to_contain_text("nn.Conv2d(8, 4, 1)")
    paste(page, FITS.replace("Conv2D(4, 1)", "Conv2D(5, 1)"))
    expect(page.locator(TRANSLATED)).to_contain_text("nn.Conv2d(8, 5, 1)")
    page.get_by_label("Memory").check()
    expect(page.locator(TRANSLATED)).to_be_visible()
    page.get_by_label("Memory").uncheck()
    page.get_by_text("The same model in PyTorch").click()
    paste(page, FITS)
    settled(page)
    expect(page.locator(TRANSLATED)).to_be_hidden()


def test_what_has_no_translation_is_said_first(page):
    paste(page, LENET.replace("nn.Tanh(), nn.Linear", "nn.Softplus(beta=2), nn.Linear"))
    verdict(page, "All shapes fit")
    page.get_by_text("The same model in Keras").click()
    first = page.locator(".sm-translated > *").first
    expect(first).to_contain_text("Keras’s softplus has no beta")
    expect(first.get_by_role("button")).to_have_text("8")  # its line
    edges = page.evaluate("""[".sm-missing", ".sm-differs"].map(
        it => getComputedStyle(document.querySelector(it)).borderLeftColor)""")
    assert edges[0] != edges[1]  # as a warning
    expect(page.locator(".sm-differs")).to_contain_text("PyTorch reads the cells in another order")
    assert "raise NotImplementedError(" in page.locator(TRANSLATED).inner_text()


@pytest.mark.parametrize("code", [REFUSED, NO_INPUT, ASKS])
def test_what_does_not_fit_or_is_not_known_is_not_translated(page, code):
    paste(page, code)
    verdict(page, "fit|shape|needed")
    expect(page.locator(".sm-models")).to_be_visible()
    expect(page.locator(".sm-box + .sm-fold")).to_have_count(0)


def test_on_a_phone_translated_code_scrolls_in_its_box(phone):
    paste(phone, FITS)
    verdict(phone, "All shapes fit")
    phone.get_by_text("The same model in PyTorch").click()
    expect(phone.locator(TRANSLATED)).to_be_visible()
    assert phone.locator(TRANSLATED).evaluate("it => it.scrollWidth > it.clientWidth")
    assert phone.evaluate("document.documentElement.scrollWidth") <= phone.viewport_size["width"]


def test_the_korean_page_says_in_korean_what_differs(tab, home):
    page = tab()
    page.goto(f"{home}shapes/")
    paste(page, LENET)
    page.get_by_text("Keras로 옮기면").click()
    expect(page.locator(".sm-differs")).to_contain_text("칸을 읽는 축의 순서가 다르므로")


def test_a_chain_keeps_its_rows(page):
    paste(page, UNET)
    verdict(page, "All shapes fit")
    paste(page, "keras.Input((4, 4, 1))\nlayers.Flatten()")
    expect(page.locator("#st-outcome")).to_have_text(re.compile("fit to the end"))
    expect(page.locator(".st-stack")).to_be_visible()
    expect(page.locator("whole-models")).to_be_hidden()


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


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text(page, name):
    paste(page, HOSTILE[name])
    verdict(page, ".")
    assert "stopped while reading" not in page.locator("#sm-verdict").inner_text()
    assert page.evaluate("window.hacked") is None
    assert page.locator("shape-tracer :is(script, img)").count() == 0
    paste(page, UNET)
    verdict(page, "All shapes fit")


def test_undo_takes_a_repair_back(page):
    page.locator("#st-code").focus()
    page.evaluate(PASTE, REFUSED)
    verdict(page, "does not fit")
    page.locator(".sm-repair").first.click()
    verdict(page, "All shapes fit")
    page.locator("#st-code").focus()
    page.keyboard.press("Control+z")
    expect(page.locator("#st-code")).to_have_value(REFUSED)
    verdict(page, "does not fit")
    page.keyboard.press("Control+Shift+z")
    verdict(page, "All shapes fit")


def test_an_empty_text_is_no_program(page):
    paste(page, UNET)
    verdict(page, "All shapes fit")
    paste(page, "")
    expect(page.locator("#st-outcome:visible")).to_have_text(re.compile("No layers yet"))
    expect(page.get_by_role("button", name="Add layer")).to_be_visible()
    expect(page.locator("whole-models")).to_be_hidden()


@pytest.mark.parametrize(
    "text", ['{"class_name": "Sequential", "config": {"layers": []}}', "x = 3\nprint(x)"]
)
def test_a_text_that_stacks_nothing_is_no_empty_chain(page, text):
    """Told in green that there were no layers yet, a reader who pasted `model.to_json()` waited for them."""
    paste(page, text)
    verdict(page, "No model was found")
    expect(page.locator("#st-outcome")).to_be_hidden()


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
