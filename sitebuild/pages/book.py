"""The pages that one build reads: each file once, whoever asks for it."""

from pathlib import Path

from sitebuild.pages.page import Page


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
