"""What stays on one line of a sentence: a short formula, and of a long one its brackets and products."""

import pytest

from sitebuild.prose.formulas import kept

SENTENCES = {
    "It is 1 + 2 + 3 + 4 = 10 there.": ["1 + 2 + 3 + 4 = 10"],
    "Of 30–31 rows.": ["30–31"],
    "It is (0.253 − 1) · 0.253 · (1 − 0.253), no more.": ["(0.253 − 1)", "(1 − 0.253)"],
    "So 1 · 12 + 1 · 10 − 1 · 8 + 1 · 16 = 6.": ["1 · 12", "1 · 10", "1 · 8", "1 · 16"],
    "A word (in brackets) and a 3 alone.": [],
}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_line_ends_between_the_parts_of_a_formula(sentence):
    parts = kept([sentence])
    assert [part.text for part in parts if not isinstance(part, str)] == SENTENCES[sentence]
    assert "".join(part if isinstance(part, str) else part.text for part in parts) == sentence
