"""Mathematics becomes MathML while a page is rendered, so that pages need no script for it."""

import html
import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from markdown import Markdown
from math_core import LatexError, LatexToMathML

from sitebuild.pages.marks import mark

convert = LatexToMathML(fancy_error=False).convert_with_local_state
# pymdownx.arithmatex leaves <span class="arithmatex">\(…\)</span> or <div class="arithmatex">\[…\]</div>
FORMULA = re.compile(r"\s*\\[(\[](?P<tex>.*?)\\[)\]]\s*", re.S)
IN_TITLE = re.compile(r"\\\((?P<tex>.*?)\\\)", re.S)
# how math-core aligns the cells of a table; the page's policy allows no style in an attribute, site.css has the classes
ALIGNED = {
    "text-align: right;justify-items: end;padding-right: 0;": "right",
    "text-align: left;justify-items: start;padding-left: 0;": "left",
    "text-align: left;justify-items: start;padding-right: 0;": "case",
    "text-align: left;justify-items: start;padding-right: 0;padding-left:1em;": "case",
}
NAMED = re.compile(r"&(?!lt;|gt;|amp;|quot;)[A-Za-z]+;")  # HTML's names of characters, which XML lacks
SIZED = re.compile(r"\\[bB]igg?[lrm]?(?![A-Za-z])")
LEFT = "$$"
UNREAD = "a displayed formula is left as text: a blank line goes before it and after it, and no attributes stand below it"
PRIMES = {"′": 1, "″": 2, "‴": 3, "⁗": 4}
LONGEST = 3_000  # characters; math-core, which is native code, recurses into groups and overflows the stack far beyond


def replace(root: Element, md: Markdown) -> None:
    """Put MathML in the place of formulas, in the tree and in the titles of the table of contents."""
    for parent in list(root.iter()):
        for place, element in enumerate(list(parent)):
            if element.get("class") == "arithmatex" and (found := FORMULA.fullmatch(element.text or "")):
                parent[place] = _formula(html.unescape(found["tex"]), display=element.tag == "div")
                parent[place].tail = element.tail
    for block in root.iter("p") if "arithmatex-block" in md.parser.blockprocessors else ():
        if LEFT in (block.text or ""):
            block.insert(0, mark(UNREAD, block.text or ""))
    for entry in _entries(getattr(md, "toc_tokens", [])):
        entry["name"] = IN_TITLE.sub(_in_title, entry["name"])


def _formula(tex: str, display: bool) -> Element:
    try:
        return formula(tex, display)
    except LatexError as error:
        offset, problem = str(error).split(": ", 1)
        return mark(f"${' '.join(tex.split())}$: {problem}", tex, int(offset))


def formula(tex: str, display: bool = False) -> Element:
    """The MathML of a formula, on a line of its own where `display` is true. Raises LatexError."""
    if len(tex) > LONGEST:
        raise LatexError(f"{LONGEST}: longer than {LONGEST} characters; write several formulas")
    if sized := SIZED.search(tex):
        raise LatexError(
            f"{sized.start()}: {sized[0]} sizes a bracket by hand, differently in each browser; write \\left and \\right"
        )
    found = convert(tex, displaystyle=display)
    for style, name in ALIGNED.items():
        found = found.replace(f'style="{style}"', f'class="{name}"')
    math = ElementTree.fromstring(NAMED.sub(lambda name: html.unescape(name[0]), found))
    _prime(math)
    # without its layout a fraction or a matrix would be found as a row of digits
    if any(element.tag in ("mfrac", "mtable") for element in math.iter()):
        math.set("data-search-exclude", "math")
    if not display:
        return math
    block = Element("div", {"class": "formula"})
    block.append(math)
    return block


def mathml(tex: str, display: bool = False) -> str:
    """The same as text."""
    return ElementTree.tostring(formula(tex, display), "unicode")


def _prime(math):
    """Primes right after their letter, before its index and exponent.

    math-core raises a prime as an exponent; but the font's stands high up already, as TeX's does not.
    """
    for raised in [element for element in math.iter() if element.tag in ("msup", "msubsup")]:
        exponent = raised[-1]
        sign, rest = (exponent[0], exponent[1:]) if exponent.tag == "mrow" else (exponent, [])
        if sign.text not in PRIMES:
            continue
        letter = Element("mrow")
        letter.append(raised[0])
        ElementTree.SubElement(letter, "mo", lspace="0", rspace="0").text = "′" * PRIMES[sign.text]
        raised[0] = letter
        if rest:
            exponent.remove(sign)
        else:
            raised.remove(exponent)
            raised.tag = {"msup": "mrow", "msubsup": "msub"}[raised.tag]


def _in_title(match):
    try:
        return mathml(html.unescape(match["tex"]))
    except LatexError:  # the heading itself says what is wrong
        return match[0]


def _entries(tokens):
    for entry in tokens:
        yield entry
        yield from _entries(entry["children"])
