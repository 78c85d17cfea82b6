"""What Keras refuses is told with its reason, drawn, and offered repairs."""

import keras
import pytest
from explorer_page import BLANK, HIDDEN, facts, position, rare, settle

pytestmark = pytest.mark.browser


def test_refusals_are_told_with_the_reason(explorer):
    page = explorer("en/explorer/?op=Conv2D&kernel_size=5&height=4&width=4")
    message = page.locator(".message")
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
canvas (2 − 1)·2 + 3 = 5, less what is cut at the start and at the end: 5 − 0 − 1 = 4"""


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
        "(1, 2, 2, 1) → –",
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
    told = page.locator(".message").inner_text()
    assert f"an output of {wanted} cells" in told and f"leads back to {made}, and the input has 3" in told
    kept = f", output to be {wanted}×{wanted} in the frame"
    assert page.locator(f"[role=grid][aria-label$='{kept}']").count() == 1
    page.get_by_role("button", name="output_padding=None").click()
    settle(page)
    layer = keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same")
    assert str(tuple(layer.compute_output_shape((1, 3, 3, 1)))) in facts(page).inner_text()


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize(("query", "_"), REFUSED)
def test_on_a_phone_a_refusal_and_its_repairs_are_read_whole(explorer, language, query, _):
    page = explorer(f"{language}explorer/?{query}", has_touch=True, is_mobile=True, viewport=SMALL)
    message, repairs = page.locator(".message"), page.locator("conv-explorer .repairs")
    assert message.evaluate(HIDDEN) == repairs.evaluate(HIDDEN) == 0
    page.get_by_label(
        "kernel_size" if "Conv" in query else "pool_size", exact=True
    ).scroll_into_view_if_needed()
    view, header = (
        page.locator("conv-explorer .view").bounding_box(),
        page.locator(".md-header").bounding_box(),
    )
    assert header["height"] - 1 <= view["y"] and view["height"] <= 0.46 * SMALL["height"]  # the picture stays


def test_on_a_phone_the_reason_of_a_refusal_comes_into_sight_from_under_the_picture(explorer):
    page = explorer("en/explorer/?op=Conv2D&height=4&width=4&kernel_size=4", has_touch=True, is_mobile=True)
    page.set_viewport_size({"width": 360, "height": 780})
    smaller = page.get_by_label("height −1", exact=True)
    smaller.evaluate("it => it.scrollIntoView({ block: 'center' })")
    smaller.tap()
    settle(page)
    view, message = (page.locator(f"conv-explorer .{part}").bounding_box() for part in ("view", "message"))
    assert view["y"] + view["height"] <= message["y"] <= message["y"] + message["height"] <= 780
