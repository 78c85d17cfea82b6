"""No part of a page is cut off, out of line or leaves a hole, at the widths that people have."""

import re

import pytest
from chapters import CHAPTERS
from folds import OPEN_ALL

pytestmark = pytest.mark.browser

PHONE, DESKS = 360, (1230, 1280, 1920)


# the pictures in drawings that no line frames
UNFRAMED = """() => [...document.querySelectorAll("figure.drawn image")].filter(picture => {
  const box = it => (({ left, top, right, bottom }) => [left, top, right, bottom])(it.getBoundingClientRect())
  const edges = box(picture)
  return ![...picture.ownerSVGElement.querySelectorAll("path, rect")].some(line => {
    const { stroke, fill } = getComputedStyle(line)
    return stroke !== "none" && fill === "none" && box(line).every((edge, i) => Math.abs(edge - edges[i]) < 2)
  })
}).map(picture => picture.closest("figure").innerText.slice(0, 60))"""


@pytest.mark.parametrize("name", ["labs/autoencoder", "labs/invariance"])
def test_every_picture_of_a_lab_has_a_frame(tab, home, name):
    page = tab(idle=True, viewport={"width": 390, "height": 800}, color_scheme="dark")
    page.goto(f"{home}en/{name}/")
    assert page.locator("figure.drawn image").count()
    assert page.evaluate(UNFRAMED) == []


@pytest.mark.parametrize("name", ["autoencoder", "invariance", "timeseries_conv1d"])
def test_a_chart_of_a_korean_lab_has_korean_labels(tab, home, name):
    """But for names of code, and for those by which its text calls two forecasts."""
    page = tab(idle=True)
    page.goto(f"{home}labs/{name}/")
    labels = page.locator("figure.drawn svg text").all_text_contents()
    words = {word for label in labels for word in re.findall(r"\b[a-z]{3,}\b", label)}
    assert labels and words <= {"strides", "today", "linear"}


def test_the_menu_shows_the_whole_name_of_the_site(tab, home):
    page = tab(again=True, viewport={"width": 390, "height": 800})
    page.goto(f"{home}en/pooling/")
    page.locator("label.md-header__button[for=__drawer]").click()
    cut = "all => all.map(it => it.scrollWidth - it.clientWidth)"
    assert page.locator(".md-nav__title[for=__drawer]").evaluate_all(cut) == [0]


def test_descenders_in_the_menus_are_whole(tab, home):
    page = tab(again=True, viewport={"width": 1280, "height": 800})
    page.goto(f"{home}en/conv2d_transpose/")
    cut = """all => all.filter(it => it.checkVisibility()).map(it => {
      const range = document.createRange()
      range.selectNodeContents(it)
      return range.getBoundingClientRect().bottom - it.getBoundingClientRect().bottom
    })"""
    below = page.locator(".md-sidebar .md-nav__link .md-ellipsis").evaluate_all(cut)
    assert len(below) > 20 and max(below) <= 0.5  # pixels


LOGO = """async image => {
  await image.decode()
  const pen = new OffscreenCanvas(48, 48).getContext("2d")
  pen.fillStyle = getComputedStyle(document.body).backgroundColor
  pen.fillRect(0, 0, 48, 48)
  pen.drawImage(image, 0, 0, 48, 48)
  return [[1, 1], [10, 10], [24, 24]].map(([x, y]) => {
    const [r, g, b] = [...pen.getImageData(x, y, 1, 1).data].map(it => (it / 255) ** 2.2)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  })
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_overlap_of_the_logo_is_seen(tab, home, scheme):
    page = tab(again=True, color_scheme=scheme, viewport={"width": 1280, "height": 800})
    page.goto(home)
    paper, stamp, overlap = page.locator(".md-header .md-logo img").evaluate(LOGO)

    def contrast(one, other):
        return (max(one, other) + 0.05) / (min(one, other) + 0.05)

    assert contrast(paper, stamp) > 2
    assert contrast(stamp, overlap) > 2


GAPS = """all => all.flatMap((it, at) => {
  const [one, other] = [it, all[at + 1]].map(it => it?.getBoundingClientRect())
  return other?.top === one.top && it.parentElement === all[at + 1].parentElement ? [other.left - one.right] : []
})"""


def test_what_stands_in_a_list_stands_in_line(tab, home):
    page = tab(again=True, viewport={"width": 1280, "height": 800})
    page.goto(f"{home}glossary/")
    lefts = page.locator("article dd").evaluate_all("all => all.map(it => it.getBoundingClientRect().left)")
    assert len(lefts) > 30 and max(lefts) - min(lefts) < 1  # pixels
    page.goto(f"{home}claims/")
    gaps = page.locator("article a.claim").evaluate_all(GAPS)
    assert len(gaps) > 20 and max(gaps) - min(gaps) < 1


# how far the boxes of code that stand open in the text reach beyond its lines, on the left and on the right
BEYOND = """boxes => boxes.filter(it => it.checkVisibility()).flatMap(it => {
  const text = [...it.parentElement.children].find(other => other.matches("p:not([class])") && other.checkVisibility())
  if (!text) return []
  const [box, line] = [it, text].map(other => other.getBoundingClientRect())
  return [[Math.round(line.left - box.left), Math.round(box.right - line.right)]]
})"""


@pytest.mark.parametrize("width", [PHONE, 820, 1280, 1920])
def test_boxes_of_code_have_one_left_and_one_right_edge(tab, home, pages, width):
    """On a phone they reach the edges, all of them; elsewhere they stand in line with the text and the boxes around."""
    page, seen = tab(again=True, viewport={"width": width, "height": 800}), 0
    for name in pages:
        page.goto(f"{home}{name}/")
        beyond = page.locator(":is(.md-content__inner, .text) > .highlight").evaluate_all(BEYOND)
        seen += len(beyond)
        wanted = [16, 16] if width == PHONE else [0, 0]
        assert all(it == wanted for it in beyond), (name, beyond)
    assert seen > 100


@pytest.mark.parametrize("width", [PHONE, 820, 1280])
def test_no_table_has_to_be_scrolled_where_there_is_room(tab, home, pages, width):
    """On a phone four columns have room, more do not."""
    page, seen = tab(again=True, viewport={"width": width, "height": 800}), 0
    for name in pages:
        page.goto(f"{home}{name}/")
        fitting = ":not(:has(th:nth-child(5)))" if width == PHONE else ""
        beyond = page.locator(".md-typeset__scrollwrap" + fitting).evaluate_all(
            "all => all.map(it => it.scrollWidth - it.clientWidth)"
        )
        seen += len(beyond)
        assert max(beyond, default=0) <= 1, (name, beyond)
    assert seen > 15


def test_a_call_in_a_table_that_scrolls_is_on_one_line(tab, home, pages):
    page, seen = tab(again=True, viewport={"width": PHONE, "height": 800}), 0
    for name in pages:
        page.goto(f"{home}{name}/")
        calls = page.locator("article table:has(th:nth-child(5)) td > code.kept:only-child")
        lines = calls.evaluate_all("all => all.map(it => it.getClientRects().length)")
        seen += len(lines)
        assert set(lines) <= {1}, name
    assert seen > 3


def test_a_title_on_a_phone_has_the_whole_width(tab, home, pages):
    """Beside the switch of the code a long word would break."""
    page, seen = tab(again=True, viewport={"width": PHONE, "height": 800}), 0
    for name in pages:
        page.goto(f"{home}{name}/")
        if page.locator(".code-shown").count():
            switch, title = (page.locator(it).bounding_box() for it in (".code-shown", "article h1"))
            assert title["y"] >= switch["y"] + switch["height"], name
            seen += 1
    assert seen > 10


FIELDS = """all => all.map(form => {
  const left = [...form.querySelectorAll("input")].map(it => it.getBoundingClientRect().left)
  const [field, button] = [form.querySelector("label"), form.querySelector("button")].map(it => it.getBoundingClientRect())
  return { apart: Math.max(...left) - Math.min(...left), below: button.top - field.bottom,
    label: form.querySelector("label").textContent.trim() }
})"""


@pytest.mark.parametrize("width", [PHONE, 1280])
def test_fields_of_an_answer_are_in_line_and_one_has_its_button_beside_it(tab, home, width):
    page, seen = tab(again=True, viewport={"width": width, "height": 800}), 0
    for name in CHAPTERS:
        for language in "", "en/":
            page.goto(f"{home}{language}{name}/")
            for form in page.locator(".asked > form:has(input)").evaluate_all(FIELDS):
                assert form["apart"] < 1, (language, name, form)
                if form["label"] in ("Your answer", "내 답"):
                    assert form["below"] < 0, (language, name, form)
                    seen += 1
    assert seen > 20


# how far apart the middles of two lines are that stand in one row
MIDDLES = """() => {
  const middle = it => { const { top, bottom } = it.getBoundingClientRect(); return (top + bottom) / 2 }
  const words = document.createRange()
  words.selectNodeContents(document.querySelector("p.answered"))
  return Math.abs(middle(words) - middle(document.querySelector(".code-shown select")))
}"""


def test_what_was_answered_stands_in_the_row_of_the_switch_on_a_phone(tab, home):
    page = tab(again=True, viewport={"width": PHONE, "height": 800})
    for name in CHAPTERS:
        page.goto(f"{home}{name}/")
        page.locator("p.answered").wait_for()
        assert page.evaluate(MIDDLES) < 2, name


# where the lists of an article end, and the line at its foot, beside where its paragraphs and the lines of its headings end
ENDS = """() => {
  const right = it => Math.round(it.getBoundingClientRect().right)
  const of = name => [...document.querySelectorAll(`article > ${name}`)].filter(it => it.checkVisibility()).map(right)
  const isLined = it => parseFloat(getComputedStyle(it).borderTopWidth)
  return { text: of("p:not([class])")[0], lists: of(":is(ul, ol):not([class])"), heads: of("h2")[0],
    foot: [...document.querySelectorAll("article > .verified")].filter(isLined).map(right) }
}"""


@pytest.mark.parametrize("width", [PHONE, *DESKS])
def test_lists_end_where_the_text_ends_and_the_foot_where_the_headings_do(tab, home, pages, width):
    page, lists, feet = tab(again=True, viewport={"width": width, "height": 800}), 0, 0
    for name in pages:
        page.goto(f"{home}{name}/")
        ends = page.evaluate(ENDS)
        assert all(end == ends["text"] for end in ends["lists"]), (name, ends)
        assert all(end == ends["heads"] for end in ends["foot"]), (name, ends)
        lists, feet = lists + len(ends["lists"]), feet + len(ends["foot"])
    assert lists > 5


def test_a_slider_of_many_steps_has_a_row_of_its_own_only_where_there_is_no_room(tab, home):
    """The three images have 24 places."""
    for width, rows in (PHONE, 2), (1280, 1):
        page = tab(again=True, viewport={"width": width, "height": 800})
        page.goto(f"{home}data_shapes/#figure-three-directions")
        handles = page.locator("[data-live$=three_directions] .handle")
        handles.scroll_into_view_if_needed()
        slider, button = (handles.locator(it).bounding_box() for it in ("input", "button.play"))
        assert (slider["y"] >= button["y"] + button["height"]) == (rows == 2), width


# of each slider of a figure, whether it stands between its − and its +, on their line
BETWEEN = """all => all.map(it => {
  const [before, slider, after] = [it.previousElementSibling, it, it.nextElementSibling].map(one => one.getBoundingClientRect())
  const middle = slider.top + slider.height / 2
  const isOnLine = [before, after].every(({ top, bottom }) => top < middle && middle < bottom)
  return isOnLine && before.right <= slider.left + 1 && slider.right <= after.left + 1
})"""


@pytest.mark.parametrize("width", [275, PHONE, 820, 1280])
def test_a_slider_of_a_figure_stands_between_its_buttons(tab, home, width):
    page, seen = tab(idle=True, viewport={"width": width, "height": 800}), 0
    for name in CHAPTERS:
        page.goto(f"{home}en/{name}/")
        for figure in page.locator("figure[data-live]").all():
            figure.scroll_into_view_if_needed()
            figure.locator(".handle").first.wait_for()
        sliders = page.locator(".handles input[type=range]").evaluate_all(BETWEEN)
        seen += len(sliders)
        assert all(sliders), (name, sliders)
    assert seen > 15


@pytest.mark.parametrize("width", [PHONE, 1280])
@pytest.mark.parametrize("path", ["claims/", "en/claims/"])
def test_the_menus_of_the_ledger_have_one_left_edge_where_they_stand_below_one_another(
    tab, home, path, width
):
    page = tab(again=True, viewport={"width": width, "height": 800})
    page.goto(home + path)
    menus = [menu.bounding_box() for menu in page.locator(".claims-shown select").all()]
    first, second = menus
    assert first["x"] == second["x"] if width == PHONE else first["y"] == second["y"]


# how high above its line the middle of the dots is, in the letters' size
DOTS = """it => {
  const pen = new OffscreenCanvas(1, 1).getContext("2d"), { font, fontSize } = getComputedStyle(it)
  pen.font = font
  const { actualBoundingBoxAscent: above, actualBoundingBoxDescent: below } = pen.measureText("…")
  return (above - below) / 2 / parseFloat(fontSize)
}"""


def test_the_dots_of_an_ellipsis_stand_low_in_english(tab, home):
    """Korean fonts have them in the middle of the line."""
    page = tab(again=True, viewport={"width": 1280, "height": 800})
    page.goto(f"{home}en/explorer/")
    page.locator("conv-explorer .says").wait_for()
    for part in "article p", "conv-explorer .says", ".md-search__input":
        assert page.locator(part).first.evaluate(DOTS) < 0.15, part


LARGE = 275  # CSS pixels: a phone whose letters are half as large again, and a scroll bar
# words that reach beyond the margin of the page, or into it, and sliders that cannot be set
BEYOND_THE_MARGIN = """() => {
  const end = document.querySelector("article h1").getBoundingClientRect().right + 1, found = [], range = document.createRange()
  const texts = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const text = texts.currentNode, around = text.parentElement
    if (!text.data.trim() || !around.checkVisibility()) continue
    if (around.closest("svg, math, .kept, pre, .gallery, .hidden, .md-typeset__scrollwrap")) continue
    range.selectNodeContents(text)
    if ([...range.getClientRects()].some(it => it.width && it.right > end)) found.push(text.data.trim())
  }
  for (const slider of document.querySelectorAll("article [type=range]"))
    if (slider.checkVisibility() && slider.getBoundingClientRect().width < 60) found.push(slider.getAttribute("aria-label"))
  return found
}"""


@pytest.mark.parametrize(
    "path", ["", "convolution/", "conv2d_transpose/", "explorer/", "en/", "en/explorer/"]
)
def test_large_letters_on_a_phone_keep_to_the_page_and_leave_room_for_sliders(tab, home, path):
    page = tab(again=True, viewport={"width": LARGE, "height": 600})
    page.goto(home + path)
    for figure in page.locator("[data-live]").all():
        figure.scroll_into_view_if_needed()
        figure.locator(".handle").first.wait_for()
    page.locator("article [type=range]").first.wait_for()
    assert page.evaluate(BEYOND_THE_MARGIN) == []


CAPTION_BESIDE = """all => all.filter(it => {
  const [drawing, caption] = ["svg", "figcaption"].map(name => it.querySelector(name))
  return caption?.checkVisibility() && drawing && caption.getBoundingClientRect().top < drawing.getBoundingClientRect().bottom
}).map(it => it.id)"""


@pytest.mark.parametrize("width", [PHONE, *DESKS])
def test_a_caption_stands_below_its_drawing(tab, home, width):
    page = tab(again=True, viewport={"width": width, "height": 800})
    for name in *CHAPTERS, "labs/invariance":
        page.goto(f"{home}{name}/")
        assert page.locator("figure.drawn").evaluate_all(CAPTION_BESIDE) == [], name


# what scrolls sideways in the article and does not show it; a formula is never to
HIDDEN = """() => [...document.querySelectorAll("article *")].filter(it => it.scrollWidth > it.clientWidth + 1 && it.clientWidth
    && /auto|scroll/.test(getComputedStyle(it).overflowX) && !it.matches(".st-editor, .box")
    && (it.matches(".formula") || !getComputedStyle(it).backgroundAttachment.includes("local")))
  .map(it => `${it.tagName} ${it.className} ${it.innerText.slice(0, 40)}`)"""


def test_what_scrolls_sideways_on_a_phone_shows_it(tab, home):
    page = tab(idle=True, viewport={"width": PHONE, "height": 800})
    for name in "convolution", "data_shapes", "labs/invariance", "explorer":
        page.goto(f"{home}{name}/", wait_until="domcontentloaded")
        page.evaluate(OPEN_ALL)
        assert page.evaluate(HIDDEN) == [], name


def test_a_focused_entry_of_the_contents_does_not_look_like_the_current_one(tab, home):
    page = tab(again=True, viewport={"width": 1280, "height": 800})
    page.goto(f"{home}en/pooling/")
    colour = "it => getComputedStyle(it).color"
    other = page.locator(".md-nav--secondary a.md-nav__link:not(.md-nav__link--active):visible").nth(2)
    usual = other.evaluate(colour)
    other.focus()
    page.wait_for_timeout(300)  # the colour fades
    assert other.evaluate(colour) == usual


# of each row of a chapter: how many letters high its text and its side are, and how many wide its text is
ROWS = """() => [...document.querySelectorAll("article .beside:not(.pair)")].map(row => {
  const box = it => it.getBoundingClientRect(), inside = it => box(it.lastElementChild).bottom - box(it).top
  const part = of => [...row.children].filter(it => it.matches(of)).map(it => ({ ...box(it).toJSON(), inside: inside(it) }))
  const high = parts => parts.reduce((sum, it) => sum + it.inside, 0)
  const [text, side] = [".text", ".side"].map(part), size = parseFloat(getComputedStyle(row).fontSize)
  return { width: text[0].width / size, filled: high(text) / high(side), hole: high(side) - high(text),
    apart: side[0].left - text[0].right, level: side[0].top - text[0].top, of: row.textContent.trim().slice(0, 40) }
})"""
LINES = """() => Math.max(...[...document.querySelectorAll("article > p, .text > p, .proved")]
  .filter(it => it.checkVisibility()).map(it => it.getBoundingClientRect().width / parseFloat(getComputedStyle(it).fontSize)))"""


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("name", CHAPTERS)
def test_figures_of_a_chapter_stand_beside_its_text(tab, home, name, language):
    page = tab(idle=True, reduced_motion="reduce", viewport={"width": 1280, "height": 800})
    page.goto(f"{home}{language}{name}/")
    page.evaluate("document.documentElement.classList.remove('fresh')")  # else what is far is not laid out
    for width in DESKS:
        page.set_viewport_size({"width": width, "height": 800})
        rows = page.evaluate(ROWS)
        assert len(rows) >= 5
        assert not [
            row for row in rows if not (22 < row["width"] < 45 and row["apart"] > 10 and row["level"] < 1)
        ]
        assert not [row for row in rows if row["filled"] < 0.25 or row["hole"] > 300], "a hole beside it"
        assert page.evaluate(LINES) <= 46
    page.set_viewport_size({"width": PHONE, "height": 800})
    assert all(row["apart"] < 0 for row in page.evaluate(ROWS))  # below each other


# how many rows have open code beside their text
OPENED = """() => [...document.querySelectorAll("article .beside")].filter(row => {
  const text = row.querySelector(":scope > .text"), open = row.querySelector(":scope > .side details.check[open]")
  return text && open && open.getBoundingClientRect().left > text.getBoundingClientRect().right
}).length"""


@pytest.mark.parametrize("name", CHAPTERS)
def test_open_code_of_a_figure_leaves_no_hole_beside_it_and_stays_under_the_pointer(tab, home, name):
    page = tab(idle=True, viewport={"width": 1280, "height": 800})
    page.goto(f"{home}en/{name}/")
    page.evaluate("document.documentElement.classList.remove('fresh')")
    folds = page.locator("article .side details.check > summary")
    if folds.count():
        folds.first.evaluate("it => it.scrollIntoView({ block: 'center', behavior: 'instant' })")
        for _ in "open", "closed":
            before = folds.first.bounding_box()["y"]
            folds.first.click()
            page.evaluate(
                "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
            )
            assert abs(folds.first.bounding_box()["y"] - before) < 2
    page.locator(".code-shown select").select_option("all")
    assert page.evaluate(OPENED) == 0
    assert not [row for row in page.evaluate(ROWS) if row["apart"] > 0 and row["hole"] > 300]


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("name", CHAPTERS)
def test_the_first_picture_of_a_chapter_is_in_the_first_screen(tab, home, name, language):
    page = tab(idle=True, reduced_motion="reduce", viewport={"width": 1280, "height": 800})
    page.goto(f"{home}{language}{name}/")
    first = page.locator("article figure.drawn > svg").first.bounding_box()
    assert first["y"] + first["height"] <= 800


def test_a_page_that_cannot_be_scrolled_has_no_line_of_how_far_it_is_read(tab, watched_home):
    page = tab(viewport={"width": 1920, "height": 1080})
    page.goto(f"{watched_home}404.html")
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert (
        page.evaluate("getComputedStyle(document.body, '::before').transform") == "matrix(0, 0, 0, 1, 0, 0)"
    )
    page.goto(f"{watched_home}pooling/")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight / 2)")
    shown = "Number(getComputedStyle(document.body, '::before').transform.match(/[\\d.]+/)[0])"
    assert 0.3 < page.evaluate(f"new Promise(requestAnimationFrame).then(() => {shown})") < 0.7


def test_the_caption_in_an_open_box_keeps_from_its_border(tab, home):
    page = tab(viewport={"width": 390, "height": 844})
    page.goto(f"{home}en/convolution/")
    gaps = page.evaluate(
        """() => [...document.querySelectorAll("details > figure.drawn > figcaption")].map(it => {
          const box = it.closest("details"), words = document.createRange()
          box.open = true
          words.selectNodeContents(it)
          const lines = [...words.getClientRects()], { left, right } = box.getBoundingClientRect()
          return Math.min(...lines.map(line => Math.min(line.left - left, right - line.right)))
        })"""
    )
    assert gaps and min(gaps) > 12


# of each heading below other text of a row: how far it stands from that text
BELOW_TEXT = """() => [...document.querySelectorAll(".beside > .text ~ .text > h3:first-child")].map(it => {
  const above = it.parentElement.parentElement.querySelector(":scope > .text")
  return it.getBoundingClientRect().top - above.getBoundingClientRect().bottom
})"""


def test_a_heading_within_a_row_stands_off_the_text_above_it(tab, home):
    page, found = tab(again=True, viewport={"width": 1280, "height": 800}), []
    for name in "convolution", "en/backpropagation":
        page.goto(f"{home}{name}/")
        found += page.evaluate(BELOW_TEXT)
    assert found and min(found) >= 24


# of each text that is seen and has several lines: its kind, how many lines, and the last one's share of the longest
LAST_LINES = """all => all.filter(it => it.checkVisibility()).map(it => {
  const walker = document.createTreeWalker(it, NodeFilter.SHOW_TEXT), range = document.createRange(), lines = []
  const height = parseFloat(getComputedStyle(it).lineHeight)
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    range.selectNodeContents(text)
    for (const { left, right, top, bottom, width } of range.getClientRects()) {
      const middle = (top + bottom) / 2, line = lines.find(other => Math.abs(other.middle - middle) < height / 2)
      if (line) Object.assign(line, { left: Math.min(line.left, left), right: Math.max(line.right, right) })
      else if (width > 1) lines.push({ middle, left, right })
    }
  }
  const widths = lines.sort((one, other) => one.middle - other.middle).map(line => line.right - line.left)
  return [it.localName, widths.length, widths.at(-1) / Math.max(...widths), it.innerText.slice(0, 60)]
})"""
CENTRED_OR_BOLD = "article :is(figcaption, .admonition-title, details:not(.rare, .sm-fold) > summary)"
MOST_BALANCED = 6  # lines, in Chromium


@pytest.mark.parametrize("width", [PHONE, 390, 820, 1280])
def test_no_caption_and_no_question_ends_in_a_short_line(tab, home, pages, width):
    page, seen = tab(again=True, viewport={"width": width, "height": 800}), 0
    for name in pages:
        page.goto(f"{home}{name}/")
        for kind, lines, share, text in page.locator(CENTRED_OR_BOLD).evaluate_all(LAST_LINES):
            seen += lines > 1
            if kind == "figcaption" or lines < MOST_BALANCED:
                assert lines < 2 or share > 0.29, (name, text, share)
    assert seen > 200


# of each card how much room there is above what is in it, and below
ROOM = """cards => cards.map(card => {
  const box = card.getBoundingClientRect(), within = [...card.querySelectorAll("*")].filter(it => it.checkVisibility())
  const edges = within.filter(it => !it.closest("svg")).map(it => it.getBoundingClientRect()).filter(it => it.height)
  return [Math.min(...edges.map(it => it.top)) - box.top, box.bottom - Math.max(...edges.map(it => it.bottom))]
})"""


@pytest.mark.parametrize("path", ["", "en/"])
def test_a_card_of_the_home_page_has_no_more_room_below_than_above(tab, home, path):
    page = tab(idle=True, viewport={"width": 390, "height": 800})
    page.goto(home + path)
    cards = page.locator(".map li").evaluate_all(ROOM)
    assert len(cards) > 6 and all(below <= above + 6 for above, below in cards), cards


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_head_of_the_contents_on_a_phone_is_no_darker_than_the_bands_of_the_menu(tab, home, scheme):
    page = tab(again=True, color_scheme=scheme, viewport={"width": 390, "height": 800})
    page.goto(f"{home}en/pooling/")
    ground = "it => getComputedStyle(it).backgroundColor"
    head = page.locator(".md-nav--primary .md-nav--secondary > .md-nav__title")
    band = page.locator(".md-nav--primary .md-nav__item--section > .md-nav__link").first
    assert head.evaluate(ground) == band.evaluate(ground)


def test_on_paper_a_question_with_code_may_go_on_on_the_next_page(tab, home):
    """Whole, it would leave the page before it half empty."""
    page = tab(again=True)
    page.goto(f"{home}en/conv2d_transpose/")
    page.emulate_media(media="print")
    breaks = "all => all.map(it => getComputedStyle(it).breakInside)"
    boxes = page.locator(".asked:has(pre), .asked:has(pre) > details").evaluate_all(breaks)
    titles = page.locator(".asked > .admonition-title").evaluate_all(
        "all => all.map(it => getComputedStyle(it).breakAfter)"
    )
    assert len(boxes) > 5 and set(boxes) == {"auto"} and set(titles) == {"avoid"}


# the left edge and the text's, the right edge and the colour of a lab's code and of what came out of it, and what is between both
PRINTED = """all => all.map(printed => {
  const code = printed.previousElementSibling.querySelector("code")
  const looks = it => {
    const { left, right } = it.getBoundingClientRect(), { backgroundColor, paddingLeft, borderLeftWidth } = getComputedStyle(it)
    return [left, right, left + parseFloat(paddingLeft) + parseFloat(borderLeftWidth), backgroundColor].join()
  }
  return [looks(code), looks(printed), printed.getBoundingClientRect().top - code.getBoundingClientRect().bottom]
})"""


@pytest.mark.parametrize("width", [PHONE, 820, 1280])
@pytest.mark.parametrize("language", ["", "en/"])
def test_what_a_lab_prints_stands_in_the_block_of_its_code(tab, home, language, width):
    page = tab(viewport={"width": width, "height": 800})
    page.goto(f"{home}{language}labs/autoencoder/")
    printed = page.locator(":not(details) > .highlight + .cell-output").evaluate_all(PRINTED)
    assert printed
    for code, output, gap in printed:
        assert code == output and abs(gap) < 0.6


# where the words of a table's first column begin
FIRST_WORDS = """all => all.map(it => {
  const [cell] = it.rows[1].cells
  return Math.round(it.getBoundingClientRect().left + parseFloat(getComputedStyle(cell).paddingLeft))
})"""


def test_the_first_columns_of_tables_are_in_line_on_a_phone(tab, home, pages):
    page, seen = tab(again=True, viewport={"width": PHONE, "height": 800}), 0
    for name in pages:
        page.goto(f"{home}{name}/")
        tables = page.locator(
            "article > .md-typeset__scrollwrap table, .text > .md-typeset__scrollwrap table"
        )
        edges = tables.evaluate_all(FIRST_WORDS)
        seen += len(edges)
        assert len(set(edges)) <= 1, (name, edges)
    assert seen > 10


GROUNDS = """all => all.filter(it => it.checkVisibility())
  .map(it => [it.className, getComputedStyle(it).backgroundColor === getComputedStyle(document.body).backgroundColor])"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_tables_and_formulas_lie_on_the_ground_of_the_page(tab, home, pages, scheme):
    page, seen = tab(again=True, viewport={"width": 1280, "height": 800}, color_scheme=scheme), 0
    for name in pages:
        page.goto(f"{home}{name}/")
        grounds = page.locator("article :is(.formula, .md-typeset__scrollwrap)").evaluate_all(GROUNDS)
        seen += len(grounds)
        assert all(is_same for _, is_same in grounds), (name, grounds)
    assert seen > 20


# numbers that stand closer than 2.5 px to the strong frame around them, or 5 px where they have five signs or more
NEAR_FRAMES = r"""() => [...document.querySelectorAll("figure.drawn > svg")].flatMap(svg => {
  const isBox = it => it.tagName === "rect" || /^M[^M]*h[^M]*v[^M]*h[^M]*z$/.test(it.getAttribute("d"))
  const frames = [...svg.querySelectorAll(":is(path, rect).stroke-ink")].filter(isBox).map(it => it.getBoundingClientRect())
  return [...svg.querySelectorAll("text")].filter(it => /^−?[\d.]+$/.test(it.textContent.trim())).flatMap(text => {
    const { left, right, top, bottom } = text.getBoundingClientRect(), [x, y] = [(left + right) / 2, (top + bottom) / 2]
    const around = frames.filter(it => it.width > 15 && it.left < x && x < it.right && it.top < y && y < it.bottom)
    const least = text.textContent.trim().length < 5 ? 2.5 : 5
    return around.some(it => left - it.left < least || it.right - right < least) ? [text.textContent] : []
  })
})"""


def test_no_number_touches_the_frame_of_its_grid(tab, home):
    page = tab(again=True, viewport={"width": PHONE, "height": 800})
    for name in CHAPTERS:
        page.goto(f"{home}{name}/")
        page.evaluate(OPEN_ALL)
        assert page.evaluate(NEAR_FRAMES) == [], name


# the bold words of a drawing that stand less than 12 px below a box
CROWDED = """all => all.flatMap(svg => {
  const lines = [...svg.querySelectorAll(":is(path, rect)[class*=stroke]")].map(it => it.getBoundingClientRect())
  const boxes = lines.filter(({ width, height }) => width > 10 && height > 10)
  return [...svg.querySelectorAll("text[font-weight='700']")].filter(text => {
    const { left, right, top } = text.getBoundingClientRect()
    return boxes.some(it => it.left < right && it.right > left && it.bottom < top + 6 && top - it.bottom < 12)
  }).map(text => text.textContent)
})"""


@pytest.mark.parametrize("width", [PHONE, 1280])
def test_what_names_a_row_of_a_drawing_keeps_off_the_row_above(tab, home, width):
    page = tab(viewport={"width": width, "height": 800})
    page.goto(f"{home}data_shapes/")
    assert page.locator("figure.drawn > svg").evaluate_all(CROWDED) == []
