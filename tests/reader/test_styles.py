"""The published style sheet says what Material's and ours say, but for writing from right to left, in which no page is."""

from pathlib import Path

import material
import pytest

from sitebuild.pages.page import ROOT

pytestmark = pytest.mark.browser

RULES = Path(__file__).with_name("rules.js").read_text("utf-8")
SHEETS = ROOT / "docs/theme/assets/stylesheets"
RIGHT_TO_LEFT = '[dir="rtl"]'  # as browsers write it


@pytest.fixture(scope="module")
def sheets(site):
    """Material's sheet as it comes, ours, and the published one."""
    (published,) = site.glob("assets/stylesheets/main.*.css")
    theirs = Path(material.__file__).parent / "templates/assets/stylesheets" / published.name
    ours = [SHEETS / "site.css", SHEETS / "figures.css"]
    return ["\n".join(sheet.read_text("utf-8") for sheet in group) for group in ([theirs], ours, [published])]


def test_no_rule_is_missing_and_none_is_added(tab, home, sheets):
    page = tab()
    page.goto(f"{home}404.html")
    theirs, ours, published = (
        {tuple(rule.values()) for rule in page.evaluate(f"css => {{ {RULES}; return rules(css) }}", sheet)}
        for sheet in sheets
    )
    assert len(theirs) > 1000 and len(ours) > 100
    left_out = theirs - published
    assert len(left_out) > 50 and all(RIGHT_TO_LEFT in selector for _, selector, _ in left_out)
    where_and_what = [{rule[:2] for rule in rules} for rules in ((theirs - left_out) | ours, published)]
    assert where_and_what[0] == where_and_what[1]


def test_a_desktop_shows_the_table_of_contents(tab, home):
    page = tab(viewport={"width": 1200, "height": 800})
    page.goto(f"{home}en/pooling/")
    contents = page.locator(".md-sidebar--secondary")
    contents.get_by_role("link", name="Summary").click()
    assert page.url.endswith("#summary")
