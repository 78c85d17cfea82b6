"""The same statement says the same in both languages: numbers, links, code, formulas, and no opposite."""

import agreement
import numerals
import pytest
import statements

from sitebuild.pages.page import ROOT, Page, all_pages

NAMES = [
    p.relative_to(ROOT / "docs/ko").as_posix() for p in all_pages() if p.is_relative_to(ROOT / "docs/ko")
]
HOW = (
    "Say the same in both, in sentences that pair; what rightly differs stands in tests/pages/agreement.toml: [{}] "
    '"phrase of the English page" = "rule: reason"'
)
each_page = pytest.mark.parametrize("name", NAMES)


def pairs(name):
    """(place, Korean block, English block) of each statement of a page."""
    korean, english = (Page(ROOT / "docs" / language / name) for language in ("ko", "en"))
    for one, other in numerals.pairs(korean, english):
        lines = korean.line_at(one.start), english.line_at(other.start)
        yield "docs/ko/{2}:{0}, docs/en/{2}:{1}".format(*lines, name), one, other


@each_page
def test_a_statement_says_the_same_in_both_languages(name):
    page = name.removesuffix(".md")
    found = [
        f"{place}: {said} ({rule})"
        for place, one, other in pairs(name)
        for rule, said in agreement.faults(page, one, other)
    ]
    assert not found, "\n".join(["", *found, HOW.format(page)])


@each_page
def test_what_excuses_a_statement_is_needed(name):
    page = name.removesuffix(".md")
    for phrase, rule, reason in agreement.exceptions(page):
        differs = [agreement.RULES[rule](one, other) for _, one, other in pairs(name) if phrase in other.text]
        assert any(differs), (
            f"agreement.toml, [{page}]: nothing differs by {rule!r} at {phrase!r}: take it out"
        )
        assert len(reason) > 5, f"agreement.toml, [{page}]: {phrase!r} gives no reason"


@each_page
def test_a_link_states_the_same_and_leads_to_the_same_in_both_languages(name):
    korean, english = (Page(ROOT / "docs" / language / name) for language in ("ko", "en"))
    for other, one in statements.differing_links(korean, english):
        pytest.fail(f"docs/en/{name}:{english.line_at(other.start())}: {other[0]}, in Korean {one[0]}")


def test_a_link_of_one_language_that_states_another_number_or_leads_elsewhere_is_told():
    path = ROOT / "docs/ko/page.md"
    texts = (
        "[4](#a)칸, [장](b.md#c)",
        "[5](#a) cells, [a chapter](b.md#c)",
        "[4](#b) cells, [a chapter](b.md#d)",
    )
    korean, *others = (Page(path, text) for text in texts)
    found = [[other[0] for other, _ in statements.differing_links(korean, english)] for english in others]
    assert found == [["[5](#a)"], ["[4](#b)", "[a chapter](b.md#d)"]]
    assert not list(statements.differing_links(korean, korean))


def block(text, kind="prose"):
    return numerals.Block(text, 0, kind)


@pytest.mark.parametrize(
    ("korean", "english", "agree"),
    [
        ("네 스탬프가 두 칸씩 겹친다.", "Four stamps overlap in two cells.", True),
        ("네 스탬프가 두 칸씩 겹친다.", "Four stamps overlap in three cells.", False),
        ("18칸이 된다.", "It becomes 18 cells.", True),
        ("18칸이 된다.", "It becomes 19 cells.", False),
        ("서른여섯 장", "thirty-six sheets", True),
        ("4분의 1이다", "it is ¼", True),
        ("1,797장", "1797 digits", True),
        ("셋째 줄은 세로로 센다", "the third line is counted downwards", True),
        ("행과 열", "rows and columns", True),
        ("열 걸음", "ten steps", True),
        ("열 걸음", "nine steps", False),
        ("둘 다 같다", "both are equal", True),
        ("열여섯 배", "sixteenfold", True),
        ("열여섯 배", "sixfold", False),
        ("[4](#a-12)칸", "[4](#a-12) cells", True),
    ],
)
def test_numbers_in_digits_and_words(korean, english, agree):
    assert (agreement.number_fault(block(korean), block(english)) is None) == agree


@pytest.mark.parametrize(
    ("korean", "english", "agree"),
    [
        ("더 크다", "it is larger", True),
        ("더 크다", "it is smaller", False),
        ("끝에서 자른다", "it is cut at the end", True),
        ("끝에서 자른다", "it is cut at the start", False),
        ("VALID는 그대로 둔다", "SAME keeps all", False),
        ("행과 열을 바꾼다", "rows become columns", True),
        ("SAME과 VALID가 같다", "SAME and VALID agree", True),
        ("SAME과 VALID가 같다", "SAME and SAME agree", False),
        ("[장](VALID.md)", "[a chapter](a.md)", True),
        ("더 크거나 작다", "it is larger or smaller", True),
        ("더 크거나 작다", "it is larger or larger", False),
        ("짝은 더 작다. 다른 것은 더 크다.", "One is smaller. The other is larger.", True),
        ("짝은 더 작다. 다른 것은 더 크다.", "One is larger. The other is smaller.", False),
        ("짝은 더 작고 다른 것은 더 크다.", "One is larger. The other is smaller.", True),
        ("앞 1, 뒤 2, 앞 3, 뒤 4", "1 at the start, 2 at the end, 3 at the start, 4 at the end", True),
        ("앞 1, 뒤 2, 앞 3, 뒤 4", "1 at the start, 2 at the end, 3 at the end, 4 at the end", False),
        (
            "커널은 (높이, 너비, 입력 채널, 출력)",
            "the kernel is (height, width, input channels, output)",
            True,
        ),
        (
            "커널은 (높이, 너비, 입력 채널, 출력)",
            "the kernel is (height, width, output channels, input)",
            False,
        ),
        ("| k, in, out |", "| k, out, in |", False),
        (
            "커널은 크다. 스트라이드는 작다. 그래서 겹친다.",
            "The kernel is larger. The stride is smaller, so they overlap.",
            True,
        ),
        (
            "커널은 크다. 스트라이드는 작다. 그래서 겹친다.",
            "The kernel is smaller. The stride is larger, so they overlap.",
            False,
        ),
        ("커널이 스트라이드보다 길다", "the kernel is longer than the stride", True),
        ("커널이 스트라이드보다 길다", "the kernel is longer than the kernel", False),
        ("모양은 같은데 값이 다르다", "the shapes agree, the values differ", True),
        ("모양은 같은데 값이 다르다", "the shapes differ, the values differ", False),
        ("값이 다르다", "the values differ from the same layer's", True),
    ],
)
def test_opposites(korean, english, agree):
    assert (agreement.opposite_fault(block(korean), block(english)) is None) == agree


@pytest.mark.parametrize(
    ("korean", "english", "agree"),
    [
        ("SAME은 자르고, VALID는 둔다", "SAME cuts, VALID leaves", True),
        ("SAME은 자르고, VALID는 둔다", "VALID cuts, SAME leaves", False),
        ("SAME은 자른다. VALID는 둔다.", "SAME cuts. VALID leaves.", True),
        ("SAME, SAME, VALID", "SAME and VALID", True),
        ("SAME, VALID, SAME", "VALID, SAME and VALID", False),
        ("최근접은 계단을, 이중 선형은 선을 읽는다", "bilinear reads a staircase, nearest a line", False),
        ("출력마다 입력을 더한다", "adds the inputs of each output", False),
        (
            "입력을 늘인다. 커널 3을 쓴다. 출력은 7이다.",
            "The input is stretched with kernel 3. The output is 7.",
            True,
        ),
        (
            "입력을 늘인다. 커널 3을 쓴다. 출력은 7이다.",
            "The kernel is stretched with input 3. The output is 7.",
            False,
        ),
    ],
)
def test_the_order_of_what_is_exchanged(korean, english, agree):
    assert (agreement.order_fault(block(korean), block(english)) is None) == agree


def test_an_opposite_is_excused_in_its_sentence():
    korean = block("커널이 크다. 스트라이드는 길다.")
    assert agreement.opposite_fault(korean, block("The kernel is smaller. The stride is long."))
    assert not agreement.opposite_fault(
        korean, block("The kernel is smaller. The stride is long."), ["is smaller"]
    )
    other = block("The kernel is smaller. The stride is shorter.")
    assert agreement.opposite_fault(korean, other, ["kernel is smaller"])


@pytest.mark.parametrize(
    ("korean", "english", "agree"),
    [
        ("빈칸이 없다", "there is no gap", True),
        ("빈칸이 없다", "there is a gap", False),
        ("빈칸이 있다", "there is no gap", False),
        ("끝에만 있다", "there is none at the start", True),
        ("섞지 않는다. 그래서 더한다.", "It mixes. So it does not add.", False),
    ],
)
def test_what_is_denied(korean, english, agree):
    assert (agreement.denial_fault(block(korean), block(english)) is None) == agree


@pytest.mark.parametrize(
    ("korean", "english", "agree"),
    [
        ("커널을 옮긴다", "the kernel moves", True),
        ("커널을 옮긴다", "it moves", False),
        ("스트라이드가 없다", "no padding", False),
        ("간격이 같다", "the stride stays", False),
        ("닮음을 잰다", "it measures brightness", False),
        ("편향이 없다", "without weights", False),
        ("`kernel`", "`kernel`", True),
    ],
)
def test_names(korean, english, agree):
    assert (agreement.name_fault(block(korean), block(english)) is None) == agree


@pytest.mark.parametrize(
    ("korean", "english", "agree"),
    [
        ("`strides=2`와 $n - k$", "with `strides=2`, $n-k$", True),
        ("`strides=2`", "`strides=3`", False),
        ("$n - k$", "$n + k$", False),
        ("`in`", "it", False),
        ("`a`와 `a`", "`a` and `b`", False),
    ],
)
def test_code_and_formulas(korean, english, agree):
    assert (agreement.code_fault(block(korean), block(english)) is None) == agree


def test_blocks_are_what_says_one_thing():
    text = '---\ndescription: Two.\nlive:\n  a: "{0} of three"\n---\n# T\n\nA\nb\n\n- c\n- d\n\n| e |\n| f |\n\n    g\n'
    found = [
        (b.kind, b.text.strip()) for b in numerals.blocks(Page("page.md", text)) if b.kind != "front matter"
    ]
    assert found == [
        *[("heading", "# T"), ("prose", "A\nb"), ("item", "- c"), ("item", "- d"), ("table", "| e |")],
        *[("table", "| f |"), ("folded", "g")],
    ]
    keyed = [
        one.text for one, _ in numerals.pairs(*[Page("page.md", text)] * 2) if one.kind == "front matter"
    ]
    assert {"Two.", '"{0} of three"'} <= set(keyed)
