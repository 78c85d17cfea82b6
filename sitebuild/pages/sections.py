"""Sections of snippets, as pages include them; every line remembers where it came from."""

import re
from dataclasses import dataclass
from pathlib import Path

from sitebuild import checkout

ROOT, SNIPPETS = checkout.HERE.root, checkout.HERE.snippets

INCLUDE = re.compile(r'(?P<indent>\s*)-+8<-+ "(?P<file>[^":]+)(?::(?P<section>[A-Za-z][\w-]*))?"\s*$')
MARK = re.compile(r"\s*#\s*-+8<-+ \[(?P<edge>start|end):(?P<section>[\w-]+)\]")


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
        if mark := MARK.match(text):
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
