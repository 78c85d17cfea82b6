"""The published style sheet says what ours says, and of Material's what any page uses."""

import re
from pathlib import Path

import material
import pytest

from sitebuild.pages.page import ROOT

pytestmark = pytest.mark.browser

RULES = Path(__file__).with_name("rules.js").read_text("utf-8")
SHEETS = ROOT / "docs/theme/assets/stylesheets"


@pytest.fixture(params=["", "en/"])
def folder(request):
    """Of a language's pages below the site."""
    return request.param


@pytest.fixture
def rules(tab, home, site, folder):
    """The rules of Material's sheet as it comes, of ours, and of the published one, as `rules.js` has them."""
    (published,) = site.glob(f"{folder}assets/stylesheets/main.*.css")
    theirs = Path(material.__file__).parent / "templates/assets/stylesheets" / published.name
    ours = [SHEETS / "site.css", SHEETS / "figures.css"]
    page = tab()
    page.goto(f"{home}404.html")
    return [
        {tuple(rule.values()) for rule in page.evaluate(f"css => {{ {RULES}; return rules(css) }}", sheet)}
        for sheet in (
            "\n".join(it.read_text("utf-8") for it in group) for group in ([theirs], ours, [published])
        )
    ]


def test_every_rule_of_ours_is_published_and_none_is_added(rules):
    theirs, ours, published = ({rule[:2] for rule in each} for each in rules)
    assert len(theirs) > 1000 and len(ours) > 100
    assert ours <= published <= theirs | ours
    assert len(theirs - published) > 500


def test_what_is_left_out_of_the_theme_matches_nothing_on_any_page(tab, home, site, folder, rules):
    theirs, _, published = rules
    left_out = sorted({selector for _, selector, _ in theirs - published})
    pages = [path.relative_to(site / folder).as_posix() for path in (site / folder).glob("**/*.html")]
    page = tab()
    page.goto(f"{home}404.html")
    found = page.evaluate(
        """async ([pages, selectors, root]) => {
            const found = []
            for (const address of pages) {
                const text = await (await fetch(root + address)).text()
                const page = new DOMParser().parseFromString(text, "text/html")
                for (const it of selectors) if (page.querySelector(it)) found.push(`${address}: ${it}`)
            }
            return found
        }""",
        [pages, [*map(whatever_its_state, left_out)], home + folder],
    )
    assert len(pages) > 15 and not found


@pytest.mark.parametrize("address", ["convolution/", "explorer/", "shapes/"])
def test_what_is_left_out_of_the_theme_matches_nothing_that_scripts_make(tab, home, folder, rules, address):
    theirs, _, published = rules
    left_out = sorted({whatever_its_state(selector) for _, selector, _ in theirs - published})
    page = tab(viewport={"width": 1280, "height": 800})
    page.goto(home + folder + address)
    page.locator(".md-search__input").first.fill("convolution")
    page.locator(".md-search-result__item").first.wait_for()
    assert not page.evaluate("selectors => selectors.filter(it => document.querySelector(it))", left_out)


STATE = r"(?<!:)::?(?!is|not|where|has|nth|first|last|only|empty)[-a-z]+(\([^)]*\))?"


def whatever_its_state(selector: str) -> str:
    """The selector of the elements that it may match in any state: without :hover, :checked, ::before and the like."""
    alone = rf"(?<![^\s>+~(,]){STATE}"  # nothing else is said of the element
    return re.sub(STATE, "", re.sub(alone, "*", selector))


def test_a_desktop_shows_the_table_of_contents(tab, home):
    page = tab(viewport={"width": 1200, "height": 800})
    page.goto(f"{home}en/pooling/")
    contents = page.locator(".md-sidebar--secondary")
    contents.get_by_role("link", name="Summary").click()
    assert page.url.endswith("#summary")
