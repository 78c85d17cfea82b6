"""Mathematics becomes MathML while the site is built, so that pages need no script for it."""

import html
import logging
import re
import xml.etree.ElementTree as ET

from math_core import LatexError, LatexToMathML
from mkdocs.exceptions import PluginError

from sitebuild.pages.page import PageError
from sitebuild.serving import serving

log = logging.getLogger("mkdocs.plugins.mathml")
convert = LatexToMathML(fancy_error=False).convert_with_local_state
# pymdownx.arithmatex leaves <span class="arithmatex">\(…\)</span> or <div class="arithmatex">\[…\]</div>
FORMULA = re.compile(r'<(span|div) class="arithmatex">\s*\\[(\[](?P<tex>.*?)\\[)\]]\s*</\1>', re.S)
# how math-core aligns the cells of a table; the page's policy allows no style in an attribute, site.css has the classes
ALIGNED = {
    "text-align: right;justify-items: end;padding-right: 0;": "right",
    "text-align: left;justify-items: start;padding-left: 0;": "left",
    "text-align: left;justify-items: start;padding-right: 0;": "case",
    "text-align: left;justify-items: start;padding-right: 0;padding-left:1em;": "case",
}
SIZED = re.compile(r"\\[bB]igg?[lrm]?(?![A-Za-z])")
PRIMES = {"′": 1, "″": 2, "‴": 3, "⁗": 4}
IN_TITLE = re.compile(r"\\\((?P<tex>.*?)\\\)", re.S)


def on_page_content(content, page, config, files):
    def replace(match):
        tex = html.unescape(match["tex"])
        try:
            return mathml(tex, display=match[0].startswith("<div"))
        except LatexError as error:
            return refuse(tex, error, page.file)

    for entry in _entries(page.toc):
        entry.title = IN_TITLE.sub(replace, entry.title)
    return FORMULA.sub(replace, content)


def mathml(tex, display=False):
    """The MathML of a formula, on a line of its own where `display` is true. Raises LatexError."""
    if sized := SIZED.search(tex):
        raise LatexError(
            f"{sized.start()}: {sized[0]} sizes a bracket by hand, differently in each browser; write \\left and \\right"
        )
    found = _primed(convert(tex, displaystyle=display))
    for style, name in ALIGNED.items():
        found = found.replace(f'style="{style}"', f'class="{name}"')
    # without its layout a fraction or a matrix would be found as a row of digits
    if "<mfrac" in found or "<mtable" in found:
        found = found.replace("<math", '<math data-search-exclude="math"', 1)
    return f'<div class="formula">{found}</div>' if display else found


def _primed(found):
    """Primes right after their letter, before its index and exponent.

    math-core raises a prime as an exponent; but the font's stands high up already, as TeX's does not.
    """
    if not any(prime in found for prime in PRIMES):
        return found
    root = ET.fromstring(found)
    for raised in [element for element in root.iter() if element.tag in ("msup", "msubsup")]:
        exponent = raised[-1]
        sign, rest = (exponent[0], exponent[1:]) if exponent.tag == "mrow" else (exponent, [])
        if sign.text not in PRIMES:
            continue
        letter = ET.Element("mrow")
        letter.append(raised[0])
        ET.SubElement(letter, "mo", lspace="0", rspace="0").text = "′" * PRIMES[sign.text]
        raised[0] = letter
        if rest:
            exponent.remove(sign)
        else:
            raised.remove(exponent)
            raised.tag = {"msup": "mrow", "msubsup": "msub"}[raised.tag]
    return ET.tostring(root, encoding="unicode")


def refuse(tex, error, file):
    """Stop the build; under `mkdocs serve` say what is wrong where the formula should stand."""
    offset, problem = str(error).split(": ", 1)
    source = file.content_string
    found = re.search(r"\s+".join(map(re.escape, tex.split())), source)
    line = source.count("\n", 0, found.start()) + 1 if found else 1
    line += tex[: int(offset)].lstrip().count("\n")
    problem = PageError(file.abs_src_path, line, f"${' '.join(tex.split())}$: {problem}")
    if not serving():
        raise PluginError(str(problem))
    log.error("%s", problem)
    return f'<strong class="figure-error" role="alert">{html.escape(str(problem))}</strong>'


def _entries(toc):
    for entry in toc:
        yield entry
        yield from _entries(entry.children)
