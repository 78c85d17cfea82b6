"""Words and the cells of figures that they speak of light each other, under a mouse, the keyboard and a finger."""

import re

import pytest
from live_page import PHONE, address, awake, opened, swiped
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

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


LOOK = """link => {
  const { color, textDecorationLine, textDecorationStyle, textDecorationColor, backgroundColor } = getComputedStyle(link)
  return [color, textDecorationLine, textDecorationStyle, textDecorationColor, backgroundColor]
}"""


AWAY = "link => scrollBy({ top: link.getBoundingClientRect().top - 100, behavior: 'instant' })"


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


def bottom(of):
    box = of.bounding_box()
    return box["y"] + box["height"]


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


def test_a_finger_on_a_figure_that_was_moved_lights_nothing_of_its_first_state(tab, home):
    """The window lies at the lower right: a frame at the upper left would look like a second one."""
    window, found = opened(tab, home, "convolution", "figure-sliding", **PHONE)

    def middle(number):
        box = found.locator("svg text", has_text=re.compile(f"^{number}$")).first.bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    window.touchscreen.tap(2, 300)  # what marks comes with the first touch
    window.touchscreen.tap(*middle(1))
    assert lit(window)[1]  # the window of which the words speak
    window.touchscreen.tap(*middle(9))
    expect(found.locator("code")).to_have_text("F[1, 1]")
    swiped(window, middle(5), (0, 6))
    expect(found.locator("code")).to_have_text("F[1, 1]")
    expect(found.locator("svg > .lit")).to_have_count(0)
    expect(window.locator("article a.lit")).to_have_count(0)
    for _ in range(2):  # the first brings the window back, the second is on what is seen
        window.touchscreen.tap(*middle(1))
    assert lit(window)[1]
