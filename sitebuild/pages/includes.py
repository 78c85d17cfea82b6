"""What pages include of snippets: sections of files, of which every line remembers where it came from.

Under `mkdocs serve` the place of an include that cannot be expanded says so; `mkdocs build` stops.
"""

import html
import re
from dataclasses import dataclass
from pathlib import Path

from sitebuild import checkout

ROOT, SNIPPETS = checkout.HERE.root, checkout.HERE.snippets

INCLUDE = re.compile(r'(?P<indent>\s*)-+8<-+ "(?P<file>[^":]+)(?::(?P<section>[A-Za-z][\w-]*))?"\s*$')
SECTION = re.compile(r"\s*#\s*-+8<-+ \[(?P<edge>start|end):(?P<section>[\w-]+)\]")
ANY_INCLUDE = re.compile(r"\s*-+8<-+(\s|$)")
BROKEN = "IncludeError{}Here"  # one word, so that highlighting leaves it whole


class PageError(Exception):
    """Something in a page or snippet that cannot be read; says file, line and what to do."""

    def __init__(self, path, line, message):
        path = Path(path)
        super().__init__(f"{checkout.of_file(path).shown(path)}:{line}: {message}")


@dataclass(frozen=True)
class Line:
    """A line of code, without the fence's indentation, and where it stands in its own file (line from 1)."""

    text: str
    path: Path
    number: int


def expand(line):
    """The lines that an include stands for; any other line is itself."""
    match = INCLUDE.match(line.text)
    if not match:
        return [line]
    return [
        Line(match["indent"] + inner.text if inner.text else "", inner.path, inner.number)
        for inner in section(included(match, line), match["section"], line)
    ]


def included(match, line):
    """The file that an include asks for; PageError where there is none in snippets/."""
    snippets = checkout.of_file(line.path).snippets
    path = snippets / match["file"]
    if not path.resolve().is_relative_to(snippets.resolve()):
        raise PageError(line.path, line.number, f"includes {match['file']}, which lies outside snippets/")
    if not path.is_file():
        raise PageError(line.path, line.number, f"includes {match['file']}, which is not in snippets/")
    return path


def section(path, name=None, asked=None):
    """The lines of a file's named section, or of the whole file, without the lines that mark sections.

    PageError where the section is not marked once, from start to end: a page would show other lines than are tested.
    """
    inside, edges, lines = name is None, [], []
    for number, text in enumerate(read(path).splitlines(), 1):
        if mark := SECTION.match(text):
            if mark["section"] == name:
                edges.append((mark["edge"], number))
                inside = mark["edge"] == "start"
        elif inside:
            lines.append(Line(text, path, number))
    if name is not None:
        _check_edges(edges, name, path, asked)
    return lines


def _check_edges(edges, name, path, asked):
    found = [edge for edge, _ in edges]
    if found == ["start", "end"]:
        return
    if not found:
        asking, line = (asked.path, asked.number) if asked else (path, 1)
        raise PageError(asking, line, f"asks for the section {name!r}, which {path.name} does not mark")
    if found == ["start"]:
        raise PageError(
            path, edges[0][1], f"the section {name!r} is never ended; write # --8<-- [end:{name}]"
        )
    if found[0] == "end":
        raise PageError(path, edges[0][1], f"the section {name!r} ends before it starts")
    raise PageError(
        path, edges[1][1], f"the section {name!r} is marked more than once; give each part its own name"
    )


def read(path: Path) -> str:
    """The text of a page or snippet. Raises: PageError where it is not UTF-8, or begins with a byte order mark."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise PageError(path, line, "is not UTF-8; save the file as UTF-8") from None
    if text.startswith("\ufeff"):
        raise PageError(path, 1, "begins with a byte order mark; save the file as UTF-8 without one")
    return text


def broken(path, text, first=1):
    """{index of the line: what is wrong} for each include in the text that cannot be expanded."""
    found = {}
    for index, content in enumerate(text.split("\n")):
        line = Line(content, path, first + index)
        try:
            if ANY_INCLUDE.match(content) and not INCLUDE.match(content):
                raise PageError(
                    path, line.number, 'includes are written --8<-- "file.py" or "file.py:section"'
                )
            expand(line)
        except PageError as error:
            found[index] = str(error)
    return found


def with_broken_marked(markdown, errors):
    """The Markdown with a mark in the place of each line that is broken."""
    lines = markdown.split("\n")
    for index in errors:
        indent = lines[index][: len(lines[index]) - len(lines[index].lstrip())]
        lines[index] = indent + BROKEN.format(index)
    return "\n".join(lines)


def with_messages(content, errors):
    """The HTML of marked Markdown, with what is wrong in the place of each mark."""
    for index, message in errors.items():
        note = f'<span class="figure-error" role="alert">{html.escape(message)}</span>'
        content = content.replace(BROKEN.format(index), note)
    return content
