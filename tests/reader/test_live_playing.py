"""A figure shows its states one after the other, by its ▶ or by itself, as long as the reader wants it."""

from collections import Counter

import pytest
from live_page import address, awake, opened, stop_clock
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_the_show_pauses_where_the_reader_wants(tab, home):
    window, found = opened(tab, home, "conv2d_transpose", "figure-overlap", "en/", new=True)
    stop_clock(window)
    button = found.locator(".play")
    button.click()
    expect(button).to_have_accessible_name("stamps: pause")
    window.clock.run_for(1000)
    button.click()
    expect(button).to_have_accessible_name("stamps: play")
    window.clock.run_for(5000)
    expect(found.locator("code")).to_have_text("stamps 1 / 4")
    button.click()
    window.clock.run_for(400)
    expect(found.locator("code")).to_have_text("stamps 2 / 4")


def test_stamps_come_down_one_after_the_other(tab, home):
    window, found = opened(tab, home, "conv2d_transpose", "figure-overlap", new=True)
    stop_clock(window)
    found.locator(".play").click()
    window.clock.run_for(400)  # what is told waits for what moves
    for stamps in range(5):
        expect(found.locator("code")).to_have_text(f"스탬프 {stamps} / 4")
        window.clock.run_for(900)
    window.clock.run_for(5000)
    expect(found.locator("code")).to_have_text("스탬프 4 / 4")


def test_the_first_picture_begins_by_itself_and_anew_until_the_reader_stops_it(tab, home):
    window = tab(new=True)
    window.clock.install()
    window.goto(home)
    found = awake(window, "figure-hero")
    stamps, strides = found.locator("code").all()
    window.clock.run_for(400)  # what is told waits for what moves
    for count in (4, 0, 1, 2):
        expect(stamps).to_have_text(f"스탬프 {count} / 4")
        window.clock.run_for(900)
    said = found.get_by_role("status")
    expect(said).to_have_attribute("aria-live", "off")  # who is read to would hear it without end
    found.locator("button").last.click()
    expect(strides).to_have_text("strides=3")
    expect(stamps).to_have_text("스탬프 4 / 4")  # how far apart is seen with all of them
    for after, count in ((900, 4), (2400, 0), (900, 1)):  # 900 ms a step and a longer rest: six seconds
        window.clock.run_for(after)
        expect(stamps).to_have_text(f"스탬프 {count} / 4")
    found.locator(".play").click()
    window.clock.run_for(10_000)
    expect(stamps).to_have_text("스탬프 1 / 4")
    expect(said).to_have_attribute("aria-live", "polite")
    still = tab(new=True, reduced_motion="reduce")
    still.clock.install()
    still.goto(home)
    found = awake(still, "figure-hero")
    still.clock.run_for(10_000)
    expect(found.locator("code").first).to_have_text("스탬프 4 / 4")
    expect(found.locator(".play")).to_have_accessible_name("스탬프: 차례로 보기")


def test_what_is_told_of_the_first_picture_is_what_it_shows_and_nothing_flies_back(tab, home):
    window = tab(new=True)
    window.clock.install()
    window.goto(home + "en/")
    found = awake(window, "figure-hero")
    # both at one time, as the clock goes on
    told = """figure => [figure.querySelector("code").innerText.split(" ")[1],
      ...[...figure.querySelectorAll("svg text")].map(it => it.textContent)].map(it => Number(it) || 0)"""
    frames = "svg => [...svg.querySelectorAll('rect[fill=none]')].map(it => it.getAttribute('y')).join()"
    seen, places = [], []
    for _ in range(90):
        window.clock.run_for(70)
        stamps, *numbers = found.evaluate(told)
        # input 1 to 4 and nine ones of the kernel; each stamp is nine times its input cell
        assert sum(numbers) == 19 + 9 * stamps * (stamps + 1) / 2, stamps
        seen.append(stamps)
        places.append(found.locator("svg").evaluate(frames))
    assert set(seen) == {0, 1, 2, 3, 4}
    anew = seen.index(0)
    assert places[anew] == places[anew + 1]  # the frames stand round the input cells at once


def test_a_show_moves_soon_after_its_press_and_ends_when_its_last_step_is_seen(tab, home):
    window = tab(idle=True, new=True)
    window.goto(f"{home}en/backpropagation/")
    found = awake(window, "figure-backward")
    stop_clock(window)
    button, value = found.locator(".play"), found.locator("code").first
    button.evaluate("button => button.click()")
    window.clock.run_for(1300)  # a step of this figure, which has several numbers, stays longer than that
    expect(value).to_have_text("step 1 / 3")
    for _ in range(200):
        window.clock.run_for(50)
        if button.get_attribute("aria-label") == "step: play":
            break
    assert value.inner_text() == "step 3 / 3"


PRESS = "button => button.click()"  # a real click waits for frames, which a stopped clock does not give
# of the cells of the canvas: the places in which a colour is seen
COVERED = """svg => {
  const fills = [...svg.querySelectorAll('rect[fill-opacity]')].filter(it => (it.getAttribute('opacity') ?? '1') === '1')
    .map(it => ['x', 'y', 'width', 'height'].map(name => Number(it.getAttribute(name))));
  const is = (x, y) => fills.some(([left, top, width, height]) => x > left && x < left + width && y > top && y < top + height);
  return [...svg.querySelectorAll('rect.stroke-line')].map(it => it.getBBox()).flatMap(({ x, y, width, height }, cell) =>
    [0.25, 0.75].flatMap(across => [0.25, 0.75].map(down =>
      is(x + across * width, y + down * height) ? `${cell}: ${across}, ${down}` : '').filter(Boolean)));
}"""


@pytest.mark.parametrize(
    ("page", "figure"), [("index", "figure-hero"), ("conv2d_transpose", "figure-overlap")]
)
def test_a_cell_keeps_its_colour_while_the_next_stamp_is_on_its_way(tab, home, page, figure):
    window = tab(idle=True, new=True)
    window.clock.install()  # before the first picture begins by itself
    window.goto(f"{home}{address(page)}")
    found = awake(window, figure)
    less, more = found.locator("button:not(.play)").all()[:2]
    for _ in range(4):
        less.evaluate(PRESS)
        window.clock.run_for(1000)
    for _ in range(4):
        before = set(found.locator("svg").evaluate(COVERED))
        more.evaluate(PRESS)
        for _ in range(8):
            window.clock.run_for(40)
            now = set(found.locator("svg").evaluate(COVERED))
            assert before <= now
        assert before < now


def test_what_moves_is_seen_moving_unless_the_reader_wants_none(tab, home):
    at = "svg => [...svg.querySelectorAll('text')].filter(it => it.textContent === '3')[0].getAttribute('x')"
    for motion, moves in (("no-preference", True), ("reduce", False)):
        window = tab(idle=True, new=True, reduced_motion=motion)
        window.goto(f"{home}conv2d_transpose/")
        found = awake(window, "figure-one-dimension")
        stop_clock(window)
        found.locator("button").last.click()
        places = []
        for _ in range(2):
            places.append(found.locator("svg").evaluate(at))
            window.clock.run_for(1000)
        assert (places[0] != places[1]) == moves, motion


def test_a_sum_is_told_when_its_stamp_has_come_down(tab, home):
    window = tab(idle=True, new=True)
    window.goto(f"{home}conv2d_transpose/")
    found = awake(window, "figure-overlap")
    stop_clock(window)
    sums = "svg => [...svg.querySelectorAll('text')].map(it => it.textContent).filter(it => it.startsWith('1+2+3'))"
    less, more = found.locator("button:not(.play)").all()
    for button, before, after in ((less, "1+2+3+4", "1+2+3"), (more, "1+2+3", "1+2+3+4")):
        button.click()
        assert found.locator("svg").evaluate(sums) == [before]
        window.clock.run_for(1000)
        assert found.locator("svg").evaluate(sums) == [after]


# what each shape that can be seen looks like, and says, wherever it stands
LOOKS = """svg => [...svg.querySelectorAll("rect, polygon, polyline, text")].filter(it => it.getAttribute("opacity") !== "0")
  .map(it => [it.tagName, it.getAttribute("class"), it.getAttribute("fill-opacity"), it.textContent].join())"""


@pytest.mark.parametrize(
    ("page", "figure"),
    [
        ("conv2d_transpose", "figure-checkerboard"),
        ("conv2d_transpose", "figure-matrix"),
        ("conv2d_transpose", "figure-overlap"),
        ("pooling", "figure-shift"),
    ],
)
def test_colours_wait_for_what_moves_as_numbers_do(tab, home, page, figure):
    window = tab(idle=True, new=True)
    window.goto(f"{home}{page}/")
    found = awake(window, figure)
    stop_clock(window)
    drawing = found.locator("svg").first
    before = Counter(drawing.evaluate(LOOKS))
    found.locator("button:not(.play):not([aria-disabled=true])").last.click()
    assert not Counter(drawing.evaluate(LOOKS)) - before
    window.clock.run_for(1000)
    assert Counter(drawing.evaluate(LOOKS)) - before


def test_what_stands_at_its_end_or_within_is_played_whole(tab, home):
    for page, figure, values in (
        ("pooling", "figure-shift", ["shift=−2", "shift=−1"]),
        ("convolution", "figure-flip", ["W", "W[::-1]"]),
        ("conv2d_transpose", "figure-matrix", ["C.T[:, 0]", "C.T[:, 1]"]),
        ("backpropagation", "figure-step", ["step = 0", "step = −0.001"]),  # downhill
    ):
        window, found = opened(tab, home, page, figure, "en/", new=True)
        stop_clock(window)
        found.locator(".play").click()
        for value in values:
            expect(found.locator("code")).to_have_text(value)
            window.clock.run_for(900)
