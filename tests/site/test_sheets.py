"""What our style sheets say is understood by every browser."""

import re

import pytest

from sitebuild.pages.page import ROOT

SHEETS = sorted((ROOT / "docs/theme/assets/stylesheets").glob("*.css"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_a_line_below_words_is_drawn_in_webkit(sheet):
    """Which drops a `text-decoration` of more than one word, so that a link looks like the text around it."""
    said = re.findall(r"text-decoration:\s*([^;}]+)", sheet.read_text("utf-8"))
    assert [value for value in said if " " in value.strip()] == []
