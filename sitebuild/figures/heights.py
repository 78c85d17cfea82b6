"""Which blocks of a page belong together, and about how high they are: what is arranged side by side is chosen from that."""

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import tinycss2

Size = Callable[[str], tuple[float, float]]  # of a figure, by its name: width and height in CSS pixels

# of the text's column and of the side's, in characters of a line
COLUMNS = {"ko": (33, 26), "en": (72, 54)}
# in CSS pixels: a line of text, one of code, the room around a block, a question's form, a row of cells to be clicked
LINE, CODE, AROUND, FORM, CELLS = 26, 19, 14, 160, 44
PRINTED = 56  # characters: what prints longer lines needs the page's width
SIDE = 380  # CSS pixels: a wider figure has a row of its own
DRAWN = "figure", "conv-explorer"  # the explorer, until it is opened, is a figure and a button
HEADINGS = {"h3", "h4"}

# says how much room there is for the handles of a figure that moves
SHEET = "docs/theme/assets/stylesheets/figures.css"
REM = 20  # CSS pixels: Material's root font size is 125 % where a window is narrower than 100em


@dataclass
class Part:
    """Blocks that stay together, and about how high they are."""

    blocks: list[Element]
    height: float
    is_side: bool
    is_wide: bool = False  # prints lines that no column holds


class Measure:
    """Heights as a page in one language has them."""

    def __init__(
        self, size: Size, language: str, handles: dict[str, float], code: Callable[[Element], str]
    ) -> None:
        """`handles`: the room for a moving figure's handles, by how its name ends; `code`: the text of a fence."""
        self.size, self.handles, self.code = size, handles, code
        self.text_column, self.side_column = COLUMNS[language]

    def parts(self, blocks: list[Element]) -> list[Part]:
        """What belongs together: a figure and the code behind it, a paragraph and the code or the list after it."""
        found: list[Part] = []
        for block in blocks:
            is_side = self.is_side(block)
            joins = found and not is_side and self.continues(block, found[-1])
            height = self.height(block, self.side_column if is_side else self.text_column)
            if not joins:
                found.append(Part([], 0, is_side))
            found[-1].blocks.append(block)
            found[-1].height += height
            found[-1].is_wide |= not is_side and self.printed(block) > PRINTED
        return found

    def is_side(self, block: Element) -> bool:
        if block.tag in DRAWN and (picture := block.find(".//img[@data-figure]")) is not None:
            return self.size(picture.get("data-figure", ""))[0] <= SIDE
        return has_class(block, "asked")

    def continues(self, block: Element, part: Part) -> bool:
        if part.is_side:
            return part.blocks[0].tag in DRAWN and has_class(block, "check")
        if block.tag in HEADINGS:
            return False
        if part.blocks[-1].tag in HEADINGS:
            return True
        return not (block.tag == "p" and not self.code(block)) and not has_class(block, "proved")

    def height(self, block: Element, column: int) -> float:
        if block.tag in DRAWN and (picture := block.find(".//img[@data-figure]")) is not None:
            drawing = self.size(picture.get("data-figure", ""))[1]
            return drawing + self.room(block) + lines(block, column) * LINE + AROUND
        if has_class(block, "asked"):
            rows_of_cells = sum(1 for cells in block.iter("div") if has_class(cells, "cells") for _ in cells)
            return lines(block.find("p"), column) * LINE + FORM + rows_of_cells * CELLS + AROUND
        if code := self.code(block):
            return code.count("\n") * CODE + 2 * AROUND
        if block.tag in ("ul", "ol"):
            return sum(lines(item, column - 3) for item in block) * LINE + AROUND
        if block.tag == "details" or block.tag in HEADINGS:
            return 2 * LINE
        return lines(block, column) * LINE + AROUND

    def room(self, block: Element) -> float:
        """For the handles of a figure that moves, and what is said of it."""
        name = block.get("data-live")
        ends = [end for end in self.handles if name is not None and name.endswith(end)]
        return self.handles[max(ends, key=len)] if ends else 0

    def printed(self, block: Element) -> int:
        """Characters of the longest line that a session in the block prints; lines of code itself wrap."""
        codes = (html.unescape(self.code(it)) for it in block.iter())
        lines = [line for code in codes if code.lstrip().startswith(">>>") for line in code.splitlines()]
        return max((len(line) for line in lines if not line.startswith((">>>", "..."))), default=0)


def lines(block: Element | None, column: int) -> int:
    """How many lines its text has, folded answers and code aside."""
    return -(-sum(map(len, seen(block))) // column) if block is not None else 0


def seen(block: Element) -> Iterator[str]:
    """The texts of a block that are not folded."""
    yield block.text or ""
    for child in block:
        if child.tag == "details":
            yield "".join(child.find("summary").itertext()) if child.find("summary") is not None else ""
        else:
            yield from seen(child)
        yield child.tail or ""


def has_class(block: Element, name: str) -> bool:
    return name in block.get("class", "").split()


def of_handles(root: Path) -> dict[str, float]:
    """{how the figure's name ends: `min-height` of its handles in CSS pixels}; "" is of all that have no rule of their own."""
    sheet = root / SHEET
    rules = tinycss2.parse_stylesheet(sheet.read_text("utf-8")) if sheet.is_file() else []
    return dict(found for rule in _rules(rules) for found in _min_height(rule))


def _rules(rules: list[Any]) -> Iterator[Any]:
    """The rules, those in an @media too."""
    for rule in rules:
        if rule.type == "qualified-rule":
            yield rule
        elif rule.type == "at-rule" and rule.content is not None:
            yield from _rules(tinycss2.parse_rule_list(rule.content))


def _min_height(rule: Any) -> Iterator[tuple[str, float]]:
    selector = tinycss2.serialize(rule.prelude).strip()
    if not (selector.startswith(".drawn") and selector.endswith("> .handles")):
        return
    blocks = [token for token in rule.prelude if token.type == "[] block"]
    names = [token.value for block in blocks for token in block.content if token.type == "string"]
    for declaration in tinycss2.parse_blocks_contents(rule.content):
        if declaration.type == "declaration" and declaration.lower_name == "min-height":
            (length,) = (token for token in declaration.value if token.type == "dimension")
            yield "".join(names), length.value * REM
