"""A Python-Markdown extension: where a window is wide, figures and questions stand beside the text that speaks of them.

Blocks keep their order. From how high each is (heights.py) `rows` chooses which share a row, and puts them into boxes:

    <div class="beside"> <div class="text">…</div> <div class="side">figure, or question</div> <div class="text">…</div> </div>
    <div class="beside pair"> two sides that have too little text around them </div>

site.css makes columns of these. Only pages with questions have them. Material's search would end a section where
the box around its heading ends; so each box is marked, and plugin.py takes them off while the search reads the page.
"""

import re
from xml.etree.ElementTree import Comment, Element

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from sitebuild.figures.heights import HEADINGS, LINE, Measure, Part, Size, has_class

LEAST = 0.38  # of a side's height is text, or there would be a hole beside it
HOLE = 210  # CSS pixels: a larger one is seen as such, however high the side
INSIDE = 0.5  # of what comes next has to find room beside a side, the rest may reach out below it
BREAKS = {"h1", "h2", "hr", "table"}
CLOSED = "box"  # the comment with which a box ends
BOX = re.compile(rf'<div class="[^"]*" data-search-box="open">|<!--{CLOSED}-->\s*</div>')
FOR_SEARCH = re.compile(rf' data-search-\w+="[^"]*"|<!--{CLOSED}-->')


class BesideExtension(Extension):
    def __init__(self, size: Size, language: str, handles: dict[str, float]) -> None:
        """`handles`: the room for a moving figure's handles, by how its name ends (`heights.of_handles`)."""
        super().__init__()
        self.size, self.language, self.handles = size, language, handles

    def extendMarkdown(self, md):
        # after questions (4), checks and formulas (3), before MkDocs looks at addresses (0)
        md.treeprocessors.register(_Beside(md, self.size, self.language, self.handles), "beside", 2)


class _Beside(Treeprocessor):
    def __init__(self, md, size: Size, language: str, handles: dict[str, float]) -> None:
        super().__init__(md)
        self.measure = Measure(size, language, handles, self.code)

    def run(self, root: Element) -> None:
        if not any(has_class(block, "asked") for block in root):
            return
        section: list[Element] = []
        blocks = list(root)
        root[:] = []
        for block in blocks:
            if block.tag in BREAKS or has_class(block, "next"):
                root.extend([*rows(self.measure.parts(section)), block])
                section = []
            else:
                section.append(block)
        root.extend(rows(self.measure.parts(section)))

    def code(self, block: Element) -> str:
        """Of a fence, which Python-Markdown has put aside."""
        aside = HTML_PLACEHOLDER_RE.fullmatch((block.text or "").strip())
        return re.sub("<[^>]*>", "", str(self.md.htmlStash.rawHtmlBlocks[int(aside[1])])) if aside else ""


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
    return has_class(part.blocks[0], "asked")


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
