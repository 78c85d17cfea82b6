"""Formulas of the pages, read from their TeX by SymPy and held to the function that they state."""

import inspect
import math
import random
import re

from lark import Tree
from sympy.core.function import AppliedUndef
from sympy.parsing.latex import parse_latex

TRIES = 40
PLAIN = {
    "−": "-",
    "·": r"\cdot ",
    "⌊": r"\lfloor ",
    "⌋": r"\rfloor ",
    "⌈": r"\lceil ",
    "⌉": r"\rceil ",
    " max(": r" \max(",
}
NAME = re.compile(r"\\?\w+'?(?:\(\w\))?")  # what is defined: O =, \sigma(z) =
DRESS = [  # what SymPy's grammar does not have, in words that it has
    (r"\\(?:left|right|,|;)(?![a-z])|\\text\{[^{}]*\}|&", " "),
    (r"\\dfrac", r"\\frac"),
    (r"\be\^\{([^{}]*)\}", r"\\exp(\1)"),
    (r"\\mathit\{(\w)\w*\}", r" \1 "),
    (r"k'", " r "),  # how far a kernel reaches
    (r"(\w) \\bmod (\w)", r"(\1 - \2 \\lfloor \1 / \2 \\rfloor)"),
]


def rows(tex):
    """Of each row of a case distinction, or of the formula, the expressions that it says are equal.

    A row is a list of expressions, an expression the list of its readings: k(k - 1) may be a product or a function.
    """
    for sign, command in PLAIN.items():
        tex = tex.replace(sign, command)
    cases = re.search(r"\\begin\{cases\}(.*)\\end\{cases\}", tex, re.S)
    found = []
    for row in re.split(r"\\\\", cases[1]) if cases else [tex]:
        sides = [side for side in row.split("=") if not NAME.fullmatch(side.strip())]
        found.append([_readings(side) for side in sides])
    return found


def _readings(side):
    for pattern, plain in DRESS:
        side = re.sub(pattern, plain, side)
    tree = parse_latex(side.strip().rstrip(","), backend="lark")
    readings = tree.children if isinstance(tree, Tree) else [tree]
    return [reading for reading in readings if not reading.atoms(AppliedUndef)]


def fault(tex, functions):
    """What is wrong with a formula that states a function, or in its rows several; None where random values agree."""
    functions = functions if isinstance(functions, (list, tuple)) else [functions]
    found = rows(tex)
    if len(found) != len(functions):
        return f"{tex} has {len(found)} rows, and {len(functions)} functions are given"
    for sides, function in zip(found, functions, strict=True):
        for readings in sides:
            if not any(_agrees(reading, function) for reading in readings):
                return f"{tex} is not what its function gives"
    return None


def _agrees(expression, function):
    names = list(inspect.signature(function).parameters)
    if not {_name(symbol) for symbol in expression.free_symbols} <= set(names):
        return False
    draw = random.Random(0)
    for _ in range(TRIES):
        values = {name: draw.randint(1, 6) for name in names}
        if "n" in values:
            values["n"] += 30  # more cells than any kernel reaches
        said = float(expression.subs({s: values[_name(s)] for s in expression.free_symbols}))
        if not math.isclose(said, float(function(**values)), abs_tol=1e-6):
            return False
    return True


def _name(symbol):
    """w_0 of w_{0}."""
    return re.sub(r"[{}]", "", symbol.name)
