"""`[Open it in the tracer](shapes.md){ .in-tracer }`: the link carries the code of the fence before it, up to
what is refused there."""

import re
from urllib.parse import quote_plus
from xml.etree import ElementTree

from sitebuild.pages.fences import cells
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
    every = cells(fence)
    refused = next((at for at, cell in enumerate(every, 1) if cell.is_exception), len(every))
    code = "".join(cell.source for cell in every[:refused]).rstrip()  # what follows is its repair
    return f"{link['opening']}?code={quote_plus(code)}){{ .in-tracer }}"


def _wrong(link):
    return ElementTree.tostring(mark("no code stands before this link into the tracer", link[0]), "unicode")
