"""Figures that wake where they stand: without a shift, by buttons, keyboard and touch, and what they say is heard."""

import re

import pytest
from playwright.sync_api import expect

from sitebuild.figures.collected import LIVE
from sitebuild.pages.page import ROOT, Page, markdown_files

pytestmark = pytest.mark.browser

PAGES = {path.stem: Page(path) for path in markdown_files(ROOT / "docs/ko")}
FIGURES = {
    page: [re.search(r"#([\w-]+)", it["attrs"])[1] for _, it in found.figures if LIVE.search(it["attrs"])]
    for page, found in PAGES.items()
}
FIGURES = {page: ids for page, ids in FIGURES.items() if ids}
# where each number, and each other thing of the picture, is seen
SHOWN = """figure => [...figure.querySelectorAll("svg > :not(title, desc), svg > g *")].map(it => {
  const { x, y, width } = it.getBoundingClientRect()
  return [it.textContent, Math.round(x), Math.round(y + scrollY), Math.round(width), getComputedStyle(it).fill].join()
}).join(" ")"""

NAMED = "all => all.map(it => [it.ariaLabel, it.ariaValueText])"


def address(page):
    """Of a page, below the site's."""
    return "" if page == "index" else f"{page}/"


def opened(tab, home, page, figure, language="", **options):
    """The page, with this figure in sight and awake."""
    window = tab(reduced_motion="reduce", **options)
    window.goto(f"{home}{language}{address(page)}")
    return window, awake(window, figure)


def awake(window, figure):
    """The figure, scrolled to and awake."""
    found = window.locator(f"#{figure}")
    found.scroll_into_view_if_needed()
    found.locator(".tells").wait_for(timeout=20_000)  # a busy machine is slow to fetch what draws it
    return found


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("page", FIGURES)
def test_all_wake_without_a_shift(tab, home, shifts, page, width):
    """In their place, as high as before, in their page's width, with the same words and numbers."""
    heights, texts = [], []
    for scripts in (False, True):
        view = {"width": width, "height": 700}
        window = tab(idle=scripts, viewport=view, java_script_enabled=scripts, reduced_motion="reduce")
        window.goto(f"{home}{address(page)}")
        for figure in FIGURES[page]:
            found = awake(window, figure) if scripts else window.locator(f"#{figure}")
            heights.append(found.locator("svg").bounding_box()["height"])
            texts.append(sorted("".join(it.split()) for it in found.locator("svg text").all_text_contents()))
            for name, value in found.locator("input").evaluate_all(NAMED):
                assert value.startswith(f"{name}=") or re.search("[가-힣]", name), (
                    "neither an argument nor Korean"
                )
    half = len(heights) // 2
    assert heights[:half] == pytest.approx(heights[half:], abs=0.5)
    assert texts[:half] == texts[half:]
    assert shifts(window) == 0
    assert window.evaluate("document.documentElement.scrollWidth") <= width


def tap(handle):
    """Its + or, at the most, its −."""
    less, more = handle.locator("button:not(.play)").all()
    (less if more.get_attribute("aria-disabled") == "true" else more).tap()


def arrow(handle):
    slider = handle.get_by_role("slider")
    slider.press("ArrowRight" if slider.input_value() == slider.get_attribute("min") else "ArrowLeft")


@pytest.mark.parametrize(
    ("page", "figure"), [(page, figure) for page, ids in FIGURES.items() for figure in ids]
)
def test_each_handle_changes_what_is_seen_and_said(tab, home, shifts, page, figure):
    window, found = opened(
        tab, home, page, figure, "en/", again=True, viewport={"width": 360, "height": 700}, has_touch=True
    )
    height, moved = found.bounding_box()["height"], shifts(window)
    for handle in found.locator(".handle").all():
        slider = handle.get_by_role("slider")
        for press in (tap, arrow):
            before, said = found.evaluate(SHOWN), found.get_by_role("status").inner_text()
            value = slider.get_attribute("aria-valuetext")
            press(handle)
            expect(slider).not_to_have_attribute("aria-valuetext", value)
            assert found.evaluate(SHOWN) != before, value
            now = found.get_by_role("status").inner_text()
            assert now and "{" not in now and "undefined" not in now
            assert not re.search(r"(?<!\w)-\d", now), "a hyphen stands for a minus"
            assert found.locator("desc").text_content() == now
            assert now != said or handle.locator("code").inner_text() != value
            assert found.bounding_box()["height"] == height
    assert shifts(window) == moved


def test_a_button_at_its_end_keeps_the_focus_and_does_nothing(tab, home):
    _, found = opened(tab, home, "conv2d_transpose", "figure-one-dimension", again=True)
    more = found.locator("button").last
    for _ in range(5):
        more.press("Enter")
    expect(found.locator("code")).to_have_text("strides=4")
    expect(more).to_be_focused()
    expect(more).to_have_attribute("aria-disabled", "true")


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


def test_what_one_handle_takes_away_another_gives_back(tab, home):
    """`output_padding=2` needs a stride of 3: it comes back with it."""
    _, found = opened(tab, home, "conv2d_transpose", "figure-target", again=True)
    strides, padding = (
        found.get_by_role("slider", name=name, exact=True) for name in ("strides", "output_padding")
    )
    strides.fill("3")
    padding.fill("2")
    strides.fill("1")
    expect(padding).to_have_attribute("aria-valuetext", "output_padding=0")
    strides.fill("3")
    expect(padding).to_have_attribute("aria-valuetext", "output_padding=2")


def stop_clock(window):
    """Time goes on only as far as a test has it run, also on a busy machine."""
    window.clock.install()
    window.clock.pause_at(window.evaluate("Date.now() + 1000"))


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
    expect(found.locator("code")).to_have_text("stamps 2 / 4")


def test_stamps_come_down_one_after_the_other(tab, home):
    window, found = opened(tab, home, "conv2d_transpose", "figure-overlap", new=True)
    stop_clock(window)
    found.locator(".play").click()
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


@pytest.mark.parametrize("page", FIGURES)
def test_on_a_phone_a_finger_has_room_on_every_slider(tab, home, page):
    window = tab(reduced_motion="reduce", is_mobile=True, **PHONE)
    window.goto(f"{home}{address(page)}")
    for figure in FIGURES[page]:
        found = awake(window, figure)
        for slider in found.locator("input").all():
            width, (least, most) = (
                slider.bounding_box()["width"],
                (slider.get_attribute(it) for it in ("min", "max")),
            )
            assert width >= 66 and width / (int(most) - int(least)) >= 6, figure
        assert found.locator("code").evaluate_all("all => all.every(it => it.scrollWidth <= it.clientWidth)")


def swiped(window, start, step):
    """A finger that goes eight steps from where it came down: a real gesture, which the page may take for scrolling."""
    touch = window.context.new_cdp_session(window)
    for count in range(9):
        (x, y), (across, down) = start, step
        places = [{"x": x + count * across, "y": y + count * down}]
        touch.send(
            "Input.dispatchTouchEvent",
            {"type": "touchMove" if count else "touchStart", "touchPoints": places},
        )
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    return window.evaluate("scrollY")


PHONE = {"viewport": {"width": 360, "height": 700}, "has_touch": True}


def test_a_finger_drags_sideways(tab, home):
    window, found = opened(tab, home, "pooling", "figure-shift", **PHONE)
    box, before = found.locator("svg").bounding_box(), window.evaluate("scrollY")
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 5
    assert swiped(window, middle, (-6, 0)) == before
    expect(found.locator("code")).to_have_text("shift=-2")


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


def test_a_button_at_its_end_draws_nothing_anew(tab, home):
    _, found = opened(tab, home, "conv2d_transpose", "figure-matrix", again=True)
    less, more = found.locator("button:not(.play)").all()
    drawn = "svg => svg.children[3].dataset.drawn ??= 'once'"
    found.locator("svg").evaluate(drawn)
    less.click(force=True)
    expect(found.locator("svg > [data-drawn]")).to_have_count(1)
    more.click()
    expect(found.locator("svg > [data-drawn]")).to_have_count(0)


def test_what_stands_at_its_end_or_within_is_played_whole(tab, home):
    for page, figure, values in (
        ("pooling", "figure-shift", ["shift=-2", "shift=-1"]),
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


def test_without_a_place_for_the_window_there_is_none_to_choose(tab, home):
    _, found = opened(tab, home, "convolution", "figure-strip", "en/", again=True)
    sliders = {it.get_attribute("aria-label"): it for it in found.locator("input").all()}
    sliders["n"].fill("3")
    sliders["kernel_size"].fill("4")
    window = found.locator(".handle").last
    expect(window.locator("code")).to_have_text("output: –")
    expect(window.get_by_role("slider")).to_be_disabled()
    for button in window.locator("button").all():
        expect(button).to_have_attribute("aria-disabled", "true")
        button.click(force=True)
    expect(found.locator("svg")).to_contain_text("= ⌊(3 − 4) / 2⌋ + 1 = 0 < 1")
    expect(found.get_by_role("status")).to_contain_text("no place for it, and Keras refuses")
    sliders["kernel_size"].fill("3")
    expect(window.locator("code")).to_have_text("output[0]")


def lit(window):
    """(the words that are marked, the middle of the frame in the figure), as they are seen; None where there is no frame."""
    window.locator("article a.lit").first.wait_for()  # the first time, what marks comes then
    words = [it.inner_text() for it in window.locator("article a.lit").all() if it.is_visible()]
    frame = window.locator("figure svg > .lit")
    if not frame.count():
        return words, None
    box = frame.bounding_box()
    return words, (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def number_at(window, text):
    """The middle of this number in the canvas of the four stamps."""
    found = window.locator("#figure-overlap svg text", has_text=re.compile(f"^{text}$")).last.bounding_box()
    return found["x"] + found["width"] / 2, found["y"] + found["height"] / 2


@pytest.mark.parametrize("language", ["", "en/"])
def test_words_and_cells_point_at_each_other(tab, home, language):
    window, _ = opened(
        tab, home, "conv2d_transpose", "figure-overlap", language, viewport={"width": 1280, "height": 1600}
    )
    sum_link = window.locator('a[href="#overlap-centre"]').first
    for point in (sum_link.hover, sum_link.focus, lambda: window.mouse.move(*number_at(window, "10"))):
        point()  # which may scroll
        words, frame = lit(window)
        assert words == ["10"]
        assert frame == pytest.approx(number_at(window, "10"), abs=4)  # of a cell of 78
        window.mouse.move(2, 2)
    stamp = window.locator('a[href="#figure-overlap"]').first  # the blue one
    stamp.hover()
    words, frame = lit(window)
    centre = number_at(window, "10")
    assert words == [stamp.inner_text()]
    assert frame[0] < centre[0] and frame[1] < centre[1]


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize(
    ("page", "figure", "goes_to"),
    [
        ("pooling", "figure-shift", "#max-and-average-values"),
        ("data_shapes", "figure-two-directions", "#two-directions-count"),
        ("backpropagation", "figure-touched-weight", "#figure-matrix"),
        ("upsampling", "figure-probe", "#figure-probe"),
    ],
)
def test_each_chapter_points(tab, home, page, figure, goes_to, language):
    options = {"viewport": {"width": 1280, "height": 1600}}
    window, _ = opened(tab, home, page, figure, language, **options)
    link = window.locator(f'a[href="{goes_to}"][data-lights]').first
    link.hover()
    words, frame = lit(window)
    assert words == [link.inner_text()]
    window.mouse.move(2, 2)
    expect(window.locator("article a.lit")).to_have_count(0)
    window.mouse.move(*frame)
    assert lit(window) == (words, frame)


LIT_TEXTS = """() => {  // what stands in the frame, as it is seen
  const frame = document.querySelector("figure svg > .lit"), { left, right, top, bottom } = frame.getBoundingClientRect()
  const isIn = ({ left: x, right: far, top: y, bottom: low }) =>
    (x + far) / 2 > left && (x + far) / 2 < right && (y + low) / 2 > top && (y + low) / 2 < bottom
  const texts = [...frame.closest("svg").querySelectorAll("text")]
  return texts.filter(it => isIn(it.getBoundingClientRect())).map(it => it.textContent)
}"""
POINTING = {
    "convolution": 1,
    "pooling": 5,
    "data_shapes": 2,
    "conv2d_transpose": 5,
}  # page: so many numbers at least


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("page", POINTING)
def test_a_number_lights_the_cells_in_which_it_stands(tab, home, page, language):
    window = tab(reduced_motion="reduce", again=True, viewport={"width": 1280, "height": 1600})
    window.goto(f"{home}{language}{address(page)}")
    numbers = 0
    for link in window.locator("article a[data-lights]").filter(visible=True).all():
        text = link.inner_text()
        if not re.fullmatch(r"[\d.−]+", text):
            continue
        figure = link.get_attribute("data-lights").split()[0]
        if window.locator(f"#{figure}[data-live]").count():
            awake(window, figure)  # which draws it anew
        link.hover()
        window.locator("figure svg > .lit").wait_for(state="attached")
        sums = {
            it for it in window.evaluate(LIT_TEXTS) if "+" not in it
        }  # but for the small terms below a sum
        assert sums == {text}, figure
        window.mouse.move(2, 2)
        numbers += 1
    assert numbers >= POINTING[page]


def test_what_a_finger_taps_stays_lit_until_the_next_tap(tab, home):
    window, _ = opened(tab, home, "conv2d_transpose", "figure-overlap", "en/", **PHONE)
    window.touchscreen.tap(*number_at(window, "7"))
    assert lit(window)[0] == ["7"]
    window.touchscreen.tap(*number_at(window, "10"))
    assert lit(window)[0] == ["10"]


def test_the_marks_are_those_of_the_state_that_is_seen(tab, home):
    """What wakes, or moves, is drawn anew; the frame is not left behind, nor lost to who points again."""
    window, found = opened(tab, home, "conv2d_transpose", "figure-overlap", "en/")
    link = window.locator('a[href="#overlap-centre"]').first
    link.hover()
    found.locator("button").nth(1).click()
    expect(found.locator("code")).to_have_text("stamps 3 / 4")
    expect(found.locator("svg > .lit")).to_have_count(0)
    link.hover()
    expect(found.locator("svg > .lit")).to_have_count(1)


def test_what_is_lit_before_its_figure_wakes_stays_lit(tab, home):
    window, held = tab(reduced_motion="reduce", viewport={"width": 1280, "height": 1600}), []
    window.route("**/live/overlap-*", lambda route: held.append(route))
    window.goto(f"{home}en/conv2d_transpose/")
    found = window.locator("#figure-overlap")
    window.locator('a[href="#overlap-centre"]').first.hover()
    _, before = lit(window)
    assert before and held and not found.locator(".tells").count()
    held[0].continue_()
    found.locator(".tells").wait_for()
    assert lit(window)[1] == pytest.approx(before, abs=1)


def bottom(of):
    box = of.bounding_box()
    return box["y"] + box["height"]


LOOK = """link => {
  const { color, textDecorationLine, textDecorationStyle, textDecorationColor, backgroundColor } = getComputedStyle(link)
  return [color, textDecorationLine, textDecorationStyle, textDecorationColor, backgroundColor]
}"""


@pytest.mark.parametrize("words", ["a[data-lights]", "a.term"])
def test_what_a_finger_has_tapped_looks_as_before(tab, home, words):
    window, _ = opened(tab, home, "conv2d_transpose", "figure-overlap", "en/", **PHONE)
    window.evaluate("addEventListener('click', event => event.preventDefault())")  # nothing is left
    window.touchscreen.tap(2, 300)
    link = window.locator(words).nth(3)
    link.scroll_into_view_if_needed()
    before = link.evaluate(LOOK)
    link.tap()
    if words == "a.term":
        assert link.evaluate(LOOK) == before
    window.touchscreen.tap(2, 300)
    assert link.evaluate(LOOK) == before


def test_a_finger_on_words_lights_their_cells_and_is_led_on_by_name(tab, home):
    window, found = opened(tab, home, "conv2d_transpose", "figure-overlap", "en/", **PHONE)
    window.touchscreen.tap(2, 300)  # what marks comes with the first touch
    link, way = window.locator('a[href="#overlap-centre"]').first, window.locator(".lit-way")
    link.evaluate("link => scrollBy({ top: link.getBoundingClientRect().top - 100, behavior: 'instant' })")
    expect(found.locator("svg")).not_to_be_in_viewport()
    before = window.evaluate("scrollY")
    link.tap()
    assert lit(window)[0] == ["10"]
    assert window.evaluate("scrollY") == before and "#" not in window.url
    expect(way).to_be_in_viewport(ratio=1)
    assert bottom(way) <= bottom(window.locator(".md-header")), "it covers what is read"
    way.get_by_role("link", name="Lit in the figure above").tap()
    expect(found.locator("svg")).to_be_in_viewport()
    assert found.bounding_box()["y"] >= bottom(window.locator(".md-header")), "it slid under the header"
    assert lit(window)[0] == ["10"]
    window.go_back()
    link.tap()
    way.get_by_role("link", name="See how it is computed").tap()
    expect(window).to_have_url(re.compile("#overlap-centre$"))
    window.touchscreen.tap(2, 300)
    expect(way).to_have_count(0)


AWAY = "link => scrollBy({ top: link.getBoundingClientRect().top - 100, behavior: 'instant' })"


@pytest.mark.parametrize("href", ["#overlap-centre", "#figure-overlap"])
def test_a_finger_on_words_lights_wherever_they_lead_and_the_way_goes_with_them(tab, home, href):
    """Also on those that lead to the figure itself: no word scrolls the page where its like lights."""
    window, found = opened(tab, home, "conv2d_transpose", "figure-overlap", "en/", **PHONE)
    window.touchscreen.tap(2, 300)
    link, way = window.locator(f'a[href="{href}"][data-lights]').last, window.locator(".lit-way")
    link.evaluate(AWAY)
    before = window.evaluate("scrollY")
    link.tap()
    assert lit(window)[0] == [link.inner_text()] and window.evaluate("scrollY") == before
    expect(way.get_by_role("link", name="Lit in the figure above")).to_be_in_viewport(ratio=1)
    window.evaluate("scrollBy({ top: 20, behavior: 'instant' })")
    expect(way).to_have_count(1)  # the words are still there
    window.evaluate("scrollBy({ top: 400, behavior: 'instant' })")
    expect(way).to_have_count(0)
    link.evaluate(AWAY)
    link.tap()
    found.locator("svg").evaluate("svg => svg.scrollIntoView({ block: 'center', behavior: 'instant' })")
    expect(way).to_have_count(0)  # what it leads to is seen
    expect(found.locator("svg > .lit")).to_have_count(1)
    window.touchscreen.tap(2, 300)
    expect(found.locator("svg > .lit")).to_have_count(0)


def test_the_first_touch_on_words_lights_their_cells_however_late_the_script_comes(tab, home):
    window, _ = opened(tab, home, "conv2d_transpose", "figure-overlap", "en/", **PHONE)
    held = []
    window.route("**/pointing*", lambda route: held.append(route))
    window.locator('a[href="#overlap-centre"]').first.tap()
    window.wait_for_timeout(100)
    assert len(held) == 1 and "#" not in window.url
    held[0].continue_()
    assert lit(window)[0] == ["10"] and "#" not in window.url
    expect(window.locator(".lit-way")).to_be_in_viewport(ratio=1)


def test_a_mouse_is_told_where_the_lit_cells_are(tab, home):
    above = {"width": 1000, "height": 800}  # narrower than where a figure stands beside its text
    window, found = opened(tab, home, "conv2d_transpose", "figure-overlap", viewport=above)
    link, way = window.locator('a[href="#overlap-centre"]').first, window.locator(".lit-way")
    link.evaluate("link => scrollBy({ top: link.getBoundingClientRect().top - 100, behavior: 'instant' })")
    expect(found.locator("svg > :not(title, desc)").last).not_to_be_in_viewport()
    link.hover()
    expect(way).to_have_text("↑ 위의 그림에 표시했다")
    window.mouse.move(2, 500)
    expect(way).to_have_count(0)


# of each state that the sliders reach: what is said there, where the page is higher or lower than at first;
# of each slider, between which of its values the picture changes and what is said does not; and all that is said
STATES = """figure => {
  const sliders = [...figure.querySelectorAll("input")], first = sliders.map(it => it.value)
  const said = () => figure.querySelector(".tells").textContent, height = () => document.documentElement.scrollHeight
  const picture = () => [...figure.querySelectorAll("svg > :not(title, desc)")].map(it => it.outerHTML).join()
  const set = (slider, value) => (slider.value = value, slider.dispatchEvent(new Event("input", { bubbles: true })))
  const values = slider => Array.from({ length: slider.max - slider.min + 1 }, (_, index) => Number(slider.min) + index)
  const before = height(), shifted = [], silent = [], all = new Set()
  const visit = ([slider, ...rest]) => {
    if (!slider) return all.add(said()), height() === before || shifted.push(said())
    for (const value of values(slider)) {
      set(slider, value)
      visit(rest)
    }
  }
  visit(sliders)
  for (const slider of sliders) {
    sliders.forEach((it, index) => set(it, first[index]))
    let last
    for (const value of values(slider)) {
      set(slider, value)
      const now = [picture(), said()]
      if (last && now[0] !== last[0] && now[1] === last[1]) silent.push(`${slider.ariaLabel} ${value}`)
      last = now
    }
  }
  return [shifted, silent, [...all]]
}"""


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("page", FIGURES)
def test_each_state_is_said_in_the_room_that_is_kept_for_it(tab, home, page, language):
    view = {"width": 360, "height": 700}
    for figure in FIGURES[page]:
        _, found = opened(tab, home, page, figure, language, viewport=view)
        shifted, silent, said = found.evaluate(STATES)
        assert not shifted, figure
        assert not silent, figure
        assert not [it for it in said if re.search(r"(?<![\d.,])1 (?!is\b|was\b|has\b)[a-z]+s\b", it)], (
            "one of them"
        )


@pytest.mark.parametrize("width", [360, 1280])
def test_round_buttons_keep_apart(tab, home, width):
    _, found = opened(tab, home, "convolution", "figure-strip", viewport={"width": width, "height": 800})
    rings = found.locator(".handles").evaluate("""handles => [...handles.querySelectorAll("button")].map(button => {
      const { left, top, width, height } = button.getBoundingClientRect()
      const inset = parseFloat(getComputedStyle(button, "::before").left) || 0
      return [left + width / 2, top + height / 2, width / 2 - inset]
    })""")
    for place, (x, y, radius) in enumerate(rings):
        for across, down, other in rings[:place]:
            assert ((x - across) ** 2 + (y - down) ** 2) ** 0.5 >= radius + other + 3  # CSS pixels
