"""Set, step, point: what is shown is what Keras gives, and the program beside it."""

import ast
import itertools
import re

import numpy as np
import pytest
from explorer_page import LARGEST, START, cell, facts, grid, numbers, position, rare, says, settle, until
from playwright.sync_api import expect
from reference import transpose

pytestmark = pytest.mark.browser

SEVEN = "op=Conv2DTranspose&height=7&width=7&kernel_size={}&strides=3&padding=same"

SET_TO = (
    "(slider, value) => { slider.value = value; slider.dispatchEvent(new Event('input', { bubbles: true })) }"
)


def traced(page, act):
    """What the browser did for the page, in its own words, during `act` and some frames more."""
    session, events, ended = page.context.new_cdp_session(page), [], []
    session.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
    session.on("Tracing.tracingComplete", lambda data: ended.append(data))
    session.send(
        "Tracing.start", {"transferMode": "ReportEvents", "categories": "devtools.timeline,blink.user_timing"}
    )
    act()
    page.evaluate(
        "(async () => { for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame) })()"
    )
    session.send("Tracing.end")
    while not ended:
        page.wait_for_timeout(20)
    return events


@pytest.mark.parametrize("kernel", [2, 3])
def test_the_sizes_that_a_stride_leaves_open_are_said_where_the_size_stands(explorer, kernel):
    """Each that Keras takes, and a press leads to the argument that chooses among them, which is folded away."""
    import keras

    page, sizes = explorer("en/explorer/?" + SEVEN.format(kernel)), {}
    for added in range(3):
        layer = keras.layers.Conv2DTranspose(1, kernel, strides=3, padding="same", output_padding=added)
        try:
            sizes[added] = layer(np.zeros((1, 7, 7, 1), "float32")).shape[1]
        except Exception as refused:  # of TensorFlow or of Keras
            print(kernel, added, type(refused))
    choices, made = (", ".join(map(str, all_of)) for all_of in (sizes, sizes.values()))
    whole = keras.layers.Conv2DTranspose(1, kernel, strides=3)(np.zeros((1, 7, 7, 1), "float32")).shape[1]
    other = f'padding="valid" gives {whole}. ' if whole != 7 * 3 else ""
    said = facts(page).get_by_text(f"{other}output_padding of {choices} gives {made}.")
    expect(said).to_be_visible()
    slider = page.locator("conv-explorer input[name=output_padding]").first
    assert not slider.is_visible()
    said.get_by_role("button").click()
    expect(slider).to_be_focused()


# of each axis of an argument whose axes are set apart: its name, if it is seen, and where its buttons begin and end
APART = """() => [...document.querySelectorAll("[data-apart] .dial")].filter(it => it.checkVisibility()).map(it => {
  const [less, more] = [...it.querySelectorAll("button")].map(button => button.getBoundingClientRect())
  return { word: it.querySelector(".axis").innerText, left: less.left, right: more.right, top: less.top, bottom: less.bottom }
})"""


@pytest.mark.parametrize("width", [360, 1280, 1920])
def test_height_and_width_apart_stand_below_one_another_each_with_its_name(explorer, width):
    path = "en/explorer/?op=Conv2DTranspose&kernel_size=2,3&strides=2,1&output_padding=1,0"
    page = explorer(path, viewport={"width": width, "height": 900})
    rows = page.evaluate(APART)
    assert [row["word"] for row in rows] == ["height", "width"] * 4
    assert len({(row["left"], row["right"]) for row in rows}) == 1
    assert all(row["top"] - before["bottom"] >= 4 for before, row in itertools.pairwise(rows))
    others = page.locator("[data-name=filters] button").evaluate_all(
        "all => all.map(it => it.getBoundingClientRect()).map(({ left, right }) => [left, right])"
    )
    if width > 360:  # where a name stands beside its slider
        assert (rows[0]["left"], rows[0]["right"]) == (others[0][0], others[1][1])


def test_the_program_is_coloured_as_the_page_s_code_when_its_fold_is_opened(explorer):
    page = explorer("en/explorer/")
    page.locator("details[data-part=program] > summary").click()
    for part in "source", "torchSource":
        code = page.locator(f"conv-explorer [data-part={part}]")
        colours = code.locator("span").evaluate_all("all => all.map(it => getComputedStyle(it).color)")
        assert len(set(colours)) > 3
    before = code.inner_text()
    page.get_by_label("width +1", exact=True).click()
    settle(page)
    until(page, f"document.querySelector('[data-part=torchSource]').innerText !== {before!r}")
    assert code.locator("span.mi").count()


def test_a_change_has_not_the_whole_page_styled_anew(explorer):
    """As a rule would with `:has()` on what the instrument stands in."""
    page = explorer(LARGEST)
    step, elements = page.locator("conv-explorer .steps input"), page.locator("*").count()

    def act():
        step.evaluate(SET_TO, "20")
        settle(page)

    counts = [it["args"]["elementCount"] for it in traced(page, act) if it["name"] == "UpdateLayoutTree"]
    assert counts
    assert max(counts) < elements / 4


PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def test_a_step_on_a_phone_lays_out_its_own_parts_alone(explorer):
    """Not the page, to which each control belongs: a slider that is set anew would have it laid out."""
    page = explorer(
        "explorer/?op=Conv2D&height=8&width=8&channels=2&filters=2", **PHONE
    )  # fewer than a slider goes up to
    step = page.locator("conv-explorer .steps input")
    page.evaluate(
        "() => { window.setTimeout = () => 0 }"
    )  # what is laid over the picture later is not asked for
    for value in ("20", "30"):  # the first goes on to where there is a step back and one on
        events = traced(page, lambda value=value: step.evaluate(SET_TO, value))
    laid = [it["args"]["beginData"]["partialLayout"] for it in events if it["name"] == "Layout"]
    assert laid and all(laid)


SET_AND_PAINTED = """async (slider, value) => {
  slider.value = value
  slider.dispatchEvent(new Event("input", { bubbles: true }))
  await new Promise(requestAnimationFrame)
  const { port1, port2 } = new MessageChannel()
  await new Promise(done => { port1.onmessage = done; port2.postMessage(0) })
  performance.mark("painted")
}"""


@pytest.mark.parametrize("argument", ["height", "width", "kernel_size", "strides"])
def test_another_size_is_painted_before_the_page_is_laid_out_for_it(explorer, argument):
    """A slow phone has not time for both in a frame; only what is as high as before can wait."""
    page = explorer(LARGEST, **PHONE)
    slider = page.get_by_label(argument, exact=True)
    least = int(slider.input_value()) - 2
    slider.evaluate(SET_TO, str(least + 1))  # which gives the picture its height
    settle(page)
    events = traced(page, lambda: slider.evaluate(SET_AND_PAINTED, str(least)))
    [painted] = [it["ts"] for it in events if it["name"] == "painted"]
    laid = [it["args"]["beginData"] for it in events if it["name"] == "Layout" and it["ts"] < painted]
    assert all(it["partialLayout"] for it in laid), laid


@pytest.mark.parametrize("order", ["set after a step", "step after setting"])
def test_a_change_is_painted_before_the_sentence_below_it_is_styled_for_it(explorer, order):
    page = explorer(LARGEST, **PHONE)
    step, filters = page.locator("conv-explorer .steps input"), page.get_by_label("filters", exact=True)
    acts = [(step, "20"), (filters, "2")]
    first, second = acts if order == "set after a step" else reversed(acts)
    for slider, value in (second, first):
        slider.evaluate(SET_TO, value)
        settle(page)
    slider, value = second
    events = traced(page, lambda: slider.evaluate(SET_AND_PAINTED, str(int(value) + 1)))
    [painted] = [it["ts"] for it in events if it["name"] == "painted"]
    styled = [it for it in events if it["name"] == "UpdateLayoutTree" and it["ts"] < painted]
    assert not any(it["args"]["elementCount"] for it in styled), styled


# of each frame in which anything was done: p where numbers were painted, w where words were written
FRAMES = """async ([values, rest]) => {
  const slider = document.querySelector("conv-explorer .steps input")
  const frames = new Map(), { fillText } = CanvasRenderingContext2D.prototype
  const note = what => {
    const time = document.timeline.currentTime
    frames.set(time, (frames.get(time) ?? new Set()).add(what))
  }
  CanvasRenderingContext2D.prototype.fillText = function (...all) { note("p"); return fillText.apply(this, all) }
  new MutationObserver(() => note("w")).observe(document.querySelector("conv-explorer .steps output"), { childList: true })
  for (const value of values) {
    slider.value = value
    slider.dispatchEvent(new Event("input", { bubbles: true }))
    for (let frame = 0; frame < rest; frame++) await new Promise(requestAnimationFrame)
  }
  for (let frame = 0; frame < 6; frame++) await new Promise(requestAnimationFrame)
  return [...frames.values()].map(all => [...all].join(""))
}"""


def test_a_step_is_painted_once_and_written_once_each_in_a_frame_of_its_own(explorer):
    page = explorer(LARGEST, **PHONE)
    steps = [str(step) for step in range(2, 62, 6)]
    assert page.evaluate(FRAMES, [steps, 6]) == ["p", "w"] * len(steps)  # also where the picture is scrolled
    dragged = page.evaluate(FRAMES, [steps, 1])
    assert set(dragged) == {"p", "w"}
    assert min(dragged.count(what) for what in "pw") >= len(steps) // 3


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


def test_no_line_begins_with_the_result_of_a_sum(explorer):
    explorer_page = explorer(START)
    cell(explorer_page, "output", 2, 2).hover()
    says(explorer_page)
    assert "=\N{NO-BREAK SPACE}10" in explorer_page.locator(".says").text_content()


@pytest.mark.parametrize("layer", ["Conv1D", "Conv1DTranspose", "Conv2D"])
def test_along_a_line_nothing_sets_height_and_width_apart(explorer, layer):
    page = explorer(f"en/explorer/?op={layer}")
    page.locator("conv-explorer .rare > summary").click()
    expect(page.get_by_label("height and width apart")).to_be_visible(visible=layer == "Conv2D")


def test_the_particle_stands_right_behind_pytorch_s_call(explorer):
    page = explorer(START.removeprefix("en/").replace("valid", "same"))
    text = facts(page).locator("[data-part=usual]").inner_text()
    assert re.search(r"\)의 결과는", text), text


def test_the_program_on_paper_has_its_colours(explorer):
    page = explorer(START)
    source = page.locator("[data-part=source]")
    expect(source.locator("span")).to_have_count(0)
    page.emulate_media(media="print")
    expect(source.locator("span").first).to_be_attached()
    page.emulate_media(media="null")


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


def test_what_another_operation_changes_is_told_and_the_rest_stays(explorer):
    page = explorer("en/explorer/?op=Conv2DTranspose&height=5&width=2&strides=1,2")
    page.get_by_label("keras.layers").select_option("Conv2D")
    settle(page)
    assert page.locator(".remark").inner_text().endswith("Changed: width 2 → 4.")
    assert "(1, 5, 4, 1) →" in facts(page).inner_text()
    assert "strides=(1, 2)" in facts(page).inner_text()
    page.get_by_label("keras.layers").select_option("Conv2DTranspose")
    settle(page)
    assert not page.locator(".remark").is_visible()


def test_what_depends_on_the_processor_is_told(explorer):
    page = explorer("en/explorer/?op=Conv2DTranspose&dilation_rate=2")
    caution = page.get_by_text("TensorFlow without oneDNN refuses")
    assert caution.is_visible()
    rare(page, "dilation_rate").fill("1")
    settle(page)
    assert not caution.is_visible()


def test_pytorch_beside_keras(explorer):
    page = explorer(START.replace("valid", "same"))
    assert (
        "ConvTranspose2d(1, 1, 3, stride=2, padding=1, output_padding=1, bias=False)"
        in facts(page).inner_text()
    )
    page.get_by_label("draw PyTorch’s result, too").check()
    settle(page)
    canvas = transpose([[1, 2], [3, 4]], np.ones((3, 3)), strides=2)
    assert numbers(grid(page, "PyTorch 4×4")) == canvas[1:, 1:].tolist()


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


@pytest.mark.parametrize("typed", ["-12345.678", "abc"])
def test_what_is_no_number_for_a_cell_is_told_and_the_cell_keeps_its_own(explorer, typed):
    page = explorer("en/explorer/?op=Conv2D&height=4&width=4&input=count")
    place = cell(page, "input", 1, 1)
    place.dblclick()
    field = page.locator("conv-explorer [contenteditable=true]")
    page.keyboard.type(typed)
    assert field.evaluate("it => it.scrollWidth <= it.clientWidth")  # it is seen whole
    page.keyboard.press("Enter")
    settle(page)
    assert typed in page.locator(".says .remark").inner_text() and grid(page, "input")[1][1] == "6"
    place.press("Enter")
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    settle(page)
    assert grid(page, "input")[1][1] == "7" and page.locator(".says .remark").count() == 0


def test_a_quick_stroke_over_the_picture_is_a_line_without_gaps(explorer):
    page = explorer("en/explorer/?op=Conv2D&height=4&width=4")
    page.locator("details[data-part=onPicture] > summary").click()
    page.locator("[data-part=blank]").click()
    drawn = page.locator("canvas[data-part=given]")
    drawn.scroll_into_view_if_needed()
    box = drawn.bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 5, box["y"] + box["height"] - 5)  # at once
    page.mouse.up()
    white = """it => {
      const { data, width } = it.getContext("2d").getImageData(0, 0, it.width, it.height)
      return Array.from({ length: width }, (_, at) => data[4 * (at * width + at)])
    }"""
    assert drawn.evaluate(white)[3:-3] == [255] * 58


def test_on_paper_all_values_of_the_call_look_alike(explorer):
    """A number stands in code, a choice in a menu."""
    page = explorer("en/explorer/?op=SeparableConv2D")
    page.emulate_media(media="print")
    look = (
        "all => all.map(it => getComputedStyle(it)).map(it => [it.fontSize, it.fontWeight, it.color].join())"
    )
    values, choices = (
        page.locator(f"conv-explorer .lines {it}").evaluate_all(look) for it in ("b", "select[name]")
    )
    page.emulate_media(media="null")
    assert len(choices) > 1 and set(values) == set(choices)
