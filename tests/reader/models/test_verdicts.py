"""A paste that is more than a chain: every shape, and why it does not fit."""

import re
from urllib.parse import quote

import pytest
from models_page import (
    DESKTOP,
    FITS,
    MERGE,
    NO_INPUT,
    PASTE,
    REFUSED,
    UNET,
    deep,
    paste,
    rows,
    settled,
    top,
    total,
    verdict,
)
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


UNREAD = "model = keras.Sequential([\n  layers.Dense(3)\n  layers.Dense(4)\n"


HOSTILE = {
    "markup": "import torch.nn as nn\nnet = nn.Sequential(nn.Conv2d('<img src=x onerror=\"parent.hacked = 1\">', 1, 1))\n",
    "endless": "import torch\nwhile True:\n    x = 1\n",
    "deep": "class A:\n    def f(self):\n        return self.f()\nA().f()\n" + "(" * 5_000,
}


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


def test_what_the_rows_cannot_show_is_not_offered_line_by_line(page):
    paste(
        page,
        "def block(x):\n    return layers.Dense(3)(x)\nmodel = keras.Model(i := keras.Input((4,)), block(i))",
    )
    verdict(page, ".")
    expect(page.get_by_role("button", name="Read line by line")).to_be_hidden()


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


def test_the_refused_line_is_seen_in_the_code(page):
    page.evaluate(PASTE, "\n" * 30 + deep(REFUSED) + "\n" * 40)
    verdict(page, "It does not fit")
    line = page.locator(".st-refused")
    expect(line).to_have_count(1)
    expect(line).to_be_in_viewport(ratio=0.5)  # the line is longer than the box is wide
    assert line.inner_text().strip("\u200b \n") == "x = layers.Concatenate()([x, skip])"


def test_on_a_phone_the_line_of_a_layer_is_seen_below_the_header(phone):
    paste(phone, UNET)
    verdict(phone, "All shapes fit")
    for button in (phone.locator(".sm-table .sm-line button").nth(at) for at in (0, 3, 6)):
        button.click()
        line = phone.locator(".st-row.st-chosen")
        expect(line).to_be_in_viewport(ratio=0.5)
        settled(phone)
        header = phone.locator(".md-header").bounding_box()
        assert line.bounding_box()["y"] >= header["y"] + header["height"]


def test_what_is_not_known_is_counted_nowhere(page):
    lacks = UNET.replace("classes, 1)", "num_classes, 1)")
    paste(page, lacks)
    verdict(page, "num_classes")
    foot = page.locator(".sm-table tfoot .sm-number")
    assert set(foot.all_inner_texts()) == {"—"}
    page.get_by_label("num_classes").fill("2")
    verdict(page, "All shapes fit")
    assert "—" not in foot.all_inner_texts()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text(page, name):
    paste(page, HOSTILE[name])
    verdict(page, ".")
    assert "stopped while reading" not in page.locator("#sm-verdict").inner_text()
    assert page.evaluate("window.hacked") is None
    assert page.locator("shape-tracer :is(script, img)").count() == 0
    paste(page, UNET)
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


PASTED = """async code => {
  const area = document.querySelector("#st-code"), stack = document.querySelector(".st-stack")
  const now = () => [document.querySelector("#st-outcome").textContent, getComputedStyle(stack.tBodies[0]).visibility]
  area.value = code
  area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }))
  const first = now()
  await new Promise(done => requestAnimationFrame(() => setTimeout(done, 500)))
  return [first, now(), stack.tBodies[0].rows.length]
}"""


def test_the_verdict_on_a_pasted_chain_does_not_wait_for_its_rows(page):
    page.locator("#st-code").hover()
    code = "model = keras.Sequential([keras.Input((9, 7)), layers.Dense({})])\n"
    paste(page, code.format(5))
    expect(page.locator("#st-outcome")).to_contain_text("(None, 9, 5)")
    first, then, rows = page.evaluate(PASTED, code.format("4), layers.Dense(3"))
    assert "(None, 9, 3)" in first[0] and first[1] == "hidden"
    assert then == [first[0], "visible"] and rows == 3


TAKEN_WHOLE = """from keras import applications
model = applications.MobileNetV2(weights=None, classes=2, input_shape=(96, 96, 3))
"""


def test_a_network_of_keras_applications_is_loaded_when_a_paste_takes_one(page, tab, home):
    """By a paste beside a Keras that is there, and by a link."""
    names = {}
    exec(TAKEN_WHOLE, names)
    fits = rf"All shapes fit\. .*\(None, 2\) and has {names['model'].count_params():,} parameters\."
    paste(page, TAKEN_WHOLE)
    verdict(page, fits)
    fresh = tab()
    fresh.goto(f"{home}en/shapes/?code={quote(TAKEN_WHOLE)}")
    verdict(fresh, fits)
