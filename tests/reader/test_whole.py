"""In what live figures, the explorer and the tracer say, no line ends within a sum, an index, a shape or a range."""

import pytest

pytestmark = pytest.mark.browser

EXPLORED = (
    "en/explorer/?op=Conv2DTranspose&height=2&width=2&kernel_size=3&strides=2&padding=valid&cell=input,1,0"
)

# page, place, sentence, and what in it is read as one; the handles of a live figure are set to 2
SAID = {
    "a live figure's sum": ("en/conv2d_transpose/", "#figure-overlap", ".tells", "1 + 2 = 3"),
    "a live figure's index": ("en/convolution/", "#figure-edited", ".tells", "[0, 2]"),
    "the explorer's range": (EXPLORED, "conv-explorer", "[data-part=says]", "2–4"),
    "the explorer's index": (EXPLORED, "conv-explorer", "[data-part=says]", "[1, 0]"),
    "the tracer's outcome": ("en/shapes/", "shape-tracer", "#st-outcome", "(None, 28, 28, 1)"),
    "the tracer's sizes": ("en/shapes/", "shape-tracer", "[data-part=answer] li", "28–31"),
}

# on how many lines the words stand where the sentence is so wide
LINES = """(sentence, words) => {
  const texts = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT), range = document.createRange()
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const at = text.data.replaceAll("\\u00a0", " ").indexOf(words)
    if (at < 0) continue
    range.setStart(text, at)
    range.setEnd(text, at + words.length)
    return Array.from({ length: 100 }, (_, step) => {
      sentence.style.width = `${40 + 3 * step}px`
      return new Set([...range.getClientRects()].map(({ bottom }) => Math.round(bottom))).size
    })
  }
}"""


@pytest.mark.parametrize("said", SAID)
def test_what_is_read_as_one_stands_on_one_line_at_each_width(tab, home, said):
    page, place, sentence, words = SAID[said]
    window = tab(reduced_motion="reduce", viewport={"width": 360, "height": 740})
    window.goto(home + page)
    place = window.locator(place)
    place.scroll_into_view_if_needed()
    place.locator(sentence).first.wait_for()
    for slider in place.locator(".handles input").all():
        slider.fill("2")
    found = place.locator(sentence).filter(has_text=words.split()[-1]).first
    assert set(found.evaluate(LINES, words)) == {1}
