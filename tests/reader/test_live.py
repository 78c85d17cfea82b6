"""Figures that wake where they stand: without a shift, each handle moves them by buttons and keys, and what they say is heard."""

import re
from io import BytesIO

import numpy as np
import pytest
from live_page import FIGURES, PHONE, address, awake, opened
from matplotlib.image import imread
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# where each number, and each other thing of the picture, is seen
SHOWN = """figure => [...figure.querySelectorAll("svg > :not(title, desc), svg > g *")].map(it => {
  const { x, y, width } = it.getBoundingClientRect()
  return [it.textContent, Math.round(x), Math.round(y + scrollY), Math.round(width), getComputedStyle(it).fill].join()
}).join(" ")"""


NAMED = "all => all.map(it => [it.ariaLabel, it.ariaValueText])"


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
            before, said = found.evaluate(SHOWN), found.get_by_role("status").text_content()
            value = slider.get_attribute("aria-valuetext")
            press(handle)
            expect(slider).not_to_have_attribute("aria-valuetext", value)
            assert found.evaluate(SHOWN) != before, value
            now = found.get_by_role("status").text_content()
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


def test_a_button_at_its_end_draws_nothing_anew(tab, home):
    _, found = opened(tab, home, "conv2d_transpose", "figure-matrix", again=True)
    less, more = found.locator("button:not(.play)").all()
    drawn = "svg => svg.children[3].dataset.drawn ??= 'once'"
    found.locator("svg").evaluate(drawn)
    less.click(force=True)
    expect(found.locator("svg > [data-drawn]")).to_have_count(1)
    more.click()
    expect(found.locator("svg > [data-drawn]")).to_have_count(0)


def test_without_a_place_for_the_window_there_is_none_to_choose(tab, home):
    _, found = opened(tab, home, "convolution", "figure-strip", "en/", again=True)
    sliders = {it.get_attribute("aria-label"): it for it in found.locator("input").all()}
    sliders["n"].fill("3")
    sliders["kernel_size"].fill("4")
    window = found.locator(".handle").last
    expect(window.locator("code")).to_have_text("output: —")
    expect(window.get_by_role("slider")).to_be_disabled()
    for button in window.locator("button").all():
        expect(button).to_have_attribute("aria-disabled", "true")
        button.click(force=True)
    expect(found.locator("svg")).to_contain_text("= ⌊(3 − 4) / 2⌋ + 1 = 0 < 1")
    expect(found.get_by_role("status")).to_contain_text("no place for it, and Keras refuses")
    sliders["kernel_size"].fill("3")
    expect(window.locator("code")).to_have_text("output[0]")


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


@pytest.mark.parametrize("width", [360, 390, 1280])
@pytest.mark.parametrize(("path", "figure"), [("", "hero"), ("convolution/", "strip")])
def test_the_buttons_of_a_figure_s_rows_stand_below_one_another(tab, home, path, figure, width):
    """In a row with ▶ too."""
    page = tab(again=True, viewport={"width": width, "height": 800})
    page.goto(home + path)
    drawn = page.locator(f'[data-live$="/{figure}"]')
    drawn.scroll_into_view_if_needed()
    rows = drawn.locator(".handle")
    rows.nth(1).wait_for()
    lefts = rows.evaluate_all(
        "all => all.map(it => [...it.querySelectorAll('button:not(.play)')].map(one => one.getBoundingClientRect().left))"
    )
    assert len(lefts) > 1
    for place in 0, 1:
        assert max(row[place] for row in lefts) - min(row[place] for row in lefts) <= 1


def test_what_a_handle_is_set_to_has_a_true_minus(tab, home):
    """As the sentence and the drawing have it; code, W[::-1], keeps its hyphen."""
    negative = 0
    for page, figures in FIGURES.items():
        for figure in figures:
            _, found = opened(tab, home, page, figure)
            for slider in found.get_by_role("slider").all():
                slider.press("Home")
            texts = found.locator(".handle code").all_text_contents()
            negative += sum("−" in it for it in texts)
            assert not any(re.search(r"=-\d", it) for it in texts), texts
    assert negative > 2


@pytest.mark.parametrize("language", ["", "en/"])
def test_a_quantity_in_what_a_figure_says_is_set_as_in_its_drawing(tab, home, language):
    _, found = opened(tab, f"{home}{language}", "backpropagation", "figure-step")
    said = found.locator(".tells")
    found.get_by_role("slider").press("ArrowLeft")
    assert said.locator("math").all_text_contents() == ["E"]
    assert said.text_content().count("E") == 1
    assert "$" not in said.text_content()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kernel_size", [1, 4, 8])
def test_a_frame_on_a_picture_is_seen_however_light_the_picture_is(tab, home, kernel_size, scheme):
    window, found = opened(tab, home, "conv2d_transpose", "figure-checkerboard", color_scheme=scheme)
    slider = found.get_by_role("slider")
    slider.press("Home")
    for _ in range(kernel_size - 1):
        slider.press("ArrowRight")
    frame = found.locator("svg rect.stroke-ink").first.bounding_box()
    # across its left side, at half its height
    clip = {"x": frame["x"] - 6, "y": frame["y"] + frame["height"] / 2, "width": 12, "height": 1}
    pixels = imread(BytesIO(window.screenshot(clip=clip)))[0, :, :3]
    linear = np.where(pixels <= 0.04045, pixels / 12.92, ((pixels + 0.055) / 1.055) ** 2.4)
    light = linear @ [0.2126, 0.7152, 0.0722] + 0.05
    assert light.max() / light.min() >= 3  # WCAG 2's contrast of what is no text
