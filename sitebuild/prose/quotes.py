"""Quotation marks and apostrophes of running text as printers set them: “so”, ‘so’, the kernel’s; code stays as written.

Not by Python-Markdown's `smarty`: behind code, a formula or a link it opens where a Korean particle follows, “`x`“는, as it reads
each element's text alone; and steps after it (titles, lengths of text) meet placeholders where the marks stand.
"""

import html
import re
from xml.etree.ElementTree import Element

from markdown import Markdown

from sitebuild.prose.walker import Piece

MARK = re.compile("[\"']")
OPENING, CLOSING = str.maketrans("\"'", "“‘"), str.maketrans("\"'", "”’")
OPENS_BEHIND = re.compile(r"(?:\A|[\s([{“‘–—·/])\Z")  # where a block begins, too
UNTOUCHED = {"code", "kbd", "math", "pre", "script", "style", "svg", "textarea"}
FORMULA = frozenset({"arithmatex"})
INLINE = {"a", "abbr", "b", "code", "em", "i", "kbd", "mark", "span", "strong", "sub", "sup"}


def curled(text: str, before: str = "") -> str:
    """The text with its marks in the shape that what stands before each asks for; `before`: the block until there."""
    set_text = before[-1:]
    begins = len(set_text)
    for sign in text:
        if MARK.match(sign):
            sign = sign.translate(OPENING if OPENS_BEHIND.search(set_text) else CLOSING)
        set_text += sign
    return set_text[begins:]


class Marks:
    """The marks of a page on the way through its pieces, in the order of reading."""

    before = ""  # the block until here

    def curl(self, piece: Piece) -> None:
        """Set the marks in the piece."""
        if piece.owner.tag not in INLINE:
            self.before = ""
        if MARK.search(piece.text) and not piece.stands_in(UNTOUCHED, FORMULA):
            piece.replace([curled(piece.text, self.before)])
        self.before = piece.text or self.before


def curl_titles(root: Element, md: Markdown) -> None:
    """Set the marks in the titles of the table of contents that hold no code."""
    coded = {heading.get("id") for heading in root.iter() if heading.find(".//code") is not None}
    _curl_titles(getattr(md, "toc_tokens", []), coded)


def _curl_titles(entries: list[dict], coded: set[str | None]) -> None:
    for entry in entries:
        if entry["id"] not in coded:
            entry["name"] = html.escape(curled(html.unescape(entry["name"])), quote=False)
        _curl_titles(entry["children"], coded)
