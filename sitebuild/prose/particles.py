"""A Korean particle stays on the line of its word, also behind a bracket, a quotation mark, a sign or a formula, where a
browser would break it off; and so do a sign behind a formula and a bracket before it."""

import re
from xml.etree.ElementTree import Element

from sitebuild.prose.walker import Piece

JOINER = "\u2060"  # WORD JOINER: no line ends here; browsers leave it out of account beside a formula
FORMULA = frozenset({"arithmatex"})
SIGN = re.compile(r"[)\]’”▶✓⋆∞%…](?=[가-힣])")
STRESSED = frozenset({"strong", "em"})
HANGUL = re.compile(r"[가-힣]+")
BEFORE_FORMULA = re.compile(r"""[(\[“‘'"]+\Z""")
CALL = re.compile(r"\([^()]{0,10}")  # between two formulas, of f(x) or f(moved x)
AFTER_FORMULA = re.compile(r"[가-힣]*[,.:;?!)\]’”'\"]*")


def kept(piece: Piece, parts: list[str | Element]) -> tuple[Piece, list[str | Element]]:
    """The piece and its parts, with joiners where no line may end; a formula and what belongs to it stand in a box."""
    parts = [SIGN.sub(rf"\g<0>{JOINER}", part) if isinstance(part, str) else part for part in parts]
    first, *rest = parts
    if not piece.is_tail or not isinstance(first, str):
        return piece, parts
    if piece.owner.tag == "span" and "arithmatex" in piece.owner.get("class", ""):
        after, called, before = AFTER_FORMULA.match(first), _taken_call(piece), _taken_before(piece)
        if not after[0] and not before and called is None:
            return piece, parts
        box = Element("span", {"class": "kept"})
        box.text = before
        parent = piece.around.elements[-1]
        parent[list(parent).index(piece.owner)] = box
        box.extend([piece.owner] if called is None else [called, piece.owner])
        piece.owner.tail = after[0]
        return piece._replace(owner=box), [first[after.end() :], *rest]
    signs = AFTER_FORMULA.match(first)[0]
    formula = _formula_at_the_end_of(piece.owner) if signs else None
    if formula is not None:
        formula.tail = signs
        return piece, [first[len(signs) :], *rest]
    if HANGUL.match(first) and not "".join(piece.owner.itertext())[-1:].isalnum():
        first = JOINER + first
    return piece, [first, *rest]


def _formula_at_the_end_of(owner: Element) -> Element | None:
    """The formula with which words that stand out end, in a box of its own: what is behind them comes into it."""
    if owner.tag not in STRESSED or not len(owner) or owner[-1].tail:
        return None
    last = owner[-1]
    if last.get("class") == "kept" and len(last):
        return None if last[-1].tail else last[-1]
    if "arithmatex" not in last.get("class", ""):
        return None
    owner[-1] = box = Element("span", {"class": "kept"})
    box.append(last)
    return last


def _taken_call(piece: Piece) -> Element | None:
    """The formula of which this one is the argument, with the bracket between them, taken out of the text."""
    parent = piece.around.elements[-1]
    at = list(parent).index(piece.owner)
    called = parent[at - 1] if at else None
    if called is None or "arithmatex" not in called.get("class", "") or not CALL.fullmatch(called.tail or ""):
        return None
    parent.remove(called)
    return called


def _taken_before(piece: Piece) -> str:
    """The brackets that stand right before the formula, taken out of the text there."""
    parent = piece.around.elements[-1]
    at = list(parent).index(piece.owner)
    text = (parent[at - 1].tail if at else parent.text) or ""
    found = BEFORE_FORMULA.search(text)
    if not found:
        return ""
    rest = text[: found.start()]
    if at:
        parent[at - 1].tail = rest
    else:
        parent.text = rest
    return found[0]
