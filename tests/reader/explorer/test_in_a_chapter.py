"""Within a chapter the explorer is a figure until it is asked for, and stays one where its code does not come."""

import gzip

import pytest
from explorer_page import cell, facts, settle
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


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


def test_on_a_phone_the_figure_that_comes_back_does_not_slide_under_the_header(tab, home):
    page = tab(viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto(home + "en/conv2d_transpose/")
    opens, closes = (
        page.get_by_role("button", name=name) for name in ("Try it yourself", "Back to the figure")
    )
    opens.tap()
    settle(page)
    # from far down in the panel, by the keyboard, and where the header covers half of the button
    for place, close in ((-600, lambda: page.keyboard.press("Escape")), (25, closes.tap)):
        page.locator("conv-explorer").evaluate(
            "(it, place) => scrollBy({ top: it.getBoundingClientRect().top - place, behavior: 'instant' })",
            place,
        )
        close()
        figure, header = (page.locator(it).bounding_box() for it in ("#figure-same-valid", ".md-header"))
        assert header["y"] + header["height"] <= figure["y"] <= 844
        opens.tap()
        settle(page)


@pytest.mark.parametrize("name", ["kernel_size", "height"])
def test_on_a_phone_the_way_back_to_the_figure_is_in_sight_wherever_one_sets(tab, home, name):
    page = tab(viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto(home + "en/conv2d_transpose/")
    page.get_by_role("button", name="Try it yourself").tap()
    settle(page)
    page.get_by_label(f"{name} +1", exact=True).evaluate("it => it.scrollIntoView({ block: 'center' })")
    closes = page.get_by_role("button", name="Back to the figure")
    place, header = closes.bounding_box(), page.locator(".md-header").bounding_box()
    view = page.locator("conv-explorer .view").bounding_box()
    assert header["height"] <= place["y"] and place["y"] + place["height"] <= view["y"] + 1
    closes.tap()  # not covered
    assert page.locator("#figure-same-valid").is_visible()


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
