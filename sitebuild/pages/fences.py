"""The fenced blocks of a page, their includes expanded."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from sitebuild.pages.cells import cells
from sitebuild.pages.sections import Line, PageError, expand

PYTHON = {"python", "py", "python3", "py3", "pycon"}
TORCH = "torch"  # a session of PyTorch, judged where torch is (tools/pytorch_judge.py)
OPTION = re.compile(r'\S+?="[^"]*"|\S+')  # of an info string: a word, or name="value"
FENCE = re.compile(r"(?P<indent>[ \t]*(?:>[ \t]?)*[ \t]*)(?P<marks>`{3,}|~{3,})[ \t]*(?P<info>[^`\n]*)$")


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
