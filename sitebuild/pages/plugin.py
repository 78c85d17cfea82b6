"""Ties the room to MkDocs: the book of pages of a build, includes that cannot be expanded, places of wrong links."""

from pathlib import Path

from mkdocs.plugins import BasePlugin

from sitebuild.pages import includes, link_places
from sitebuild.pages.book import Book
from sitebuild.serving import serving


class PagesPlugin(BasePlugin):
    def __init__(self):
        self.book = Book()  # of this build
        self.broken = {}  # page → {line index: message}
        self.places = None  # tells where a link stands

    def within(self, outer):
        """The English build, within the Korean one, reads the same book."""
        self.book = outer.book

    def on_config(self, config):
        self.places = link_places.LinkPlaces(Path(config.docs_dir))
        link_places.LOGGER.addFilter(self.places)

    def on_page_markdown(self, markdown, page, config, files):
        if not serving() or not page.file.abs_src_path or not markdown:
            return None
        front_matter = page.file.content_string.count("\n") - markdown.count("\n")
        broken = includes.broken(Path(page.file.abs_src_path), markdown, 1 + front_matter)
        self.broken[page.file.src_uri] = broken
        return includes.marked(markdown, broken)

    def on_page_content(self, content, page, config, files):
        return includes.with_messages(content, self.broken.get(page.file.src_uri, {}))

    def on_post_build(self, config):
        self.on_build_error(None)

    def on_build_error(self, error):
        link_places.LOGGER.removeFilter(self.places)
