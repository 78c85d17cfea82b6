"""Code is copied as it can be run, without prompts and outputs (samples/ko/copy.md)."""

import pytest

pytestmark = pytest.mark.browser

CODE = '''
import numpy as np
x = np.arange(4).reshape(2, 2)
x
for i in range(2):
    if i < 1:
        print("<", i)

def double(a):
    """Twice a."""
    return 2 * a
double(x).sum()

double(None)
done = True
'''
LONG = "values = [" + ", ".join(map(str, range(40))) + "]"
# of each line that wraps, how many characters further in than it begins what is left of it goes on
SET_IN = """code => {
  const lines = new Map(), range = document.createRange()
  const texts = document.createTreeWalker(code, NodeFilter.SHOW_TEXT)
  let line = [], width = 0
  const all = [line]
  while (texts.nextNode()) for (const [at, letter] of [...texts.currentNode.data].entries()) {
    range.setStart(texts.currentNode, at)
    range.setEnd(texts.currentNode, at + 1)
    const { left, top, width: wide } = range.getBoundingClientRect()
    if (letter === "\\n") all.push(line = [])
    else line.push({ letter, left, top })
    width ||= wide
  }
  return all.map(line => {
    const text = line.map(it => it.letter).join(""), first = line[text.match(/^(>>> |[.]{3} )? */)[0].length]
    const wrapped = line.filter((it, at) => at && it.top > line[at - 1].top + 5 && it.letter !== " ")
    return wrapped.map(it => Math.round((it.left - first.left) / width))
  }).filter(it => it.length)
}"""


@pytest.fixture(scope="module")
def home(samples):
    return f"{samples}copy/"


@pytest.fixture
def page(tab, home):
    page = tab(again=True, permissions=["clipboard-read", "clipboard-write"])
    page.goto(home)
    page.evaluate("document.querySelector('details').open = true")
    return page


def lines(text):
    """Without blank lines and the blanks after what follows a bare `...`."""
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def clipboard(page):
    return page.evaluate("navigator.clipboard.readText()")


def runs(text):
    """Whether all but the line that raises runs."""
    names = {}
    exec(compile(text.replace("double(None)\n", ""), "pasted", "exec"), names)
    return names["done"]


# of each copy button as it rests, how much its sign stands out from the code's ground (WCAG's ratio)
CONTRAST = """all => all.map(button => {
  const luminance = colour => {
    const linear = it => it <= .04045 ? it / 12.92 : ((it + .055) / 1.055) ** 2.4
    const [r, g, b] = colour.match(/[\\d.]+/g).map(it => linear(it / 255))
    return .2126 * r + .7152 * g + .0722 * b
  }
  const ground = getComputedStyle(button.closest("pre").querySelector("code")).backgroundColor
  const [dark, light] = [getComputedStyle(button).color, ground].map(luminance).sort((a, b) => a - b)
  return (light + .05) / (dark + .05)
})"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_button_is_seen_before_it_is_pointed_at(tab, home, scheme):
    page = tab(again=True, color_scheme=scheme)
    page.goto(home)
    ratios = page.locator("pre:not(:hover) .md-code__button").evaluate_all(CONTRAST)
    assert len(ratios) > 5 and min(ratios) >= 3


@pytest.mark.parametrize("index", range(3))
def test_the_button_copies_code_only(page, index):
    page.locator(".md-code__button").nth(index).click()
    page.locator(".md-dialog--active").wait_for()
    assert lines(clipboard(page)) == lines(CODE)
    assert runs(clipboard(page))


@pytest.mark.parametrize("index", range(3))
def test_a_selection_copies_code_only(page, index):
    page.locator("pre > code").nth(index).evaluate("code => getSelection().selectAllChildren(code)")
    page.keyboard.press("Control+C")
    assert lines(clipboard(page)) == lines(CODE)
    assert runs(clipboard(page))


def test_code_without_prompts_is_copied_whole(page):
    page.locator(".md-code__button").nth(3).click()
    page.locator(".md-dialog--active").wait_for()
    assert clipboard(page) == "x = 1  # >>> not a prompt"


@pytest.mark.parametrize("width", [360, 1280])
def test_what_wraps_is_copied_unwrapped(page, width):
    page.set_viewport_size({"width": width, "height": 740})
    code = page.locator("pre > code").nth(4)
    assert code.evaluate("it => it.scrollWidth - it.clientWidth") <= 0
    page.locator(".md-code__button").nth(4).click()
    page.locator(".md-dialog--active").wait_for()
    assert clipboard(page) == LONG
    code.evaluate("code => getSelection().selectAllChildren(code)")
    page.keyboard.press("Control+C")
    assert clipboard(page).strip() == LONG


def test_what_wraps_goes_on_further_in_than_it_begins(page):
    page.set_viewport_size({"width": 360, "height": 740})
    hung = [page.locator("pre > code").nth(index).evaluate(SET_IN) for index in (4, 5, 6)]
    assert [len(lines) for lines in hung] == [1, 1, 2]
    assert {set_in for lines in hung for line in lines for set_in in line} == {4}
