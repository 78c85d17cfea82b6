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
    path = checkout.of_file(line.path).snippets / match["file"]
    if not path.is_file():
        raise PageError(line.path, line.number, f"includes {match['file']}, which is not in snippets/")
    return [
        Line(match["indent"] + inner.text if inner.text else "", inner.path, inner.number)
        for inner in section(path, match["section"], line)
    ]


def section(path, name=None, asked=None):
    """The lines of a file's named section, or of the whole file, without the lines that mark sections."""
    inside, found, lines = name is None, name is None, []
    for number, text in enumerate(path.read_text("utf-8").splitlines(), 1):
        if mark := MARK.match(text):
            if mark["section"] == name:
                inside = mark["edge"] == "start"
                found = True
        elif inside:
            lines.append(Line(text, path, number))
    if not found:
        at = (asked.path, asked.number) if asked else (path, 1)
        raise PageError(*at, f"asks for the section {name!r}, which {path.name} does not mark")
    shift = min((len(x.text) - len(x.text.lstrip()) for x in lines if x.text.strip()), default=0)
    return [Line(x.text[shift:], x.path, x.number) for x in lines]
