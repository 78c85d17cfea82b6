"""The link to the other language keeps page and anchor (samples/*/long.md)."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def home(samples):
    return samples


@pytest.mark.parametrize("path", ["", "long/"])
@pytest.mark.parametrize(("here", "there"), [("", "en/"), ("en/", "")])
@pytest.mark.parametrize("scripts", [True, False])
def test_same_page(tab, home, path, here, there, scripts):
    page = tab(again=True, java_script_enabled=scripts)
    page.goto(home + here + path)
    page.click("a.language")
    assert page.url == home + there + path
    assert page.locator("html").get_attribute("lang") == ("en" if there else "ko")


@pytest.mark.parametrize(("here", "there"), [("", "en/"), ("en/", "")])
def test_same_anchor_followed_and_scrolled_to(tab, home, here, there):
    page = tab(again=True)
    page.goto(f"{home}{here}long/#one")
    page.click("a.language")
    assert page.url == f"{home}{there}long/#one"
    page.goto(f"{home}{here}long/")
    page.wait_for_timeout(500)  # Material takes what moves earlier for the page's own start
    page.evaluate("document.getElementById('two').scrollIntoView()")
    page.locator(".md-nav__link--active[href='#two']").first.wait_for(state="attached")
    page.focus("a.language")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{home}{there}long/#two")


def test_a_section_that_was_left_is_not_followed(tab, home):
    page = tab(again=True)
    page.goto(f"{home}long/#one")
    page.wait_for_timeout(500)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    page.locator(".md-nav__link--active[href='#two']").first.wait_for(state="attached")
    page.click("a.language")
    page.wait_for_url(f"{home}en/long/#two")


def test_search_engines_are_told(tab, home):
    page = tab(again=True)
    page.goto(f"{home}en/long/")
    links = page.locator("link[rel~=alternate]").evaluate_all(
        "all => all.map(link => [link.hreflang, link.href])"
    )
    assert dict(links) == {"ko": f"{home}long/", "en": f"{home}en/long/"}


def test_a_missing_page_leads_home(tab, home):
    page = tab(again=True)
    page.goto(f"{home}404.html")
    links = page.locator("article a").evaluate_all("all => all.map(link => link.href)")
    assert links == [home, f"{home}en/"]
