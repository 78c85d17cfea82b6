"""The contents mark what was clicked in them, what a link led to, and what an address opens; and its heading is seen."""

import pytest
from chapters import CHAPTERS

pytestmark = pytest.mark.browser

LANGUAGES = "", "en/"
# [what was asked for, how, what is marked then] wherever that is not the same, or the heading lies under the header
MARKED = """
  const links = [...document.querySelectorAll(".md-nav--secondary a.md-nav__link")].filter(it => it.checkVisibility())
  const frame = () => new Promise(requestAnimationFrame)
  const header = document.querySelector(".md-header").getBoundingClientRect().bottom
  const isSeen = hash => {
    const { top, bottom } = document.getElementById(hash.slice(1)).getBoundingClientRect()
    return top > header - 1 && bottom <= innerHeight // places are fractions of a pixel
  }
  const marked = () => links.filter(it => it.classList.contains("md-nav__link--active")).at(-1)?.hash
  const wrong = async (hash, how) => {
    for (let frames = 0; frames < 90; frames++) {
      await frame()
      if (frames > 4 && marked() === hash && isSeen(hash)) return []
    }
    return [[hash, how, marked(), isSeen(hash) ? "" : "not seen"].join(" ")]
  }
"""
CLICKED = f"""async () => {{
  {MARKED}
  const found = []
  for (const link of links) {{
    link.click()
    found.push(...await wrong(link.hash, "clicked in the contents, marks"))
  }}
  const hashes = new Set(links.map(it => it.hash))
  for (const link of document.querySelectorAll("article a[href*='#']:not(.headerlink)")) {{
    if (link.pathname !== location.pathname || link.search || !hashes.delete(link.hash)) continue // each end once
    link.click()
    found.push(...await wrong(link.hash, "linked in the page, marks"))
  }}
  return [links.map(it => it.hash), found]
}}"""
OPENED = f"async () => {{ {MARKED} return wrong(location.hash, 'opened, marks') }}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_contents_mark_where_the_reader_went(tab, home, pages, language):
    page = tab(idle=True, reduced_motion="reduce", viewport={"width": 1280, "height": 800})
    faults, asked = [], 0
    for name in pages:
        if (name.split("/")[0] == "en") != bool(language):
            continue
        address = home + ("" if name == "." else f"{name}/")
        page.goto(address)
        page.evaluate("document.fonts.ready")
        hashes, wrong = page.evaluate(CLICKED)
        asked += len(hashes)
        # every other heading by its address; the rest in the other language
        for hash in hashes[bool(language) :: 2]:
            page.goto("about:blank")
            page.goto(address + hash)
            wrong += page.evaluate(OPENED)
        faults += [f"{name} {it}" for it in wrong]
    assert asked > 100
    assert not faults, "\n".join(faults)


# entries of the side menus that are higher, or no longer stand out by more than their colour, where they are marked
GROWN = """() => [...document.querySelectorAll(".md-sidebar a.md-nav__link[href*='#']")].filter(link => {
  const seen = isMarked => {
    link.classList.toggle("md-nav__link--active", isMarked)
    const { webkitTextStrokeWidth, fontWeight } = getComputedStyle(link)
    return [link.getBoundingClientRect().height, webkitTextStrokeWidth + fontWeight]
  }
  const wasMarked = link.classList.contains("md-nav__link--active")
  const [[before, plain], [after, strong]] = [seen(false), seen(true)]
  seen(wasMarked)
  return link.checkVisibility() && (before !== after || plain === strong)
}).map(link => link.hash)"""


@pytest.mark.parametrize("width", [1280, 1920])
def test_an_entry_that_is_marked_moves_none_below_it(tab, home, pages, width):
    page = tab(idle=True, viewport={"width": width, "height": 800})
    found = {}
    for name in pages:
        page.goto(home + ("" if name == "." else f"{name}/"))
        page.evaluate("document.fonts.ready")
        found[name] = page.evaluate(GROWN)
    assert not any(found.values()), found


@pytest.mark.parametrize("address", ["#tools", "claims/#versions"])
def test_a_section_that_cannot_come_to_the_top_is_marked_all_the_same(tab, home, address):
    page = tab(viewport={"width": 1920, "height": 1080})
    page.goto(home + address)
    page.wait_for_timeout(1000)  # until Material has had its say
    marked = page.locator(".md-sidebar--secondary .md-nav__link--active")
    assert marked.evaluate_all("all => all.at(-1)?.hash") == "#" + address.partition("#")[2]


# where the reader has scrolled to and the contents mark a section whose heading stands in the lower half, or none whose
# heading is the last in the upper quarter
AWAY = """async () => {
  const links = [...document.querySelectorAll(".md-nav--secondary a.md-nav__link")].filter(it => it.hash && it.checkVisibility())
  const frames = async count => { while (count--) await new Promise(requestAnimationFrame) }
  const found = []
  for (let y = 0; y < document.documentElement.scrollHeight - innerHeight; y += innerHeight / 3) {
    scrollTo({ top: y, behavior: "instant" })
    await frames(4)
    const tops = links.map(it => document.getElementById(it.hash.slice(1)).getBoundingClientRect().top / innerHeight)
    const marked = links.findIndex(it => it.classList.contains("md-nav__link--active"))
    if (marked < tops.findLastIndex(it => it < 0.25) || tops[marked] > 0.5)
      found.push(`at ${Math.round(y)}: ${links[marked]?.hash}, and ${links[tops.findLastIndex(it => it < 0.25)]?.hash} is read`)
  }
  return [links.length, found]
}"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_contents_mark_the_section_that_fills_the_window(tab, home, pages, language):
    page = tab(idle=True, reduced_motion="reduce", viewport={"width": 1280, "height": 800})
    faults, headings = [], 0
    for name in pages:
        if (name.split("/")[0] == "en") != bool(language) or name in (".", "en"):
            continue
        page.goto(f"{home}{name}/")
        count, found = page.evaluate(AWAY)
        headings += count
        faults += [f"{name} {it}" for it in found]
    assert headings > 100
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("address", ["convolution/", "en/conv2d_transpose/", "en/errors/"])
def test_what_is_marked_is_seen_in_a_list_that_is_longer_than_the_window(tab, home, address):
    page = tab(reduced_motion="reduce", viewport={"width": 1280, "height": 700})
    page.goto(home + address)
    marked = page.locator(".md-nav--secondary .md-nav__link--active").filter(visible=True)
    for part in 0.5, 1, 0.2:
        page.evaluate(f"scrollTo(0, {part} * document.documentElement.scrollHeight)")
        page.wait_for_timeout(300)
        box = marked.last.bounding_box()
        assert box["y"] > 48 and box["y"] + box["height"] < 690, part


IN_SIGHT = """() => {
  const marked = [...document.querySelectorAll(".md-sidebar .md-nav__link--active")].filter(it => it.checkVisibility()).at(-1)
  const [link, list] = [marked, marked.closest(".md-sidebar__scrollwrap")].map(it => it.getBoundingClientRect())
  return [marked.hash, list.top <= link.top && link.bottom <= list.bottom]
}"""


@pytest.mark.parametrize("name", CHAPTERS)
def test_at_the_end_of_a_chapter_its_last_section_is_marked_in_sight(tab, home, name):
    """There the foot of the page takes a part of the menu's height."""
    page = tab(idle=True, reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    page.goto(f"{home}{name}/")
    for share in 0.5, 0.9, 0.95, 1:
        page.evaluate("share => scrollTo(0, share * (document.body.scrollHeight - innerHeight))", share)
        page.wait_for_timeout(300)
    marked, is_seen = page.evaluate(IN_SIGHT)
    assert marked and is_seen
