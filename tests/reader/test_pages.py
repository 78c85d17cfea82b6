"""A page as it opens: at an address that names a place, in both colour schemes, while it is still coming."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import expect
from served import Handler, serve

pytestmark = pytest.mark.browser

SCHEMES = "light", "dark"


@pytest.mark.parametrize(
    ("address", "fragment"),
    [
        *(("", fragment) for fragment in ("#100%", "#%E0%A4%A", "#gone")),
        *((address, "#100%") for address in ("explorer/", "shapes/", "conv2d_transpose/")),
    ],
)
def test_a_damaged_fragment_opens_the_page_all_the_same(tab, home, address, fragment):
    page = tab(again=True)
    page.goto(f"{home}{address}{fragment}")
    page.wait_for_timeout(700)  # place.ts looks for what the address names until half a second after the load
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert not page.faults


# whether the example below the target is marked, its output in sight from below the header to the end of the window, and
# the target is not marked
EXAMPLE = """() => {
  const said = document.querySelector("p:target"), first = said.nextElementSibling, example = first.querySelector("code")
  const usual = document.querySelector("article > p:not(:target)")
  const ground = it => getComputedStyle(it).backgroundColor
  const other = [...document.querySelectorAll(".highlight pre > code")].find(it => it !== example)
  let end = first.querySelector(".cell-output") ?? first
  while (end.nextElementSibling?.matches(".drawn, .cell-output")) end = end.nextElementSibling
  const output = end.matches(".cell-output") ? end : example  // a session has it among its code
  const { top, bottom } = output.getBoundingClientRect()
  const header = document.querySelector(".md-header").getBoundingClientRect().bottom
  return {
    marked: ground(example) !== ground(other) && ground(said) === ground(usual),
    begins: top > header - 1 && top < innerHeight,
    ends: bottom <= innerHeight || top < header + 1,
  }
}"""


@pytest.mark.parametrize(
    "address",
    ["conv2d_transpose/#gap-rows", "claims/#c22-run", "labs/autoencoder/#layer-shapes"],
)
def test_a_stated_result_leads_to_its_example_and_back(tab, home, address):
    page = tab(again=True, viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    path, _, id = address.partition("#")
    page.goto(f"{home}{path}")
    link = page.locator(f"article a[href='#{id}']").first
    for above in 700, 500:  # a reader comes scrolling
        link.evaluate("(it, above) => scrollBy(0, it.getBoundingClientRect().top - above)", above)
        page.wait_for_timeout(300)  # until Material has had its say
    before = page.evaluate("scrollY")
    link.tap()
    page.wait_for_url(f"**/#{id}")
    page.wait_for_timeout(300)
    assert page.evaluate(EXAMPLE) == {"marked": True, "begins": True, "ends": True}
    assert page.url.endswith(f"#{id}")  # to be passed on
    page.go_back()
    page.wait_for_timeout(300)
    assert abs(page.evaluate("scrollY") - before) < 2
    page.goto("about:blank")
    page.goto(home + address)
    page.wait_for_timeout(700)  # place.ts looks for what the address names until half a second after the load
    assert page.evaluate(EXAMPLE) == {"marked": True, "begins": True, "ends": True}


def test_figures_have_the_same_colours_without_scripts(tab, home):
    of = "({ fill, stroke }) => [fill, stroke]"
    colours = {True: [], False: []}
    for scripts, found in colours.items():
        page = tab(idle=scripts, java_script_enabled=scripts)
        page.goto(f"{home}conv2d_transpose/")
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            drawn = page.locator("figure.drawn svg *")
            found.append(drawn.evaluate_all(f"all => all.map(it => ({of})(getComputedStyle(it)))"))
    assert colours[True] == colours[False]
    light, dark = colours[True]
    assert len(light) > 100 and light != dark


def test_numbers_are_seen_in_forced_colours(tab, home):
    page = tab(idle=True, forced_colors="active")
    of = """all => all.map(text => {
      const { fill, fillOpacity } = getComputedStyle(text)
      return fill === getComputedStyle(document.body).color && fillOpacity === "1"
    })"""
    for name in ("convolution", "conv2d_transpose"):
        page.goto(f"{home}{name}/")
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            seen = page.locator("figure.drawn svg text").evaluate_all(of)
            assert len(seen) > 100 and all(seen)


def test_drawings_wait_in_their_place_and_are_ready_soon(tab, home):
    """Of the same size while they wait as when they are seen."""
    page = tab(again=True, viewport={"width": 360, "height": 800})
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


WAITING = """[...document.querySelectorAll("article > *, .beside > * > *, .drawn > svg")]
    .filter(it => getComputedStyle(it).contentVisibility === "auto").length"""
HEIGHTS = """[...document.querySelectorAll("article > *, .beside > * > *")].map(it => it.getBoundingClientRect().height)"""


def test_what_is_far_below_waits_and_is_soon_as_if_it_had_not(tab, home, shifts):
    waiting, page, whole = (tab(new=True, viewport={"width": 360, "height": 800}) for _ in range(3))
    waiting.route("**/page.js", lambda route: route.abort())
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
    page = tab(again=True)
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
        page = tab(new=True, viewport={"width": 412, "height": 800})
        page.goto(f"{address}en/pooling/")
        assert shifts(page) == 0
