"""Every page of both languages, visited once: at phone and desktop width, in both colour schemes, and as it is sent."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, SoupStrainer
from folds import OPEN_ALL

pytestmark = pytest.mark.browser

FAINT, COVERED, DRAWN, TABLES = (
    Path(__file__).with_name(f"{name}.js").read_text("utf-8")
    for name in ("faint", "covered", "drawn", "tables")
)
SCHEMES = "light", "dark"
INSTRUMENTS = {"explorer", "shapes"}  # which have a sheet of their own
CUT = """[...document.querySelectorAll("article pre > code")].filter(it => it.scrollWidth > it.clientWidth + 1)
    .map(it => it.textContent.slice(0, 60))"""
TITLES = """[...document.querySelectorAll(".md-header__topic .md-ellipsis")].map(it => ({ text: it.textContent.trim(),
    cut: it.scrollWidth > it.clientWidth + 1 || it.scrollHeight > it.clientHeight + 1
      || it.clientHeight > it.closest(".md-header").clientHeight }))"""
TEXTS = "[...document.querySelectorAll('.md-content svg text')].map(it => [it.closest('[id]')?.id, it.textContent])"
WRONG = re.compile(r"[$\\]|(?<![\w)\]])-(?=\.?\d)")  # TeX that nothing has set, a hyphen for a minus


class Visits:
    """What is seen on visits: faults by kind, and how much was looked at."""

    def __init__(self, page, home):
        self.page, self.home = page, home
        self.faults = {"network": [], "wide": [], "covered": [], "cut": [], "faint": [], "drawn": []}
        self.faults |= {"text": [], "title": [], "table": []}
        self.texts = self.tables = 0
        page.on("console", lambda said: said.type == "error" and self._saw("network", said.text))
        page.on("pageerror", lambda error: self._saw("network", error))
        page.on("request", self._asks)
        page.on("response", lambda it: it.status >= 400 and self._saw("network", f"{it.status} {it.url}"))

    def _saw(self, kind, *faults):
        self.faults[kind] += [f"{self.page.url} {self.page.viewport_size['width']}: {it}" for it in faults]

    def _asks(self, request):
        if not request.url.startswith((self.home, "data:", "blob:")):
            self._saw("network", f"fetches {request.url}")

    def _at(self, width):
        self.page.set_viewport_size({"width": width, "height": 800})

    def visit(self, name):
        """Each new width lays the whole page out again, which is what takes time: two of them, and two of the header alone."""
        self._at(360)
        self.page.goto(f"{self.home}{name}/")
        self.page.evaluate(OPEN_ALL)
        self.page.evaluate("document.fonts.ready")
        self._reads_drawings()
        self._tables()
        self._look(name, but="article")  # whose colours are those of the other width
        self.page.evaluate("document.querySelector('.md-container').style.display = 'none'")
        for width in 320, 390:
            self._at(width)
            self._title()
        self._at(1280)
        self.page.evaluate("document.querySelector('.md-container').style.display = ''")
        self._look(name, but="template")
        self._code()

    def _look(self, name, but):
        self._room()
        self._colours(but)
        if not name.startswith("en"):  # one drawing serves both languages
            self._drawings()

    def _reads_drawings(self):
        texts = self.page.evaluate(TEXTS)
        self.texts += len(texts)
        self._saw("text", *(f"{place}: {text!r}" for place, text in texts if WRONG.search(text)))

    def _title(self):
        titles = self.page.evaluate(TITLES)
        assert len(titles) == 2
        self._saw("title", *(title["text"] for title in titles if title["cut"]))

    def _room(self):
        wide = self.page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
        self._saw("wide", *[f"scrolls sideways by {wide} px"] * (wide > 0))
        covered = self.page.evaluate(COVERED)
        self._saw("covered", *(f"the button hides {hidden!r} of {code!r}" for hidden, code in covered))

    def _colours(self, but):
        for scheme in SCHEMES:
            self.page.emulate_media(color_scheme=scheme)
            self._saw("faint", *(f"{scheme}: {text}" for text in self.page.evaluate(FAINT, but)))

    def _code(self):
        self._saw("cut", *self.page.evaluate(CUT))

    def _drawings(self):
        self._saw("drawn", *self.page.evaluate(DRAWN))

    def _tables(self):
        tables = self.page.locator("article table:not([class])")
        self.tables += tables.count()
        self._saw("table", *tables.evaluate_all(TABLES))


@pytest.fixture(scope="module")
def visits(chromium, home, pages):
    assert {".", "en"} < set(pages)
    with chromium.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        page.add_init_script("window.requestIdleCallback = then => then()")  # a loaded page is whole
        visits = Visits(page, home)
        for name in pages:
            visits.visit(name)
    return visits


@pytest.mark.parametrize(
    "kind", ["network", "wide", "covered", "cut", "faint", "drawn", "text", "title", "table"]
)
def test_no_fault_of_this_kind(visits, kind):
    """Nothing from elsewhere and no error; nothing too wide, hidden, cut off or faint; no drawn text over another or over a
    mark, cut off, too small or half set; the header's title whole; tables as wide as the text, no cell cut."""
    assert not visits.faults[kind], "\n".join(visits.faults[kind])


def test_all_was_looked_at(visits):
    assert visits.texts > 5000
    assert visits.tables > 15


@pytest.fixture(scope="module")
def sent(site, pages):
    """Page → what its HTML asks for as it is sent, before any script."""
    asking = SoupStrainer(["meta", "link", "script"])
    texts = {name: (site / name / "index.html").read_text("utf-8") for name in pages}
    return {name: BeautifulSoup(text, "html.parser", parse_only=asking) for name, text in texts.items()}


def test_every_page_describes_itself(sent):
    described = {name: html.select_one("meta[name=description]")["content"] for name, html in sent.items()}
    assert all(described.values())
    assert len(set(described.values())) == len(described), described


def test_a_page_waits_for_no_script_and_one_style_sheet(sent):
    for name, html in sent.items():
        assert len(html.select("script[src]")) > 2
        assert html.select("script[src]:not([defer], [type=module])") == [], name
        assert len(html.select("link[rel=stylesheet]")) == 1 + (Path(name).name in INSTRUMENTS), name
