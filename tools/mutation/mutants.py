"""What a mistake would look like: one number, link or operator of a page or snippet changed."""

import dataclasses
import io
import re
import tokenize
from dataclasses import dataclass
from pathlib import Path

import statements

from sitebuild.pages.includes import SECTION
from sitebuild.pages.page import ROOT, SNIPPETS, Page

NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d*)?(?!\w)")
OPERATORS = {
    **{"+": "-", "-": "+", "*": "+", "/": "*", "//": "*", "%": "*", "**": "*", "@": "*", "&": "|", "|": "&"},
    **{"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "and": "or", "or": "and"},
    **{"+=": "-=", "-=": "+=", "*=": "+="},
}


@dataclass(frozen=True)
class Mutant:
    """A file in which what stands from `start` on, `old`, is `new`."""

    kind: str
    path: Path
    start: int
    old: str
    new: str
    cell: object = None  # an example as it then is

    @property
    def text(self):
        text = self.path.read_text("utf-8")
        return text[: self.start] + self.new + text[self.start + len(self.old) :]

    @property
    def place(self):
        return f"{self.path.relative_to(ROOT)}:{self.text.count(chr(10), 0, self.start) + 1}"

    @property
    def line(self):
        """The line as it then is; in prose, the link."""
        text = self.text
        if self.kind in ("stated", "target"):
            links = statements.LINK.finditer(text)
            return next(link[0] for link in links if link.start() <= self.start < link.end())
        return text[text.rfind("\n", 0, self.start) + 1 :].partition("\n")[0].strip()


def outputs(page):
    """Each number in the outputs of the page's examples."""
    for cell in page.cells:
        if not cell.want or cell.path != page.path:
            continue
        inside = page.text[cell.start : cell.end]
        first = sum(map(len, inside.splitlines(keepends=True)[: cell.source.count("\n")]))
        # the page has the fence's indentation before each line, the example has not
        for here, there in zip(NUMBER.finditer(cell.want), NUMBER.finditer(inside, first), strict=True):
            new = _next(here[0])
            want = cell.want[: here.start()] + new + cell.want[here.end() :]
            mutated = dataclasses.replace(cell, want=want)
            yield Mutant("output", page.path, cell.start + there.start(), here[0], new, mutated)


def stated(page):
    """Each number of a stated result; and its link, led to the next example."""
    anchors = [match[1] for match in re.finditer(r"\{: #([\w-]+) \}", page.prose)]
    anchors = [anchor for anchor in anchors if page.fence_after(anchor)]
    for link in statements.LINK.finditer(page.prose):
        if not statements.stated(link[1]) and not statements.PLAIN.fullmatch(link[1]):
            continue
        for number in NUMBER.finditer(link[1]):
            start = link.start(1) + number.start()
            yield Mutant("stated", page.path, start, number[0], _next(number[0]))
        if link[3] in anchors and not link[2]:
            other = anchors[(anchors.index(link[3]) + 1) % len(anchors)]
            yield Mutant("target", page.path, link.start(3), link[3], other)


def computing(path):
    """Each number and operator in the regions of a snippet that pages show."""
    text = path.read_text("utf-8")
    lines = text.splitlines(keepends=True)
    offsets = [sum(map(len, lines[:number])) for number in range(len(lines))]
    shown, depth = set(), 0
    for number, line in enumerate(lines, 1):
        if mark := SECTION.match(line):
            depth += 1 if mark["edge"] == "start" else -1
        elif depth:
            shown.add(number)
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.NUMBER:
            new = _next(token.string)
        elif token.type in (tokenize.OP, tokenize.NAME):
            new = OPERATORS.get(token.string)
        else:
            continue
        row, column = token.start
        mutant = Mutant("snippet", path, offsets[row - 1] + column, token.string, new or "")
        if new and row in shown and _compiles(mutant.text):
            yield mutant


def _next(number):
    """Another number, written as this one: 4 → 5, 0.29 → 0.20."""
    if "." in number:
        return re.sub(r"\d(?=\.?$)", lambda digit: str((int(digit[0]) + 1) % 10), number)
    return str(int(number) + 1) if number.isdigit() else f"({number} + 1)"


def _compiles(text):
    try:
        compile(text, "", "exec")
    except SyntaxError:
        return False
    return True


def mutants(chapter):
    """All of one chapter; its Korean page, as the English has the same examples."""
    page = Page(ROOT / "docs/ko" / f"{chapter}.md")
    yield from outputs(page)
    yield from stated(page)
    for path in sorted((SNIPPETS / chapter).glob("*.py")):
        yield from computing(path)
