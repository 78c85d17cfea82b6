"""The address holds the state: links, back and forward, the other language, and what is not understood."""

import pytest
from explorer_page import LARGEST, START, facts, says, settle
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


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


def test_the_other_language_has_the_same_state(explorer):
    page = explorer(START + "&cell=canvas,2,2")
    page.click("a.language")
    settle(page)
    assert "/en/" not in page.url and page.url.endswith("cell=canvas,2,2")
    assert "output[2, 2] = 1·1 + 2·1 + 3·1 + 4·1 = 10" in says(page)
    assert page.get_by_label("재생").is_visible()
    assert page.locator("conv-explorer").inner_text().count("input") < 5


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


def test_of_the_small_pictures_the_one_that_is_seen_is_marked(explorer):
    page = explorer("en/explorer/")
    links = page.locator("conv-explorer .gallery a")
    marked = page.locator('conv-explorer .gallery a[aria-current="true"]')
    for number in 6, 0, 8:
        links.nth(number).click()
        settle(page)
        expect(marked).to_have_count(1)
        assert marked.inner_text() == links.nth(number).inner_text()
    page.get_by_role("button", name="+").first.click()
    expect(marked).to_have_count(0)
    page.go_back()
    expect(marked).to_have_count(1)
