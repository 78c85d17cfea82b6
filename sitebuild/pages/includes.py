"""An include of a missing file or section: under `mkdocs serve` its place says so, `mkdocs build` stops."""

import html
import re

from sitebuild.pages.sections import INCLUDE, Line, PageError, included, section

MARKER = re.compile(r"\s*-+8<-+(\s|$)")
MARK = "IncludeError{}Here"  # one word, so that highlighting leaves it whole


def broken(path, text, first=1):
    """{index of the line: what is wrong} for each include in the text that cannot be expanded."""
    found = {}
    for index, line in enumerate(text.split("\n")):
        try:
            if MARKER.match(line):
                _expand(Line(line, path, first + index))
        except PageError as error:
            found[index] = str(error)
    return found


def _expand(line):
    match = INCLUDE.match(line.text)
    if not match:
        raise PageError(line.path, line.number, 'includes are written --8<-- "file.py" or "file.py:section"')
    section(included(match, line), match["section"], line)


def marked(markdown, errors):
    """The Markdown with a mark in the place of each line that is broken."""
    lines = markdown.split("\n")
    for index in errors:
        indent = lines[index][: len(lines[index]) - len(lines[index].lstrip())]
        lines[index] = indent + MARK.format(index)
    return "\n".join(lines)


def with_messages(content, errors):
    """The HTML of marked Markdown, with what is wrong in the place of each mark."""
    for index, message in errors.items():
        note = f'<span class="figure-error" role="alert">{html.escape(message)}</span>'
        content = content.replace(MARK.format(index), note)
    return content
