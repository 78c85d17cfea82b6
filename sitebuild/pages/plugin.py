"""Ties the room to MkDocs: the build's book of pages, and includes that cannot be expanded."""

from pathlib import Path

from mkdocs.plugins import BasePlugin

from sitebuild.pages import includes
from sitebuild.pages.book import Book
from sitebuild.serving import serving


class PagesPlugin(BasePlugin):
    def __init__(self):
        self.book = Book()  # of this build
        self.broken = {}  # page → {line index: message}

    def within(self, outer):
        """The English build, within the Korean one, reads the same book."""
        self.book = outer.book

    def on_page_markdown(self, markdown, page, config, files):
        if not serving() or not page.file.abs_src_path or not markdown:
            return None
        front_matter = page.file.content_string.count("\n") - markdown.count("\n")
        broken = includes.broken(Path(page.file.abs_src_path), markdown, 1 + front_matter)
        self.broken[page.file.src_uri] = broken
        return includes.marked(markdown, broken)

    def on_page_content(self, content, page, config, files):
        return includes.with_messages(content, self.broken.get(page.file.src_uri, {}))
