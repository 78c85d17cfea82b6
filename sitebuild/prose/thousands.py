"""Numbers from 1,000 on have their thousands parted, in both languages; code, formulas, years and answers stay as written."""

import re
from xml.etree.ElementTree import Element

YEAR = range(1900, 2100)
NUMBER = re.compile(r"(?<![\w.,:/#×·-])\d{4,}(?![\w×/-]*[A-Za-z×/-]|[.,:]\d)")


def parted(parts: list[str | Element]) -> list[str | Element]:
    """Parts of a text with a comma before each three digits of its whole numbers."""
    return [NUMBER.sub(_parted, part) if isinstance(part, str) else part for part in parts]


def _parted(match: re.Match[str]) -> str:
    number = int(match[0])
    return match[0] if number in YEAR or match[0].startswith("0") else f"{number:,}"
