"""The one reader of pages: Markdown in, cells out.

A page, read top to bottom, is one program: its Python fences and the `>>>` examples in any fence. Includes are
expanded, yet every line remembers the file and line it came from, and every cell its offsets in the page.
"""

import hashlib
import re
from functools import cached_property
from pathlib import Path

from sitebuild import checkout
from sitebuild.pages.fences import read_fences
from sitebuild.pages.includes import INCLUDE, ROOT
from sitebuild.pages.includes import SNIPPETS as SNIPPETS
from sitebuild.pages.includes import read as read

HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)(?:[ \t]*\{([^}\n]*)\})?[ \t]*#*$", re.M)
FIGURE = re.compile(
    r"!\[(?P<caption>(?:[^\[\]]|\[[^\[\]]*\])*)\]\((?P<src>(?:\.\./)*figures/(?P<name>[^)\s]+)\.svg)\)(?:\{(?P<attrs>[^}\n]*)\})?"
)
ANCHOR = re.compile(r"\{:?[^}\n]*?#([\w-]+)[^}\n]*\}")
NO_PROSE = re.compile(r"\A---\n.*?\n---\n|<!--.*?-->", re.S)


class Page:
    """One Markdown file, read."""

    def __init__(self, path, text=None):
        self.path = Path(path)
        self.text = read(self.path) if text is None else text
        self.fences = list(read_fences(self.text, self.path))

    def line_at(self, offset):
        """The line, from 1, in which the character at `offset` stands."""
        return self.text.count("\n", 0, offset) + 1

    @cached_property
    def cells(self):
        """The page as a program."""
        return [cell for fence in self.fences for cell in fence.cells]

    @cached_property
    def digest(self):
        """A hash of all that the page runs and states as output."""
        return hashlib.sha256(repr([(c.kind, c.source, c.want) for c in self.cells]).encode()).hexdigest()

    @cached_property
    def prose(self):
        """The text with fences, front matter and comments blanked, so that offsets stay those of the page."""
        text = self.text
        for fence in self.fences:
            text = text[: fence.start] + _blank(text[fence.start : fence.end]) + text[fence.end :]
        return blanked(NO_PROSE, text)

    @property
    def headings(self):
        """(line, level, title, id or None) of each heading."""
        for match in HEADING.finditer(self.prose):
            anchor = re.search(r"#([\w-]+)", match[3] or "")
            yield self.line_at(match.start()), len(match[1]), match[2], anchor and anchor[1]

    @property
    def figures(self):
        """(line, match of FIGURE) of each figure that the page asks for."""
        for match in FIGURE.finditer(self.prose):
            yield self.line_at(match.start()), match

    @property
    def includes(self):
        """(line, included file) of each include."""
        for fence in self.fences:
            for line in fence.sources:
                if match := INCLUDE.match(line.text):
                    yield line.number, checkout.of_file(self.path).snippets / match["file"]

    def fence_after(self, anchor):
        """The first fence that is run after the paragraph with this id; None where there is no such id."""
        for match in ANCHOR.finditer(self.prose):
            if match[1] == anchor:
                return next((f for f in self.fences if f.start > match.start() and f.is_run), None)
        return None


class Book:
    """Pages by file. Both languages of a build share one book; the next build begins another."""

    def __init__(self) -> None:
        self._pages: dict[Path, Page] = {}

    def page(self, path: Path) -> Page:
        """The page in this file; PageError where it cannot be read."""
        path = Path(path).resolve()
        if path not in self._pages:
            self._pages[path] = Page(path)
        return self._pages[path]


def blanked(pattern, text):
    """The text with blanks for what the pattern finds, so that lines and offsets stay."""
    return pattern.sub(lambda match: _blank(match[0]), text)


def _blank(text):
    return re.sub(r"[^\n]", " ", text)


def markdown_files(folder):
    """The pages in a language's folder, in a fixed order; not what editors and tools keep there (.#page.md, .obsidian/)."""
    for path in sorted(folder.rglob("*.md")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden:
            yield path


def all_pages(docs=None):
    """Each page of the site, both languages, in a fixed order."""
    docs = docs or ROOT / "docs"
    return [path for language in ("ko", "en") for path in markdown_files(docs / language)]
