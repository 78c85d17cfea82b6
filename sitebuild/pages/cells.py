"""What is run in one fenced block of a page, piece by piece."""

import doctest
import re
from dataclasses import dataclass
from pathlib import Path

from sitebuild.pages.sections import Line, PageError


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
