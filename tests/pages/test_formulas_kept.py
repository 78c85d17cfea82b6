"""What stays on one line of a sentence: a short formula, in code too, of a long one its brackets and products, and what a
formula is equal to; and that thousands are parted."""

import re
from xml.etree.ElementTree import Element

import markdown
import pytest

from sitebuild.pages.page import ROOT
from sitebuild.prose.formulas import (
    SIGN,
    keep_code,
    kept,
    lettered,
    pair_kept,
    thousands_parted,
    with_quantities,
)

SENTENCES = {
    "It is 1 + 2 + 3 + 4 = 10 there.": ["1 + 2 + 3 + 4 = 10"],
    "Of 30–31 rows.": ["30–31"],
    "The image 1…9 and F[i, j].": ["1…9", "F[i, j]"],
    "As F[i, j] = Σ X[i + a, j + b] · W[a, b].": ["F[i, j]", "Σ X[i + a, j + b]", "W[a, b]"],
    "It is (0.253 − 1) · 0.253 · (1 − 0.253), no more.": ["(0.253 − 1)", "(1 − 0.253)"],
    "So 1 · 12 + 1 · 10 − 1 · 8 + 1 · 16 = 6.": ["1 · 12", "1 · 10", "1 · 8", "1 · 16"],
    "The sum Σ xᵢ · wᵢ of all.": ["Σ xᵢ · wᵢ"],
    "Along them: −2 · (−0.141) + 2 · 0.147.": ["2 · (−0.141) +", "2 · 0.147"],
    "It is (n − 1) · s + max(k, s − 1)이다.": ["(n − 1) · s +", "max(k, s − 1)이다"],
    "By 1,352 · 10 + 10 = 13,530 of these.": ["1,352 · 10 + 10 =", "13,530"],
    "By Cᵀ[i, j] = C[j, i], and by Cᵀ alone.": ["Cᵀ[i, j] = C[j, i]", "Cᵀ"],
    "The shape (None, 8, 8, 6) or [1, 2, 64, 96].": ["(None, 8, 8, 6)", "[1, 2, 64, 96]"],
    "A word (in brackets) and a 3 alone.": [],
    "It lies as 1, 4, 2, 5, 3, 6, or −7, −2, 7; of 2,048, 4,096 and 3, 4 none.": [
        "1, 4, 2, 5, 3, 6",
        "−7, −2, 7",
    ],
    "한 번에 (배율 · 높이, 배율 · 너비)로 커진다.": ["(배율 · 높이, 배율 · 너비)로"],
    "축은 (배치, 시각, 특징)이고 배열은 (k, k, in, out)이다.": [
        "(배치, 시각, 특징)이고",
        "(k, k, in, out)이다",
    ],
    "As 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 do.": [],
}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_line_ends_between_the_parts_of_a_formula(sentence):
    parts = kept([sentence])
    assert [part.text for part in parts if not isinstance(part, str)] == SENTENCES[sentence]
    assert "".join(part if isinstance(part, str) else part.text for part in parts) == sentence


LETTERS = {
    "With (n − 1) · s + max(k, s) cells.": "n s k s",
    "By Cᵀ[i, j] = C[j, i] and ∂E / ∂w − α.": "C i j C j i E w α",
    "So dE/dx = dE/dF · dF/dx.": "d E d x d E d F d F d x",
    "The (k, k, in, out) of (n − k) / s.": "n k s",
    "In 2p + 1 places of in · m, in 1D + 2, C8 · 3 and max(2, 3).": "p m",
}


@pytest.mark.parametrize("sentence", LETTERS)
def test_the_letters_of_a_formula_in_plain_text_are_set_as_those_of_latex(sentence):
    parts = [part for part in lettered(kept([sentence])) if not isinstance(part, str)]
    assert [letter.text for part in parts for letter in part.iterfind("math/mi")] == LETTERS[sentence].split()
    assert all("".join(part.itertext()).replace("\N{NO-BREAK SPACE}", " ") in sentence for part in parts)


def test_a_sign_behind_a_formula_of_letters_stands_in_its_box():
    first, box, rest = lettered(kept(["So it is n − k, no more."]))
    assert (first, "".join(box.itertext()).replace("\N{NO-BREAK SPACE}", " "), rest) == (
        "So it is ",
        "n − k,",
        " no more.",
    )


def test_a_bracket_before_a_formula_of_letters_stands_in_its_box():
    first, box, _ = lettered(kept(["A step (α = 0.1), so small."]))
    assert (first, "".join(box.itertext()).replace("\N{NO-BREAK SPACE}", " ")) == ("A step ", "(α = 0.1")


QUANTITIES = {
    "At stride 2 a step of 3 makes 4 cells of 12.5 %.": "At stride~2 a step of~3 makes 4~cells of~12.5~%.",
    "In row 1, in 2 ways, 28 and a grid of it.": "In row~1, in 2 ways, 28 and a grid of it.",
    "스트라이드 2, 축 1에서 4칸.": "스트라이드~2, 축~1에서 4칸.",
}


@pytest.mark.parametrize("sentence", QUANTITIES)
def test_no_line_ends_between_a_number_and_what_it_counts(sentence):
    found = with_quantities([sentence])
    assert found == [QUANTITIES[sentence].replace("~", "\N{NO-BREAK SPACE}")]


def test_no_line_ends_between_a_term_and_its_number():
    term = Element("a")
    term.text = "strides"
    assert with_quantities(["At ", term, " 2 it"]) == ["At ", term, "\N{NO-BREAK SPACE}2 it"]


def test_headings_which_the_contents_repeat_have_no_formulas_of_letters():
    page = markdown.markdown(
        "## n − 1 { #a }\n\nIt is n − 1.", extensions=["attr_list", "sitebuild.markdown"]
    )
    assert page.count("<mi>n</mi>") == 1 and "n − 1</span></h2>" in page


def test_what_a_formula_is_equal_to_stays_beside_it():
    text = "Sum: 1 + 2 + 3 + 4 = [10](#sum), `a.b` = `c`; `2 * i` stays, `first, then = second(argument)` may break."
    page = markdown.markdown(text, extensions=["attr_list", "sitebuild.markdown"])
    assert "1 + 2 + 3 + 4</span>\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}<a" in page
    assert "</code>\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}<code>" in page
    assert '<code class="kept">2 * i</code>' in page and "<code>first, then" in page


def test_what_is_counted_and_what_is_taken_away_stay_with_a_number_in_another_element():
    text = "In [32](#a) % and **3** cells, from `strides` − 1 on; [a](#a) cells, `a` − b."
    page = markdown.markdown(text, extensions=["attr_list", "sitebuild.markdown"])
    assert "32</a>~%" in page.replace("\N{NO-BREAK SPACE}", "~")
    assert "3</strong>~cells" in page.replace("\N{NO-BREAK SPACE}", "~")
    assert "strides</code>~−~1 on" in page.replace("\N{NO-BREAK SPACE}", "~")
    assert "a</a> cells" in page and "a</code>~− b" in page.replace("\N{NO-BREAK SPACE}", "~")


def test_no_line_begins_with_a_sign():
    text = "From (높이, 너비) → (배율 · 높이, 나머지), a size × the_stride_of_it, `a` × `b` and [15.00](#a) → 0.35."
    page = markdown.markdown(text, extensions=["attr_list", "sitebuild.markdown"])
    for sign in "→×":
        assert f"{sign} " in page and f" {sign}" not in page


def test_live_figures_keep_the_same_signs_from_the_beginning_of_a_line():
    text = (ROOT / "instruments/views/live/kit/wake.ts").read_text("utf-8")
    (signs,) = re.findall(r"const SIGN = .*\(\?=(\[.+\])", text)
    assert signs in SIGN.pattern


NUMBERS = {
    "In 88417 of 112980 places.": "In 88,417 of 112,980 places.",
    "7188번 모두, 1024칸이다": "7,188번 모두, 1,024칸이다",
    "Since 2016, on 2026-11-28, version 1603.07285": "Since 2016, on 2026-11-28, version 1603.07285",
    "1,797 digits; 0.0001 and 3.14159": "1,797 digits; 0.0001 and 3.14159",
    "1024×1024, abc1234, http://127.0.0.1:8000/": "1024×1024, abc1234, http://127.0.0.1:8000/",
    "Of 7188.": "Of 7,188.",
    "It is (1, 19, 2560), of 2560 steps": "It is (1, 19, 2560), of 2,560 steps",
}


@pytest.mark.parametrize("written", NUMBERS)
def test_thousands_are_parted_from_1000_on(written):
    assert thousands_parted([written]) == [NUMBERS[written]]


def test_code_and_answers_keep_their_numbers_as_written():
    page = markdown.markdown(
        "Of `10000` in [88417](#a){ .answer }.", extensions=["attr_list", "sitebuild.markdown"]
    )
    assert ">10000<" in page and ">88417<" in page


@pytest.mark.parametrize("call", ["Conv2DTranspose(4, 3)", "x.reshape(len(x), -1)"])
def test_a_call_in_code_that_fits_a_phone_stays_on_one_line(call):
    page = markdown.markdown(f"It is `{call}`.", extensions=["attr_list", "sitebuild.markdown"])
    assert f'<code class="kept">{call}</code>' in page


@pytest.mark.parametrize("shape", ["(None, 224, 224, 3, 64)", "torch.Size([1, 64, 28, 28])", "(1,64,28,28)"])
def test_a_shape_in_code_stays_on_one_line(shape):
    page = markdown.markdown(f"It is `{shape}`.", extensions=["attr_list", "sitebuild.markdown"])
    assert f'<code class="kept">{shape}</code>' in page


@pytest.mark.parametrize(
    ("text", "is_kept"), [("9, 5", True), ("−2, 2", True), ("9", False), ("the row 9, 5", False)]
)
def test_a_pair_that_is_a_link_stays_on_one_line(text, is_kept):
    parts = pair_kept([text])
    assert ["".join(it.itertext()) for it in parts if not isinstance(it, str)] == ([text] if is_kept else [])
    assert "".join(it if isinstance(it, str) else it.text for it in parts) == text


@pytest.mark.parametrize(
    ("text", "is_kept"),
    [("constant_values=-np.inf", True), ("-inf", True), ("np.inf", False), ("a-b", False)],
)
def test_a_minus_in_code_keeps_its_operand(text, is_kept):
    code = Element("code")
    code.text = text
    keep_code(code)
    assert (code.get("class") == "kept") is is_kept


def test_in_longer_code_no_line_ends_before_what_an_argument_is_given():
    text = "`keras.ops.pad(x, 1, constant_values=-np.inf)`, `Conv2D(4, (3, 5), strides=(2, 1))` and `f(-a, size=(n))`."
    page = markdown.markdown(text, extensions=["attr_list", "sitebuild.markdown"])
    assert re.findall('<span class="kept">(.*?)</span>', page) == ["=-np.inf", "=(2, 1)"]
    assert '<code class="kept">f(-a, size=(n))</code>' in page
