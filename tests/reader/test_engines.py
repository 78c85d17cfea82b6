"""Every page in Chromium, Firefox and WebKit: both languages and schemes, on a phone and at a desk."""

import pytest
from engines import ENGINES, Missing
from watched import TOLD, Watched

pytestmark = [pytest.mark.browser, pytest.mark.check]

WIDTHS = 390, 1280
OPEN_ALL = "document.querySelectorAll('details').forEach(it => { it.open = true })"
FAULTS = """[
  document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth && "scrolls sideways",
  ...[...document.images].filter(it => it.checkVisibility() && !it.naturalWidth).map(it => `no image: ${it.src}`),
  ...[...document.querySelectorAll("math")].filter(it => it.checkVisibility() && it.getBoundingClientRect().height < 8)
    .map(it => `a formula without height: ${it.textContent.trim()}`),
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
    engine.resize(WIDTHS[0])
    engine.open(address)
    faults = engine.evaluate(TOLD) + engine.complaints()
    if not engine.evaluate(f"matchMedia('(prefers-color-scheme: {scheme})').matches"):
        faults.append(f"is not {scheme}")
    engine.evaluate(OPEN_ALL)
    for width in WIDTHS:
        engine.resize(width)
        engine.until(f"innerWidth === {width}")
        engine.until("document.fonts.status === 'loaded'")
        faults += [
            f"{width} px: {it}"
            for it in engine.evaluate(f"({seen})({{ whole: true }})") + engine.evaluate(FAULTS)
        ]
    return faults + engine.evaluate(TOLD) + engine.complaints()
