"""What stands between dollars in a drawing's text, set in the font of the page's formulas.

    ∂E/∂w0 = 37, written "$∂E/∂w_0$ = 37", becomes
    <tspan class="math">𝜕𝐸/𝜕𝑤</tspan><tspan class="math index" dy="2.1">0</tspan><tspan dy="-2.1"> = 37</tspan>

Of TeX there is `_` and `^`, each before one character or a group in braces; other signs are written as they are.
Outside the site Matplotlib itself reads these texts: its mathtext knows the same and more.
"""

import re
import string
import unicodedata
import xml.etree.ElementTree as ET

SHIFT = {"_": 0.2, "^": -0.36}  # of an index, in sizes of the font around it: down, up
TOKEN = re.compile(r"([_^])(\{[^{}]*\}|[^{}\s])|([^_^{}\\]+)|(.)", re.S)
SMALL, CAPITAL = "MATHEMATICAL ITALIC SMALL", "MATHEMATICAL ITALIC CAPITAL"
# as MathML shows a lone letter
ITALIC = str.maketrans(
    {letter: unicodedata.lookup(f"{CAPITAL} {letter}") for letter in string.ascii_uppercase}
    | {
        letter.lower(): unicodedata.lookup(f"{SMALL} {letter}")
        for letter in string.ascii_uppercase
        if letter != "H"
    }
    | {"h": "ℎ", "α": "𝛼", "σ": "𝜎", "∂": "𝜕"}
)


def typeset(element, tag):
    """Set the formulas of an SVG <text>, whose pieces become elements called `tag`; ValueError for what is not read."""
    pieces = (element.text or "").split("$")
    if len(pieces) % 2 == 0 or len(pieces) == 1:  # a single $ is money, for Matplotlib too
        return
    size, height = float(element.get("font-size").removesuffix("px")), 0
    element.text = ""
    for i, piece in enumerate(pieces):
        for characters, look, shift in _runs(piece) if i % 2 else [(piece, None, 0)]:
            if not characters:
                continue
            run = ET.SubElement(element, tag, {"class": look} if look else {})
            run.text = characters
            if shift != height:
                run.set("dy", f"{(shift - height) * size:.2f}".rstrip("0").rstrip("."))
            height = shift


def _runs(formula):
    """(characters, classes, how far down) of a formula's pieces."""
    for sign, index, plain, unknown in TOKEN.findall(formula):
        if unknown:
            raise ValueError(
                f"${formula}$: {unknown!r} is not read here; see sitebuild/figures/formulas.py for what is"
            )
        if sign:
            yield index.strip("{}").translate(ITALIC), "math index", SHIFT[sign]
        else:
            yield plain.translate(ITALIC), "math", 0
