"""Idea first, proof on demand: little of a chapter is code as it opens, no open block only proves, and it has an end."""

import pytest
from chapters import CHAPTERS
from code_share import measured

pytestmark = pytest.mark.browser

LABS = ["labs/autoencoder", "labs/timeseries_conv1d", "labs/invariance"]
MOST_CODE = 0.15  # of a chapter's height
MOST_SCREENS = 20


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("name", [*CHAPTERS, *LABS])
def test_code_is_a_small_part_and_teaches(tab, home, language, name):
    found = measured(tab(reduced_motion="reduce"), f"{home}{language}{name}/")
    assert not found.proving, "open blocks that print only True: write ```pycon check"
    assert found.share <= MOST_CODE, f"{found.share:.0%} of the page is code: fold what only proves"
    assert found.share > 0
    if name in CHAPTERS:
        assert found.screens <= MOST_SCREENS, f"{found.screens:.1f} screens: fold or cut"
