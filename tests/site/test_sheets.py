"""What our style sheets say is understood by every browser, and the theme's is made anew when it must be."""

import re

import pytest

from sitebuild.pages.page import ROOT
from sitebuild.publish import style_sheets

SHEETS = sorted((ROOT / "docs/theme/assets/stylesheets").glob("*.css"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_a_line_below_words_is_drawn_in_webkit(sheet):
    """Which drops a `text-decoration` of more than one word, so that a link looks like the text around it."""
    said = re.findall(r"text-decoration:\s*([^;}]+)", sheet.read_text("utf-8"))
    assert [value for value in said if " " in value.strip()] == []


def published(site, cache):
    """The theme's sheet, as it is published for a site with this page, of which MkDocs writes each file anew."""
    main = site / "assets/stylesheets/main.0.min.css"
    main.parent.mkdir(parents=True, exist_ok=True)
    main.write_text(".tabs{color:red}.card{color:green}", "utf-8")
    style_sheets.publish(site, [], cache)
    return main.read_text("utf-8")


def page(text, name):
    return f'<p class="{name}">{text}</p>'


def test_the_sheet_is_made_anew_only_for_other_markup(tmp_path, monkeypatch):
    """More words or paragraphs leave it as it is, as PurgeCSS takes its time; a class that a page uses first is in it."""
    runs = []
    purgecss = style_sheets.purgecss
    monkeypatch.setattr(
        style_sheets, "purgecss", lambda *arguments: runs.append(arguments) or purgecss(*arguments)
    )
    site, cache = tmp_path / "site", tmp_path / "cache"
    site.mkdir()
    sheets = []
    card = page("one", "card")
    for markup in (card, page("one word more", "card"), 2 * card, page("one", "tabs")):
        (site / "index.html").write_text(markup, "utf-8")
        sheets.append(published(site, cache))
    assert len(runs) == 2
    assert sheets == 3 * [".card{color:green}"] + [".tabs{color:red}"]


def test_a_class_that_only_a_script_of_a_page_adds_is_kept(tmp_path):
    site, cache = tmp_path / "site", tmp_path / "cache"
    site.mkdir()
    script = "<script>document.body.classList.add('{}')</script>"
    for name in ("card", "tabs"):
        (site / "index.html").write_text(script.format(name), "utf-8")
        assert f".{name}" in published(site, cache)
