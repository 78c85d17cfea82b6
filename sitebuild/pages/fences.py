"""The fenced blocks of a page, their includes expanded, and what is run in each, piece by piece."""

import doctest
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sitebuild.pages.includes import Line, PageError, expand

PYTHON = {"python", "py", "python3", "py3", "pycon"}
TORCH = "torch"  # a session of PyTorch, judged where torch is (tools/pytorch_judge.py)
OPTION = re.compile(r'\S+?="[^"]*"|\S+')  # of an info string: a word, or name="value"
FENCE = re.compile(r"(?P<indent>[ \t]*(?:>[ \t]?)*[ \t]*)(?P<marks>`{3,}|~{3,})[ \t]*(?P<info>[^`\n]*)$")


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
    indent: str  # of the fence

    @property
    def is_exception(self):
        """Whether the stated output is a traceback."""
        return self.want.startswith("Traceback (most recent call last):")


def cells(fence):
    """The pieces of a fence, in order; PageError where doctest cannot read its examples."""
    text = "".join(line.text + "\n" for line in fence.lines)
    if not fence.has_prompts:
        first = fence.lines[0] if fence.lines else Line("", Path(), fence.line)
        return [Cell("code", text, "", first.path, first.number, fence.start, fence.end, fence.indent)]
    try:
        examples = doctest.DocTestParser().get_examples(text)
    except ValueError as error:  # "line 3 of the docstring for <string> has …"
        at = int(re.search(r"line (\d+)", str(error))[1]) - 1
        raise PageError(fence.lines[at].path, fence.lines[at].number, str(error)) from None
    found = []
    for example in examples:
        first, count = example.lineno, (example.source + example.want).count("\n")
        line, last = fence.lines[first], first + count - 1
        start = fence.offsets[first]
        end = fence.offsets[last + 1] if last + 1 < len(fence.offsets) else fence.content_end
        found.append(
            Cell("example", example.source, example.want, line.path, line.number, start, end, fence.indent)
        )
    return found


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
        return self.language != TORCH and (self.has_prompts or self.language in PYTHON)

    @property
    def check(self) -> str | None:
        """What stands behind `check=` where the fence is a check, which a page folds; None where the code stands open."""
        found = next((option for option in OPTION.findall(self.info) if _is_check(option)), None)
        return found and found.partition("=")[2]

    @property
    def info_without_check(self) -> str:
        """The info string as highlighters know it."""
        return " ".join(option for option in OPTION.findall(self.info) if not _is_check(option))

    @cached_property
    def cells(self):
        return cells(self) if self.is_run else []


def read_fences(page, path):
    """Each fence of a page; PageError for one that is never closed."""
    fence = opening = None
    offset = 0
    for number, raw in enumerate(page.splitlines(keepends=True), 1):
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
        fence.sources.append(Line(text, path, number))
        for expanded in expand(Line(text, path, number)):
            fence.lines.append(expanded)
            fence.offsets.append(start)
    if fence is not None:
        raise PageError(path, fence.line, f"the fence {opening['marks']} is never closed")


def _is_check(option):
    return option.partition("=")[0] == "check"


def _dedent(line, indent):
    """Take the fence's indentation (blanks, or the marks of a quotation) off a line of its content."""
    for mark in indent:
        if line[:1] == mark or (mark in " \t" and line[:1] in (" ", "\t")):
            line = line[1:]
        elif line.strip():
            break
    return line
