"""A formula that says another thing than its function is noticed."""

import re
import tomllib

import formulas
import numpy as np
import pytest
import told

from convolution.arithmetic import cross_correlation
from sitebuild.pages.page import ROOT, Page

TABLES = tomllib.loads((ROOT / "tests/pages/formulas.toml").read_text("utf-8"))
STATED = [(page, tex) for page in TABLES for tex in TABLES[page] if tex != "program"]

CEILING = r"\left\lceil \dfrac{n - k' + 1}{s} \right\rceil = \left\lfloor \dfrac{n - k'}{s} \right\rfloor + 1"
CASES = rf"O = \begin{{cases}} {CEILING} & \text{{VALID}} \\ \left\lceil n / s \right\rceil & \text{{SAME}} \end{{cases}}"


def text_of(page):
    """The English page, each formula in one line."""
    text = Page(ROOT / f"docs/en/{page}.md").prose
    return told.FORMULA.sub(lambda match: told.compact(match[0]), text)


@pytest.mark.parametrize(("page", "tex"), STATED, ids=lambda it: it[:40])
def test_a_page_states_what_its_function_gives(page, tex):
    assert tex in text_of(page), f"{tex} is not on the page: mend tests/pages/formulas.toml"
    function = TABLES[page][tex]
    if function.startswith("#"):
        assert len(function) > 5, "no reason"
        return
    namespace = {}
    exec(TABLES[page]["program"], namespace)
    assert formulas.fault(tex, eval(function, namespace)) is None


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("docs/??/*.md")), ids=lambda it: f"{it.parent.name}-{it.stem}"
)
def test_a_product_of_sizes_is_written_in_one_way(path):
    """`n·s` in a drawing is `n \\cdot s` in a formula, not letters side by side: "ns" reads as a name."""
    formulas_of_page = told.FORMULA.findall(path.read_text("utf-8"))
    assert not [tex for tex in formulas_of_page if re.search(r"(?:\)|\b[nk])\s*(?:\\,)?\s*[sdnk]\b", tex)]


def test_the_four_sums_are_the_code_s():
    x, w = np.random.default_rng(0).random((3, 3)), np.random.default_rng(1).random((2, 2))
    (tex,) = [tex for tex in TABLES["convolution"] if "aligned" in tex]
    for row in tex.split(r"\\"):
        (place, *pairs) = (tuple(map(int, digits)) for digits in re.findall(r"_\{(\d\d)\}", row))
        total = sum(x[one] * w[other] for one, other in zip(pairs[::2], pairs[1::2], strict=True))
        assert total == pytest.approx(cross_correlation(x, w)[place])


def places(n, r, s):
    return (n - r) // s + 1


def rounded_up(n, s):
    return -(-n // s)


@pytest.mark.parametrize(
    ("tex", "functions"),
    [
        (r"\lfloor (n - k) / s \rfloor + 1", lambda n, k, s: places(n, k, s)),
        (CASES, [places, rounded_up]),
        (r"k(k-1)", lambda k: k * k - k),
        (r"(k \bmod 2) + \mathit{op}", lambda k, o: k % 2 + o),
        (r"(n - 1)\,s + \max(k, s)", lambda n, k, s: n * s - s + max(k, s)),
    ],
)
def test_a_formula_is_its_function(tex, functions):
    assert formulas.fault(tex, functions) is None


@pytest.mark.parametrize(
    ("tex", "functions"),
    [
        (r"\lfloor (n + k) / s \rfloor + 1", lambda n, k, s: places(n, k, s)),
        (r"\lceil (n - k) / s \rceil + 1", lambda n, k, s: places(n, k, s)),
        (CASES.replace(r"k'}{s}", r"k' + 1}{s}"), [places, rounded_up]),
        (CASES, [rounded_up, places]),
        (CASES, [places]),
        (r"k(k+1)", lambda k: k * k - k),
        (r"n\,q", lambda n, s: n * s),
    ],
)
def test_another_formula_is_noticed(tex, functions):
    assert formulas.fault(tex, functions)
