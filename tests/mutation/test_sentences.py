"""A slip in a sentence is another number or the opposite, in its place, and the guards read the page that then stands there."""

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
    guards = sentences.Guards("index")
    slip = next(slip for slip in sentences.slips(*guards.pages) if slip.kind == "caption")
    before, after = guards.pages[1].text, slip.texts(guards.pages)[1]
    assert [old for old, new in zip(before.split(), after.split(), strict=True) if old != new] == [
        slip.olds[1]
    ]
    assert list(guards.both_ways(slip)) == [("in one language", True), ("in both", True)]
    assert slip.alone(1).texts(guards.pages)[0] == guards.pages[0].text


def test_what_is_exchanged_is_noticed():
    korean, english = (
        numerals.Block(text, 0, "prose") for text in ("SAME은 자르고 VALID는 둔다", "SAME cuts, VALID keeps")
    )
    news = [slip.news[1] for slip in sentences._exchanges(korean, english)]
    assert news == ["VALID cuts, SAME"]
    changed = numerals.Block("VALID cuts, SAME keeps", 0, "prose")
    assert agreement.faults("page", korean, changed)


@pytest.mark.parametrize(
    ("korean", "english", "new"),
    [
        ("이 층은 뒤집지 않는다", "This layer does not flip", ("이 층은 뒤집는다", "This layer does flip")),
        ("알 수 없다", "It cannot be known", ("알 수 있다", "It can be known")),
        (
            "창은 셋 이상이다",
            "There are at least three windows",
            ("창은 셋 많아야이다", "There are at most three windows"),
        ),
        ("둘 다 맞다", "Both fit", ("어느 것도  맞다", "neither fit")),
    ],
)
def test_a_statement_is_made_its_denial(korean, english, new):
    blocks = [numerals.Block(text, 0, "prose") for text in (korean, english)]
    (slip,) = sentences._denials(*blocks)
    made = (
        block.text[:start] + said + block.text[start + len(old) :]
        for block, start, old, said in zip(slip.blocks, slip.starts, slip.olds, slip.news, strict=True)
    )
    assert tuple(made) == new


def test_the_number_of_a_list_is_no_word_of_a_pair():
    made = [slip for slip in sentences.slips(*sentences.Guards("index").pages) if slip.kind == "opposites"]
    assert made and not any(slip.olds[1] == "1" for slip in made)


def test_what_is_listed_with_a_reason_is_the_words_of_a_slip():
    listed = tomllib.loads((ROOT / "tools/mutation/equivalent.toml").read_text("utf-8"))
    assert [name for name in listed if not (ROOT / name).is_file()] == []
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
