"""The shape tracer as readers use it: code and rows in step, links, keyboard, hostile text, no layout shift."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect
from shapes.pastes import FOLLOWED, HOSTILE, PROGRAMS

pytestmark = pytest.mark.browser

BREAKS = 5  # which of the examples
STACK = "keras.Sequential([\n    keras.Input(shape=(28, 28, 1)),\n    layers.Conv2D(8, 3, strides=2),\n    layers.Flatten(),\n])"


@pytest.fixture
def page(tab, home):
    page = tab(
        again=True, permissions=["clipboard-read", "clipboard-write"], viewport={"width": 1300, "height": 900}
    )
    page.goto(f"{home}en/shapes/")
    page.locator("shape-tracer table").wait_for()
    page.focus("#st-code")  # at the first touch what reads is loaded
    page.evaluate("customElements.whenDefined('whole-models').then(() => true)")
    yield page
    assert not page.faults


def outcome(page):
    return page.locator("#st-outcome").inner_text()


def shapes(page):
    return page.locator("tbody .st-shape").all_inner_texts()


def code(page):
    return page.input_value("#st-code")


def painted(page):
    """The coloured copy behind the text."""
    rows = "[...document.querySelectorAll('.st-row')].map(row => row.textContent).join('\\n')"
    return page.evaluate(rows).replace("\u200b", "")


def write(page, text):
    """At once: a browser types a thousand lines one by one."""
    page.evaluate(
        "text => { const area = document.getElementById('st-code'); area.value = text; area.dispatchEvent(new Event('input')) }",
        text,
    )


def test_code_and_rows_are_in_step(page):
    page.fill("#st-code", STACK)
    assert shapes(page) == ["(None, 28, 28, 1)", "(None, 13, 13, 8)", "(None, 1352)"]
    page.get_by_label("2. Conv2D strides").fill("3")
    assert code(page) == STACK.replace("strides=2", "strides=3")
    assert shapes(page)[1] == "(None, 9, 9, 8)"
    page.get_by_label("2. Conv2D padding").select_option("same")
    assert code(page) == STACK.replace("strides=2", 'strides=3, padding="same"')
    page.locator("#st-input").fill("32, 30, 3")
    assert "shape=(32, 30, 3)" in code(page) and shapes(page)[1] == "(None, 11, 10, 8)"
    page.get_by_label("Layer to add").select_option("Dense")
    page.get_by_role("button", name="Add layer").click()
    assert shapes(page)[3] == "(None, 10)"
    page.get_by_label("Move up: 4. Dense").click()
    assert shapes(page)[2:] == ["(None, 11, 10, 10)", "(None, 1100)"]
    page.get_by_label("Remove: 2. Conv2D").click()
    assert shapes(page) == ["(None, 32, 30, 3)", "(None, 32, 30, 10)", "(None, 9600)"]


def test_undo_takes_back_what_a_row_changed(page):
    page.fill("#st-code", STACK)
    for change in page.get_by_label("Remove: 2. Conv2D"), page.get_by_label("Move down: 2. Conv2D"):
        change.click()
        assert code(page) != STACK
        page.focus("#st-code")
        page.keyboard.press("Control+z")
        expect(page.locator("#st-code")).to_have_value(STACK)


def test_who_writes_in_a_field_keeps_the_place(page):
    page.fill("#st-code", STACK)
    shape = page.locator("#st-input")
    shape.focus()
    page.keyboard.press("Home")
    page.keyboard.type("1")  # (128, …
    page.keyboard.type("1")
    assert shape.input_value() == "1128, 28, 1" and "shape=(1128, 28, 1)" in code(page)
    filters = page.get_by_label("2. Conv2D filters")
    filters.focus()
    page.keyboard.press("End")
    for digit in "64":
        page.keyboard.type(digit)
    assert filters.input_value() == "864" and "Conv2D(864, 3" in code(page)
    assert filters.evaluate("it => it === document.activeElement")


def test_by_keyboard_alone(page):
    page.focus("#st-code")
    page.keyboard.press("Control+A")
    page.keyboard.type("layers.Conv2D(8, 9)")
    page.locator("#st-input").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("8, 8, 1")
    assert "breaks at layer 1" in outcome(page)
    mend = page.locator(".st-result .st-mend", has_text="padding")
    mend.wait_for()
    mend.focus()
    assert mend.evaluate("it => getComputedStyle(it).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert "fit to the end" in outcome(page)
    page.get_by_label("1. Conv2D filters").focus()
    page.keyboard.press("ArrowUp")
    assert "(None, 8, 8, 9)" in shapes(page)
    page.get_by_label("Remove: 1. Conv2D").focus()
    page.keyboard.press("Enter")
    assert "No layers yet" in outcome(page)


def test_the_address_holds_the_state(page, tab, home):
    page.fill("#st-code", STACK)
    page.wait_for_url("**code=**")
    first = page.url
    assert parse_qs(urlsplit(first).query)["code"] == [STACK]
    page.fill("#st-code", STACK.replace("8, 3", "9, 3"))
    page.wait_for_url("**9%2C**" if "%2C" in first else "**Conv2D(9,**")
    page.go_back()
    expect(page.locator("#st-code")).to_have_value(re.compile(r"Conv2D\(8,"))
    page.get_by_role("button", name="Copy link").click()
    link = page.evaluate("navigator.clipboard.readText()")
    other = tab()
    other.goto(link)
    other.locator("shape-tracer:not(.st-waiting) table").wait_for()
    assert code(other) == STACK and shapes(other) == shapes(page)
    page.click("a.language")
    page.wait_for_load_state()
    page.locator("shape-tracer:not(.st-waiting) table").wait_for()
    assert page.locator("html").get_attribute("lang") == "ko"
    assert code(page) == STACK and shapes(page) == shapes(other)


def test_single_quotes_are_a_choice_too(page):
    page.fill("#st-code", "keras.Input((9, 3))\nlayers.Conv1D(8, 3, padding='causal')")
    page.get_by_label("2. Conv1D padding").select_option("same")
    assert code(page).endswith('padding="same")')


def test_an_earlier_call_that_is_refused_does_not_hide_a_repair(page):
    early = "layers.Conv2DTranspose(1, 4, strides=2, padding='same', output_padding=0)"
    page.fill("#st-code", f"keras.Input((4, 4, 1))\n{early}\nlayers.Densse(5)")
    page.locator(".st-result .st-mend", has_text="Dense").click()
    assert "calling it is refused" in outcome(page)
    page.locator(".st-result .st-mend", has_text="output_padding=None").click()
    assert "fit to the end" in outcome(page)


def test_code_is_copied(page):
    page.get_by_role("button", name="Copy code").click()
    assert page.evaluate("navigator.clipboard.readText()") == code(page)


def test_backwards_repairs_the_short_autoencoder(page):
    page.get_by_role("link", name="one pixel short").click()
    assert shapes(page)[-1] == "(None, 27, 27, 1)"
    page.locator(".st-backwards .st-mend", has_text="output_padding=1").click()
    assert shapes(page)[-1] == "(None, 28, 28, 1)" and "output_padding=1" in code(page)
    page.get_by_text("It is this size now.").wait_for()


def test_many_changes_come_a_few_at_a_time(page):
    page.locator(".st-examples").get_by_role("link", name="Autoencoder", exact=True).click()
    more = page.locator(".st-backwards details")
    mends = page.locator(".st-backwards .st-mend")
    many = int(re.findall(r"\d+", page.locator(".st-backwards h3").last.inner_text())[-1])
    for shown in (24, 48):
        more.last.locator("> summary").click()
        expect(mends).to_have_count(shown)
    assert many > 48
    expect(more.last.locator("summary")).to_contain_text(str(many - 48))


@pytest.mark.parametrize("language", ["", "en/"])
def test_every_example_opens(tab, home, language):
    page = tab()
    page.goto(f"{home}{language}shapes/")
    page.locator("shape-tracer table").wait_for()
    links = page.locator(".st-examples a")
    for i in range(links.count()):
        links.nth(i).click()
        assert bool(page.locator("#st-fault").inner_text()) == (i == BREAKS)
        assert page.locator("tr[data-kind=broken]").count() == (i == BREAKS)


# the others are put in, as a browser pastes long lines slowly
PASTED = "a script", "an image", "a megabyte of brackets", "signs"


def test_hostile_text_is_pasted(page):
    for name, text in HOSTILE.items():
        if name in PASTED:
            page.evaluate("text => navigator.clipboard.writeText(text)", text)
            page.focus("#st-code")
            page.keyboard.press("Control+A")
            page.keyboard.press("Control+V")
        else:
            write(page, text)
        page.wait_for_timeout(60)  # until it is considered
        if name not in ("zero bytes", "lone surrogates"):  # which no message to the browser keeps
            assert code(page) == text[:200_000], name
            assert painted(page) == text[:200_000], name
        assert page.evaluate("window.hacked") is None
        assert page.locator("shape-tracer :is(script, img)").count() == 0
    page.fill("#st-code", STACK)
    assert "fit to the end" in outcome(page)


# They are no chain; Keras itself makes a model of each (and in "an output on the way" of all but the last layer),
# or where the paste makes none, tensors of these shapes
FIT_AS_A_WHOLE = {
    "def": "(None, 3)",
    "concatenate": "(None, 8, 8, 3)",
    "layers.add alone": "(None, 8, 8, 1)",
    "a sum after a call": "(None, 8, 8, 8)",
    "an operation": "(None, 1)",
    "an index": "(None, 2, 8, 1)",
    "a call in a call": "(None, 14, 14, 3)",
    "a second input": "(None, 3)",
    "a branch": "(None, 6, 6, 3)",
    "augmented": "(None, 8, 8, 1)",
    "outputs made in the model": "(None, 10)",
    "two outputs": "[(None, 64), (None, 3)]",
    "outputs in a dict": "{a: (None, 64)}",
    "an output on the way": "(None, 64)",
    "an input on the way": "(None, 2)",
    "layers after the model": "(None, 64)",
}
PASTES = [(text, FIT_AS_A_WHOLE.get(name)) for name, text in PROGRAMS.items()]
PASTES += [(text, "All shapes fit") for text in FOLLOWED.values()]
EACH = """async texts => {
  const tracer = document.querySelector("shape-tracer"), answers = []
  const settled = async () => {
    tracer.consider()
    while (tracer.querySelector("whole-models").ariaBusy === "true") await new Promise(then => setTimeout(then))
    return tracer.innerText
  }
  for (const text of texts) {
    tracer.area.value = text
    tracer.area.dispatchEvent(new Event("input"))
    const pasted = await settled(), link = tracer.link()
    history.replaceState(null, "", link)
    dispatchEvent(new PopStateEvent("popstate"))
    answers.push([pasted, await settled(), tracer.area.value])
  }
  return answers
}"""
DOUBTS = (
    "The tracer stops at|cannot be read|It does not fit|could not be followed|A value is needed"
    "|does not say the shape of its input"
)


def test_each_paste_says_where_it_stops_pasted_and_by_link(page):
    answers = page.evaluate(EACH, [text for text, _ in PASTES])
    for (text, fits), (pasted, linked, kept) in zip(PASTES, answers, strict=True):
        for told in pasted, linked:
            assert (fits or "") in told, text
            assert bool(fits) == ("All shapes fit" in told), text
            assert fits or re.search(DOUBTS, told) or "No model was found" in told, text
        assert kept == text


def test_a_link_with_a_merge_opens_the_tracer(tab, home):
    page = tab()
    page.goto(home + "en/shapes/?code=a+%3D+keras.Input((8,+8,+1))%0Ax+%3D+layers.Concatenate()([a,+a])")
    page.locator("shape-tracer:not(.st-waiting)").wait_for()
    expect(page.locator("whole-models")).to_contain_text("(None, 8, 8, 2)")
    assert "Concatenate()([a, a])" in code(page)


def test_a_fragment_of_no_model_is_traced(page):
    page.fill(
        "#st-code",
        "inputs = keras.Input((8, 8, 1))\nx = layers.Flatten()(inputs)\ny = layers.Conv2D(3, 3)(inputs)",
    )
    whole = page.locator("whole-models")
    for told in "(None, 64)", "(None, 6, 6, 3)", "no Model":
        expect(whole).to_contain_text(told)


def test_words_of_code_are_code_once(page):
    for text, words in (
        ("layers.Dense(3)]", ["]"]),
        ("layers.Dense(3", ["("]),
    ):
        page.fill("#st-code", text)
        assert page.locator("#st-fault code").all_inner_texts() == words


def test_an_exception_is_told_and_the_text_stays(page):
    page.evaluate(
        "() => { const { paint } = document.querySelector('shape-tracer').constructor.prototype;"
        "document.querySelector('shape-tracer').paint = () => { throw new Error('broken on purpose') } }"
    )
    page.fill("#st-code", STACK)
    assert "broken on purpose" in outcome(page) and code(page) == STACK
    page.evaluate("() => { delete document.querySelector('shape-tracer').paint }")
    page.fill("#st-code", STACK + "\n")
    assert "fit to the end" in outcome(page)
    assert page.faults and all("broken on purpose" in fault for fault in page.faults)
    page.faults.clear()


def test_copying_says_what_came_of_it(page):
    page.fill("#st-code", "layers.Dense(3, name='\ud83d')")
    page.get_by_role("button", name="Copy link").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert "name='%EF%BF%BD'" in page.evaluate("navigator.clipboard.readText()")
    page.wait_for_timeout(2600)
    write(page, "layers.Dense(3)\n" * 900)
    page.get_by_role("button", name="Copy link").click()
    page.get_by_role("button", name="Too long for a link").wait_for()
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')) }")
    page.get_by_role("button", name="Copy code").click()
    page.get_by_role("button", name="Not copied").wait_for()


def test_what_is_too_long_for_a_link_outlives_a_reload(page):
    text = "layers.Dense(3)\n" * 900
    write(page, text)
    kept = "done => { const look = () => history.state?.tracer ? done() : setTimeout(look, 20); look() }"
    page.evaluate(f"new Promise({kept})")
    page.reload()
    page.locator("shape-tracer:not(.st-waiting) table").wait_for()
    assert code(page) == text


def test_typographic_quotes_are_repaired(page):
    page.fill("#st-code", "keras.Input((3,))\nlayers.Dense(3, activation=‘relu’)")
    assert "typographic" in page.locator("#st-fault").inner_text()
    page.locator(".st-mend", has_text="straight").click()
    assert "'relu'" in code(page) and "fit to the end" in outcome(page)


def test_a_refusal_is_told_by_place_reason_and_stage(page):
    page.fill(
        "#st-code",
        "keras.Input((4, 4, 1))\nlayers.Conv2DTranspose(1, 4, strides=2, padding='same', output_padding=0)",
    )
    said = page.locator(".st-said.st-call").inner_text()
    assert "refuses the call" in said and "(None, 6, 6, 1)" in shapes(page)
    page.fill("#st-code", "keras.Input((4, 4, 1))\nlayers.MaxPooling2D(5)")
    said = page.locator(".st-said.st-build").inner_text()
    assert "Computed output size would be zero or negative" in said and "empty array or is refused" in said
    page.fill("#st-code", "keras.Input((4, 4, 1))\nlayers.Conv2d(5, 3)")
    assert "Did you mean Conv2D?" in page.locator(".st-said").nth(1).inner_text()
    assert page.locator(".st-mark").first.inner_text() == "Conv2d"
    page.fill("#st-code", "keras.Input((4, 4, 1)\nlayers.Dense(5)")
    assert page.locator("#st-fault").inner_text().startswith("Line 1, column 12")


def test_without_scripts_keras_answers(tab, home):
    page = tab(java_script_enabled=False)
    page.goto(f"{home}shapes/")
    assert "(None, 28, 28, 16)" in page.locator("shape-tracer").inner_text()


@pytest.mark.parametrize("width", [360, 1300])
@pytest.mark.parametrize("anchor", ["", "#one-short"])
def test_nothing_moves_while_it_loads(tab, home, shifts, width, anchor):
    page = tab(new=True, viewport={"width": width, "height": 800})
    page.add_init_script(
        "addEventListener('readystatechange', () => { document.documentElement.style.overflowAnchor = 'none' }, true)"
        # not every browser keeps what is read in its place
    )
    page.goto(f"{home}shapes/{anchor}", wait_until="networkidle")
    assert shifts(page) < 0.01


def test_what_an_address_points_at_is_there_before_the_tracer_grows(tab, home):
    page = tab(viewport={"width": 360, "height": 800})
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => { document.body.append(new Image()); "
        "document.body.lastChild.src = '/late.png' });"
        "addEventListener('load', () => { window.atLoad = document.querySelector('shape-tracer').className })"
    )
    page.route("**/late.png", lambda route: (page.wait_for_timeout(700), route.abort()))
    page.goto(f"{home}shapes/#one-short")
    assert page.evaluate("atLoad") == "st-waiting"
    page.locator("shape-tracer:not(.st-waiting) table").wait_for()


def test_a_name_breaks_before_its_words_only(page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.fill("#st-code", "keras.Input((4, 4, 1))\nlayers.Conv2DTranspose(1, 4)")
    name = page.locator(".st-name").last
    assert name.inner_text().split() == ["2", "Conv2DTranspose"]
    pieces = name.locator("[data-part=name]").evaluate("""it => [...it.childNodes].filter(part => part.data).map(part => {
        const range = document.createRange()
        range.selectNodeContents(part)
        return [part.data, range.getClientRects().length]
    })""")
    assert pieces == [["Conv2D", 1], ["Transpose", 1]]
