"""On a phone: the picture stays in sight, what is set stays under the finger."""

import pytest
from explorer_page import DEEP, HIDDEN, START, cell, facts, rare, rest, says, settle

pytestmark = pytest.mark.browser


PHONES = (390, 844), (360, 640)

SHARE = 0.56  # of the window, that the picture takes with up to three lines of what is said of it


@pytest.fixture
def phone(explorer):
    """An address, opened in a touched window so wide and high."""
    return lambda address, width, height: explorer(
        address, has_touch=True, is_mobile=True, viewport={"width": width, "height": height}
    )


@pytest.mark.parametrize(("width", "height"), PHONES)
def test_on_a_phone_the_picture_stays_in_sight_above_what_is_set(phone, width, height):
    page = phone(
        START.replace("height=2", "height=8").replace("ones", "count") + "&view=matrix", width, height
    )
    view, header = page.locator("conv-explorer .view"), page.locator(".md-header").bounding_box()["height"]
    assert view.bounding_box()["y"] + view.bounding_box()["height"] <= height  # a link opens with it in sight
    for name in "kernel_size", "width":
        page.locator(f"conv-explorer [data-name={name}]").scroll_into_view_if_needed()
        page.get_by_label(f"{name} +1", exact=True).tap()
        settle(page)
        box = view.bounding_box()
        assert header - 1 <= box["y"] and box["height"] <= SHARE * height, name
        said = page.locator(".says").bounding_box()
        assert box["y"] < said["y"] and box["y"] + box["height"] - said["y"] - said["height"] >= 4
        assert page.get_by_label(f"{name} +1", exact=True).bounding_box()["y"] >= box["y"] + box["height"]
    assert "(1, 8, 3, 1)" in facts(page).inner_text() and "kernel_size=4" in page.url


def test_on_a_phone_a_slider_has_the_width_of_the_panel(phone):
    page = phone(DEEP, 360, 740)
    widths = page.locator("conv-explorer .dial input").evaluate_all(
        "all => all.filter(it => it.checkVisibility()).map(it => it.clientWidth)"
    )
    assert len(widths) >= 7 and min(widths) >= 150


@pytest.mark.parametrize(("width", "height"), PHONES)
def test_on_a_phone_what_comes_out_is_in_sight_while_something_is_set(phone, width, height):
    page = phone("en/explorer/?op=Conv2D&height=8&width=8&kernel=count", width, height)

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
def test_on_a_phone_six_by_six_cells_and_what_stands_beside_them_are_seen_whole(phone, query):
    page = phone(f"en/explorer/?{query}", 360, 780)
    assert page.locator("conv-explorer .box").evaluate("it => it.scrollHeight <= it.clientHeight")
    assert page.locator("conv-explorer .view").bounding_box()["height"] <= SHARE * 780


@pytest.mark.parametrize("shape", ["height=5&width=5", "height=5&width=5&channels=3&kernel=count"])
@pytest.mark.parametrize(("width", "height"), PHONES)
def test_on_a_phone_a_tap_on_a_cell_shows_its_whole_sum(phone, shape, width, height):
    page = phone(f"en/explorer/?op=Conv2D&{shape}", width, height)
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
def test_on_a_phone_the_sum_of_a_touched_cell_leaves_the_way_to_the_channels_open(phone, size, depth):
    page = phone(
        f"explorer/?op=Conv2D&height={size}&width={size}&channels=2&filters=3&depth={depth}&kernel=count&input=count",
        360,
        780,
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


@pytest.mark.parametrize(("width", "height"), PHONES)
def test_of_a_long_sum_the_beginning_stays_in_sight_as_one_scrolls_on_and_a_tap_shows_it_whole(
    phone, width, height
):
    page = phone("en/explorer/?op=Conv2D&height=5&width=5&channels=3&kernel=count", width, height)
    view, settings = page.locator("conv-explorer .view"), page.locator("conv-explorer .call")
    cell(page, "output", 0, 0).tap()
    rest(page)
    page.wait_for_timeout(1000)  # what it scrolls by itself is past
    tall, place = view.bounding_box()["height"], settings.bounding_box()["y"] + page.evaluate("scrollY")
    assert tall > SHARE * height and page.locator(".says").evaluate(HIDDEN) == 0
    views = page.locator("conv-explorer .views")
    hole = views.bounding_box()["y"] - view.bounding_box()["y"] - tall
    for _ in range(25):
        page.evaluate("scrollBy({ top: 30, behavior: 'instant' })")
        rest(page)
        seen = view.bounding_box()
        assert (
            views.bounding_box()["y"] - seen["y"] - seen["height"] <= hole + 1
        )  # what follows comes at once
    header = page.locator(".md-header").bounding_box()["height"]
    seen = view.bounding_box()
    assert seen["y"] + seen["height"] - header <= SHARE * height
    assert settings.bounding_box()["y"] + page.evaluate("scrollY") == pytest.approx(place, abs=1)
    assert page.locator(".says").evaluate("it => it.scrollHeight > it.clientHeight")  # within
    lines = page.locator(".says").evaluate(
        "it => it.clientHeight / parseFloat(getComputedStyle(it).lineHeight)"
    )
    assert lines == pytest.approx(round(lines), abs=0.1)  # none is cut
    fade = page.locator(".says").evaluate("it => getComputedStyle(it).maskImage")
    assert "gradient" in fade
    page.locator(".says").tap(position={"x": 150, "y": 10})
    rest(page)
    assert page.locator(".says").evaluate(HIDDEN) == 0


def test_what_is_set_stays_under_the_finger_while_the_sum_changes(phone):
    page = phone(
        "explorer/?op=Conv2D&channels=3&filters=2&kernel_size=3&kernel=count&cell=canvas,0,0", 360, 780
    )
    button, settings = page.get_by_label("kernel_size −1", exact=True), page.locator("conv-explorer .call")
    button.scroll_into_view_if_needed()
    rest(page)
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
def test_what_is_set_stays_under_the_finger_while_the_picture_grows(phone, query, name, presses):
    page = phone(f"en/explorer/?{query}", 390, 844)
    button, box = page.get_by_label(name, exact=True), page.locator("conv-explorer .around")
    button.scroll_into_view_if_needed()
    top, heights = button.bounding_box()["y"], {box.bounding_box()["height"]}
    for _ in range(presses):
        button.tap()
        settle(page)
        heights.add(box.bounding_box()["height"])
        assert button.bounding_box()["y"] == pytest.approx(top, abs=1)
    assert len(heights) > 1


def test_what_is_set_stays_under_the_finger_as_a_notice_goes_and_the_sum_grows(phone):
    page = phone(START.replace("height=2", "height=8").replace("ones", "count") + "&view=matrix", 390, 844)
    notice, sums = page.locator("conv-explorer .notice"), page.locator("conv-explorer .saying")
    button = page.get_by_label("kernel_size +1", exact=True)
    button.evaluate("it => scrollBy(0, it.getBoundingClientRect().top - 600)")
    top, told, height = button.bounding_box()["y"], notice.inner_text(), sums.bounding_box()["height"]
    button.tap()
    rest(page)
    assert told and not notice.is_visible() and sums.bounding_box()["height"] > height
    assert button.bounding_box()["y"] == pytest.approx(top, abs=1)


@pytest.mark.parametrize(("width", "height"), PHONES)
def test_on_a_phone_what_happens_is_said_in_sight_wherever_one_steps(phone, width, height):
    page = phone("en/explorer/?op=Conv2D&height=5&width=5&kernel=count", width, height)
    page.get_by_label("height +1", exact=True).evaluate("it => it.scrollIntoView({ block: 'center' })")
    for _ in range(3):
        page.get_by_label("One step back").tap()
        rest(page)
        said, header = page.locator(".says").bounding_box(), page.locator(".md-header").bounding_box()
        assert says(page).startswith("Window") and page.locator(".says").evaluate(HIDDEN) == 0
        assert header["height"] <= said["y"] and said["y"] + said["height"] <= height
        end = said["x"] + said["width"] / 2, said["y"] + said["height"] - 12
        assert page.evaluate("([x, y]) => document.elementFromPoint(x, y).closest('.says') !== null", end)


def test_on_a_phone_what_another_operation_changes_is_told_in_sight_and_moves_nothing(phone):
    page = phone("en/explorer/?op=Conv2DTranspose&height=5&width=2", 390, 844)
    operation, told = page.get_by_label("keras.layers"), page.locator("conv-explorer .remark")
    operation.evaluate("it => scrollBy(0, it.getBoundingClientRect().top - 600)")
    top = operation.bounding_box()["y"]
    operation.select_option("Conv2D")
    settle(page)
    assert operation.bounding_box()["y"] == pytest.approx(top, abs=1)
    said = told.bounding_box()
    assert said["y"] >= 0 and said["y"] + said["height"] <= operation.bounding_box()["y"]
    button = page.get_by_label("strides +1", exact=True)
    button.scroll_into_view_if_needed()
    top = button.bounding_box()["y"]
    button.tap()
    settle(page)
    assert not told.is_visible() and button.bounding_box()["y"] == pytest.approx(top, abs=1)
    first = page.locator("conv-explorer .line:not([hidden])").first.bounding_box()
    end = operation.bounding_box()["y"] + operation.bounding_box()["height"]
    assert first["y"] - end < 8  # nothing is left where it stood


def test_what_is_set_stays_under_the_finger_where_a_line_above_it_goes(phone):
    page = phone("en/explorer/?op=Conv2D&channels=2&filters=2&groups=1", 390, 844)
    groups, unfold = rare(page, "groups"), page.locator("conv-explorer .views button")
    more = page.get_by_label("groups +1", exact=True)
    more.evaluate("it => it.scrollIntoView({ block: 'center' })")
    top, seen = more.bounding_box()["y"], unfold.is_visible()
    more.tap()
    settle(page)
    assert groups.input_value() == "2" and seen and not unfold.is_visible()
    assert more.bounding_box()["y"] == pytest.approx(top, abs=1)


def test_on_a_phone_a_matrix_begins_with_its_titles(phone):
    page = phone("en/explorer/?op=Conv2DTranspose&height=4&width=4&strides=2", 390, 844)
    page.locator("conv-explorer .views").get_by_text("matrix").tap()
    settle(page)
    box, matrix = (
        page.locator("conv-explorer .box").bounding_box(),
        page.locator("[role=grid][aria-label^=Cᵀ]"),
    )
    place = matrix.bounding_box()
    assert box["x"] <= place["x"] < box["x"] + box["width"] / 2
    assert box["y"] + 20 <= place["y"] < box["y"] + box["height"] / 2  # the title is 20 pixels above


@pytest.mark.parametrize("name", ["onPicture", "program"])
@pytest.mark.parametrize("place", [600, 690, 780])
def test_on_a_phone_a_fold_opens_below_its_title_which_stays_where_it_is(phone, name, place):
    page = phone("explorer/", 390, 844)
    summary = page.locator(f"details[data-part={name}] > summary")
    summary.evaluate("(it, place) => scrollBy(0, it.getBoundingClientRect().top - place)", place)
    rest(page)
    top = summary.bounding_box()["y"]
    summary.tap()
    rest(page)
    assert page.locator(f"details[data-part={name}]").evaluate("it => it.open")
    assert summary.bounding_box()["y"] == pytest.approx(top, abs=1)


def test_on_a_phone_no_room_is_kept_for_a_long_sum_that_is_gone_while_something_is_set(phone):
    page = phone(
        "en/explorer/?op=Conv2D&height=5&width=5&channels=3&filters=2&kernel=count&depth=unfolded", 390, 844
    )
    cell(page, "output", 0, 0).tap()
    rest(page)
    page.wait_for_timeout(1000)  # what it scrolls by itself is past
    button, says, saying = (page.locator(f"conv-explorer .{it}") for it in ("views button", "says", "saying"))
    settings, long = page.locator("conv-explorer .call"), says.bounding_box()["height"]
    settings.evaluate("it => scrollBy(0, it.getBoundingClientRect().top - 440)")
    rest(page)
    page.evaluate(
        "document.querySelector('conv-explorer .saying').click()"
    )  # the sentence is seen whole, over the settings
    rest(page)
    top = settings.bounding_box()["y"]
    button.evaluate("it => it.click()")
    rest(page)
    short = says.bounding_box()["height"]
    assert short < long - 40 and saying.bounding_box()["height"] <= max(short, 2 * 22) + 4
    assert settings.bounding_box()["y"] == pytest.approx(top, abs=1)


@pytest.mark.parametrize("place", [560, 690])
def test_on_a_phone_a_box_that_is_ticked_stays_under_the_finger_as_the_picture_grows(phone, place):
    """Also where what stands below the explorer is in sight: a browser that kept that in its place would scroll, too."""
    page = phone("explorer/?op=AveragePooling2D&padding=same&height=5&width=5&strides=2", 390, 844)
    box, view = page.locator("conv-explorer input[name=beside]"), page.locator("conv-explorer .view")
    box.evaluate("(it, place) => scrollBy(0, it.getBoundingClientRect().top - place)", place)
    rest(page)
    top, height = box.bounding_box()["y"], view.bounding_box()["height"]
    box.tap()
    rest(page)
    assert view.bounding_box()["height"] > height and box.bounding_box()["y"] == pytest.approx(top, abs=1)
