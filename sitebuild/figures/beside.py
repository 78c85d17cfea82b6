"""Where a window is wide, figures and questions stand beside the text that speaks of them: a Python-Markdown extension.

The order of a page's blocks stays. Those that share a row are put into `<div class="beside">`, what stands at its side into
`<div class="side">` and the text around that into `<div class="text">`; site.css makes columns of them. Two that have too
little text around them stand beside each other, as `<div class="beside pair">`. Only on pages with questions: the chapters.
"""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Comment, Element

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

Size = Callable[[str], tuple[float, float]]  # of a figure, by its name: width and height in CSS pixels

# of the text's column and of the side's, in characters of a line
COLUMNS = {"ko": (33, 26), "en": (72, 54)}
# in CSS pixels: a line of text, one of code, the room around a block, a question's form, a row of cells to be clicked
LINE, CODE, AROUND, FORM, CELLS = 26, 19, 14, 160, 44
PRINTED = 56  # characters: what prints longer lines needs the page's width
SIDE = 380  # CSS pixels: a wider figure has a row of its own
LEAST = 0.38  # of a side's height is text, or there would be a hole beside it
HOLE = 210  # CSS pixels: a larger one is seen as such, however high the side
INSIDE = 0.5  # of what comes next has to find room beside a side, the rest may reach out below it
DRAWN = "figure", "conv-explorer"  # the explorer, until it is opened, is a figure and a button
BREAKS = {"h1", "h2", "hr", "table"}
HEADINGS = {"h3", "h4"}
CLOSED = "box"  # the comment with which a box ends
BOX = re.compile(rf'<div class="[^"]*" data-search-box="open">|<!--{CLOSED}-->\s*</div>')
FOR_SEARCH = re.compile(rf' data-search-\w+="[^"]*"|<!--{CLOSED}-->')


class BesideExtension(Extension):
    def __init__(self, size: Size, language: str, handles: dict[str, float]) -> None:
        """`handles`: the room for a moving figure's handles, by how its name ends (`handles.heights`)."""
        super().__init__()
        self.size, self.language, self.handles = size, language, handles

    def extendMarkdown(self, md):
        # after questions (4), checks and formulas (3), before MkDocs looks at addresses (0)
        md.treeprocessors.register(_Beside(md, self.size, self.language, self.handles), "beside", 2)


@dataclass
class Part:
    """Blocks that stay together, and about how high they are."""

    blocks: list[Element]
    height: float
    is_side: bool
    is_wide: bool = False  # prints lines that no column holds


class _Beside(Treeprocessor):
    def __init__(self, md, size: Size, language: str, handles: dict[str, float]) -> None:
        super().__init__(md)
        self.size, self.handles = size, handles
        self.text_column, self.side_column = COLUMNS[language]

    def run(self, root: Element) -> None:
        if not any(_is(block, "asked") for block in root):
            return
        section: list[Element] = []
        blocks = list(root)
        root[:] = []
        for block in blocks:
            if block.tag in BREAKS or _is(block, "next"):
                root.extend([*rows(self.parts(section)), block])
                section = []
            else:
                section.append(block)
        root.extend(rows(self.parts(section)))

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
        return _is(block, "asked")

    def continues(self, block: Element, part: Part) -> bool:
        if part.is_side:
            return part.blocks[0].tag in DRAWN and _is(block, "check")
        if block.tag in HEADINGS:
            return False
        if part.blocks[-1].tag in HEADINGS:
            return True
        return not (block.tag == "p" and not self.code(block)) and not _is(block, "proved")

    def height(self, block: Element, column: int) -> float:
        if block.tag in DRAWN and (picture := block.find(".//img[@data-figure]")) is not None:
            drawing = self.size(picture.get("data-figure", ""))[1]
            return drawing + self.room(block) + lines(block, column) * LINE + AROUND
        if _is(block, "asked"):
            rows_of_cells = sum(1 for cells in block.iter("div") if _is(cells, "cells") for _ in cells)
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

    def code(self, block: Element) -> str:
        """Of a fence, which Python-Markdown has put aside."""
        aside = HTML_PLACEHOLDER_RE.fullmatch((block.text or "").strip())
        return re.sub("<[^>]*>", "", str(self.md.htmlStash.rawHtmlBlocks[int(aside[1])])) if aside else ""


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


def rows(parts: list[Part]) -> list[Element]:
    """The blocks of a section, in their order: each side in a row with as much neighbouring text as fills its height."""
    found: list[Element] = []
    before: list[Part] = []  # texts that no row has yet
    while parts:
        if not parts[0].is_side:
            before.append(parts.pop(0))
            continue
        sides = [parts.pop(0)]
        while parts and parts[0].is_side and _height(before) >= _height(sides) + LEAST * parts[0].height:
            sides.append(parts.pop(0))
        above, around = _last(before, _height(sides))
        below = [] if _are_figures(parts[:1], sides) else _below(parts, sides, _height(around))
        if _is_filled(_height(around + below), _height(sides)) and not _are_figures(parts[:1], sides):
            found += [*_blocks(above), _row(around, sides, below)]
        else:
            parts[:0] = below
            while parts and parts[0].is_side:
                sides.append(parts.pop(0))
            found += [*_blocks(above + around), *_alone(sides)]
        before = []
    return found + _blocks(before)


def _is_filled(text: float, side: float) -> bool:
    """Whether so much text leaves no hole beside a side."""
    return text >= LEAST * side and side - text <= HOLE


def _below(parts: list[Part], sides: list[Part], filled: float) -> list[Part]:
    """What comes next and has room beside the rest of a side, taken from the parts."""
    below: list[Part] = []
    while parts and _height(sides) - filled - _height(below) > max(2 * LINE, INSIDE * parts[0].height):
        if not _may_follow(parts, sides, bool(filled)):
            break
        below.append(parts.pop(0))
    return below


def _may_follow(parts: list[Part], sides: list[Part], under_text: bool) -> bool:
    """Text that a column holds, a question under text beside a figure, a heading that no figure of its own comes after."""
    if parts[0].is_side:
        return under_text and _is_question(parts[0]) and not _is_question(sides[-1])
    return not parts[0].is_wide and not (
        parts[0].blocks[0].tag in HEADINGS and len(parts) > 1 and parts[1].is_side
    )


def _are_figures(following: list[Part], sides: list[Part]) -> bool:
    """Whether the next is another figure, which then stands beside this one, the text above both."""
    return bool(following) and not any(not part.is_side or _is_question(part) for part in following + sides)


def _is_question(part: Part) -> bool:
    return _is(part.blocks[0], "asked")


def _last(texts: list[Part], height: float) -> tuple[list[Part], list[Part]]:
    """What stands before them, and the texts at the end that fill this height, of one section."""
    at = len(texts)
    while at and _height(texts[at:]) < height - LINE and not texts[at - 1].is_wide:
        at -= 1
        if texts[at].blocks[0].tag in HEADINGS:
            break
    return texts[:at], texts[at:]


def _row(before: list[Part], sides: list[Part], after: list[Part]) -> Element:
    is_headed = bool(before) and before[0].blocks[0].tag in HEADINGS
    row = _box("beside headed" if is_headed else "beside", [])
    for name, parts in ("text", before), ("side", sides), ("text", after):
        if parts:
            row.append(_box(name, _blocks(parts)))
    return row


def _alone(sides: list[Part]) -> list[Element]:
    """What has no text beside it, two in a row."""
    found: list[Element] = []
    for one, other in zip(sides[::2], [*sides[1::2], None], strict=False):
        if other:
            found.append(_box("beside pair", [_box("side", one.blocks), _box("side", other.blocks)]))
        else:
            found += one.blocks
    return found


def _box(name: str, blocks: list[Element]) -> Element:
    box = Element("div", {"class": name, "data-search-box": "open"})
    box.text = box.tail = "\n"
    box.extend([*blocks, Comment(CLOSED)])
    return box


def without_boxes(content: str) -> str:
    """A page's HTML in its order alone: Material's search ends a section where the box around its heading ends."""
    return BOX.sub("", content)


def with_boxes(content: str) -> str:
    """The HTML as it is published, without what is there for the search."""
    return FOR_SEARCH.sub("", content)


def _blocks(parts: list[Part]) -> list[Element]:
    return [block for part in parts for block in part.blocks]


def _height(parts: list[Part]) -> float:
    return sum(part.height for part in parts)


def _is(block: Element, name: str) -> bool:
    return name in block.get("class", "").split()
