"""A formula that is written in plain characters, (n − 1) · s + k, or a range, 30–31, stays on one line, with the Korean
word behind it."""

import re
from xml.etree.ElementTree import Element

from sitebuild.prose.walker import split

LONGEST = 30  # characters; a longer one may break, else it would stand out of a phone's page
ROUNDED = r"⌈[^⌉]*⌉|⌊[^⌋]*⌋"
NUMBER = r"\d(?:[\d.,]*\d)?"
NAME = r"\d?∂?[A-Za-zα-ω][0-9A-Za-z]?[′ᵀ]?"
WORD = r"[a-z_]{3,14}(?![A-Za-z0-9_(])"
CALL = r"(?:max|min)\([^()]*\)"
OPERAND = rf"(?:{NUMBER}|{CALL}|{WORD}|{NAME}|\([^()]*\)|{ROUNDED})"
FORMULA = re.compile(
    rf"(?<!\w)(?:{OPERAND}(?: [−+·/×=<>≤≥←] {OPERAND})+|{NUMBER}–{NUMBER}|{CALL}|{ROUNDED})(?![A-Za-z0-9])[가-힣]*"
)
# of a formula that may break: what a line's end may not part
PART = re.compile(rf"\({OPERAND}(?: [−+·×/] {OPERAND})+\)|(?<!\w){NUMBER}(?: [·×/] {NUMBER})+(?!\w)")


def kept(parts: list[str | Element]) -> list[str | Element]:
    """Parts of a text with its formulas, and the brackets and products of longer ones, in elements that are not broken."""

    def element(match):
        if len(match[0]) > LONGEST:
            return None
        span = Element("span", {"class": "kept"})
        span.text = match[0]
        return span

    return split(split(parts, FORMULA, element), PART, element)
