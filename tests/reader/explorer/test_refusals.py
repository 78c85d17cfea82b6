"""What Keras refuses is told with its reason, drawn, and offered repairs."""

import re

import keras
import pytest
from explorer_page import BLANK, HIDDEN, facts, position, rare, rest, settle
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_refusals_are_told_with_the_reason(explorer):
    page = explorer("en/explorer/?op=Conv2D&kernel_size=5&height=4&width=4")
    message = page.locator(".refusal")
    assert "Computed output size would be zero or negative." in message.inner_text()
    assert "The window is larger than the input" in message.inner_text(), "there are no gaps to look for"
    page.get_by_label("padding", exact=True).select_option("same")
    settle(page)
    assert not message.is_visible()
    page.get_by_label("strides", exact=True).fill("2")
    rare(page, "dilation_rate").fill("2")
    settle(page)
    with pytest.raises(ValueError) as refused:
        keras.layers.Conv2D(1, 5, strides=2, dilation_rate=2, padding="same")
    assert str(refused.value) in message.inner_text()
    assert "strides=2" in page.url and "dilation_rate=2" in page.url  # nothing was corrected


SIZE = """n·s
= 2·2 = 4
canvas (2 − 1)·2 + 3 = 5, less what is cut at the start and at the end: 5 − 0 − 1 = 4
padding="valid" gives 5, 6. output_padding of 0, 1 gives 3, 4. Set it"""


def test_where_keras_refuses_nothing_of_a_result_is_told_or_offered(explorer):
    page = explorer("en/explorer/?op=Conv2DTranspose&height=2&width=2&strides=2&padding=same&kernel=ones")
    walk = page.locator(".steps :is(button, input)")
    assert facts(page).locator("dd").first.inner_text() == SIZE and page.locator(".hint").is_visible()
    rare(page, "dilation_rate").fill("3")
    settle(page)
    assert page.locator(".message").is_visible()
    assert walk.count() == 4 and not any(one.is_enabled() for one in walk.all())
    assert [text.strip() for text in facts(page).locator("dd").all_inner_texts()[:2]] == [
        "refused, so there is none",
        "(1, 2, 2, 1) → —",
    ]
    assert position(page) == "" and not page.locator(".hint").is_visible()
    rare(page, "dilation_rate").fill("1")
    assert position(page) == "5 / 5"
    assert facts(page).locator("dd").first.inner_text() == SIZE and page.get_by_label("Play").is_enabled()


def test_a_size_that_is_the_reason_is_told(explorer):
    page = explorer("en/explorer/?op=Conv2D&kernel_size=5&height=4&width=4")
    assert "⌊(4 − 5) / 1⌋ + 1 = 0" in facts(page).inner_text()
    page = explorer("en/explorer/?op=Conv2D&kernel_size=5&height=3&width=4")
    assert "⌊(3 − 5) / 1⌋ + 1 = −1" in facts(page).inner_text()


SMALL = {"width": 360, "height": 640}


REFUSED = [
    ("op=Conv2D&kernel_size=5&height=4&width=4", "the window 5×5 hangs over the input"),
    ("op=MaxPooling2D&pool_size=3&height=2&width=5", "the window 3×3 hangs over the input"),
    ("op=Conv2D&height=6&width=6&strides=2&dilation_rate=2", "two windows"),
    ("op=Conv2DTranspose&strides=2&dilation_rate=2", "two stamps"),
    ("op=Conv2DTranspose&strides=2&output_padding=2", "canvas, and what output_padding adds"),
    ("op=Conv2DTranspose&kernel_size=4&strides=2&padding=same&output_padding=0", "canvas 6×6"),
    ("op=Conv2DTranspose&height=1&kernel_size=2&strides=2&padding=same&output_padding=0", "canvas 2×4"),
]


@pytest.mark.parametrize(("query", "title"), REFUSED)
def test_a_refusal_is_drawn_and_every_repair_offered_is_taken(explorer, query, title):
    page = explorer(f"en/explorer/?{query}")
    assert page.evaluate(BLANK) < 200
    repairs = page.locator("conv-explorer .repairs button")
    offered = repairs.all_inner_texts()
    assert len(offered) >= 2 and page.locator(f"[role=grid][aria-label^='{title}']").count() == 1
    for number, says in enumerate(offered):
        repairs.nth(number).click()
        settle(page)
        assert not page.locator(".message").is_visible() and page.get_by_label("Play").is_enabled(), says
        page.go_back()
        settle(page)
        assert page.locator(".message").is_visible()


def test_a_kernel_that_misses_the_way_back_is_told_with_its_numbers_and_the_cells_it_wants(explorer):
    query = "op=Conv2DTranspose&height=3&width=3&kernel_size=4&strides=2&padding=same"
    page = explorer(f"en/explorer/?{query}&output_padding=0")
    wanted, back = 2 * (3 - 1) + 4 - 2 * (4 // 2), keras.layers.Conv2D(1, 4, strides=2, padding="same")
    made = back.compute_output_shape((1, wanted, wanted, 1))[1]
    told = page.locator(".refusal").inner_text()
    assert f"an output of {wanted} cells" in told
    assert f"From {wanted} output cells SAME leads back to {made}, but the input has 3." in told
    kept = f", output to be {wanted}×{wanted} in the frame"
    assert page.locator(f"[role=grid][aria-label$='{kept}']").count() == 1
    page.get_by_role("button", name="output_padding=None").click()
    settle(page)
    layer = keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same")
    assert str(tuple(layer.compute_output_shape((1, 3, 3, 1)))) in facts(page).inner_text()


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize(("query", "_"), REFUSED)
def test_on_a_phone_a_refusal_is_read_whole_with_the_picture(explorer, language, query, _):
    """The reason in brief and every repair at once, and why is a press away."""
    page = explorer(f"{language}explorer/?{query}", has_touch=True, is_mobile=True, viewport=SMALL)
    brief, repairs = page.locator(".message"), page.locator("conv-explorer .repairs button")
    view = page.locator("conv-explorer .view").bounding_box()
    assert brief.evaluate(HIDDEN) == 0 and brief.bounding_box()["height"] <= 3 * 24
    assert view["height"] <= 0.54 * SMALL["height"]
    row = page.locator("conv-explorer .repairs").bounding_box()
    for box in (row, *(one.bounding_box() for one in repairs.all())):
        assert box["x"] + box["width"] <= row["x"] + row["width"] <= SMALL["width"]
        assert box["x"] >= 0 and box["y"] + box["height"] <= view["y"] + view["height"]
    page.locator("conv-explorer .view").evaluate("it => it.scrollIntoView()")
    asks, reason = page.locator("conv-explorer .mending > button"), page.locator("conv-explorer .reason")
    assert asks.get_attribute("aria-expanded") == "false" and not reason.is_visible()
    asks.tap()
    assert asks.get_attribute("aria-expanded") == "true"
    told, view = reason.bounding_box(), page.locator("conv-explorer .view").bounding_box()
    assert told["y"] <= view["y"] + view["height"], "what it lies over is not seen above it"
    assert told["y"] + told["height"] <= SMALL["height"]
    assert reason.evaluate("it => it.scrollHeight <= it.clientHeight")


def named(page, name):
    """The button that sets something so, where it is not folded away."""
    rare(page, name.split()[0])
    return page.get_by_label(name, exact=True)


PHONE = {"has_touch": True, "is_mobile": True}


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize(
    ("options", "size"),
    [(PHONE, (390, 844)), (PHONE, (360, 640)), ({}, (1280, 720))],
    ids=["phone", "small phone", "desk"],
)
@pytest.mark.parametrize("block", ["center", "end"])
@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("op=Conv2D&height=4&width=4&kernel_size=4", "height −1"),
        ("op=Conv2DTranspose&height=3&width=3&strides=2&output_padding=1", "output_padding +1"),
        ("op=Conv2DTranspose&height=3&width=3&kernel_size=3&padding=same&output_padding=0", "kernel_size +1"),
        ("op=Conv2D&height=6&width=6&strides=2&dilation_rate=1", "dilation_rate +1"),
    ],
)
def test_what_makes_a_refusal_stays_under_the_hand_with_the_reason_and_a_repair_in_sight(
    explorer, query, name, block, size, options, language
):
    width, height = size
    page = explorer(f"{language}explorer/?{query}", viewport={"width": width, "height": height}, **options)
    button = named(page, name)
    button.evaluate("(it, block) => it.scrollIntoView({ block, behavior: 'instant' })", block)
    top = button.bounding_box()["y"]
    button.click()
    rest(page)
    assert button.bounding_box()["y"] == pytest.approx(top, abs=8)
    header = page.locator(".md-header").bounding_box()["height"]
    for part in page.locator(".message"), page.locator("conv-explorer .repairs button").first:
        place = part.bounding_box()
        assert header <= place["y"] and place["y"] + place["height"] <= height
        assert part.evaluate(HIDDEN) == 0


def test_who_mends_a_refusal_by_the_keyboard_goes_on_at_the_steps(explorer):
    page = explorer("en/explorer/?op=Conv2D&kernel_size=5&height=4&width=4")
    page.locator("conv-explorer .repairs button").first.press("Enter")
    expect(page.get_by_label("Step", exact=True)).to_be_focused()


PLAIN = r"(?<![\w`])(?:output_padding|dilation_rate|strides|groups|input_channel|count_include_pad)\b"


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize(
    ("address", "part"),
    [
        ("op=Conv2DTranspose&height=2&width=2&strides=2&padding=valid&output_padding=3", "brief"),
        ("op=Conv2D&channels=3&groups=2", "brief"),
        ("op=Conv2D&kernel_size=3&strides=2&dilation_rate=2", "brief"),
        ("op=AveragePooling2D&pool_size=3&strides=1&padding=same", "unlike"),
        ("op=Conv2D&channels=2&kernel_size=3", "ends"),
    ],
)
def test_names_of_arguments_are_code_in_sentences(explorer, language, address, part):
    page = explorer(f"{language}explorer/?{address}")
    page.locator("[data-part=onPicture]").evaluate("it => (it.open = true)")
    said = page.locator(f"[data-part={part}]")
    expect(said.locator("code").first).to_be_attached()
    said.evaluate("it => it.querySelectorAll('code').forEach(code => code.remove())")
    assert not re.search(PLAIN, said.text_content())
