"""What is wrong with a piece of a page, said in its place by a Markdown extension, which knows no file and stops nothing.

The plugin of this room finds the marks, says file and line, and stops a build; another host shows them as they are.
"""

import html
import re
from pathlib import Path
from xml.etree.ElementTree import Element

from sitebuild.pages.includes import PageError

MARK = re.compile(
    r'<strong class="figure-error" data-at="(?P<at>\d+)" data-where="(?P<where>[^"]*)" role="alert">'
    r"(?P<message>.*?)</strong>",
    re.S,
)


def mark(message: str, where: str, at: int = 0) -> Element:
    """An element that says what is wrong at an offset of `where`, which is a piece of the page's text."""
    # in the order of names, as Python-Markdown writes attributes
    said = {"class": "figure-error", "data-at": str(at), "data-where": where, "role": "alert"}
    element = Element("strong", said)
    element.text = message
    return element


def located(content: str, path: Path, text: str) -> tuple[str, list[PageError]]:
    """The page's HTML with file and line in each mark, and what is wrong; `text` is the page's Markdown."""
    errors = []

    def named(match):
        where = html.unescape(match["where"])
        found = re.search(r"\s+".join(map(re.escape, where.split())), text)
        line = text.count("\n", 0, found.start()) + 1 if found else 1
        line += where[: int(match["at"])].lstrip().count("\n")
        errors.append(PageError(path, line, html.unescape(match["message"])))
        return f'<strong class="figure-error" role="alert">{html.escape(str(errors[-1]))}</strong>'

    return MARK.sub(named, content), errors
