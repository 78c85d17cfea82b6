"""The words in a drawing are the page's, at rest and awake: Python and TypeScript put the same ones in."""

import re
import tomllib

import pytest
from javascript import call

from sitebuild.figures import live
from sitebuild.figures.words import korean, translated

WORD = "canvas"
ENDS = "", " 2", " = 10", " (0, 53)", ":", ", 3", " →"  # before which a term is a word of its own
CODE = "[..., 0]", "_shape", "s", ".sum()", "=1", " pooling", "-like"

KOREAN = korean()


def at_rest(text):
    return re.sub(r"<.*?>", "", translated(f"<text>{text}</text>", "ko"))


def awake(texts):
    return [
        it["value"] for it in call("views/live/kit/labels.ts", "translated", [[it, KOREAN] for it in texts])
    ]


@pytest.mark.parametrize("word", KOREAN)
def test_a_term_is_a_word_of_the_page(word):
    texts = [word + end for end in ENDS]
    assert [at_rest(text) for text in texts] == awake(texts) == [KOREAN[word] + end for end in ENDS]


def test_a_term_may_follow_a_factor_or_a_letter():
    texts = [f"2 × {WORD}", "10 × kernel", "B, channel 2"]
    assert [at_rest(text) for text in texts] == awake(texts) == ["2 × 캔버스", "10 × 커널", "B, 채널 2"]


def test_code_and_other_words_stay():
    texts = [*(WORD + end for end in CODE), f"2 {WORD}", f"one {WORD}"]
    assert [at_rest(text) for text in texts] == awake(texts) == texts


def test_a_page_has_the_words_of_its_figures():
    assert live.labels(["convolution/sliding"], "ko") == {
        **{word: KOREAN[word] for word in ("feature map", "input", "kernel", "sum")},
        "window": tomllib.loads(live.HANDLES.read_text("utf-8"))["window"],
    }
    assert live.labels(["convolution/sliding"], "en") == live.labels([], "ko") == {}
