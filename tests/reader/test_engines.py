"""Every page in Chromium, Firefox and WebKit: both languages and schemes, on a phone and at a desk."""

import pytest
from engines import ENGINES, Missing
from folds import OPEN_ALL
from watched import COMPLAINTS, Watched

pytestmark = pytest.mark.browser

WIDTHS = 390, 1280
# nothing waits any more to be laid out
WHOLE = """[...document.querySelectorAll("article > *, .beside > * > *, .drawn > svg")]
    .every(it => getComputedStyle(it).contentVisibility !== "auto")"""
# the page has arrived, and nothing moves any more: a slow machine lays out what it has
AT_REST = """(async () => {
  for (let before, same = 0, frames = 0; same < 5; frames++) {
    if (frames > 600) return false
    await new Promise(requestAnimationFrame)
    const height = document.readyState === "complete" && document.scrollingElement?.scrollHeight
    same = height && height === before ? same + 1 : 0
    before = height
  }
  return true
})()"""
FAULTS = """[
  document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth && "scrolls sideways",
  ...[...document.images].filter(it => it.checkVisibility() && !it.naturalWidth).map(it => `no image: ${it.src}`),
  ...[...document.querySelectorAll("math")].filter(it => it.checkVisibility() && it.getBoundingClientRect().height < 8)
    .map(it => `a formula without height: ${it.textContent.trim()}`),
  ...[...document.querySelectorAll("mfrac, mroot, msub, msup, munder, mover, msubsup, munderover")]
    .filter(it => it.childElementCount !== (/^(?:msubsup|munderover)$/.test(it.localName) ? 3 : 2))
    .map(it => `${it.localName} of ${it.childElementCount} parts: ${it.textContent}`),
].filter(Boolean)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ENGINES)
def test_every_page(name, scheme, pages, watched_home, seen):
    assert {".", "en"} < set(pages)
    faults = []
    try:
        with ENGINES[name](scheme) as engine:
            for page in pages:
                faults += [
                    f"{page} {fault}" for fault in look(engine, f"{watched_home}{page}/", seen, scheme)
                ]
    except Missing as missing:
        pytest.skip(str(missing))
    assert not faults + Watched.missed, "\n".join(faults + Watched.missed)


def look(engine, address, seen, scheme):
    faults = []
    # each read afresh: WebKit keeps the places of a drawing's texts when the window's width changes
    for width in WIDTHS:
        engine.resize(width)
        engine.open(address)
        engine.until(f"document.fonts.status === 'loaded' && {WHOLE}")
        if not engine.evaluate(f"matchMedia('(prefers-color-scheme: {scheme})').matches"):
            faults.append(f"is not {scheme}")
        engine.evaluate(OPEN_ALL)
        assert engine.evaluate(AT_REST), f"{address} never comes to rest"
        found = engine.evaluate(f"({seen})({{ whole: true }})") + engine.evaluate(FAULTS)
        faults += [f"{width} px: {it}" for it in found]
    return faults + engine.evaluate(COMPLAINTS) + engine.complaints()
