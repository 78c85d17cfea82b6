"""`![caption](figures/<chapter>/<figure>.svg){ #id }` becomes a `<figure>` with the SVG inline in it.

With `.live` beside the id, `instruments/views/live/<chapter>/<figure>.ts` takes the drawing's place when it comes into sight.
"""

import re
import xml.etree.ElementTree as etree

from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from sitebuild.pages.page import FIGURE

RENDERED = re.compile(
    r'<figure(?P<attrs>[^>]*)>\s*<img[^>]*data-figure="(?P<name>[^"]+)"[^>]*>\s*'
    r"<figcaption>(?P<caption>.*?)</figcaption>\s*</figure>",
    re.S,
)

# widths of a letter of Korean: six lines, the most that Chromium balances, on phones of 360 and of 390 pixels
BALANCED = 125, 145
LATIN = 0.48  # of it, as other letters are wide
ENDING = 9  # widths: of a long caption no line ends between its last words, so that the last is no short one
TAG = re.compile("(<[^>]*>)")
KOREAN = re.compile("[가-힣]")


def captioned(caption: str) -> str:
    """The `<figcaption>` of that HTML; a long one is told to style sheets."""
    width, (may_be, is_not) = _width(TAG.sub("", caption)), BALANCED
    kind = ' class="long"' if width > is_not else ""
    return f"<figcaption{kind}>{_bound(caption) if width > may_be else caption}</figcaption>"


def _width(text: str) -> float:
    """How wide the text is, in letters of Korean."""
    wide = len(KOREAN.findall(text))
    return wide + LATIN * (len(text) - wide)


def _bound(caption: str) -> str:
    """The HTML, whose last words stand together."""
    pieces, width = TAG.split(caption.rstrip()), 0.0
    for at in range(len(pieces) - 1, -1, -1):
        if TAG.match(pieces[at]):
            continue
        words = pieces[at].split(" ")
        for place in range(len(words) - 1, -1, -1):
            width += _width(words[place])
            if width >= ENDING:
                pieces[at] = " ".join([*words[:place], "\N{NO-BREAK SPACE}".join(words[place:])])
                return "".join(pieces)
        pieces[at] = "\N{NO-BREAK SPACE}".join(words)
    return "".join(pieces)


class FigureExtension(Extension):
    """Makes figures of images from figures/; MkDocs then checks their address as any other image's."""

    def extendMarkdown(self, md):
        # after code spans and escapes, before links, which the caption may hold
        md.inlinePatterns.register(_Figure(FIGURE.pattern, md), "figure", 175)
        # after inline patterns, before MkDocs looks at ids and addresses
        md.treeprocessors.register(_Lift(md), "figure", 15)


class _Figure(InlineProcessor):
    def handleMatch(self, m, data):
        figure = etree.Element("figure", {"class": "drawn"})
        AttrListTreeprocessor().assign_attrs(figure, (m["attrs"] or "").removeprefix(":"))
        if "live" in figure.get("class").split():
            figure.set("data-live", m["name"])
        etree.SubElement(figure, "img", {"src": m["src"], "alt": "", "data-figure": m["name"]})
        etree.SubElement(figure, "figcaption").text = m["caption"]
        return figure, m.start(), m.end()


class _Lift(Treeprocessor):
    """HTML allows no figure in a paragraph: the paragraph ends before it and goes on after it."""

    def run(self, root):
        for parent in list(root.iter()):
            for paragraph in [e for e in parent if e.tag == "p" and e.find("figure") is not None]:
                place = list(parent).index(paragraph)
                parent[place : place + 1] = self._pieces(paragraph)

    def _pieces(self, paragraph):
        pieces = [etree.Element("p")]
        pieces[0].text = paragraph.text
        for child in list(paragraph):
            if child.tag != "figure":
                pieces[-1].append(child)
                continue
            rest = etree.Element("p")
            rest.text, child.tail = child.tail, "\n"
            pieces += [child, rest]
        pieces = [e for e in pieces if len(e) or (e.text or "").strip()]
        pieces[-1].tail = paragraph.tail
        return pieces
