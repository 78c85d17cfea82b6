"""A finger on a slider: sideways it slides, a tap sets, up or down the page scrolls and nothing is set."""

import pytest

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SLIDERS = [
    ("en/explorer/?op=Conv2D&height=5&width=5", "conv-explorer input[name=strides]"),
    ("en/explorer/?op=Conv2D&height=5&width=5&step=3", "conv-explorer input[name=step]"),
    ("en/convolution/", "#figure-sliding .handles input"),
    ("en/conv2d_transpose/", "#figure-checkerboard .handles input"),
]
# at rest, in the middle of the window: what a page has still to lay out, or a glide, would move it
PLACED = """async it => {
  for (let still = 0, before; still < 20; still = before === it.getBoundingClientRect().top ? still + 1 : 0) {
    it.scrollIntoView({ block: "center", behavior: "instant" })
    before = it.getBoundingClientRect().top
    await new Promise(requestAnimationFrame)
  }
}"""


def opened(tab, home, path, name):
    """The page, and the slider when what it stands in is awake and at rest."""
    page = tab(again=True, **PHONE)
    page.goto(home + path)
    page.locator(name.split()[0]).first.scroll_into_view_if_needed()
    page.locator("conv-explorer .box[aria-busy=false]" if "explorer" in path else name).first.wait_for()
    return page, page.locator(name).first


def moved(page, slider, where, step, count=12):
    """A finger comes down at that part of the slider and goes on in steps: how far the page was scrolled by it."""
    slider.evaluate(PLACED)
    box, before = slider.bounding_box(), page.evaluate("scrollY")
    x, y = box["x"] + where * box["width"], box["y"] + box["height"] / 2
    touch = page.context.new_cdp_session(page)
    for number in range(count + 1):
        place = {"x": x + number * step[0], "y": y + number * step[1]}
        kind = "touchMove" if number else "touchStart"
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [place]})
        page.evaluate("new Promise(requestAnimationFrame)")
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.evaluate("new Promise(done => setTimeout(done, 250))")
    return page.evaluate("scrollY") - before


@pytest.mark.parametrize(("path", "name"), SLIDERS)
def test_a_finger_that_goes_up_from_a_slider_scrolls_and_sets_nothing(tab, home, path, name):
    page, slider = opened(tab, home, path, name)
    page.evaluate("addEventListener('input', () => { window.heard = true })")
    before = slider.input_value()
    for where in 0.1, 0.5, 0.9:
        for down in -14, 14:
            assert abs(moved(page, slider, where, (1, down))) > 60, (where, down)
            assert slider.input_value() == before and not page.evaluate("window.heard"), (where, down)


@pytest.mark.parametrize(("path", "name"), SLIDERS)
def test_a_finger_that_goes_sideways_or_taps_sets_a_slider(tab, home, path, name):
    page, slider = opened(tab, home, path, name)
    least, most = (int(slider.get_attribute(end)) for end in ("min", "max"))
    length = slider.bounding_box()["width"]
    assert moved(page, slider, 0.06, (0.9 * length / 12, 0)) == pytest.approx(0, abs=1)
    assert int(slider.input_value()) == most
    assert moved(page, slider, 0.06, (0, 0), 0) == pytest.approx(0, abs=1)
    assert int(slider.input_value()) == least
    if "explorer" in path:
        assert f"strides={least}&" in page.url or "step=0" in page.url
