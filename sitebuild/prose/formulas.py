"""Formulas and numbers in plain text.

A formula that is written in plain characters, (n − 1) · s + k, has its letters in italics. It stays on one line with the Korean
word behind it; so do a range, 30–31 or 1…9, a short list, a shape, short code, and what a formula is equal to. Where a longer
formula breaks, no line begins with its sign (instruments/views/live/kit/wake.ts has the same for live figures).

Numbers from 1,000 on have their thousands parted, in both languages; code, formulas, shapes, years and answers stay as written.
"""

import re
from xml.etree.ElementTree import Element, SubElement

from sitebuild.prose.walker import Piece, split

LONGEST_CODE, LONGEST_CALL = 20, 24  # characters
LONGEST = 30  # characters; a longer one may break, else it would stand out of a phone's page
LONGEST_WHOLE = (
    20  # characters; a longer one may break behind = + −, else it would leave a hole in the line before it
)
ROUNDED = r"⌈[^⌉]*⌉|⌊[^⌋]*⌋"
NUMBER = r"\d(?:[\d.,]*\d)?"
NAME = r"(?:Σ )?\d?∂?[A-Za-zα-ω][0-9A-Za-z₀-₉ᵢⱼₖ]?[′ᵀ]?"
WORD = r"[a-z_]{3,14}(?![A-Za-z0-9_(])"
CALL = r"(?:max|min)\([^()]*\)"
BEHIND_RELATION, BEHIND_SUM = re.compile(r"(?<= [=≈<>≤≥←]) "), re.compile(r"(?<= [+−]) ")
# in code: (None, 3, h, w), (1,64,28,28), torch.Size([1, 3, 4])
CODED_SHAPE = re.compile(r"(?:torch\.Size\()?[(\[][\w*?]+(?:, *[\w*?]+)+[)\]]\)?")
# in longer code: what is given a name with = or taken with a minus, strides=(2, 1), constant_values=-np.inf
GIVEN = re.compile(r"(?<=\w)=[(\[][^()\[\]]{1,12}[)\]]|(?<=\w)=-[\w.]{1,20}|(?<=[(\[])-[A-Za-z_][\w.]{1,20}")
CODED_CALL = re.compile(r"[\w.]+\(.*\)")  # Conv2DTranspose(4, 3)
NEGATIVE = re.compile(r"(?:^|[=(\[,] ?)-[A-Za-z]")
PAIR = re.compile(rf"−?{NUMBER}, −?{NUMBER}")
RANGE = rf"{NUMBER}[–…]{NUMBER}"
TRANSPOSED = r"[A-Z]ᵀ"
INDEXED = r"(?:Σ )?[A-Z]ᵀ?\[\w(?: [+−] \w)?(?:, \w(?: [+−] \w)?)*\]"  # F[i, j]
SHAPE = r"[(\[](?:None|\d+)(?:, (?:None|\d+)){1,5}[)\]]"
RATE = r"d[A-Za-z]/d[A-Za-z]"
OPERAND = rf"(?:{RATE}|{NUMBER}|{CALL}|{WORD}|{INDEXED}|{NAME}|\([^()]*\)|{ROUNDED})"
ALONE = rf"{RANGE}|{INDEXED}|{TRANSPOSED}|{CALL}|{ROUNDED}|{SHAPE}"
FORMULA = re.compile(rf"(?<!\w)(?:{OPERAND}(?: [−+·/×=<>≤≥←] {OPERAND})+|{ALONE})(?![A-Za-z0-9])[가-힣]*")
# what else a line's end may not part, where it is no wider than WIDEST: (k, in, out), (배율 · 높이, 채널), 0, −2, 2
MEMBER = r"[\w…]+(?: · [\w…]+)?"
TUPLE = rf"\((?:{MEMBER}, ){{1,5}}{MEMBER}\)"
LIST = re.compile(
    rf"(?<![\w.,(−])(?:−?{NUMBER}(?:, −?{NUMBER}){{2,}}(?![\w.,]*\d)|{TUPLE})(?![A-Za-z0-9])[가-힣]*"
)
WIDEST = 14  # sizes of the letters: a line of a phone whose letters are half as large again
WIDE = re.compile("[가-힣]")
# of a formula that may break: what a line's end may not part
PART = re.compile(
    rf"(?:{INDEXED}|\({OPERAND}(?: [−+·×/] {OPERAND})+\)|(?<!\w){NUMBER}(?: [·×/] {NUMBER})+(?![A-Za-z0-9]))[가-힣]*"
)

# a quantity within a formula: italic, as in a formula of LaTeX; in 1D, C8 and k_x no letter is one, in dE/dx all are
LETTER = r"(?:(?<![A-Za-z0-9_])[A-Z]|(?<![A-Za-z_])[a-zα-ω])(?![A-Za-z0-9_])"
RATES = r"(?<![A-Za-z])d(?=[A-Za-z](?![A-Za-z]))|(?<=\bd)[A-Za-z](?![A-Za-z])"
SYMBOL = re.compile(f"{LETTER}|{RATES}")
KEPT = "kept"
SIGNS = re.compile(r"[,.:;?!)\]’”]*")  # of a sentence, which a browser would part from MathML
OPENING = re.compile(r"[(\[“‘]*\Z")  # before a formula, likewise

ENDS = re.compile(r"(?<=\N{NO-BREAK SPACE}[=≈]) \Z")
BEGINS = re.compile(
    r"(?<=\A\N{NO-BREAK SPACE}[=≈]) |(?<=\A\N{NO-BREAK SPACE}[−+·×/]) (?=\d)"
)  # also `strides` − 1
SIGN = re.compile(r"(?:(?<=\S)|\A) (?=[=≈→×·÷+−≤≥](?: |\Z))|(?<=Σ) ")
NO_BREAK = "\N{NO-BREAK SPACE}"
# a number with what it counts, or with what it is a number of: stride 2, of 2, 4 cells, 축 1
NUMBERED = (
    r"[Ss]trides?|[Kk]ernels?|[Ww]indows?|[Aa]xis|[Cc]hannels?|[Rr]ow|[Cc]olumn|[Ss]teps?|[Ss]ize|[Ss]hift|[Dd]imension|of|"
    r"스트라이드|커널|창|축|채널|행|열|시각|크기"
)
COUNTED = (
    r"(?:cells?|rows?|columns?|channels?|steps?|pixels?|places|zeros|maps|filters?|kernels?|axes|lines|times|values|days)"
    r"(?!\w)|%"
)
QUANTITY = re.compile(rf"(?<!\w)({NUMBERED}) (?=\d)|(?<!\w)(\d[\d,.]*) (?={COUNTED})")
COUNTS = re.compile(rf"\A (?={COUNTED})")
CALLED = re.compile(r"\A\([^()]{1,10}\Z")  # of f(moved x), between two formulas
IS_NUMBERED = re.compile(rf"(?:{NUMBERED})\Z")


def joined(piece: Piece, parts: list[str | Element]) -> list[str | Element]:
    """The parts, where an equals sign keeps to what stands beside it in another element: a stated result, code; and what
    is counted, to a number there."""
    first, *rest = [SIGN.sub(NO_BREAK, part) if isinstance(part, str) else part for part in parts]
    if piece.is_tail and isinstance(first, str):
        first = BEGINS.sub(NO_BREAK, first, count=1)
        if "".join(piece.owner.itertext())[-1:].isdigit():
            first = COUNTS.sub(NO_BREAK, first)
        if "arithmatex" in piece.owner.get("class", ""):
            first = CALLED.sub(lambda match: match[0].replace(" ", NO_BREAK), first)
    *most, last = [first, *rest]
    return [*most, ENDS.sub(NO_BREAK, last) if isinstance(last, str) else last]


def with_quantities(parts: list[str | Element]) -> list[str | Element]:
    """The parts, where no line ends between a number and what it counts, be this a term that leads to its meaning."""
    found: list[str | Element] = []
    for part in parts:
        if isinstance(part, Element):
            found.append(part)
            continue
        text = QUANTITY.sub(lambda match: f"{match[1] or match[2]}{NO_BREAK}", part)
        before = found[-1] if found else None
        if isinstance(before, Element) and IS_NUMBERED.fullmatch("".join(before.itertext())):
            text = re.sub(r"\A (?=\d)", NO_BREAK, text)
        found.append(text)
    return found


def given_kept(code: Element, parts: list[str | Element]) -> list[str | Element]:
    """The parts of a code's text, where no line ends behind the sign of what an argument is given."""
    return parts if code.get("class") else split(parts, GIVEN, lambda match: _in_spans([match[0]])[0])


def keep_code(code: Element) -> None:
    """Code with blanks in it stays on one line where it is short: `2 * i`, `Conv2DTranspose(4, 3)`; a shape also where it is
    longer, and what has a minus before a name, behind which a browser would break it: `constant_values=-np.inf`."""
    text = "".join(code.itertext())
    is_short = " " in text and len(text) <= (LONGEST_CALL if CODED_CALL.fullmatch(text) else LONGEST_CODE)
    is_shape = len(text) <= LONGEST and CODED_SHAPE.fullmatch(text)
    is_negative = len(text) <= LONGEST and NEGATIVE.search(text)
    if (is_short or is_shape or is_negative) and not code.get("class"):
        code.set("class", "kept")


def pair_kept(parts: list[str | Element]) -> list[str | Element]:
    """The parts of a link's text, on one line where they are two numbers: [9, 5](#values)."""
    match parts:
        case [str(text)] if PAIR.fullmatch(text):
            span = Element("span", {"class": KEPT})
            span.text = text
            return ["", span]
    return parts


def kept(parts: list[str | Element]) -> list[str | Element]:
    """Parts of a text with its formulas, and the brackets and products of longer ones, in elements that are not broken."""

    def element(match):
        if len(match[0]) > LONGEST:
            return None
        return _in_spans(terms(match[0]))

    def listed(match):
        return element(match) if len(match[0]) + len(WIDE.findall(match[0])) <= 2 * WIDEST else None

    return split(split(split(parts, FORMULA, element), PART, element), LIST, listed)


def terms(formula: str) -> list[str]:
    """The sides of a formula, or the terms of a long one, each with the sign behind it: "(n − 1) · s + k =", "13,530"."""
    if len(formula) <= LONGEST_WHOLE:
        return [formula]
    sides = _parted_at(BEHIND_RELATION, formula)
    return [
        term
        for side in sides
        for term in (_parted_at(BEHIND_SUM, side) if len(side) > LONGEST_WHOLE else [side])
    ]


def _parted_at(blank, formula):
    """The parts between such blanks, but for those in brackets."""
    first, *rest = blank.split(formula)
    found = [first]
    for part in rest:
        if any(found[-1].count(one) > found[-1].count(other) for one, other in ("()", "[]")):
            found[-1] += " " + part
        else:
            found.append(part)
    return found


def _in_spans(texts: list[str]) -> list[str | Element]:
    """A list of elements that no line's end parts, and of the blanks between them."""
    found: list[str | Element] = []
    for text in texts:
        span = Element("span", {"class": KEPT})
        span.text = text
        found += [" ", span] if found else [span]
    return found


def lettered(parts: list[str | Element]) -> list[str | Element]:
    """The parts, where the formulas that `kept` has found have their letters as formulas of LaTeX have them."""
    for at, part in enumerate(parts):
        if isinstance(part, Element) and part.get("class") == KEPT and not re.match(TUPLE, part.text or ""):
            _set_letters(part)
            following = parts[at + 1] if at + 1 < len(parts) else ""
            if len(part) and not part[-1].tail and isinstance(following, str):
                part[-1].tail = SIGNS.match(following)[0]
                parts[at + 1 : at + 2] = [following[len(part[-1].tail) :]]
            before = parts[at - 1]
            if len(part) and not part.text and isinstance(before, str):
                part.text = OPENING.search(before)[0]
                parts[at - 1] = before[: len(before) - len(part.text)]
    return parts


def _set_letters(formula):
    formula.text, *pieces = split([formula.text], SYMBOL, _symbol)
    for piece in pieces:
        if isinstance(piece, Element):
            formula.append(piece)
        else:
            formula[-1].tail = piece
    if pieces:  # Chromium ends a line before MathML, whatever `white-space` says
        for element in formula.iter():
            element.text = _unbroken(element.text)
            element.tail = _unbroken(element.tail)


def _unbroken(text):
    return text and text.replace(" ", NO_BREAK)


def _symbol(match):
    math = Element("math")
    SubElement(math, "mi").text = match[0]
    return math


YEAR = range(1900, 2100)
WHOLE_NUMBER = re.compile(rf"(?P<shape>{SHAPE})|(?<![\w.,:/#×·-])\d{{4,}}(?![\w×/-]*[A-Za-z×/-]|[.,:]\d)")


def thousands_parted(parts: list[str | Element]) -> list[str | Element]:
    """Parts of a text with a comma before each three digits of its whole numbers."""
    return [WHOLE_NUMBER.sub(_parted, part) if isinstance(part, str) else part for part in parts]


def _parted(match: re.Match[str]) -> str:
    if match["shape"]:
        return match[0]
    number = int(match[0])
    return match[0] if number in YEAR or match[0].startswith("0") else f"{number:,}"
