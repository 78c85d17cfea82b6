"""What readers do, in Chromium, Firefox and WebKit."""

import pytest
from watched import COMPLAINTS

pytestmark = pytest.mark.browser

START = "explorer/?op=Conv2DTranspose&height=2&width=2&kernel_size=3&strides=2&kernel=ones&input=1,2,3,4"
STACK = "keras.Input((28, 28, 1))\nlayers.Conv2D(8, 5)\nlayers.Flatten()"
CLEAR = "(document.activeElement.select(), true)"
CONTENTS = ".md-sidebar--primary .md-nav--secondary"  # of a chapter
MARKED = f"[...document.querySelectorAll('{CONTENTS} .md-nav__link--active')].at(-1)?.hash"
WAITS = """[...document.querySelectorAll("article > *, .beside > * > *")]
    .some(it => getComputedStyle(it).contentVisibility === "auto")"""


@pytest.fixture
def reader(engine, watched_home):
    """A function: path, width → the engine, at that page; nothing of what is done then may be complained of."""

    def open_at(path, width=1280):
        engine.resize(width)
        engine.open(watched_home + path)
        engine.until(f"!({WAITS})")  # what is rendered later (waiting.ts) moves what stands below it
        return engine

    yield open_at
    assert engine.evaluate(COMPLAINTS) + engine.complaints() == []


KERAS_LINE = 'conv-explorer [data-part="line"]'


def says(selector, text):
    return f"document.querySelector({selector!r})?.innerText.includes({text!r})"


@pytest.mark.parametrize("width", [390, 1280])
def test_search(reader, width):
    page = reader("en/", width)
    if width < 960:
        page.click("label.md-header__button[for=__search]")
        page.until("document.activeElement.matches('.md-search__input')")  # or no keyboard opens on a phone
    else:
        page.click(".md-search__input")
    page.type("checkerboard")
    page.click(".md-search-result__link[href*='checkerboard#']")
    page.until("location.search.includes('checkerboard') && document.querySelector('article mark')")


def test_an_entry_of_the_menu_is_reached_beside_its_words(reader):
    page = reader("en/")
    entry = "document.querySelector('.md-sidebar--primary a.md-nav__link[href=\"pooling/\"]').getBoundingClientRect()"
    box = page.evaluate(f"(({{ right, top, bottom }}) => ({{ right, top, bottom }}))({entry})")
    page.point(int(box["right"]) - 8, round((box["top"] + box["bottom"]) / 2), press=True)
    page.until("location.pathname.endsWith('/en/pooling/')")


def test_language_switch(reader):
    page = reader("conv2d_transpose/#stride-2")
    for language in "en", "ko":
        page.click("a.language")
        page.until(f"document.documentElement.lang === '{language}' && document.readyState === 'complete'")
        page.until("location.hash === '#stride-2'")
        page.until(
            "(top => top >= 0 && top < 200)(document.getElementById('stride-2').getBoundingClientRect().top)"
        )


def test_contents(reader):
    page = reader("en/pooling/")
    entries = page.evaluate(f"[...document.querySelectorAll('{CONTENTS} a.md-nav__link')].map(it => it.hash)")
    for entry in entries[1], entries[len(entries) // 2]:
        page.click(f"{CONTENTS} a[href$='{entry}']")
        page.until(f"{MARKED} === '{entry}'")
        page.until(
            f"(top => top > 40 && top < 200)(document.querySelector('{entry}').getBoundingClientRect().top)"
        )


def test_a_stated_result_leads_to_its_example_and_back(reader):
    page = reader("en/labs/autoencoder/", 390)
    link = "article a[href='#layer-shapes']"
    page.evaluate(f"(document.querySelector(\"{link}\").scrollIntoView({{ block: 'center' }}), true)")
    before = page.evaluate("scrollY")
    page.click(link)
    output = "document.querySelector('p:target + details.check[open] > .cell-output').getBoundingClientRect()"
    # what was stated stands in the output, which the link unfolds with its code: longer than a phone together
    page.until(f"location.hash === '#layer-shapes' && {output}.top > 0 && {output}.bottom <= innerHeight")
    page.back()
    page.until(f"location.hash === '' && Math.abs(scrollY - {before}) < 3")


def paste_target(page):
    page.evaluate(
        "(document.body.append(document.createElement('textarea')), document.body.lastChild.focus(), true)"
    )
    page.press("Control+V")
    return "document.body.lastChild.value"


def test_copy(reader):
    page = reader("en/pooling/")
    page.click(".md-code__button:not(details *)")  # not what is folded away
    page.until("document.querySelector('.md-dialog--active')")
    pasted = paste_target(page)
    page.until(pasted)
    code = page.evaluate(pasted)
    assert code and ">>>" not in code
    shown = page.evaluate("document.querySelector('article pre > code:not(details *)').textContent")
    assert all(line.strip() in shown for line in code.splitlines())


def test_the_explorer(reader):
    page = reader("en/" + START)
    page.until("document.querySelector('conv-explorer [role=gridcell]')")
    page.choose("conv-explorer [name=padding]", "same")
    page.until("location.search.includes('padding=same')")
    page.until(says("conv-explorer dl", "(1, 4, 4, 1)"))
    page.click("conv-explorer [aria-label='One step back']")
    page.until(says("conv-explorer .steps output", "4 / 5"))
    page.click("conv-explorer [aria-label='One step on']")
    page.hover("[role=grid][aria-label^=output] [role=row]:nth-of-type(3) [role=gridcell]:nth-of-type(3)")
    page.until(says("conv-explorer .says", "="))
    shown = page.evaluate("document.querySelector('conv-explorer .says').innerText")
    link = "document.querySelector('conv-explorer [data-part=link]').href"
    assert "padding=same" in page.evaluate(link)
    address = page.evaluate(link)
    page.evaluate("globalThis.isLeft = true")  # the page before is still there for a moment
    page.open(address)
    page.until(
        "!globalThis.isLeft && document.querySelector('conv-explorer [name=padding]')?.value === 'same'"
    )
    assert "=" in shown


def test_back_and_forward(reader):
    page = reader("en/pooling/")
    # whole before it is left: Firefox tells of scripts that it was still fetching
    is_whole = "document.readyState === 'complete' && location.pathname.endsWith"
    page.click(".md-sidebar--primary a[href$='upsampling/']")
    page.until(f"{is_whole}('upsampling/')")
    page.back()
    page.until(f"{is_whole}('en/pooling/')")
    page.back(-1)
    page.until(f"{is_whole}('upsampling/')")
    page.open(page.evaluate(f"new URL('../{START}', location).href"))
    page.until("document.querySelector('conv-explorer [role=gridcell]')")
    page.choose("conv-explorer [name=padding]", "same")
    page.choose("conv-explorer [name=op]", "UpSampling2D")
    page.until(says("conv-explorer dl", "UpSampling2D"))
    page.back()
    page.until(says(KERAS_LINE, 'padding="same"'))
    page.back()
    page.until(says(KERAS_LINE, "Conv2DTranspose") + f" && !{says(KERAS_LINE, 'padding=')}")
    page.back(-1)
    page.until(says(KERAS_LINE, 'padding="same"'))


def test_the_tracer(reader):
    page = reader("en/shapes/")
    shapes = "[...document.querySelectorAll('tbody .st-shape')].map(it => it.innerText).join()"
    page.until("document.querySelector('shape-tracer table')")
    page.evaluate("(document.body.append(document.createElement('textarea')), true)")
    page.evaluate(f"(it => {{ it.value = {STACK!r}; it.focus(); it.select() }})(document.body.lastChild)")
    page.press("Control+C")
    page.click("#st-code")
    page.press("Control+A")
    page.press("Control+V")
    page.until(f"{shapes} === '(None, 28, 28, 1),(None, 24, 24, 8),(None, 4608)'")
    page.click("#st-input")
    page.evaluate(CLEAR)
    page.type("4, 4, 1")
    page.until(says("#st-outcome", "breaks at layer"))
    page.until("location.search.includes('(4,')")
    page.click(".st-result .st-mend")
    page.until(says("#st-outcome", "fit to the end"))
    page.until("location.search.includes('same')")
    page.back()
    page.until(says("#st-outcome", "breaks at layer"))
