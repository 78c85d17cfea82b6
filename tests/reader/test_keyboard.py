"""With the keyboard alone, at a desk and at 200 % zoom: everything can be reached, and where one is can be seen."""

import pytest
from folds import OPEN_ALL

pytestmark = pytest.mark.browser

WIDTHS = 1280, 640  # the latter is the former at 200 % zoom
# what Tab should come to: everything that can be used and is seen; of a group of radio buttons, one
USABLE = """() => {
  const kinds = "a[href], button, input, select, textarea, summary, [tabindex='0']"
  window.usable = [...document.querySelectorAll(kinds)]
    .filter(it => it.tabIndex >= 0 && !it.disabled && it.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
    .filter(it => it.type !== "radio" || it.checked)
  window.reached = new Set()
  window.unseen = []
}"""
# whether Tab goes on, or came round to where it was; the focus is seen on the thing itself, on its label or its frame
ARRIVED = """() => {
  const outlined = it => {
    const { left, right, top, bottom } = it.getBoundingClientRect()
    const { outlineStyle, outlineWidth } = getComputedStyle(it)
    return it.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && right > 0 && left < innerWidth
      && bottom > 0 && top < innerHeight && outlineStyle !== "none" && parseFloat(outlineWidth) >= 1
  }
  const at = document.activeElement
  if (at === document.body) return true // after the last thing, or where one ceased to be usable under the focus
  if (reached.has(at)) return false
  reached.add(at)
  const showing = [at, at.nextElementSibling, at.closest(".st-editor"), ...at.labels ?? []]
  if (!showing.some(it => it && outlined(it))) unseen.push(at.outerHTML.slice(0, 120))
  return true
}"""
# Material takes code that does not scroll after all out of the round as it comes into view
MISSED = """() => usable.filter(it => !reached.has(it) && it.isConnected && it.tabIndex >= 0)
  .map(it => it.outerHTML.slice(0, 120))"""

# what is wider than the text and no code (which Material lets the keyboard into as it comes into view): its text, and
# whether Tab comes to it or to something in it
SCROLLING = """() => [...document.querySelectorAll("article :not(code)")]
  .filter(it => it.scrollWidth > it.clientWidth && /auto|scroll/.test(getComputedStyle(it).overflowX) && it.checkVisibility())
  .map(it => [it.innerText, it.tabIndex >= 0 || !!it.querySelector("a, button, input, select, summary, [tabindex='0']")])"""


@pytest.mark.parametrize("width", WIDTHS)
def test_tab_reaches_everything_and_the_focus_is_seen(tab, home, site, width):
    page = tab(idle=True, reduced_motion="reduce", viewport={"width": width, "height": 800})
    faults, stops = [], 0
    for path in sorted((site / "en").rglob("index.html")):
        page.goto(f"{home}{path.parent.relative_to(site).as_posix()}/", wait_until="networkidle")
        if page.evaluate("document.scrollingElement.scrollWidth > innerWidth"):
            faults.append(f"{page.url} scrolls sideways")
        page.evaluate(USABLE)
        while True:
            page.keyboard.press("Tab")
            if not page.evaluate(ARRIVED):
                break
            stops += 1
        faults += [f"{page.url} not reached: {it}" for it in page.evaluate(MISSED)]
        faults += [f"{page.url} focus not seen: {it}" for it in page.evaluate("unseen")]
    assert not faults, "\n".join(faults)
    print(f"{stops} stops of the Tab key at {width} px")


@pytest.mark.parametrize("language", ["", "en/"])
def test_what_scrolls_on_a_phone_is_within_reach(tab, home, site, language):
    page = tab(reduced_motion="reduce", viewport={"width": 360, "height": 800})
    labs = sorted((site / language / "labs").iterdir())
    assert len(labs) >= 3
    found = []
    for lab in labs:
        page.goto(f"{home}{language}labs/{lab.name}/")
        page.evaluate(OPEN_ALL)
        found += page.evaluate(SCROLLING)
    assert any(is_reached for _, is_reached in found)
    assert not [text for text, is_reached in found if not is_reached]


def test_menu_and_search_open_without_a_pointer(tab, home):
    page = tab(reduced_motion="reduce", viewport={"width": 640, "height": 800})
    page.goto(f"{home}en/")
    page.get_by_role("checkbox", name="Navigation").focus()
    page.keyboard.press("Space")
    page.locator("nav.md-nav--primary a", has_text="Pooling").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/pooling/", wait_until="networkidle")
    page.get_by_role("checkbox", name="Search").focus()
    page.keyboard.press("Space")
    page.locator(".md-search__input:focus").wait_for()
    page.keyboard.type("checkerboard")
    page.locator(".md-search-result__link").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**h=checkerboard*")
    page.goto(f"{home}en/", wait_until="networkidle")
    page.click("label.md-header__button[for=__search]")
    page.locator(".md-search__input:focus").wait_for()  # by touch, too


FOCUSED = "document.activeElement.matches('.md-search-result__link') ? document.activeElement.href : ''"


def test_arrows_go_from_one_result_of_the_search_to_the_next(tab, home):
    """To its section; the name of the page above it leads elsewhere and is passed, on the way down and on the way up."""
    page = tab(again=True)
    page.goto(home)
    page.locator(".md-search__input").click()
    page.keyboard.type("전치 합성곱")
    page.locator(".md-search-result__item:nth-child(4)").wait_for()
    sections = page.locator(".md-search-result__item").evaluate_all(
        "all => all.slice(0, 4).map(it => [...it.querySelectorAll('a')].at(-1).href)"
    )
    stops = []
    for _ in sections:
        page.keyboard.press("ArrowDown")
        stops.append(page.evaluate(FOCUSED))
    assert stops == sections
    for section in reversed(sections[:-1]):
        page.keyboard.press("ArrowUp")
        assert page.evaluate(FOCUSED) == section
    page.keyboard.press("ArrowUp")
    page.locator(".md-search__input:focus").wait_for()


# around what the ring of a result goes, and what is tinted: the same, the result as a whole
RINGED = """() => {
  const link = document.activeElement, item = link.closest(".md-search-result__item")
  const clear = it => getComputedStyle(it).backgroundColor === "rgba(0, 0, 0, 0)"
  return item && getComputedStyle(item).outlineStyle === "solid" && getComputedStyle(link).outlineStyle === "none"
    && !clear(item) && clear(link)
}"""


def test_the_ring_and_the_tint_of_a_result_take_the_whole_of_it(tab, home):
    page = tab(again=True, reduced_motion="reduce")
    page.goto(f"{home}en/")
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").fill(
        "strides"
    )  # at once: the results of each letter would take the focus along
    page.locator(".md-search-result__item:nth-child(4)").wait_for()
    for _ in range(2):
        page.keyboard.press("ArrowDown")
        page.locator(".md-search-result__item a:focus").wait_for()
        page.wait_for_function(RINGED)
