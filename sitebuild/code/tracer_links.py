"""`[Open it in the tracer](shapes.md){ .in-tracer }`: the link carries the code of the fence before it."""

import re
from urllib.parse import quote_plus
from xml.etree import ElementTree

from sitebuild.pages.cells import cells
from sitebuild.pages.marks import mark
from sitebuild.pages.page import Page

IN_TRACER = re.compile(r"(?P<opening>\[[^\[\]]+\]\((?P<page>[^()\s?#]+))\)\{ \.in-tracer \}")


def with_code(markdown: str) -> str:
    """The Markdown with `?code=…` in the address of each such link; one that has no code before it is marked as wrong."""
    if not IN_TRACER.search(markdown):
        return markdown
    page = Page("page.md", markdown)
    parts, end = [], 0
    for link in IN_TRACER.finditer(page.prose):
        before = [fence for fence in page.fences if fence.end <= link.start()]
        parts += [markdown[end : link.start()], _filled(link, before[-1]) if before else _wrong(link)]
        end = link.end()
    return "".join([*parts, markdown[end:]])


def _filled(link, fence):
    code = "".join(cell.source for cell in cells(fence)).rstrip()
    return f"{link['opening']}?code={quote_plus(code)}){{ .in-tracer }}"


def _wrong(link):
    return ElementTree.tostring(mark("no code stands before this link into the tracer", link[0]), "unicode")
