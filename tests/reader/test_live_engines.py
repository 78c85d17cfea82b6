"""Every live figure in Chromium, Firefox and WebKit: by mouse, by touch (in WebKit by the events of one) and by keyboard."""

import json

import pytest
from live_page import FIGURES, address
from watched import COMPLAINTS

pytestmark = pytest.mark.browser

# its picture, what is said of it, and what its sliders are set to
STATE = """(figure => [
  ...[...figure.querySelectorAll("input")].map(it => it.getAttribute("aria-valuetext")),
  figure.querySelector(".tells").innerText,
  ...[...figure.querySelectorAll("svg > :not(title, desc)")].map(it => it.outerHTML),
].join())(document.querySelector(%s))"""
# the middle of a finger's breadth of the picture, wherever the hand is shown there, as a mouse that passes over it finds it
REACHED = """(svg => {
  svg.scrollIntoView({ block: "center", behavior: "instant" })
  const { left, top, right, bottom } = svg.getBoundingClientRect()
  const found = []
  for (let y = top + 6; y < bottom; y += 12)
    for (let x = left + 6; x < right; x += 12) {
      svg.dispatchEvent(new PointerEvent("pointermove", { clientX: x, clientY: y }))
      if (svg.classList.contains("reached")) found.push([Math.round(x), Math.round(y)])
    }
  return found
})(document.querySelector(%s))"""
FOCUS = "(document.querySelector(%s).focus(), true)"
KINDS = "mouse", "touch"
WIDTH = 390  # CSS pixels
STEP = 14  # CSS pixels that a drag goes at a time
DIRECTIONS = (1, 0), (0, 1), (-1, 0), (0, -1)


class Figure:
    def __init__(self, engine, name):
        self.engine, self.selector = engine, f"#{name}"
        engine.evaluate(f"(document.querySelector('{self.selector}').scrollIntoView(), true)")
        engine.until(f"document.querySelector('{self.selector} .tells')?.innerText")
        self.is_dragged = engine.evaluate(f"document.querySelector('{self.selector} svg.sideways') !== null")

    @property
    def state(self):
        return self.engine.evaluate(STATE % json.dumps(self.selector))

    def changes(self, act):
        before = self.state
        act()
        return self.state != before

    def each_handle(self):
        count = self.engine.evaluate(f"document.querySelectorAll('{self.selector} .handle').length")
        return [f"{self.selector} .handle:nth-child({place + 1})" for place in range(count)]

    def pressed(self, handle, kind):
        """Whether − or +, of which one may be at its end, changes it."""
        buttons = [f"{handle} input + button", f"{handle} button:has(+ input)"]
        return any(
            self.changes(lambda button=button: self.engine.drag(kind, [self.engine.place(button)]))
            for button in buttons
        )

    def keyed(self, handle):
        self.engine.evaluate(FOCUS % json.dumps(f"{handle} input"))
        return any(
            self.changes(lambda key=key: self.engine.press(key)) for key in ("ArrowRight", "ArrowLeft")
        )

    @property
    def places(self):
        """Where the hand is shown, some places apart."""
        found = self.engine.evaluate(REACHED % json.dumps(f"{self.selector} svg"))
        return [tuple(place) for place in found[:: max(len(found) // 6, 1)]]

    def touched(self, kind):
        return any(self.changes(lambda place=place: self.engine.drag(kind, [place])) for place in self.places)

    def dragged(self, kind):
        """Whether what was pressed goes on with the pointer, this way or that."""
        for x, y in self.places:
            for across, down in DIRECTIONS:
                self.engine.drag(kind, [(x, y)])
                track = [(x + n * STEP * across, y + n * STEP * down) for n in range(5)]
                track = [(min(max(x, 1), WIDTH - 1), y) for x, y in track]
                if self.changes(lambda track=track: self.engine.drag(kind, track)):
                    return True
        return False


@pytest.mark.parametrize("page", FIGURES)
def test_every_live_figure(engine, watched_home, page):
    engine.resize(WIDTH)
    engine.open(f"{watched_home}en/{address(page)}")
    for name in FIGURES[page]:
        figure = Figure(engine, name)
        for handle in figure.each_handle():
            assert figure.keyed(handle), f"{name}: {handle} by keyboard"
            for kind in KINDS:
                assert figure.pressed(handle, kind), f"{name}: {handle} by {kind}"
        for kind in KINDS:
            if figure.is_dragged:
                assert figure.dragged(kind), f"{name}: a drag by {kind}"
            elif figure.places:
                assert figure.touched(kind), f"{name}: a press by {kind}"
    assert engine.evaluate(COMPLAINTS) + engine.complaints() == []


def test_channels_unfold(engine, watched_home):
    engine.resize(1280)
    engine.open(f"{watched_home}en/explorer/?op=Conv2D&channels=3&filters=2")
    grids = "document.querySelectorAll('conv-explorer [role=grid][aria-label*=input]').length"
    button = "conv-explorer .views button"
    engine.until(f"{grids} === 1")
    for kind in KINDS:
        engine.drag(kind, [engine.place(button)])
        engine.until(f"{grids} === 3")
        engine.evaluate(FOCUS % json.dumps(button))
        engine.press("Enter")
        engine.until(f"{grids} === 1")
    assert engine.evaluate(COMPLAINTS) + engine.complaints() == []
