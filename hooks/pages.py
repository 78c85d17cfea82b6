"""The one reader of pages: Markdown in, cells out.

A page, read top to bottom, is one program: its Python fences and the `>>>` examples in any fence. Includes are
expanded, yet every line remembers the file and line it came from, and every cell its offsets in the page.
"""

import doctest
import hashlib
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SNIPPETS = ROOT / "snippets"

PYTHON = {"python", "py", "python3", "py3", "pycon"}
FENCE = re.compile(r"(?P<indent>[ \t]*(?:>[ \t]?)*[ \t]*)(?P<marks>`{3,}|~{3,})[ \t]*(?P<info>[^`\n]*)$")
INCLUDE = re.compile(r'(?P<indent>\s*)-+8<-+ "(?P<file>[^":]+)(?::(?P<section>[A-Za-z][\w-]*))?"\s*$')
MARK = re.compile(r"\s*#\s*-+8<-+ \[(?P<edge>start|end):(?P<section>[\w-]+)\]")
HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)(?:[ \t]*\{([^}\n]*)\})?[ \t]*#*$", re.M)
FIGURE = re.compile(
    r"!\[(?P<caption>(?:[^\[\]]|\[[^\[\]]*\])*)\]\((?P<src>figures/(?P<name>[^)\s]+)\.svg)\)(?:\{(?P<attrs>[^}\n]*)\})?"
)
ANCHOR = re.compile(r"\{:?[^}\n]*?#([\w-]+)[^}\n]*\}")
BLANKED = re.compile(r"\A---\n.*?\n---\n|<!--.*?-->", re.S)


class PageError(Exception):
    """Something in a page or snippet that cannot be read; says file, line and what to do."""

    def __init__(self, path, line, message):
        path = Path(path)
        shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
        super().__init__(f"{shown}:{line}: {message}")


@dataclass(frozen=True)
class Line:
    """A line of code, without the fence's indentation, and where it stands in its own file (line from 1)."""

    text: str
    path: Path
    number: int


@dataclass(frozen=True)
class Cell:
    """A piece that is run in one go: a whole fence without prompts, or one `>>>` example."""

    kind: str  # "code" or "example"
    source: str  # Python, includes expanded
    want: str  # the stated output of an example, ending in a newline, or ""
    path: Path  # where the code stands: the page, or the snippet it includes
    line: int  # there
    start: int  # offsets in the page's text, whole lines
    end: int
    fence: "Fence"

    @property
    def is_exception(self):
        """Whether the stated output is a traceback."""
        return self.want.startswith("Traceback (most recent call last):")


@dataclass
class Fence:
    """A fenced block: `lines` are its content, `line` is where it opens, `info` what follows the marks."""

    info: str
    line: int
    start: int
    indent: str
    end: int = 0  # after the closing line
    content_end: int = 0  # before it
    lines: list[Line] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)  # of each content line in the page
    sources: list[Line] = field(default_factory=list)  # content lines before includes are expanded

    @property
    def language(self):
        return re.split(r"[\s,}]", self.info.strip().lstrip("{ ").removeprefix("."))[0].lower()

    @property
    def has_prompts(self):
        return any(line.text.lstrip().startswith(">>>") for line in self.lines)

    @property
    def is_run(self):
        return self.has_prompts or self.language in PYTHON

    @cached_property
    def cells(self):
        if not self.is_run:
            return []
        text = "".join(line.text + "\n" for line in self.lines)
        if not self.has_prompts:
            first = self.lines[0] if self.lines else Line("", Path(), self.line)
            return [Cell("code", text, "", first.path, first.number, self.start, self.end, self)]
        try:
            examples = doctest.DocTestParser().get_examples(text)
        except ValueError as error:  # "line 3 of the docstring for <string> has …"
            at = int(re.search(r"line (\d+)", str(error))[1]) - 1
            raise PageError(self.lines[at].path, self.lines[at].number, str(error)) from None
        cells = []
        for example in examples:
            first, count = example.lineno, (example.source + example.want).count("\n")
            line, last = self.lines[first], first + count - 1
            start = self.offsets[first]
            end = self.offsets[last + 1] if last + 1 < len(self.offsets) else self.content_end
            cells.append(
                Cell("example", example.source, example.want, line.path, line.number, start, end, self)
            )
        return cells


class Page:
    """One Markdown file, read."""

    def __init__(self, path, text=None):
        self.path = Path(path)
        self.text = read(self.path) if text is None else text
        self.fences = list(self._read_fences())

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
        return BLANKED.sub(lambda match: _blank(match[0]), text)

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
        """(line, file below snippets/) of each include."""
        for fence in self.fences:
            for line in fence.sources:
                if match := INCLUDE.match(line.text):
                    yield line.number, match["file"]

    def fence_after(self, anchor):
        """The first fence that is run after the paragraph with this id; None where there is no such id."""
        for match in ANCHOR.finditer(self.prose):
            if match[1] == anchor:
                return next((f for f in self.fences if f.start > match.start() and f.is_run), None)
        return None

    def _read_fences(self):
        fence = opening = None
        offset = 0
        for number, raw in enumerate(self.text.splitlines(keepends=True), 1):
            line, start = raw.rstrip("\r\n"), offset
            offset += len(raw)
            if fence is None:
                if opening := FENCE.match(line):
                    fence = Fence(opening["info"].strip(), number, start, opening["indent"])
                continue
            text = _dedent(line, fence.indent)
            closing = FENCE.match(text)
            if closing and closing["marks"].startswith(opening["marks"]) and not closing["info"].strip():
                fence.end, fence.content_end = offset, start
                yield fence
                fence = None
                continue
            fence.sources.append(Line(text, self.path, number))
            for expanded in _expand(Line(text, self.path, number)):
                fence.lines.append(expanded)
                fence.offsets.append(start)
        if fence is not None:
            raise PageError(self.path, fence.line, f"the fence {opening['marks']} is never closed")


def read(path):
    """The text of a page; PageError where it is not UTF-8."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise PageError(path, line, "is not UTF-8; save the file as UTF-8") from None


def _blank(text):
    return re.sub(r"[^\n]", " ", text)


def _dedent(line, indent):
    """Take the fence's indentation (blanks, or the marks of a quotation) off a line of its content."""
    for mark in indent:
        if line[:1] == mark or (mark in " \t" and line[:1] in (" ", "\t")):
            line = line[1:]
        elif line.strip():
            break
    return line


def _expand(line):
    """The lines that an include stands for; any other line is itself."""
    match = INCLUDE.match(line.text)
    if not match:
        return [line]
    path = SNIPPETS / match["file"]
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


def all_pages(docs=None):
    """Each page of the site, both languages, in a fixed order."""
    docs = docs or ROOT / "docs"
    return [path for language in ("ko", "en") for path in sorted((docs / language).rglob("*.md"))]
