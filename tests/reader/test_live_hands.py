"""What a mouse or a finger takes hold of in a figure that moves, and what it leaves to the page."""

import pytest
from live_page import PHONE, awake, opened, stop_clock, swiped
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_the_window_is_dragged(tab, home):
    _, found = opened(tab, home, "convolution", "figure-sliding")
    box, mouse = found.locator("svg").bounding_box(), found.page.mouse
    cell = box["width"] / 11.44
    places = [(box["x"] + x * cell, box["y"] + y * cell) for x, y in ((0.9, 1.6), (1.9, 2.6))]
    mouse.move(*places[0])
    mouse.down()
    expect(found.locator("code")).to_have_text("F[0, 0]")
    mouse.move(*places[1], steps=4)
    mouse.up()
    expect(found.locator("code")).to_have_text("F[1, 1]")
    expect(found.locator("svg")).to_contain_text("5·1+6·2+8·3+9·4 = 77")
    mouse.move(*places[0])  # no button is held
    expect(found.locator("code")).to_have_text("F[1, 1]")


def test_a_finger_drags_sideways(tab, home):
    window, found = opened(tab, home, "pooling", "figure-shift", **PHONE)
    box, before = found.locator("svg").bounding_box(), window.evaluate("scrollY")
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 5
    assert swiped(window, middle, (-6, 0)) == before
    expect(found.locator("code")).to_have_text("shift=−2")


def test_a_finger_on_the_window_drags_it_down_and_beside_it_scrolls(tab, home):
    window, found = opened(tab, home, "data_shapes", "figure-one-direction", **PHONE)
    svg, before = found.locator("svg"), window.evaluate("scrollY")
    box, code = svg.bounding_box(), found.locator("code")
    first = code.inner_text()
    assert swiped(window, (box["x"] + 0.3 * box["width"], box["y"] + 0.3 * box["height"]), (0, 12)) == before
    expect(code).not_to_have_text(first)
    box = svg.bounding_box()
    assert swiped(window, (box["x"] + box["width"] - 4, box["y"] + box["height"] - 4), (0, -20)) > before


def cells_of(found, points):
    """These places of the drawing, given in its cells, as the window has them; and how wide a cell is there."""
    margin, points_of_cell = 0.12, 18  # instruments/views/live/kit/tokens.ts
    box, drawn = (
        found.locator("svg").bounding_box(),
        found.locator("svg").evaluate("it => it.viewBox.baseVal.width"),
    )
    size = box["width"] * points_of_cell / drawn
    return [(box["x"] + (x + margin) * size, box["y"] + (y + margin) * size) for x, y in points], size


@pytest.mark.parametrize(
    ("page", "figure", "corner", "side", "first", "last"),
    [
        ("convolution", "figure-sliding", (0.3, 1), 2, "F[0, 0]", "F[1, 0]"),
        ("data_shapes", "figure-two-directions", (1.9, 1.5), 3, "output[0, 0]", "output[1, 0]"),
        ("data_shapes", "figure-one-direction", (2.7, 1.5), 3, "output[0]", "output[1]"),
    ],
)
def test_a_window_is_dragged_from_where_it_was_taken(tab, home, page, figure, corner, side, first, last):
    """Near each of its corners too: it does not jump to the finger, and the page stays."""
    window, found = opened(tab, home, page, figure, "en/", **PHONE)
    code, before = found.locator("code"), window.evaluate("scrollY")
    near, far = 0.3, side - 0.3
    for across, down in ((near, near), (far, near), (near, far), (far, far)):
        (start,), size = cells_of(found, [(corner[0] + across, corner[1] + down)])
        assert swiped(window, start, (0, size / 8)) == before
        expect(code).to_have_text(last)
        found.get_by_role("slider").fill("0")
        expect(code).to_have_text(first)
    (beside,), _ = cells_of(found, [(corner[0] + 1.5, corner[1] + side + 0.5)])
    assert swiped(window, beside, (0, -20)) > before
    expect(code).to_have_text(first)


def test_a_window_comes_to_a_finger_beside_it_and_goes_with_it(tab, home):
    """A drag that begins on the input, where the window is not; a swipe up from there scrolls and sets nothing."""
    window, found = opened(tab, home, "convolution", "figure-sliding", "en/", **PHONE)
    code, before = found.locator("code"), window.evaluate("scrollY")
    (start, up), size = cells_of(found, [(2.8, 1.5), (2.8, 3.5)])
    assert swiped(window, start, (size / 40, 0)) == before
    expect(code).to_have_text("F[0, 1]")
    found.get_by_role("slider").fill("2")
    expect(code).to_have_text("F[1, 0]")
    assert swiped(window, start, (-size / 8, 0)) == before
    expect(code).to_have_text("F[0, 0]")  # it came to F[0, 1], and went a cell to the left
    assert swiped(window, up, (1, -20)) > before
    expect(code).to_have_text("F[0, 0]")


# brings it 300 px below the top and waits until it stays there: the page may still glide from the last swipe
RESTED = """async it => {
  for (let rests = 0; rests < 5; rests++) {
    const off = it.getBoundingClientRect().top - 300
    if (Math.abs(off) > 1) rests = 0
    scrollBy({ top: off, behavior: "instant" })
    await new Promise(requestAnimationFrame)
  }
}"""


@pytest.mark.parametrize(
    ("page", "figure"),
    [
        ("pooling", "figure-shift"),
        ("backpropagation", "figure-step"),
        ("backpropagation", "figure-touched-weight"),
        ("convolution", "figure-strip"),
        ("convolution", "figure-flip"),
        ("convolution", "figure-edited"),
        ("upsampling", "figure-probe"),
        ("conv2d_transpose", "figure-matrix"),
    ],
)
def test_a_swipe_over_a_figure_scrolls_the_page_and_sets_nothing(tab, home, page, figure):
    """It slants a little, as a thumb does; a tap at the same place sets something, or takes hold."""
    window, found = opened(tab, home, page, figure, "en/", again=True, **PHONE)
    codes, marks = found.locator("code"), found.locator("svg > .grips")
    for part in (0.2, 0.5, 0.8):
        marks.evaluate(RESTED)
        box, told, before = marks.bounding_box(), codes.all_inner_texts(), window.evaluate("scrollY")
        start = box["x"] + part * box["width"], box["y"] + part * min(box["height"], 300)
        assert swiped(window, start, (1, -20)) > before + 50, part
        assert codes.all_inner_texts() == told, part


def test_the_hand_is_shown_where_it_takes_hold(tab, home):
    window, found = opened(tab, home, "upsampling", "figure-probe")
    svg = found.locator("svg")
    box = svg.bounding_box()
    across, cell = box["x"] + box["width"] / 2, box["width"] / 13.4  # of the drawing's 13.4 cells
    cursors = []
    for down in (1.5, 2.7, 4.6):  # in the input's row, below it, in a result's row
        window.mouse.move(across, box["y"] + down * cell)
        cursors.append(svg.evaluate("svg => getComputedStyle(svg).cursor"))
    assert cursors == ["grab", "auto", "grab"]
    window, found = opened(tab, home, "convolution", "figure-flip")  # which is pressed only
    svg = found.locator("svg")
    svg.locator(".grips").hover(position={"x": 20, "y": 20}, force=True)
    assert svg.evaluate("svg => getComputedStyle(svg).cursor") == "pointer"


def test_what_a_hand_can_take_is_marked_and_more_so_under_it(tab, home):
    window, found = opened(tab, home, "pooling", "figure-shift", "en/")
    marks, width = found.locator("svg > .grips"), "path => parseFloat(getComputedStyle(path).strokeWidth)"
    digit = found.locator("svg").evaluate("svg => svg.getBoundingClientRect().width")
    box, calm = marks.bounding_box(), marks.evaluate(width)
    assert 0.4 * digit < box["width"] < 0.5 * digit and calm > 0
    marks.hover(force=True)
    assert marks.evaluate(width) > calm
    window.mouse.move(2, 2)
    window.keyboard.press("Tab")
    found.get_by_role("slider").focus()
    assert marks.evaluate(width) > calm, "the keyboard is in its figure"
    expect(marks).to_have_css("pointer-events", "none")
    found.locator("button").nth(1).click()
    expect(marks).to_have_count(1)


def test_what_is_dragged_does_not_lag_behind_its_numbers(tab, home):
    window = tab(new=True, **PHONE)
    window.goto(f"{home}pooling/")
    found = awake(window, "figure-shift")
    stop_clock(window)
    svg, (less, _) = found.locator("svg"), found.locator("button:not(.play)").all()
    first = "svg => svg.querySelector('[fill-opacity=\"0.5\"]').getAttribute('x')"
    box, places = svg.bounding_box(), [svg.evaluate(first)]
    swiped(window, (box["x"] + box["width"] / 2, box["y"] + box["height"] / 5), (-3, 0))
    places.append(svg.evaluate(first))  # no time has gone by
    window.clock.run_for(1000)
    places.append(svg.evaluate(first))
    assert places[0] != places[1] == places[2]
    less.click()
    assert svg.evaluate(first) == places[2]  # a button's step is seen to move
