"""Runs the cells of pages, remembers how they went, mends stale outputs, writes the test record."""

import contextlib
import doctest
import io
import os
import re
import traceback
from collections import defaultdict
from pathlib import Path

import mending
import told

from sitebuild.pages import verified
from sitebuild.pages.page import ROOT, Page

CHECKER = doctest.OutputChecker()
TRACEBACK = re.compile(r"Traceback \(most recent call last\):\n(?:[ \t].*\n)*(?P<message>\S.*(?:\n.*)*)")


class Examples:
    """The pages of one run of pytest: how their cells went, and with --fix the outputs to renew."""

    def __init__(self):
        self.fixing = False
        self.pages = {}
        self.twins = {}  # page -> the one in the other language that has the same cells, and is not run
        self.passed, self.failed = defaultdict(int), defaultdict(int)
        self.told = {}  # name of a page -> what its sentences are held to
        self.stale = defaultdict(list)  # page -> [(cell, what came out)]

    def add(self, page):
        self.pages[page.path] = page
        return page

    def share(self, in_full):
        """The English pages, of those to be run in full, that are skipped because the Korean page has the same cells."""
        for page in [self.pages[path] for path in in_full if path.is_relative_to(ROOT / "docs/en")]:
            korean = self.pages.get(ROOT / "docs/ko" / page.path.relative_to(ROOT / "docs/en"))
            if korean and korean.path in in_full and korean.digest == page.digest:
                self.twins[korean.path] = page
        return {twin.path for twin in self.twins.values()}

    def run(self, cell, namespace, page):
        """Run one cell; None where it does what it says, else a text that tells what it did."""
        said = self.compared(cell, execute(cell, namespace), page) or self.asked(cell, namespace, page)
        (self.failed if said else self.passed)[page.path] += 1
        return said

    def asked(self, cell, namespace, page):
        """What sentences (tests/pages/told/) say of the page's program after this cell and is not so; None where all is."""
        name = Path(*page.path.relative_to(ROOT / "docs").parts[1:]).with_suffix("").as_posix()
        if self.fixing or not (told.FOLDER / f"{name}.toml").is_file():
            return None
        entries = self.told.setdefault(name, told.Told(name)).due.get(page.cells.index(cell), [])
        faults = [(entry.line, said) for entry in entries if (said := told.fault(entry, namespace))]
        where = f"docs/en/{name}.md, tests/pages/told/{name}.toml"
        return "".join(f"{where}:{line}: {said}\n" for line, said in faults) or None

    def compared(self, cell, outcome, page):
        """Compare what a cell says with what it did."""
        got, raised = outcome
        where = self.where(cell, page)
        if cell.kind == "code" and raised is None:
            return None
        if raised is not None:
            message = "".join(traceback.format_exception_only(raised))
            stated = TRACEBACK.match(cell.want)
            if stated and CHECKER.check_output(stated["message"], message, doctest.ELLIPSIS):
                return None
            frames = [f for f in traceback.extract_tb(raised.__traceback__) if f.filename == str(cell.path)]
            at = "".join(f"  line {frame.lineno}: {frame.line}\n" for frame in frames)
            return f"{where}\nexpected:\n{_indent(cell.want)}got an exception:\n{at}{_indent(message)}"
        if CHECKER.check_output(cell.want, got, doctest.ELLIPSIS):
            return None
        if self.fixing and not cell.is_exception and cell.path == page.path:
            self.stale[page.path].append((cell, got))
            return None
        return f"{where}\n{_indent(cell.source)}expected:\n{_indent(cell.want)}got:\n{_indent(got)}"

    def where(self, cell, page):
        """The cell's file and line, and those in the other language where it stands for that, too."""
        cells = [cell]
        if twin := self.twins.get(page.path):
            cells.append(
                next(other for one, other in zip(page.cells, twin.cells, strict=True) if one is cell)
            )
        return ", ".join(dict.fromkeys(f"{_short(cell.path)}:{cell.line}" for cell in cells))

    def fix(self):
        """Rewrite each stale output where it stands; yields a line for each."""
        for path, stale in self.stale.items():
            with open(path, encoding="utf-8", newline="") as file:
                text = file.read()
            ending = "\r\n" if "\r\n" in text else "\n"
            # the reader's offsets count one character an end of line
            text = text.replace("\r\n", "\n")
            for cell, got in sorted(stale, key=lambda item: -item[0].start):
                kept = text[cell.start : cell.end].splitlines(keepends=True)[: cell.source.count("\n")]
                lines = [cell.indent + (line or "<BLANKLINE>") + "\n" for line in got.splitlines()]
                text = text[: cell.start] + "".join(kept + lines) + text[cell.end :]
                yield f"fixed {_short(path)}:{cell.line}"
            text, links = mending.mended(self.pages[path], Page(path, text))
            yield from (f"fixed {_short(path)}:{line}; read the words around it" for line in links)
            mended = path.with_suffix(".mended")
            mended.write_text(text.replace("\n", ending), "utf-8", newline="")
            os.replace(mended, path)

    def record(self, path):
        """Write the test record for pages that were run whole: the build reads it for their stamps."""
        results = {}
        for page in self.pages.values():
            if self.passed[page.path] + self.failed[page.path] == len(page.cells) and page.cells:
                results[page] = not self.failed[page.path]
                if twin := self.twins.get(page.path):
                    results[twin] = results[page]
        if results:
            verified.write(path, results)


def execute(cell, namespace):
    """What the cell printed, and the exception that it raised or None."""
    namespace.setdefault("__name__", "__main__")
    # blank lines before the code make tracebacks name the line of the file
    padded = "\n" * (cell.line - 1) + cell.source
    output = io.StringIO()
    try:
        code = compile(padded, cell.path, "single" if cell.kind == "example" else "exec", dont_inherit=True)
        with contextlib.redirect_stdout(output):
            exec(code, namespace)
    except Exception as error:
        return output.getvalue(), error
    return output.getvalue(), None


def _short(path):
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path


def _indent(text):
    return "".join(f"    {line}\n" for line in text.splitlines())
