"""The operation explorer in the system's Chromium: set, step, point, type, link, both languages, and without scripts."""

import ast
import gzip
import re

import keras
import numpy as np
import pytest
from playwright.sync_api import expect
from reference import transpose

pytestmark = pytest.mark.browser

START = "en/explorer/?op=Conv2DTranspose&height=2&width=2&kernel_size=3&strides=2&padding=valid&kernel=ones&input=1,2,3,4"
LARGEST = "en/explorer/?op=Conv2DTranspose&height=8&width=8&kernel_size=7&strides=5&padding=same&kernel=random1&input=random2"


@pytest.fixture
def explorer(tab, home):
    """A function: path → the page, when the explorer's cells are laid over its picture."""
    opened = []

    def open_at(path, **options):
        page = tab(again=True, **options)
        opened.append(page)
        page.goto(home + path)
        settle(page)
        return page

    yield open_at
    assert not [fault for page in opened for fault in page.faults]


def until(page, condition):
    """What wait_for_function does, without the eval that the page's policy forbids."""
    frames = f"for (let frames = 0; !({condition}); frames++)"
    late = "if (frames > 600) throw new Error('never so')"
    page.evaluate(f"(async () => {{ {frames} {{ {late}; await new Promise(requestAnimationFrame) }} }})()")


def settle(page):
    # the cells for the keyboard follow when the picture is at rest
    page.locator("conv-explorer .box[aria-busy=false]").first.wait_for(state="attached")


def rest(page):
    """Until picture and page move no more."""
    settle(page)
    page.evaluate(
        """async () => {
          for (let still = 0, before; still < 5; before = scrollY) {
            await new Promise(requestAnimationFrame)
            still = before === scrollY ? still + 1 : 0
          }
        }"""
    )


def grid(page, name):
    """The numbers of the grid whose title starts so, as a screen reader gets them."""
    rows = page.locator(f"[role=grid][aria-label^='{name}'] [role=row]")
    of = "all => all.map(row => [...row.children].map(cell => cell.getAttribute('aria-label')))"
    return rows.evaluate_all(of)


def cell(page, name, y, x):
    return (
        page.locator(f"[role=grid][aria-label^='{name}'] [role=row]").nth(y).locator("[role=gridcell]").nth(x)
    )


def facts(page):
    """What is read of the layer, which follows its picture."""
    settle(page)
    return page.locator("conv-explorer dl")


def says(page):
    settle(page)  # it follows the picture
    return page.locator(".says").inner_text()


def position(page):
    settle(page)
    return page.locator(".steps output").inner_text()


def rare(page, name):
    """The control of an argument that is folded away until it is asked for."""
    fold = page.locator("conv-explorer .rare")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    return page.get_by_label(name, exact=True)


def numbers(rows):
    return [[float(text.split(",")[0].replace("−", "-")) for text in row] for row in rows]


def restyled(page, act):
    """How many elements were styled, each time that any were, from `act` until all has come to rest."""
    session, events, ended = page.context.new_cdp_session(page), [], []
    session.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
    session.on("Tracing.tracingComplete", lambda data: ended.append(data))
    session.send("Tracing.start", {"transferMode": "ReportEvents", "categories": "devtools.timeline"})
    act()
    settle(page)
    page.evaluate("new Promise(seen => requestAnimationFrame(() => requestAnimationFrame(seen)))")
    session.send("Tracing.end")
    while not ended:
        page.wait_for_timeout(20)
    return [event["args"]["elementCount"] for event in events if event["name"] == "UpdateLayoutTree"]


def test_a_change_has_not_the_whole_page_styled_anew(explorer):
    """As a rule would with `:has()` on what the instrument stands in."""
    page = explorer(LARGEST)
    step, elements = page.locator("conv-explorer .steps input"), page.locator("*").count()
    set_to = "(slider, value) => { slider.value = value; slider.dispatchEvent(new Event('input', { bubbles: true })) }"
    counts = restyled(page, lambda: step.evaluate(set_to, "20"))
    assert counts
    assert max(counts) < elements / 4


def test_shows_what_keras_gives_and_follows_the_controls(explorer):
    page = explorer(START)
    image, kernel = [[1, 2], [3, 4]], np.ones((3, 3))
    assert numbers(grid(page, "output")) == transpose(image, kernel, strides=2).tolist()
    assert "(1, 2, 2, 1) → (1, 5, 5, 1)" in facts(page).inner_text()
    page.get_by_label("padding", exact=True).select_option("same")
    settle(page)
    shown = grid(page, "output")
    kept = [[text for text in row if "," not in text] for row in shown]
    assert (
        numbers([row for row in kept if row]) == transpose(image, kernel, strides=2, padding="same").tolist()
    )
    strides = page.get_by_label("strides", exact=True)
    strides.focus()
    page.keyboard.press("ArrowRight")
    settle(page)
    assert strides.get_attribute("aria-valuetext") == "3"
    expected = transpose(image, kernel, strides=3, padding="same")
    assert numbers(grid(page, "output")) == expected.tolist()
    assert "strides=3" in page.url and "padding=same" in page.url


def test_the_program_shown_is_the_output_shown(explorer, capsys):
    page = explorer(START.replace("valid", "same").replace("ones", "count"))
    exec(page.locator("conv-explorer [data-part=source]").text_content(), {})
    printed = re.sub(r"(?<=[\d.])\s+(?=[-\d])", ",", capsys.readouterr().out)
    shown = [[text for text in row if "," not in text] for row in grid(page, "output")]
    assert (
        numbers([row for row in shown if row])
        == np.array(ast.literal_eval(re.sub(r"\]\s+\[", "],[", printed))).tolist()
    )


def test_a_cell_says_what_it_is_made_of(explorer):
    page = explorer(START)
    cell(page, "output", 2, 2).hover()
    assert "output[2, 2] = 1·1 + 2·1 + 3·1 + 4·1 = 10" in says(page)
    cell(page, "input", 1, 0).hover()
    assert "input[1, 0] = 3" in says(page) and "rows 2–4, columns 0–2" in says(page)
    cell(page, "output", 0, 2).click()
    page.mouse.move(0, 0)
    assert "output[0, 2] = 1·1 + 2·1 = 3" in says(page)  # it stays
    assert page.url.endswith("cell=canvas,0,2")


def test_tapping_is_enough(explorer):
    page = explorer(START, has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740})
    cell(page, "output", 2, 2).tap()
    assert "= 10" in says(page)
    cell(page, "kernel", 0, 0).tap()
    cell(page, "kernel", 0, 0).tap()
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    settle(page)
    assert grid(page, "kernel")[0][0] == "5"
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_keyboard_alone(explorer):
    page = explorer(START)
    page.get_by_label("Step", exact=True).focus()
    page.keyboard.press("Home")
    assert position(page) == "0 / 5"
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    settle(page)
    assert says(page).startswith(
        "Stamp 3 of 4: 3 × kernel. input[1, 0] = 3: goes to canvas rows 2–4, columns 0–2."
    )
    page.keyboard.press("End")
    settle(page)
    reached = []
    for _ in range(12):  # from the steps backwards through the grids
        page.keyboard.press("Shift+Tab")
        reached.append(
            page.evaluate("document.activeElement.closest('[role=grid]')?.getAttribute('aria-label') ?? ''")
        )
    assert [name.split(" ")[0] for name in reached if name][:3] == ["output", "kernel", "input"]
    cell(page, "input", 0, 0).focus()
    for key in "ArrowRight", "ArrowDown":
        page.keyboard.press(key)
    assert "input[1, 1] = 4" in says(page)
    page.keyboard.press("Enter")
    page.keyboard.type("-7")
    page.keyboard.press("Enter")
    settle(page)
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "−7"
    assert numbers(grid(page, "output")) == transpose([[1, 2], [3, -7]], np.ones((3, 3)), strides=2).tolist()
    assert "input=1,2,3,-7" in page.url
    page.keyboard.press("8")
    page.keyboard.press("Escape")
    settle(page)
    assert grid(page, "input")[1][1] == "−7"


# the title of the grid that the keyboard is in, and the row and the column of the cell
HERE = """() => {
  const cell = document.activeElement, grid = cell.closest("[role=grid]")
  const place = it => [...it.parentElement.children].indexOf(it)
  return grid && [grid.ariaLabel.replace(/ .*/, ""), place(cell.parentElement), place(cell)]
}"""


def test_of_several_channels_the_keyboard_stays_in_its_grid_and_reaches_every_one(explorer):
    page = explorer("en/explorer/?op=Conv2D&channels=2&filters=3&kernel=count&cell=canvas,0,1")

    def press(*keys):
        for key in keys:
            page.keyboard.press(key)
            settle(page)
        return page.evaluate(HERE)

    cell(page, "kernel", 0, 0).focus()
    settle(page)
    assert press("ArrowDown", "ArrowRight") == ["kernel", 1, 1]
    assert press("Tab") == ["output", 0, 0] and press("ArrowRight") == ["output", 0, 1]
    looked_at = says(page)
    assert press("Shift+Tab") == ["of", 0, 0]  # what each channel adds
    assert press("ArrowDown") == press("Enter") == ["of", 1, 0] and says(page) == looked_at
    assert press("Shift+Tab") == ["kernel", 1, 1] and press("Shift+Tab") == ["input", 0, 0]


def test_the_keyboard_is_not_lost_with_the_cell_that_it_is_on(explorer):
    page = explorer("en/explorer/?op=Conv2D&channels=2&filters=3")
    result = cell(page, "output", 0, 1)
    result.hover()
    settle(page)
    grid_of_sums = page.locator("[role=grid][aria-label='of each channel']")
    grid_of_sums.locator("[tabindex='0']").focus()
    page.mouse.move(0, 0)  # nothing is looked at: there are no sums
    grid_of_sums.wait_for(state="detached")
    settle(page)
    assert page.evaluate(HERE) == ["output", 0, 0]


def test_a_screen_reader_hears_result_and_step(explorer):
    page = explorer(START)
    live = page.locator("conv-explorer [role=status]")
    cell(page, "output", 2, 2).focus()
    live.get_by_text("= 10").wait_for(state="attached")
    page.get_by_label("One step back").click()
    live.get_by_text("Stamp 4 of 4").wait_for(state="attached")
    rare(page, "output_padding").focus()
    page.keyboard.press("End")
    live.get_by_text("output_padding must be smaller than strides").wait_for(state="attached")
    unnamed = "all => all.filter(it => !(it.ariaLabel || it.labels?.length || it.textContent.trim())).map(it => it.outerHTML)"
    assert page.locator("conv-explorer :is(input, select, button, a)").evaluate_all(unnamed) == []


def test_where_frames_come_late_what_is_read_out_is_that_of_the_step(tab, home):
    page = tab(new=True)
    page.add_init_script(
        "const frame = requestAnimationFrame; window.requestAnimationFrame = then => setTimeout(frame, 300, then)"
    )
    page.goto(home + START)
    settle(page)
    page.get_by_label("One step back").click()
    settle(page)
    assert page.locator("conv-explorer [role=status]").inner_text() == page.locator(".says").inner_text()
    assert page.locator(".steps output").inner_text() == "4 / 5"


def test_stamps_come_one_by_one(explorer):
    page = explorer(START + "&step=2")
    assert numbers(grid(page, "canvas")) == transpose([[1, 2], [0, 0]], np.ones((3, 3)), strides=2).tolist()
    assert [row[0] for row in grid(page, "2 × kernel")] == ["2", "2", "2"]
    page.get_by_label("Play").click()
    page.get_by_label("Play").and_(page.locator("[aria-pressed=true]")).wait_for()
    until(page, "document.querySelector('.steps output').textContent === '5 / 5'")
    page.get_by_label("Play").and_(page.locator("[aria-pressed=false]")).wait_for()


def test_three_views_and_the_count(explorer):
    page = explorer(START.replace("ones", "count"))
    expected = transpose([[1, 2], [3, 4]], np.arange(1, 10).reshape(3, 3), strides=2)
    assert numbers(grid(page, "output")) == expected.tolist()
    page.get_by_text("zeros between").click()
    settle(page)
    assert numbers(grid(page, "kernel")) == np.arange(9, 0, -1).reshape(3, 3).tolist()
    padded, flipped = (
        np.array(numbers(grid(page, "input with zeros"))),
        np.array(numbers(grid(page, "kernel"))),
    )
    windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3))
    assert ((windows * flipped).sum((2, 3)) == expected).all()
    assert numbers(grid(page, "output")) == expected.tolist()
    page.locator("conv-explorer").get_by_text("matrix", exact=True).click()
    settle(page)
    table, vector = np.array(numbers(grid(page, "Cᵀ"))), np.array(numbers(grid(page, "input")))
    assert (table @ vector == expected.reshape(-1, 1)).all()
    assert numbers(grid(page, "canvas")) == expected.reshape(-1, 1).tolist()
    page.get_by_text("overlap count").click()
    settle(page)
    assert (
        numbers(grid(page, "overlap count"))
        == transpose(np.ones((2, 2)), np.ones((3, 3)), strides=2).tolist()
    )
    assert "view=counts" in page.url


@pytest.mark.parametrize(("motion", "turns"), [("no-preference", True), ("reduce", False)])
def test_the_kernel_is_seen_to_turn_by_half_unless_the_reader_wants_none(tab, home, motion, turns):
    page = tab(new=True, reduced_motion=motion)
    page.goto(home + START.replace("ones", "count"))
    settle(page)
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now() + 1000"))
    picture = "() => document.querySelector('conv-explorer .box canvas').toDataURL()"
    page.get_by_text("zeros between").click()
    page.clock.run_for(200)
    under_way = page.evaluate(picture)
    page.clock.run_for(2000)
    at_rest = page.evaluate(picture)
    page.clock.run_for(2000)
    assert at_rest == page.evaluate(picture) and (under_way != at_rest) == turns


@pytest.mark.parametrize(
    "path",
    [START + "&view=matrix", LARGEST + "&view=matrix", "en/explorer/?op=UpSampling2D&interpolation=bilinear"],
)
def test_every_view_can_be_walked_through(explorer, path):
    page = explorer(path)
    last = int(page.get_by_label("Step", exact=True).get_attribute("max"))
    page.locator("conv-explorer .steps input").evaluate(
        """async (steps, last) => {
          const shows = wanted => document.querySelector("conv-explorer .steps output").textContent === wanted
          for (let step = 0; step <= last; step += Math.ceil(last / 40)) {
            steps.value = step
            steps.dispatchEvent(new Event("input", { bubbles: true }))
            for (let frames = 0; !shows(`${step} / ${last}`); frames++) {
              if (frames > 100) throw new Error(`${step} is not shown`)
              await new Promise(requestAnimationFrame)
            }
          }
        }""",
        last,
    )


def test_a_matrix_too_large_to_read_is_told(explorer):
    assert "too many to read" in says(explorer(LARGEST + "&view=matrix"))


def test_refusals_are_told_with_the_reason(explorer):
    page = explorer("en/explorer/?op=Conv2D&kernel_size=5&height=4&width=4")
    message = page.locator(".message")
    assert "Computed output size would be zero or negative." in message.inner_text()
    page.get_by_label("padding", exact=True).select_option("same")
    settle(page)
    assert not message.is_visible()
    page.get_by_label("strides", exact=True).fill("2")
    rare(page, "dilation_rate").fill("2")
    settle(page)
    with pytest.raises(ValueError) as refused:
        keras.layers.Conv2D(1, 5, strides=2, dilation_rate=2, padding="same")
    assert str(refused.value) in message.inner_text()
    assert "strides=2" in page.url and "dilation_rate=2" in page.url  # nothing was corrected


SIZE = """n·s
= 2·2 = 4
canvas (2 − 1)·2 + 3 = 5, cut at the start and the end: 5 − 0 − 1 = 4"""


def test_where_keras_refuses_nothing_of_a_result_is_told_or_offered(explorer):
    page = explorer("en/explorer/?op=Conv2DTranspose&height=2&width=2&strides=2&padding=same&kernel=ones")
    walk = page.locator(".steps :is(button, input)")
    assert facts(page).locator("dd").first.inner_text() == SIZE and page.locator(".hint").is_visible()
    rare(page, "dilation_rate").fill("3")
    settle(page)
    assert page.locator(".message").is_visible()
    assert walk.count() == 4 and not any(one.is_enabled() for one in walk.all())
    assert [text.strip() for text in facts(page).locator("dd").all_inner_texts()[:2]] == [
        "refused, so there is none",
        "(1, 2, 2, 1) → –",
    ]
    assert position(page) == "" and not page.locator(".hint").is_visible()
    rare(page, "dilation_rate").fill("1")
    assert position(page) == "5 / 5"
    assert facts(page).locator("dd").first.inner_text() == SIZE and page.get_by_label("Play").is_enabled()


def test_a_size_that_is_the_reason_is_told(explorer):
    page = explorer("en/explorer/?op=Conv2D&kernel_size=5&height=4&width=4")
    assert "⌊(4 − 5) / 1⌋ + 1 = 0" in facts(page).inner_text()


def test_a_button_that_can_do_nothing_is_disabled_and_looks_so(explorer):
    page = explorer(START)
    back, on, play = (page.get_by_label(name) for name in ("One step back", "One step on", "Play"))
    look = "it => getComputedStyle(it).borderColor + getComputedStyle(it).color"
    assert on.is_disabled() and back.is_enabled() and play.is_enabled()  # it opens at the result
    idle, ready = on.evaluate(look), back.evaluate(look)
    assert idle != ready and play.evaluate(look) == ready
    page.get_by_label("Step", exact=True).focus()
    page.keyboard.press("Home")
    settle(page)
    assert back.is_disabled() and on.is_enabled()
    assert [back.evaluate(look), on.evaluate(look)] == [idle, ready]
    on.focus()
    for _ in range(5):
        page.keyboard.press("Enter")
    assert position(page) == "5 / 5" and on.is_disabled()
    page.keyboard.press("ArrowLeft")  # the keyboard has gone on to the slider
    assert position(page) == "4 / 5"


def test_what_is_not_understood_is_told(explorer):
    foreign = "&".join(f"utm_{n}=x" for n in range(500))
    page = explorer(f"en/explorer/?op=Conv2D&height=99&padding=full&kernel={'1,' * 200}2&h=word&{foreign}")
    told = page.locator(".notice").inner_text().splitlines()
    assert len(told) == 3 and all(len(line) < 120 for line in told)
    for part in "height=99", "padding=full", "kernel=1,1":
        assert sum(part in line for line in told) == 1


def test_no_message_comes_of_what_the_site_does_itself(explorer, tab, home):
    page = tab(viewport={"width": 1300, "height": 900})
    page.goto(home + "en/conv2d_transpose/")
    place = page.locator("conv-explorer")
    place.scroll_into_view_if_needed()
    place.evaluate("it => it.setAttribute('style', 'content-visibility: visible;')")
    page.get_by_role("button", name="Try it yourself").click()
    settle(page)
    assert not page.locator(".notice").is_visible()
    assert not explorer("en/explorer/?utm_source=x&fbclid=y").locator(".notice").is_visible()


def test_what_was_opened_in_place_of_a_figure_closes_again_with_all_that_was_set(tab, home):
    page = tab(viewport={"width": 1300, "height": 900})
    page.goto(home + "en/conv2d_transpose/")
    figure = page.locator("#figure-same-valid")
    opens, closes = (
        page.get_by_role("button", name=name) for name in ("Try it yourself", "Back to the figure")
    )
    opens.click()
    settle(page)
    assert not figure.is_visible()
    page.locator("conv-explorer input[name=strides]").first.press("ArrowRight")
    closes.click()
    assert figure.is_visible() and figure.bounding_box()["y"] < 900 and not closes.is_visible()
    expect(opens).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("keras.layers", exact=True)).to_be_focused()
    settle(page)
    assert "strides=3" in facts(page).inner_text()
    target = cell(page, "input", 0, 0)
    target.focus()
    page.keyboard.press("8")
    page.keyboard.press("Escape")  # leaves the cell
    assert closes.is_visible()
    page.keyboard.press("Escape")
    assert figure.is_visible()
    expect(opens).to_be_focused()


def test_what_another_operation_changes_is_told_and_the_rest_stays(explorer):
    page = explorer("en/explorer/?op=Conv2DTranspose&height=5&width=2&strides=1,2")
    page.get_by_label("keras.layers").select_option("Conv2D")
    settle(page)
    assert page.locator(".switched").inner_text().endswith("Changed: width 2 → 4.")
    assert "(1, 5, 4, 1) →" in facts(page).inner_text()
    assert "strides=(1, 2)" in facts(page).inner_text()
    page.get_by_label("keras.layers").select_option("Conv2DTranspose")
    settle(page)
    assert not page.locator(".switched").is_visible()


def test_what_depends_on_the_processor_is_told(explorer):
    page = explorer("en/explorer/?op=Conv2DTranspose&dilation_rate=2")
    caution = page.get_by_text("TensorFlow without oneDNN refuses")
    assert caution.is_visible()
    rare(page, "dilation_rate").fill("1")
    settle(page)
    assert not caution.is_visible()


def test_an_exception_is_told_and_what_was_set_stays(tab, home):
    page = tab()
    page.goto(home + "en/explorer/")
    settle(page)
    page.evaluate(
        "() => { CanvasRenderingContext2D.prototype.fillRect = () => { throw new Error('broken on purpose') } }"
    )
    page.get_by_label("padding", exact=True).select_option("same")
    expect(page.locator(".notice")).to_contain_text("broken on purpose")
    assert page.get_by_label("padding", exact=True).input_value() == "same"


def test_a_storage_that_is_blocked_or_damaged_does_no_harm(tab, home):
    blocked = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked') } })"
    rubbish = (
        "const base = location.pathname.replace(/en.*/, '');"
        "for (const name of ['scheme', '__tabs']) localStorage.setItem(`${base}.${name}`, '{rub')"
    )
    for script in blocked, rubbish:
        page, faults = tab(), []
        page.add_init_script(script)
        page.on("pageerror", lambda error, faults=faults: faults.append(str(error)))
        page.goto(home + "en/explorer/")
        settle(page)
        page.locator("button.scheme").click()
        assert not faults, script


def test_back_and_forward(explorer):
    page = explorer("en/explorer/")
    page.get_by_label("padding", exact=True).select_option("same")
    page.get_by_label("keras.layers").select_option("UpSampling2D")
    settle(page)
    assert "UpSampling2D" in facts(page).inner_text()
    page.go_back()
    settle(page)
    assert 'padding="same"' in facts(page).inner_text()
    page.go_back()
    settle(page)
    assert "keras.layers.Conv2DTranspose(1, 3, strides=2, use_bias=False)" in facts(page).inner_text()
    page.go_forward()
    settle(page)
    assert page.get_by_label("padding", exact=True).input_value() == "same"


@pytest.mark.parametrize(
    "path",
    [
        START + "&view=zeros&step=7",
        START.replace("ones", "-1,0.5,2,0,0,0,1,1,1") + "&cell=input,1,0",
        "en/explorer/?op=AveragePooling2D&height=5&width=3&pool_size=3,2&strides=2,1&padding=same&input=random12",
        LARGEST,
    ],
)
def test_a_link_reproduces_the_state(explorer, path):
    page = explorer(path)
    query = (
        page.locator("conv-explorer a", has_text="Open in the explorer")
        .get_attribute("href")
        .partition("?")[2]
    )
    before = (
        page.locator("conv-explorer").inner_text(),
        page.locator("[role=gridcell]").evaluate_all("all => all.map(it => it.ariaLabel)"),
    )
    page = explorer("en/explorer/?" + query)
    assert before == (
        page.locator("conv-explorer").inner_text(),
        page.locator("[role=gridcell]").evaluate_all("all => all.map(it => it.ariaLabel)"),
    )


def test_the_link_to_share_holds_step_and_cell(explorer):
    page = explorer(START)
    link = page.locator("conv-explorer a", has_text="Open in the explorer")
    page.get_by_role("slider", name="step").first.focus()
    page.keyboard.press("ArrowLeft")
    assert "step=" in page.url
    settle(page)
    assert link.get_attribute("href").partition("?")[2] == page.url.partition("?")[2]
    page.locator("[role=grid][aria-label^='canvas'] [role=gridcell]").first.click()
    assert "cell=" in page.url
    settle(page)
    assert link.get_attribute("href").partition("?")[2] == page.url.partition("?")[2]


def test_pytorch_beside_keras(explorer):
    page = explorer(START.replace("valid", "same"))
    assert (
        "ConvTranspose2d(1, 1, 3, stride=2, padding=1, output_padding=1, bias=False)"
        in facts(page).inner_text()
    )
    page.get_by_label("draw PyTorch's result beside it").check()
    settle(page)
    canvas = transpose([[1, 2], [3, 4]], np.ones((3, 3)), strides=2)
    assert numbers(grid(page, "PyTorch 4×4")) == canvas[1:, 1:].tolist()


def test_the_other_language_has_the_same_state(explorer):
    page = explorer(START + "&cell=canvas,2,2")
    page.click("a.language")
    settle(page)
    assert "/en/" not in page.url and page.url.endswith("cell=canvas,2,2")
    assert "output[2, 2] = 1·1 + 2·1 + 3·1 + 4·1 = 10" in says(page)
    assert page.get_by_label("재생").is_visible()
    assert page.locator("conv-explorer").inner_text().count("input") < 5


def test_light_and_dark(explorer):
    page = explorer(START, color_scheme="light")
    pixel = """() => {
      const pen = document.querySelector('conv-explorer .box canvas').getContext('2d')
      const { offsetLeft, offsetTop } = document.querySelector('[role=grid][aria-label^=kernel]')
      return [...pen.getImageData(offsetLeft + 4, offsetTop + 4, 1, 1).data].slice(0, 3)
    }"""
    assert page.evaluate(pixel) == [252, 251, 248]
    page.emulate_media(color_scheme="dark")
    until(page, f"({pixel})().join() === '27,26,24'")
    page.locator("button.scheme").click()  # the reader's own choice, which is light
    until(page, f"({pixel})().join() === '252,251,248'")


PARTS = """([row, column]) => {  // the colours of the four quarters of a cell
  const pen = document.querySelector("conv-explorer .box canvas").getContext("2d")
  const grid = [...document.querySelectorAll("[role=grid]")].find(it => it.getAttribute("aria-label").includes("5×5"))
  const size = grid.offsetWidth / 5
  const at = part => (part < 1 ? 0.15 : 0.85) * size
  return [[0, 0], [1, 0], [0, 1], [1, 1]].map(([x, y]) =>
    pen.getImageData(grid.offsetLeft + column * size + at(x), grid.offsetTop + row * size + at(y), 1, 1).data.join())
}"""


def test_where_stamps_meet_each_keeps_its_colour(explorer):
    page = explorer(START, reduced_motion="reduce")
    quarters = page.evaluate(PARTS, [2, 2])
    assert len(set(quarters)) == 4
    for row, column, parts in (0, 2, {0, 1}), (2, 0, {0, 2}), (0, 0, {0}):
        found = page.evaluate(PARTS, [row, column])
        assert len(set(found)) == len(parts)
    assert page.evaluate(PARTS, [0, 2])[0] == page.evaluate(PARTS, [0, 2])[2]  # beside, not above each other


COLOURED = """() => {  // how many pixels of the canvas's title are neither paper nor ink
  const pen = document.querySelector("conv-explorer .box canvas").getContext("2d")
  const { scrollTop } = document.querySelector("conv-explorer .box")
  const grid = [...document.querySelectorAll("[role=grid]")].findLast(it => !/^kernel/.test(it.getAttribute("aria-label")))
  const { data } = pen.getImageData(grid.offsetLeft, grid.offsetTop - scrollTop - 16, 60, 10)
  const reds = [...data.keys()].filter(at => at % 4 === 0)
  return reds.filter(at => Math.abs(data[at] - data[at + 2]) > 24).length
}"""


def test_no_light_runs_through_the_title_of_a_grid(explorer):
    path = "en/explorer/?op=Conv2DTranspose&height=4&width=4&kernel_size=4&strides=2&kernel=ones&step=13"
    page = explorer(path, viewport={"width": 390, "height": 844})
    settle(page)
    assert page.evaluate(COLOURED) == 0


def test_paper_has_the_call_and_the_whole_picture_but_no_control(explorer):
    page = explorer(LARGEST.replace("strides=5", "strides=2"))
    page.emulate_media(media="print")
    assert page.locator("conv-explorer :is(button, input, .presets select)").filter(visible=True).count() == 0
    for part in ".call", ".says", "dl":
        assert page.locator(f"conv-explorer {part}").is_visible()
    assert "strides=2," in page.locator("conv-explorer .call").inner_text()
    picture = page.locator("conv-explorer .box canvas").filter(visible=True)
    sheet = page.locator("conv-explorer .sheet")
    until(
        page,
        "(it => it.clientHeight >= it.parentElement.clientHeight)(document.querySelector('conv-explorer .box canvas + canvas'))",
    )
    assert picture.count() == 1
    assert picture.bounding_box()["height"] >= sheet.bounding_box()["height"] > 500
    # what WebKit prints as a black rectangle is the graphics card's
    assert picture.evaluate("it => it.getContext('2d').getContextAttributes().willReadFrequently")
    colours = "it => new Set(new Uint32Array(it.getContext('2d').getImageData(0, 0, it.width, it.height).data.buffer)).size"
    assert picture.evaluate(colours) > 10
    page.emulate_media(media="screen")
    rest(page)
    assert picture.count() == 1 and picture.evaluate(colours) > 10
    assert not picture.evaluate("it => it.getContext('2d').getContextAttributes().willReadFrequently")


@pytest.mark.parametrize("path", ["explorer/", "en/explorer/"])
def test_without_scripts_there_is_the_figure(tab, home, path):
    page = tab(java_script_enabled=False)
    page.goto(home + path)
    assert page.locator("conv-explorer figure svg").is_visible()
    assert page.locator("conv-explorer .without").is_visible()
    height = page.locator("conv-explorer").bounding_box()["height"]
    assert (
        height < page.locator("conv-explorer figure").bounding_box()["height"] + 250
    )  # no empty space is kept


@pytest.mark.parametrize(
    ("path", "width"),
    [
        *(("explorer/", width) for width in (360, 1200)),
        *(("en/explorer/", width) for width in (800, 1500)),
        *(("conv2d_transpose/#valid-same", width) for width in (360, 1200)),
    ],
)
def test_nothing_moves(tab, home, shifts, path, width):
    page = tab(new=True, viewport={"width": width, "height": 1600})

    def late(route):
        page.wait_for_timeout(500)  # until the page has been seen without the explorer
        route.continue_()

    page.route("**/panel-*.js", late)
    page.goto(home + path)
    if "explorer" in path:
        settle(page)
    assert shifts(page) < 0.01


def test_what_is_said_of_the_layer_stands_beside_its_name(explorer):
    tops = "all => all.filter(it => it.checkVisibility()).map(it => it.getBoundingClientRect().top)"
    names, said = (explorer(START).locator(f"conv-explorer {it}").evaluate_all(tops) for it in ("dt", "dd"))
    assert names == said and len(names) == 4


BLANK = """() => {  // how many pixels high the highest empty part of the picture is
  const { width, height } = document.querySelector("conv-explorer .box canvas")
  const { data } = document.querySelector("conv-explorer .box canvas").getContext("2d").getImageData(0, 0, width, height)
  const rows = new Uint32Array(data.buffer)
  let blank = 0, most = 0
  for (let y = 0; y < height; y++) {
    blank = rows.subarray(y * width, (y + 1) * width).every(it => it === rows[0]) ? blank + 1 : 0
    most = Math.max(most, blank)
  }
  return most
}"""
UNSEEN = """() => [...document.querySelectorAll("conv-explorer .box")].map(it => [
    it.scrollWidth - it.clientWidth, it.scrollHeight - it.clientHeight])[0]"""


def test_the_picture_is_as_high_as_its_numbers_need(explorer):
    page = explorer(START, viewport={"width": 1920, "height": 1080})
    for path in (
        START,
        "en/explorer/?op=Conv2D",
        "en/explorer/?op=MaxPooling2D",
        "en/explorer/?op=Conv2DTranspose&height=6&width=6&kernel_size=5&strides=3",
    ):
        page.goto(page.url.split("en/")[0] + path)
        settle(page)
        assert page.evaluate(BLANK) < 90, path
        assert page.evaluate(UNSEEN) == [0, 0], path


def test_walking_and_pointing_moves_nothing(explorer):
    page = explorer(LARGEST.replace("8", "4"))
    view = page.locator("conv-explorer .view")
    height = view.bounding_box()["height"]
    page.get_by_label("Step", exact=True).focus()
    for key in "Home", "PageUp", "ArrowRight", "End":
        page.keyboard.press(key)
        settle(page)
        assert view.bounding_box()["height"] == height, key
    cell(page, "input", 0, 0).hover()
    assert view.bounding_box()["height"] == height


def test_signs_stand_between_what_they_join(explorer, tab, home):
    drawn = """{
      const pen = CanvasRenderingContext2D.prototype
      const { fillText } = pen
      window.drawn = {}
      pen.fillText = function (text, x, y) { window.drawn[text] = y; fillText.call(this, text, x, y) }
    }"""
    page = tab(viewport={"width": 1280, "height": 900})
    page.add_init_script(drawn)
    page.goto(home + START)
    settle(page)
    texts = page.evaluate("drawn")
    assert texts["×"] == texts["→"]
    page.set_viewport_size({"width": 360, "height": 740})
    for path in "explorer/", "explorer/?op=Conv2D":
        page.goto(home + path)
        settle(page)
        assert {"×", "→"} <= {text[:1] for text in page.evaluate("drawn")}, path  # alone or before a title


def test_a_thing_has_one_name_in_title_and_sentence(explorer):
    page = explorer(START + "&step=3")
    for name, steps in ("canvas", "3"), ("output", "5"):
        page.get_by_label("Step", exact=True).fill(steps)
        settle(page)
        cell(page, name, 2, 2).hover()
        assert f"{name}[2, 2]" in says(page)
        cell(page, "input", 0, 0).hover()
        assert f"goes to {name} rows" in says(page)


def test_a_chapter_loads_little_until_it_is_asked(tab, home):
    page = tab(new=True)
    loaded = []
    page.on("response", lambda response: "explorer" in response.url and loaded.append(response))
    page.goto(home + "en/conv2d_transpose/", wait_until="networkidle")
    assert sum(len(gzip.compress(response.body())) for response in loaded) < 4_000
    assert page.locator("conv-explorer figure svg").is_visible()
    page.get_by_role("button", name="Try it yourself").click()
    settle(page)
    assert "n·s" in facts(page).inner_text()
    page.get_by_role("link", name="Open in the explorer").click()
    settle(page)
    assert page.url.startswith(home + "en/explorer/?op=Conv2DTranspose&height=2")
    assert "padding=same" in page.url and not page.locator(".notice").inner_text()


def test_a_page_lives_when_the_code_does_not_come(tab, home):
    page = tab()
    page.route("**/panel-*.js", lambda route: route.abort())
    page.goto(home + "en/explorer/")
    page.get_by_text("The explorer could not be loaded").wait_for()
    assert page.locator("conv-explorer figure svg").is_visible()
    page.goto(home + "en/conv2d_transpose/")
    for _ in range(3):
        page.get_by_role("button", name="Try it yourself").click()
        page.wait_for_timeout(100)
    assert page.get_by_text("The explorer could not be loaded").count() == 1


@pytest.mark.parametrize("missing", ["**/en/explorer/", "**/explorer.css"])
def test_a_chapter_keeps_its_figure_when_the_form_or_the_sheet_does_not_come(tab, home, missing):
    page = tab()
    page.goto(home + "en/conv2d_transpose/")
    page.route(missing, lambda route: route.abort())
    page.get_by_role("button", name="Try it yourself").click()
    page.get_by_text("The explorer could not be loaded").wait_for()
    assert page.locator("conv-explorer figure svg").is_visible()


def test_the_largest_canvas_is_seen_whole_on_a_wide_screen(explorer):
    page = explorer("en/explorer/?op=Conv2DTranspose&height=8&width=8&kernel_size=5&strides=3&padding=same")
    page.set_viewport_size({"width": 1920, "height": 1080})
    settle(page)
    box, call = (
        page.locator(part).evaluate("it => [it.scrollWidth, it.clientWidth]") for part in (".box", ".call")
    )
    assert box[0] <= box[1] and call[0] <= call[1]


PHONES = (390, 844), (360, 640)
SMALL = {"width": 360, "height": 640}


@pytest.mark.parametrize(("width", "height"), PHONES)
def test_on_a_phone_the_picture_stays_in_sight_above_what_is_set(explorer, width, height):
    page = explorer(
        START.replace("height=2", "height=8").replace("ones", "count") + "&view=matrix",
        has_touch=True,
        is_mobile=True,
        viewport={"width": width, "height": height},
    )
    view, header = page.locator("conv-explorer .view"), page.locator(".md-header").bounding_box()["height"]
    assert view.bounding_box()["y"] + view.bounding_box()["height"] <= height  # a link opens with it in sight
    for name in "kernel_size", "width":
        page.locator(f"conv-explorer [data-name={name}]").scroll_into_view_if_needed()
        page.get_by_label(f"{name} +1", exact=True).tap()
        settle(page)
        box = view.bounding_box()
        assert header - 1 <= box["y"] and box["height"] <= 0.46 * height, name
        assert page.get_by_label(f"{name} +1", exact=True).bounding_box()["y"] >= box["y"] + box["height"]
    assert "(1, 8, 3, 1)" in facts(page).inner_text() and "kernel_size=4" in page.url


def test_the_cells_that_change_are_scrolled_into_sight(explorer):
    page = explorer(
        "en/explorer/?op=Conv2DTranspose&height=8&width=8&kernel_size=5",
        viewport={"width": 360, "height": 640},
    )
    box = page.locator("conv-explorer .box").bounding_box()
    for step, place in (64, (11, 11)), (1, (0, 0)):
        page.get_by_label("Step", exact=True).fill(str(step))
        settle(page)
        changed = cell(page, "canvas", *place).bounding_box()
        assert box["x"] <= changed["x"] and changed["x"] + changed["width"] <= box["x"] + box["width"], step
        assert box["y"] <= changed["y"] and changed["y"] + changed["height"] <= box["y"] + box["height"], step


@pytest.mark.parametrize("path", ["explorer/", "en/explorer/"])
def test_on_a_desk_it_is_seen_whole_and_plays_once(tab, home, path):
    page = tab(viewport={"width": 1280, "height": 800})
    page.goto(home + path)
    page.locator("conv-explorer [data-part=play][aria-pressed=true]").wait_for()
    for part in ".gallery", ".views", ".box", ".says", ".steps":
        box = page.locator(f"conv-explorer {part}").bounding_box()
        assert box["y"] + box["height"] <= 800, part
    page.locator("conv-explorer [data-part=play][aria-pressed=false]").wait_for()
    assert position(page) == "5 / 5" and "?" not in page.url
    page = tab(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page.goto(home + path)
    settle(page)
    assert position(page) == "5 / 5"
    assert page.locator("conv-explorer [data-part=play][aria-pressed=false]").count() == 1


def test_a_small_picture_shows_its_state_without_leaving_the_page(explorer):
    page = explorer("en/explorer/")
    page.evaluate("window.isHere = true")
    links = page.locator("conv-explorer .gallery a")
    for index in range(links.count()):
        links.nth(index).click()
        settle(page)
        assert not page.locator(".notice").inner_text()
        query = links.nth(index).get_attribute("href")  # whole, so that it outlives a change of defaults
        assert page.url.endswith(query) and page.locator("[data-part=link]").get_attribute("href").endswith(
            query
        )
    pictures = links.locator("canvas").evaluate_all("all => all.map(it => it.toDataURL())")
    assert len(set(pictures)) == len(pictures) == 10
    page.go_back()
    settle(page)
    assert "causal" in facts(page).inner_text() and page.evaluate("window.isHere")


REFUSED = [
    ("op=Conv2D&kernel_size=5&height=4&width=4", "the window 5×5 hangs over the input"),
    ("op=MaxPooling2D&pool_size=3&height=2&width=5", "the window 3×3 hangs over the input"),
    ("op=Conv2D&height=6&width=6&strides=2&dilation_rate=2", "two windows"),
    ("op=Conv2DTranspose&strides=2&dilation_rate=2", "two stamps"),
    ("op=Conv2DTranspose&strides=2&output_padding=2", "canvas, and what output_padding adds"),
    ("op=Conv2DTranspose&kernel_size=4&strides=2&padding=same&output_padding=0", "canvas 6×6"),
    ("op=Conv2DTranspose&height=1&kernel_size=2&strides=2&padding=same&output_padding=0", "canvas 2×4"),
]


@pytest.mark.parametrize(("query", "title"), REFUSED)
def test_a_refusal_is_drawn_and_every_repair_offered_is_taken(explorer, query, title):
    page = explorer(f"en/explorer/?{query}")
    assert page.evaluate(BLANK) < 200
    repairs = page.locator("conv-explorer .repairs button")
    offered = repairs.all_inner_texts()
    assert len(offered) >= 2 and page.locator(f"[role=grid][aria-label^='{title}']").count() == 1
    for number, says in enumerate(offered):
        repairs.nth(number).click()
        settle(page)
        assert not page.locator(".message").is_visible() and page.get_by_label("Play").is_enabled(), says
        page.go_back()
        settle(page)
        assert page.locator(".message").is_visible()


def test_a_kernel_that_misses_the_way_back_is_told_with_its_numbers_and_the_cells_it_wants(explorer):
    query = "op=Conv2DTranspose&height=3&width=3&kernel_size=4&strides=2&padding=same"
    page = explorer(f"en/explorer/?{query}&output_padding=0")
    wanted, back = 2 * (3 - 1) + 4 - 2 * (4 // 2), keras.layers.Conv2D(1, 4, strides=2, padding="same")
    made = back.compute_output_shape((1, wanted, wanted, 1))[1]
    told = page.locator(".message").inner_text()
    assert f"an output of {wanted} cells" in told and f"leads back to {made}, and the input has 3" in told
    kept = f", output to be {wanted}×{wanted} in the frame"
    assert page.locator(f"[role=grid][aria-label$='{kept}']").count() == 1
    page.get_by_role("button", name="output_padding=None").click()
    settle(page)
    layer = keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same")
    assert str(tuple(layer.compute_output_shape((1, 3, 3, 1)))) in facts(page).inner_text()


# what of an element's text a reader does not see although it is on the page: cut off, or to be scrolled to in a box
HIDDEN = """it => {
  const range = document.createRange()
  range.selectNodeContents(it)
  const lines = [...range.getClientRects()]
  const boxes = []
  for (let box = it; box !== document.documentElement; box = box.parentElement)
    if (!/visible/.test(getComputedStyle(box).overflow)) boxes.push(box.getBoundingClientRect())
  return lines.filter(({ left, right, top, bottom }) =>
    left < 0 || right > innerWidth || boxes.some(box => top < box.top - 1 || bottom > box.bottom + 1 || right > box.right + 1)
  ).length
}"""


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize(("query", "_"), REFUSED)
def test_on_a_phone_a_refusal_and_its_repairs_are_read_whole(explorer, language, query, _):
    page = explorer(f"{language}explorer/?{query}", has_touch=True, is_mobile=True, viewport=SMALL)
    message, repairs = page.locator(".message"), page.locator("conv-explorer .repairs")
    assert message.evaluate(HIDDEN) == repairs.evaluate(HIDDEN) == 0
    page.get_by_label(
        "kernel_size" if "Conv" in query else "pool_size", exact=True
    ).scroll_into_view_if_needed()
    view, header = (
        page.locator("conv-explorer .view").bounding_box(),
        page.locator(".md-header").bounding_box(),
    )
    assert header["height"] - 1 <= view["y"] and view["height"] <= 0.46 * SMALL["height"]  # the picture stays


@pytest.mark.parametrize("width", [1280, 1920])
@pytest.mark.parametrize(
    "query",
    [
        "op=Conv2D&height=8&width=8&channels=2&filters=2",
        "op=Conv2D&height=8&width=8&channels=3",
        "op=Conv2D&height=5&width=5&channels=3&filters=2&use_bias=True&cell=canvas,0,1",
        "op=Conv2DTranspose&height=5&width=5&channels=2&strides=3",
    ],
)
def test_a_link_opens_with_the_operation_and_what_comes_out_in_sight(explorer, query, width):
    height = 720
    page = explorer(f"en/explorer/?{query}", viewport={"width": width, "height": height})
    header, box = (page.locator(part).bounding_box() for part in (".md-header", "conv-explorer .box"))
    operation = page.get_by_label("keras.layers", exact=True).bounding_box()
    first = page.locator("[role=grid][aria-label*=output] [role=gridcell]").first.bounding_box()
    top = header["height"]
    assert top <= operation["y"] and operation["y"] + operation["height"] <= height
    assert top <= box["y"] <= first["y"] and first["y"] + first["height"] <= min(
        box["y"] + box["height"], height
    )


DEEP = "en/explorer/?op=Conv2D&height=3&width=4&channels=2&filters=3&use_bias=True&kernel_size=2&kernel=count"
DEEP += "&cell=canvas,1,2&output_channel=2"
UNFOLDED = DEEP + "&depth=unfolded"


def kernel_of(channels, filters):
    """What the preset 1, 2, 3, … comes to in Keras's order."""
    return np.arange(1, 4 * channels * filters + 1).reshape(channels, filters, 2, 2).transpose(2, 3, 0, 1)


def test_several_channels_show_what_keras_gives_and_write_the_sum_over_them(explorer, capsys):
    page = explorer(DEEP)
    image = np.arange(1, 25).reshape(2, 3, 4).transpose(1, 2, 0)
    layer = keras.layers.Conv2D(3, 2)
    layer.build((1, 3, 4, 2))
    layer.set_weights([kernel_of(2, 3), np.array([1, 2, 3])])
    expected = layer(image[None].astype("float32"))[0, ..., 2].numpy()
    assert numbers(grid(page, "output")) == expected.tolist()
    assert "(1, 3, 4, 2) → (1, 2, 3, 3)" in facts(page).inner_text()
    one, other = (float((image[1:3, 2:4, c] * kernel_of(2, 3)[..., c, 2]).sum()) for c in (0, 1))
    assert f"output[1, 2, 2] = {one:.0f} + {other:.0f} + 3 = {expected[1, 2]:.0f}" in says(page)
    exec(page.locator("conv-explorer [data-part=source]").text_content(), {})
    printed = re.sub(r"(?<=[\d.])\s+(?=[-\d])", ",", capsys.readouterr().out)
    assert ast.literal_eval(re.sub(r"\]\s+\[", "],[", printed)) == expected.tolist()


def test_channels_are_blocks_that_unfold_into_cells_each_with_its_number(explorer):
    page = explorer(DEEP, viewport={"width": 1280, "height": 800})
    button = page.locator("conv-explorer .views button")

    def is_folded():
        settle(page)
        names = page.locator("[role=grid]").evaluate_all("all => all.map(it => it.ariaLabel)")
        assert any(name.startswith("output 2×3, channel 2") for name in names)
        inputs = [name for name in names if "input" in name]
        assert len(inputs) == (1 if button.get_attribute("aria-expanded") == "false" else 2)
        return len(inputs) == 1

    assert is_folded()
    assert grid(page, "input 3×4, channel 0 (1 more behind)")[0] == ["1", "2", "3", "4"]
    shown = [float(row[0]) for row in grid(page, "of each channel")]
    assert f"= {shown[0]:.0f} + {shown[1]:.0f} + 3 =" in says(page)
    button.focus()
    page.keyboard.press("Enter")
    assert not is_folded() and "depth=unfolded" in page.url
    numbered = page.locator("[role=grid][aria-label*=input] [role=gridcell]")
    assert sorted(numbered.evaluate_all("all => all.map(it => Number(it.ariaLabel))")) == list(range(1, 25))
    page.keyboard.press("Enter")
    assert is_folded() and "depth" not in page.url
    front = cell(page, "input 3×4", 0, 0).bounding_box()
    page.mouse.click(front["x"] + front["width"] / 2, front["y"] - 12)  # on its title
    assert not is_folded()


def test_the_channel_in_front_is_chosen(explorer):
    page = explorer(DEEP)
    page.get_by_label("input_channel", exact=True).press("ArrowRight")
    settle(page)
    assert grid(page, "input 3×4, channel 1 (1 more behind)")[0] == ["13", "14", "15", "16"]
    assert "input_channel=1" in page.url


@pytest.mark.parametrize("folding", ["folded", "unfolded"])
def test_of_three_channels_what_comes_out_is_in_sight_on_a_desk(explorer, folding):
    query = f"op=Conv2D&channels=3&filters=2&use_bias=True&depth={folding}"
    page = explorer(f"en/explorer/?{query}", viewport={"width": 1280, "height": 800})
    for place in (0, 0), (1, 1):
        box = cell(page, "output", *place).bounding_box()
        assert box["y"] > 0 and box["y"] + box["height"] <= 800
    assert page.evaluate(UNSEEN) == [0, 0]


def test_a_matrix_of_several_channels_is_that_of_the_chosen_one(explorer):
    query = "op=Conv2DTranspose&channels=2&filters=1&kernel_size=2&strides=1&kernel=count&view=matrix&input_channel=1"
    page = explorer(f"en/explorer/?{query}")
    table, vector = np.array(numbers(grid(page, "Cᵀ"))), np.array(numbers(grid(page, "input")))
    part = transpose([[5, 6], [7, 8]], [[5, 6], [7, 8]], strides=1)  # the second channel's
    assert (table @ vector == part.reshape(-1, 1)).all()
    assert numbers(grid(page, "canvas")) == part.reshape(-1, 1).tolist()
    assert "The matrix of input channel 1" in says(page)


def test_a_cell_of_one_channel_is_typed_into_that_channel_alone(explorer):
    page = explorer(UNFOLDED)
    before = grid(page, "input 3×4, channel 0")
    target = page.locator("[role=grid][aria-label$='channel 1'] [role=gridcell]").first
    target.focus()
    page.keyboard.type("-7")
    page.keyboard.press("Enter")
    settle(page)
    assert grid(page, "+ input 3×4, channel 1") == [] and grid(page, "input 3×4, channel 0") == before
    assert grid(page, "input 3×4, channel 1")[0][0] == "−7"
    page.reload()
    settle(page)
    assert grid(page, "input 3×4, channel 1")[0][0] == "−7" and not page.locator(".notice").inner_text()


def test_a_causal_window_sees_nothing_that_comes_after(explorer):
    page = explorer("en/explorer/?op=Conv1D&width=6&kernel_size=3&padding=causal&kernel=count")
    assert page.get_by_label("height", exact=True).is_hidden()
    layer = keras.layers.Conv1D(1, 3, padding="causal", use_bias=False)
    layer.build((1, 6, 1))
    layer.set_weights([np.arange(1, 4).reshape(3, 1, 1)])
    assert numbers(grid(page, "output")) == layer(np.arange(1.0, 7).reshape(1, 6, 1))[..., 0].numpy().tolist()
    page.get_by_label("keras.layers", exact=True).select_option("Conv1DTranspose")
    settle(page)
    assert page.locator("select[name=padding] option[value=causal]").is_disabled()
    assert (
        "Conv1DTranspose" in facts(page).inner_text()
        and '"causal" → "valid"' in page.locator(".switched").inner_text()
    )


def test_on_a_phone_a_slider_has_the_width_of_the_panel(explorer):
    page = explorer(DEEP, has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740})
    widths = page.locator("conv-explorer .dial input").evaluate_all(
        "all => all.filter(it => it.checkVisibility()).map(it => it.clientWidth)"
    )
    assert len(widths) >= 7 and min(widths) >= 150


@pytest.mark.parametrize(("width", "height"), PHONES)
def test_on_a_phone_what_comes_out_is_in_sight_while_something_is_set(explorer, width, height):
    page = explorer(
        "en/explorer/?op=Conv2D&height=8&width=8&kernel=count",
        has_touch=True,
        is_mobile=True,
        viewport={"width": width, "height": height},
    )

    def is_in_sight():
        box, result = (
            page.locator("conv-explorer .box").bounding_box(),
            cell(page, "output", 0, 0).bounding_box(),
        )
        return box["y"] <= result["y"] and result["y"] + result["height"] <= box["y"] + box["height"]

    assert not is_in_sight()
    page.get_by_label("strides +1", exact=True).tap()
    settle(page)
    assert is_in_sight()


def test_on_a_phone_the_reason_of_a_refusal_comes_into_sight_from_under_the_picture(explorer):
    page = explorer("en/explorer/?op=Conv2D&height=4&width=4&kernel_size=4", has_touch=True, is_mobile=True)
    page.set_viewport_size({"width": 360, "height": 780})
    smaller = page.get_by_label("height −1", exact=True)
    smaller.evaluate("it => it.scrollIntoView({ block: 'center' })")
    smaller.tap()
    settle(page)
    view, message = (page.locator(f"conv-explorer .{part}").bounding_box() for part in ("view", "message"))
    assert view["y"] + view["height"] <= message["y"] <= message["y"] + message["height"] <= 780


FIVE_DIGITS = f"input={','.join(['1111', '2222', '3333', '4444', '5555'] * 5)}&kernel={','.join('1' * 9)}"


@pytest.mark.parametrize(
    "query",
    [
        "op=Conv2D&height=6&width=6",
        "op=Conv2DTranspose&height=4&width=4&strides=1",
        "op=Conv2DTranspose&height=5&width=5&kernel_size=3&strides=1",
        f"op=Conv2D&height=5&width=5&kernel_size=3&{FIVE_DIGITS}",
    ],
)
def test_on_a_phone_six_by_six_cells_and_what_stands_beside_them_are_seen_whole(explorer, query):
    page = explorer(
        f"en/explorer/?{query}", has_touch=True, is_mobile=True, viewport={"width": 360, "height": 780}
    )
    assert page.locator("conv-explorer .box").evaluate("it => it.scrollHeight <= it.clientHeight")
    assert page.locator("conv-explorer .view").bounding_box()["height"] <= 0.46 * 780


@pytest.mark.parametrize("shape", ["height=5&width=5", "height=5&width=5&channels=3&kernel=count"])
@pytest.mark.parametrize(("width", "height"), PHONES)
def test_on_a_phone_a_tap_on_a_cell_shows_its_whole_sum(explorer, shape, width, height):
    page = explorer(
        f"en/explorer/?op=Conv2D&{shape}",
        has_touch=True,
        is_mobile=True,
        viewport={"width": width, "height": height},
    )
    cell(page, "output", 0, 0).tap()
    rest(page)
    assert says(page).startswith("output[0, 0") and page.locator(".says").evaluate(HIDDEN) == 0
    said, header = page.locator(".says").bounding_box(), page.locator(".md-header").bounding_box()
    assert header["height"] <= said["y"] and said["y"] + said["height"] <= height
    end = said["x"] + said["width"] / 2, said["y"] + said["height"] - 12
    over = "([x, y]) => document.elementFromPoint(x, y).closest('.says') !== null"
    assert page.evaluate(over, end)


@pytest.mark.parametrize("depth", ["folded", "unfolded"])
@pytest.mark.parametrize("size", [5, 8])
def test_on_a_phone_the_sum_of_a_touched_cell_leaves_the_way_to_the_channels_open(explorer, size, depth):
    page = explorer(
        f"explorer/?op=Conv2D&height={size}&width={size}&channels=2&filters=3&depth={depth}&kernel=count&input=count",
        has_touch=True,
        is_mobile=True,
        viewport={"width": 360, "height": 780},
    )
    touched = cell(page, "출력", 1, 1)
    touched.tap()
    rest(page)
    box = page.locator("conv-explorer .box").bounding_box()
    place, said = touched.bounding_box(), page.locator(".says").bounding_box()
    assert box["y"] <= place["y"] and place["y"] + place["height"] <= box["y"] + box["height"]
    assert box["y"] + box["height"] <= said["y"] and said["y"] + said["height"] <= 780
    lines = page.locator(".says .channel").evaluate_all("all => all.map(it => it.getBoundingClientRect().y)")
    assert len(set(lines)) == 2  # each channel begins one
    button = page.locator("conv-explorer .views button")
    assert said["y"] + said["height"] <= button.bounding_box()["y"]
    button.tap()
    settle(page)
    assert page.locator("[role=grid][aria-label^=입력]").count() == (2 if depth == "folded" else 1)


def test_what_is_set_stays_under_the_finger_while_the_sum_changes(explorer):
    page = explorer(
        "explorer/?op=Conv2D&channels=3&filters=2&kernel_size=3&kernel=count&cell=canvas,0,0",
        has_touch=True,
        is_mobile=True,
        viewport={"width": 360, "height": 780},
    )
    button, settings = page.get_by_label("kernel_size −1", exact=True), page.locator("conv-explorer .call")
    button.scroll_into_view_if_needed()
    top, told = settings.bounding_box()["y"], says(page)
    for _ in range(2):
        button.tap()
        settle(page)
        assert settings.bounding_box()["y"] == pytest.approx(top, abs=1)
    assert len(says(page)) < len(told)


@pytest.mark.parametrize(
    ("query", "name", "presses"),
    [
        ("op=Conv2DTranspose&height=2&width=2&strides=2", "height +1", 3),
        ("op=Conv2DTranspose&height=5&width=5&strides=2", "height −1", 3),
        ("op=Conv2D&height=4&width=4", "kernel_size −1", 2),
    ],
)
def test_what_is_set_stays_under_the_finger_while_the_picture_grows(explorer, query, name, presses):
    page = explorer(
        f"en/explorer/?{query}", has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844}
    )
    button, box = page.get_by_label(name, exact=True), page.locator("conv-explorer .around")
    button.scroll_into_view_if_needed()
    top, heights = button.bounding_box()["y"], {box.bounding_box()["height"]}
    for _ in range(presses):
        button.tap()
        settle(page)
        heights.add(box.bounding_box()["height"])
        assert button.bounding_box()["y"] == pytest.approx(top, abs=1)
    assert len(heights) > 1


def test_what_is_set_stays_under_the_finger_as_a_notice_goes_and_the_sum_grows(explorer):
    page = explorer(
        START.replace("height=2", "height=8").replace("ones", "count") + "&view=matrix",
        has_touch=True,
        is_mobile=True,
        viewport={"width": 390, "height": 844},
    )
    notice, sums = page.locator("conv-explorer .notice"), page.locator("conv-explorer .saying")
    button = page.get_by_label("kernel_size +1", exact=True)
    button.evaluate("it => scrollBy(0, it.getBoundingClientRect().top - 600)")
    top, told, height = button.bounding_box()["y"], notice.inner_text(), sums.bounding_box()["height"]
    button.tap()
    rest(page)
    assert told and not notice.is_visible() and sums.bounding_box()["height"] > height
    assert button.bounding_box()["y"] == pytest.approx(top, abs=1)


def test_on_a_phone_what_another_operation_changes_is_told_in_sight_and_moves_nothing(explorer):
    page = explorer(
        "en/explorer/?op=Conv2DTranspose&height=5&width=2",
        has_touch=True,
        is_mobile=True,
        viewport={"width": 390, "height": 844},
    )
    operation, told = page.get_by_label("keras.layers"), page.locator("conv-explorer .switched")
    operation.evaluate("it => scrollBy(0, it.getBoundingClientRect().top - 600)")
    top = operation.bounding_box()["y"]
    operation.select_option("Conv2D")
    settle(page)
    assert operation.bounding_box()["y"] == pytest.approx(top, abs=1)
    said = told.bounding_box()
    view = page.locator("conv-explorer .view").bounding_box()
    assert view["y"] + view["height"] <= said["y"] and said["y"] + said["height"] <= 844
    button = page.get_by_label("strides +1", exact=True)
    button.scroll_into_view_if_needed()
    top = button.bounding_box()["y"]
    button.tap()
    settle(page)
    assert not told.is_visible() and button.bounding_box()["y"] == pytest.approx(top, abs=1)


def test_on_a_phone_a_matrix_begins_with_its_titles(explorer):
    page = explorer(
        "en/explorer/?op=Conv2DTranspose&height=4&width=4&strides=2",
        has_touch=True,
        is_mobile=True,
        viewport={"width": 390, "height": 844},
    )
    page.locator("conv-explorer .views").get_by_text("matrix").tap()
    settle(page)
    box, matrix = (
        page.locator("conv-explorer .box").bounding_box(),
        page.locator("[role=grid][aria-label^=Cᵀ]"),
    )
    place = matrix.bounding_box()
    assert box["x"] <= place["x"] < box["x"] + box["width"] / 2
    assert box["y"] + 20 <= place["y"] < box["y"] + box["height"] / 2  # the title is 20 pixels above


def test_a_layer_over_a_picture_tells_the_numbers_of_each_pixel(explorer):
    page = explorer("en/explorer/?op=Conv2D&height=4&width=4&kernel_size=3&strides=2&kernel=count")
    fold = page.locator("conv-explorer [data-part=onPicture]")
    fold.locator("summary").click()
    made, reading = fold.locator("[data-part=made]"), fold.locator(".reading")
    assert made.evaluate("it => [it.width, it.height]") == [31, 31] and "31×31 pixels" in fold.inner_text()
    made.focus()
    page.keyboard.press("ArrowUp")
    place, told = reading.inner_text().split(" = ", 1)
    row, column = ast.literal_eval(place.removeprefix("output"))
    pixels = (
        "it => [...it.getContext('2d').getImageData(0, 0, 64, 64).data].filter((_, index) => index % 4 === 0)"
    )
    image = np.array(fold.locator("[data-part=given]").evaluate(pixels)).reshape(64, 64)
    window = image[2 * row : 2 * row + 3, 2 * column : 2 * column + 3]
    assert int(told.split(" = ")[-1]) == (window * np.arange(1, 10).reshape(3, 3)).sum()
    assert told.startswith(f"{window[0, 0]}·1 + {window[0, 1]}·2")
    fold.get_by_role("button", name="an empty sheet").click()
    assert reading.inner_text().endswith("= 0")
    box = fold.locator("[data-part=given]").bounding_box()
    page.mouse.move(
        *(
            box[at] + (place + 0.5) / 64 * box["width"]
            for at, place in (("x", 2 * column + 1), ("y", 2 * row + 1))
        )
    )
    page.mouse.down()
    page.mouse.up()
    assert reading.inner_text().endswith(f"= {255 * 45}")
    page.get_by_label("channels", exact=True).press("ArrowRight")
    page.get_by_label("input_channel", exact=True).press("ArrowRight")
    expect(fold).to_contain_text("It is taken as channel 1 of the input")
    weights = np.arange(1, 28).reshape(3, 3, 3)[1]  # of the second channel
    assert reading.inner_text().endswith(f"= {255 * weights.sum()}")
