"""On a phone the picture is larger than its box: what scrolls it, by itself and by a tap, and where to."""

import re
from itertools import product

import pytest
from explorer_page import cell, rare, rest, settle, until

pytestmark = pytest.mark.browser

BOX = "document.querySelector('conv-explorer .box')"
WIDE = "en/explorer/?op=Conv2DTranspose&height=7&width=7&kernel_size=3&strides=2&padding=valid&kernel=ones&input=count"


@pytest.fixture
def phone(explorer):
    """An address, opened in a touched window."""
    options = {"has_touch": True, "is_mobile": True, "reduced_motion": "reduce"}
    return lambda address: explorer(address, viewport={"width": 390, "height": 844}, **options)


def scrolled(page):
    return page.evaluate(f"[{BOX}.scrollLeft, {BOX}.scrollTop]")


def is_in_sight(page, place):
    box, one = page.locator("conv-explorer .box").bounding_box(), place.bounding_box()
    return (
        box["x"] <= one["x"]
        and one["x"] + one["width"] <= box["x"] + box["width"]
        and box["y"] <= one["y"]
        and one["y"] + one["height"] <= box["y"] + box["height"]
    )


def press(page, name, times=1):
    for _ in range(times):
        page.get_by_label(name, exact=True).tap()
        settle(page)


def test_a_tap_on_an_arrow_scrolls_and_chooses_no_cell(phone):
    page = phone(WIDE)
    address = page.url
    ways = {"down": (1, 1), "right": (0, 1), "up": (1, -1), "left": (0, -1)}
    for name, (axis, sign) in ways.items():
        button = page.locator(f"conv-explorer .beyond.{name}")
        if not button.is_visible():
            assert name in {"right", "left"}  # all of its width may be seen
            continue
        assert min(button.bounding_box()["width"], button.bounding_box()["height"]) >= 24
        before = scrolled(page)
        button.tap()
        rest(page)  # the arrows follow the picture
        after = scrolled(page)
        assert (after[axis] - before[axis]) * sign > 20 and after[1 - axis] == before[1 - axis], name
    assert page.url == address and page.locator("conv-explorer [contenteditable]").count() == 0
    assert scrolled(page) == [0, 0]


def test_an_arrow_stands_only_where_there_is_more_and_is_none_of_the_keyboard(phone):
    page = phone(WIDE)
    seen = page.locator("conv-explorer .beyond").filter(visible=True)
    assert "up" not in " ".join(it.get_attribute("class") for it in seen.all()) and seen.count()
    for it in page.locator("conv-explorer .beyond").all():
        assert (it.get_attribute("aria-hidden"), it.get_attribute("tabindex")) == ("true", "-1")
    page.goto(page.url.replace("height=7&width=7", "height=2&width=2"))
    settle(page)
    assert seen.count() == 0


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("size", [5, 7])
def test_no_arrow_covers_a_title(phone, language, size):
    page = phone(WIDE.replace("en/", language).replace("=7", f"={size}"))
    wide, tall = page.evaluate(
        f"[{BOX}.scrollWidth - {BOX}.clientWidth, {BOX}.scrollHeight - {BOX}.clientHeight]"
    )
    for left, top in product(range(0, wide + 1, 40), range(0, tall + 1, 10)):
        page.evaluate(f"{BOX}.scrollTo({left}, {top})")
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        over = page.evaluate(
            """() => {
              const titles = [...document.querySelectorAll("conv-explorer [role=grid]")].map(it => {
                const { left, top } = it.getBoundingClientRect()
                return { left, right: left + 60, top: top - 20, bottom: top - 2 }  // most are longer
              })
              return [...document.querySelectorAll("conv-explorer .beyond")].filter(it => it.checkVisibility()).filter(it => {
                const box = it.getBoundingClientRect()
                return titles.some(title => box.left < title.right && title.left < box.right
                  && box.top < title.bottom && title.top < box.bottom)
              }).map(it => it.className)
            }"""
        )
        assert over == [], (left, top)


def test_another_size_shows_the_picture_from_its_beginning(phone):
    page = phone("en/explorer/?op=Conv2DTranspose&height=2&width=2&kernel_size=3&strides=2&kernel=count")
    press(page, "height +1", 5)
    press(page, "width +1", 5)
    assert page.evaluate(f"{BOX}.scrollHeight > {BOX}.clientHeight") and scrolled(page) == [0, 0]
    press(page, "strides +1")
    assert scrolled(page) != [0, 0]  # to what comes out
    press(page, "height −1")
    assert scrolled(page) == [0, 0]
    page.evaluate(f"{BOX}.scrollTop = 60")
    press(page, "height +1")
    assert scrolled(page)[1] == 60  # where the reader has scrolled it to


def test_what_output_padding_adds_is_in_sight(phone):
    page = phone(WIDE.replace("=7", "=5") + "&output_padding=None")
    rare(page, "output_padding")
    press(page, "output_padding +1", 2)
    title = page.locator("[role=grid][aria-label^=output]").get_attribute("aria-label")
    rows, columns = (int(it) for it in re.search(r"(\d+)×(\d+)", title).groups())
    assert is_in_sight(page, cell(page, "output", rows - 1, columns - 1))


def test_of_unfolded_channels_the_first_comes_into_sight(phone):
    page = phone("en/explorer/?op=Conv2D&height=7&width=7&kernel_size=3&channels=3&filters=2")
    page.get_by_role("button", name="unfold the channels", exact=True).tap()
    settle(page)
    assert is_in_sight(page, cell(page, "input", 6, 6)) and is_in_sight(page, cell(page, "kernel", 2, 2))
    page.get_by_role("button", name="fold the channels", exact=True).tap()
    settle(page)
    assert scrolled(page) == [0, 0]


def test_beside_the_first_unfolded_channel_what_comes_out_stays_in_sight_where_there_is_room(phone):
    page = phone("en/explorer/?op=Conv2D&height=4&width=4&kernel_size=3&channels=3&filters=2&kernel=count")
    page.get_by_role("button", name="unfold the channels", exact=True).tap()
    settle(page)
    assert is_in_sight(page, cell(page, "output", 0, 0)) and is_in_sight(page, cell(page, "input", 3, 3))


def test_where_a_refusal_fails_is_in_sight(phone):
    page = phone(WIDE + "&output_padding=1")
    rare(page, "output_padding")
    press(page, "output_padding +1")
    assert is_in_sight(page, cell(page, "canvas", 16, 16))  # the end of the stamp that would be one more
    page.goto(WIDE.join([page.url.split("en/")[0], "&output_padding=2"]))
    settle(page)
    assert is_in_sight(page, cell(page, "canvas", 16, 16))


@pytest.mark.parametrize(
    ("language", "label"), [("", "PyTorch의 결과도 그리기"), ("en/", "draw PyTorch’s result, too")]
)
def test_the_result_of_pytorch_comes_into_sight(phone, language, label):
    page = phone(WIDE.replace("en/", language).replace("valid", "same"))
    page.get_by_label(label).tap()
    settle(page)
    until(page, f"{BOX}.scrollLeft + {BOX}.scrollTop > 0")
    settle(page)
    assert is_in_sight(page, cell(page, "PyTorch", 0, 0))


MATRIX = "op=Conv2DTranspose&height=3&width=3&kernel_size=3&strides=2&padding=valid&kernel=count&view=matrix&input=count"


@pytest.mark.parametrize("language", ["", "en/"])
def test_a_matrix_on_a_phone_is_read_with_its_vectors_beside_it_at_every_step(phone, language):
    page = phone(f"{language}explorer/?{MATRIX}&step=1")
    forward = page.locator("conv-explorer [data-part=forward]")
    matrix, vector, result = (
        page.locator("conv-explorer [role=grid]").nth(it).locator("[role=gridcell]") for it in (1, 2, 3)
    )
    for step in range(9):
        if step:
            forward.tap()
            settle(page)
        assert page.evaluate(f"{BOX}.scrollWidth - {BOX}.clientWidth") == 0
        assert is_in_sight(page, vector.nth(step))
        row, column = divmod(step, 3)
        first = 2 * row * 7 + 2 * column  # of the column's numbers: the canvas has 7 columns, the stride is 2
        for seen in first, first + 2, first + 9:
            assert is_in_sight(page, matrix.nth(9 * seen + step)) and is_in_sight(page, result.nth(seen)), (
                step
            )


@pytest.mark.parametrize(
    "query",
    [
        "op=Conv1DTranspose&height=1&width=5&kernel_size=4&strides=3&padding=same&channels=2&filters=2&view=zeros",
        "op=Conv2DTranspose&height=3&width=3&kernel_size=3&strides=2&padding=same&output_padding=1&view=zeros&use_bias=True",
        "op=Conv2D&height=4&width=4&channels=3&filters=3&use_bias=True&padding=same&kernel=count&depth=unfolded",
    ],
)
def test_what_fits_below_does_not_have_to_be_scrolled_to_sideways(phone, query):
    page = phone(f"explorer/?{query}")
    assert page.evaluate(f"{BOX}.scrollWidth - {BOX}.clientWidth") <= 4
