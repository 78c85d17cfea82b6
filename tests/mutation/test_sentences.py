"""A slip in a sentence is another number or the opposite, in its place, and the guards judge the page that then stands there."""

import tomllib

import agreement
import numerals
import opposites
import pairs
import pytest
import sentences

from sitebuild.pages.page import ROOT

PAIRS = [side for pair in (*pairs.OPPOSITES, *pairs.RELATED) for side in pair]


@pytest.mark.parametrize(
    ("text", "language", "other"),
    [
        *[
            ("two", "en", "three"),
            ("sixteenfold", "en", "seven"),
            ("second", "en", "third"),
            ("1,797", "en", "1798"),
        ],
        *[
            ("¼", "en", "½"),
            ("0.29", "en", "0.20"),
            ("두", "ko", "세"),
            ("셋", "ko", "넷"),
            ("18", "ko", "19"),
        ],
    ],
)
def test_another_number_is_said_as_the_first(text, language, other):
    (number,) = numerals.numerals(f"{text} 칸" if language == "ko" else text, language)
    assert sentences.another(number, language) == other


@pytest.mark.parametrize("side", PAIRS, ids=lambda side: side.english[:20])
def test_an_opposite_is_put_in_words_that_are_found(side):
    assert opposites._found(side.english, sentences.example(side.english))
    assert opposites._found(side.korean, f"{sentences.example(side.korean)} ")


def test_a_slip_stands_in_its_place_and_is_noticed():
    judge = sentences.Judge("index")
    slip = next(slip for slip in sentences.slips(*judge.pages) if slip.kind == "caption")
    before, after = judge.pages[1].text, slip.texts(judge.pages)[1]
    assert [old for old, new in zip(before.split(), after.split(), strict=True) if old != new] == [
        slip.olds[1]
    ]
    assert list(judge.both_ways(slip)) == [("in one language", True), ("in both", True)]
    assert slip.alone(1).texts(judge.pages)[0] == judge.pages[0].text


def test_what_is_exchanged_is_noticed():
    korean, english = (
        numerals.Block(text, 0, "prose") for text in ("SAME은 자르고 VALID는 둔다", "SAME cuts, VALID keeps")
    )
    news = [slip.news[1] for slip in sentences._exchanges(korean, english)]
    assert news == ["VALID cuts, SAME"]
    changed = numerals.Block("VALID cuts, SAME keeps", 0, "prose")
    assert agreement.faults("page", korean, changed)


def test_what_is_listed_with_a_reason_is_the_words_of_a_slip():
    listed = tomllib.loads((ROOT / "tools/mutation/equivalent.toml").read_text("utf-8"))
    for name, reasons in listed.items():
        for words, reason in reasons.items() if name.startswith("docs/en/") else ():
            assert "«" in words and " → " in words and len(reason) > 10, f"{name}: {words!r}: {reason!r}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("**holds**{ .verdict .holds } So it is.", "**wrong**{ .verdict .holds } So it is."),
        (
            "**holds**{ .verdict .holds } So: [Pooling](pooling.md#lost).",
            "**holds**{ .verdict .holds } So: [Canvas](pooling.md#lost).",
        ),
        ("The note: It grows.\n{: .said }", "The note: It shrinks.\n{: .said }"),
    ],
)
def test_a_verdict_a_chapter_and_what_the_note_says_are_held_by_the_ledger(before, after):
    said = [sentences._said_of_the_note(numerals.Block(text, 0, "prose")) for text in (before, after)]
    assert said[0] != said[1]
