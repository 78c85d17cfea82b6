"""Every page of both languages, at phone and desktop width, in both colour schemes."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import expect
from served import Handler, serve

pytestmark = pytest.mark.browser

WIDTHS = 360, 1200
SCHEMES = "light", "dark"
WITH_AN_INSTRUMENT = {"conv2d_transpose", "explorer", "shapes"}  # which has a sheet of its own
FAINT = Path(__file__).with_name("faint.js").read_text("utf-8")
COVERED = Path(__file__).with_name("covered.js").read_text("utf-8")
CUT = """[...document.querySelectorAll("article pre > code")].filter(it => it.scrollWidth > it.clientWidth + 1)
    .map(it => it.textContent.slice(0, 60))"""


def test_nothing_from_elsewhere_no_errors_no_sideways_scroll_readable(tab, home, pages):
    assert {".", "en"} < set(pages)
    page = tab(idle=True, reduced_motion="reduce", viewport={"width": WIDTHS[0], "height": 800})
    faults = []
    page.on("console", lambda said: said.type == "error" and faults.append(f"{page.url}: {said.text}"))
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on(
        "request",
        lambda request: (
            request.url.startswith((home, "data:", "blob:"))
            or faults.append(f"{page.url} fetches {request.url}")
        ),
    )
    page.on(
        "response",
        lambda response: (
            response.status < 400 or faults.append(f"{page.url}: {response.status} {response.url}")
        ),
    )
    for name in pages:
        page.goto(f"{home}{name}/", wait_until="networkidle")
        page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true })")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
            if wide > 0:
                faults.append(f"{page.url} at {width} px scrolls sideways by {wide} px")
            covered = page.evaluate(COVERED)
            faults += [f"{page.url} {width}: the button hides {it!r} of {code!r}" for it, code in covered]
            if width == WIDTHS[-1]:
                faults += [f"{page.url} cuts {code!r}" for code in page.evaluate(CUT)]
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                faults += [f"{page.url} {width} {scheme}: {faint}" for faint in page.evaluate(FAINT)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("address", ["", "explorer/", "shapes/", "conv2d_transpose/"])
@pytest.mark.parametrize("fragment", ["#100%", "#%E0%A4%A", "#gone"])
def test_a_damaged_fragment_opens_the_page_all_the_same(tab, home, address, fragment):
    page, faults = tab(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{home}{address}{fragment}", wait_until="networkidle")
    page.wait_for_timeout(700)  # place.js looks for what the address names until half a second after the load
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert not faults


def test_every_page_describes_itself(tab, home, pages):
    page = tab(java_script_enabled=False)
    described = {}
    for name in pages:
        page.goto(f"{home}{name}/", wait_until="domcontentloaded")
        described[name] = page.locator("meta[name=description]").get_attribute("content")
    assert len(set(described.values())) == len(pages), described


def test_a_page_waits_for_no_script_and_one_style_sheet(tab, home, pages):
    page = tab(java_script_enabled=False)
    for name in pages:
        page.goto(f"{home}{name}/", wait_until="domcontentloaded")
        assert page.locator("script[src]").count() > 2
        assert page.locator("script[src]:not([defer], [type=module])").count() == 0, name
        sheets = 1 + (Path(name).name in WITH_AN_INSTRUMENT)
        assert page.locator("link[rel=stylesheet]").count() == sheets, name


@pytest.mark.parametrize("scheme", SCHEMES)
def test_figures_have_the_same_colours_without_scripts(tab, home, scheme):
    colours = []
    for scripts in (True, False):
        page = tab(color_scheme=scheme, java_script_enabled=scripts)
        page.goto(f"{home}conv2d_transpose/", wait_until="networkidle")
        of = "({ fill, stroke }) => [fill, stroke]"
        drawn = page.locator("figure.drawn svg *")
        colours.append(drawn.evaluate_all(f"all => all.map(it => ({of})(getComputedStyle(it)))"))
    assert colours[0] == colours[1]
    assert len(colours[0]) > 100


@pytest.mark.parametrize("scheme", SCHEMES)
def test_numbers_are_seen_in_forced_colours(tab, home, scheme):
    page = tab(color_scheme=scheme, forced_colors="active")
    of = """all => all.map(text => {
      const { fill, fillOpacity } = getComputedStyle(text)
      return fill === getComputedStyle(document.body).color && fillOpacity === "1"
    })"""
    for name in ("convolution", "conv2d_transpose"):
        page.goto(f"{home}{name}/", wait_until="networkidle")
        seen = page.locator("figure.drawn svg text").evaluate_all(of)
        assert len(seen) > 100 and all(seen)


def test_drawings_wait_in_their_place_and_are_ready_soon(tab, home):
    """Of the same size while they wait as when they are seen."""
    page = tab(viewport={"width": 360, "height": 800})
    page.goto(f"{home}upsampling/", wait_until="networkidle")
    drawings = page.locator("figure.drawn > svg")
    ready = "all => all.every(it => it.style.contentVisibility === 'visible')"
    expect(drawings.last).to_have_attribute("style", "content-visibility: visible;")
    assert drawings.evaluate_all(ready)
    heights = "all => all.map(it => it.getBoundingClientRect().height)"
    seen = drawings.evaluate_all(heights)
    drawings.evaluate_all("all => all.forEach(it => { it.style.contentVisibility = 'hidden' })")
    assert drawings.evaluate_all(heights) == pytest.approx(seen, abs=0.1)
    assert min(seen) > 100


WAITING = """[...document.querySelectorAll("article > *, .drawn > svg")]
    .filter(it => getComputedStyle(it).contentVisibility === "auto").length"""
HEIGHTS = """[...document.querySelectorAll("article > *")].map(it => it.getBoundingClientRect().height)"""


def test_what_is_far_below_waits_and_is_soon_as_if_it_had_not(tab, home, shifts):
    waiting, page, whole = (tab(viewport={"width": 360, "height": 800}) for _ in range(3))
    waiting.route("**/waiting.js", lambda route: route.abort())
    waiting.goto(f"{home}upsampling/")
    assert waiting.evaluate(WAITING) > 50
    whole.goto(f"{home}upsampling/#summary", wait_until="networkidle")
    page.goto(f"{home}upsampling/")
    expect(page.locator("article > .highlight").last).to_have_attribute(
        "style", "content-visibility: visible;"
    )
    assert page.evaluate(WAITING) == 0
    assert page.evaluate(HEIGHTS) == pytest.approx(whole.evaluate(HEIGHTS), abs=0.1)
    assert shifts(page) < 0.01


@pytest.mark.parametrize("whole", ["document.querySelector('a[href=\"#summary\"]').click()", "print()"])
def test_nothing_waits_for_a_reader_who_follows_a_link_or_prints(tab, home, whole):
    page = tab()
    page.add_init_script("window.requestIdleCallback = () => {}")
    page.goto(f"{home}upsampling/")
    assert page.evaluate(WAITING) > 50
    page.evaluate(whole)
    assert page.evaluate(WAITING) == 0


def test_nothing_waits_where_the_reader_does_not_begin_at_the_top(tab, home):
    page = tab()
    page.goto(f"{home}upsampling/#summary")
    assert page.locator(".fresh").count() == 0
    page.goto(f"{home}pooling/")
    assert page.locator(".fresh").count() == 1
    page.reload()
    assert page.locator(".fresh").count() == 0


HEADER = '<div class="md-header__option">', 'md-icon" for="__search">', '<div class="md-search"'


@pytest.mark.parametrize("part", HEADER)
def test_nothing_moves_where_the_header_comes_in_two_parts(tab, site, shifts, part):
    class Halting(Handler):
        def do_GET(self):
            if not self.path.endswith("/"):
                return super().do_GET()
            page = Path(self.translate_path(self.path), "index.html").read_text("utf-8")
            begun, tag, rest = page.rpartition(part)
            assert "scheme" in begun and rest
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            for text in begun, tag + rest:
                self.wfile.write(text.encode())
                self.wfile.flush()
                time.sleep(0.5)  # seconds, in which a browser shows what it has

    with serve(site, Halting) as address:
        page = tab(viewport={"width": 412, "height": 800})
        page.goto(f"{address}en/pooling/")
        assert shifts(page) == 0
