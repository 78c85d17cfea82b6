"""Without scripts, without motion, on paper; and light or dark, as the system has it (samples/*/page.md)."""

import pytest

pytestmark = pytest.mark.browser

GROUND = "getComputedStyle(document.body).backgroundColor"
WHITE = "rgb(255, 255, 255)"  # on paper: nothing is printed where nothing stands
PAPER = {"light": "rgb(252, 251, 248)", "dark": "rgb(27, 26, 24)"}


@pytest.fixture(scope="module")
def home(samples):
    return samples


@pytest.mark.parametrize("width", [360, 1200])
def test_whole_without_scripts(tab, home, width):
    page = tab(again=True, java_script_enabled=False, viewport={"width": width, "height": 800})
    page.goto(f"{home}page/")
    for seen in ("math", "svg", "table", "pre", "a.language", "summary"):
        assert page.locator(f"article {seen}, header {seen}").first.is_visible(), seen
    assert not page.get_by_text("The answer.").is_visible()
    page.click("summary")
    assert page.get_by_text("The answer.").is_visible()
    page.get_by_text("B", exact=True).click()
    assert page.get_by_text("second").is_visible()
    page.click("article p a >> nth=0")
    assert page.url.endswith("#two")
    if width < 1220:
        page.click("header label[for=__drawer]")
    page.locator("nav.md-nav--primary a", has_text="Other").click()
    page.wait_for_url(f"{home}other/")
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("scripts", [True, False])
def test_the_system_chooses_light_or_dark(tab, home, scheme, scripts):
    page = tab(again=True, color_scheme=scheme, java_script_enabled=scripts)
    page.goto(f"{home}page/")
    assert page.evaluate(GROUND) == PAPER[scheme]


@pytest.mark.parametrize(("system", "other"), [("light", "dark"), ("dark", "light")])
def test_the_reader_chooses_for_both_languages(tab, home, system, other):
    page = tab(again=True, color_scheme=system, reduced_motion="reduce")
    page.goto(f"{home}en/page/")
    toggle = page.locator("button.scheme")
    for chosen in other, system, system:  # the first press is seen; the last one follows the system again
        assert toggle.get_attribute("title") in (f"Switch to {chosen}", "Follow the system")
        toggle.click()
        assert page.evaluate(GROUND) == PAPER[chosen]
    toggle.click()
    page.goto(f"{home}page/")
    assert page.evaluate(GROUND) == PAPER[other]


def test_paper_has_the_text_and_no_navigation(tab, home):
    page = tab(again=True, color_scheme="dark")
    page.goto(f"{home}page/")
    page.emulate_media(media="print")
    for hidden in ("header", "footer", ".md-sidebar", ".headerlink", ".md-code__button"):
        assert not any(found.is_visible() for found in page.locator(hidden).all()), hidden
    assert page.get_by_text("The answer.").is_visible()
    assert page.evaluate(GROUND) == WHITE
    assert page.locator("figure.drawn").evaluate("it => getComputedStyle(it).breakInside") == "avoid"
    after = "all => all.map(link => getComputedStyle(link, '::after').content)"
    inside, elsewhere = page.locator("article p a").evaluate_all(after)
    assert inside in ("none", "normal") and "https://example.org/there" in elsewhere
    for tab_content in ("first", "second"):
        assert page.get_by_text(tab_content).is_visible()


def test_no_motion_where_none_is_wanted(tab, home):
    page = tab(again=True, reduced_motion="reduce")
    page.goto(f"{home}page/")
    moving = "all => all.filter(it => parseFloat(getComputedStyle(it).transitionDuration) > 0).length"
    assert page.locator("body *").evaluate_all(moving) == 0


def test_focus_is_seen(tab, home):
    page = tab(again=True)
    page.goto(f"{home}page/")
    page.locator("a.language").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.locator("a.language").evaluate("it => getComputedStyle(it).outlineStyle") == "solid"
