"""Reads all pages of both languages once a build: which figures they ask for, and what is wrong."""

import re
from collections import defaultdict
from pathlib import Path

from sitebuild.figures import live, words
from sitebuild.figures.drawing import Drawings
from sitebuild.pages import faults
from sitebuild.pages.includes import PageError, broken
from sitebuild.pages.page import Page, all_pages, read

NAME = re.compile(r"[\w-]+/[\w-]+")
LIVE = re.compile(r"(?<!\S)\.live(?!\S)")
IMAGE = re.compile(r"!\[(?:[^\[\]]|\[[^\[\]]*\])*\]\([^)]*figures/[^)]*\.svg[^)]*\)")


class CollectedFigures:
    """What all pages together ask for, in one build.

    `asked`: page → [(line, figure)]; `drawings`: those figures; `problems`: page → what else is wrong in it, with file
    and line; `includes`: what is wrong in those.
    """

    def __init__(self, root, pool, book):
        self.root, self._book = root, book
        self.asked: dict[Path, list[tuple[int, str]]] = {}
        self.problems: defaultdict[Path, list[str]] = defaultdict(list)
        self.includes: list[str] = []
        self._pages, self._included = all_pages(root / "docs"), set()
        for path in self._pages:
            self._included |= self._read(path)
        self.names = dict.fromkeys(name for figures in self.asked.values() for _, name in figures)
        self.drawings = Drawings(root, pool)
        self._there = [n for n in self.names if NAME.fullmatch(n) and self.drawings.snippet(n).is_file()]
        self.drawings.submit(self._there)

    def figure(self, name):
        """The figure, or None where there is none, or none yet."""
        return None if self.error(name) else self.drawings.get(name)

    def error(self, name):
        """Why there is no such figure, and will not be; or None."""
        if name not in self._there:
            return f"there is no snippets/{name}.py"
        if error := self.drawings.error(name):
            return error
        try:
            if figure := self.drawings.get(name):
                for array in figure.drawn:
                    words.term(array, "ko")
        except ValueError as error:
            return f"snippets/{name}.py: {error}"
        return None

    def failures(self):
        """All that a build stops at, each with file and line."""
        failures = [message for messages in self.problems.values() for message in messages] + self.includes
        for name in self.names:
            if error := self.error(name):
                places = ", ".join(
                    f"{path.relative_to(self.root)}:{line}"
                    for path, figures in self.asked.items()
                    for line, asked in figures
                    if asked == name
                )
                gap = "\n" if "\n" in error else " "
                failures.append(f"{places}: figures/{name}.svg:{gap}{error}")
        return failures + self._orphans()

    def prune(self):
        """Delete from the cache what no page asks for; unless one that cannot be read may ask for more."""
        if not self._unread():
            self.drawings.prune()

    def _orphans(self):
        if self._unread():
            return []
        snippets, sources = self.drawings.snippets, self.drawings.sources
        asked = [self.drawings.snippet(name) for name in self._there]
        used = sources.closure(*asked, *(path for path in self._included if path.suffix == ".py"))
        return [
            f"{path.relative_to(self.root)}:1: no page asks for or includes it, no snippet imports it; delete it"
            for path in sorted(snippets.glob("*/**/*.py"))
            if path not in used and not any(part.startswith(".") for part in path.relative_to(snippets).parts)
        ]

    def _unread(self):
        return set(self._pages) - set(self.asked)

    def _read(self, path):
        """Note the page's figures and problems; the files it includes."""
        try:
            text = read(path)
            wrong = broken(path, text)
            self.includes += wrong.values()
            if wrong:
                page = Page(path, "\n".join("" if i in wrong else x for i, x in enumerate(text.split("\n"))))
            else:
                page = self._book.page(path)
        except PageError as error:
            self.problems[path].append(str(error))
            return set()
        self.asked[path] = [(line, match["name"]) for line, match in page.figures]
        self.problems[path] += [*_wrongly_asked(page), *faults.faults(page)]
        return {file for _, file in page.includes}


def _wrongly_asked(page):
    for line, match in page.figures:
        if not re.search(r"#[\w-]", match["attrs"] or ""):
            wrong = "has no id; write { #id } directly after it"
        elif not match["caption"].strip():
            wrong = "has no caption; say between the brackets what it shows"
        elif LIVE.search(match["attrs"]) and (lacking := live.lacking(match["name"], page.text)):
            wrong = lacking
        else:
            continue
        yield str(PageError(page.path, line, f"the figure {match['name']} {wrong}"))
    read = {match.start() for _, match in page.figures}
    for match in IMAGE.finditer(page.prose):
        if match.start() not in read:
            wanted = "write ![caption](figures/<chapter>/<figure>.svg){ #id }"
            yield str(PageError(page.path, page.line_at(match.start()), f"{match[0]} is not read; {wanted}"))
