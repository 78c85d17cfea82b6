"""Ties the room to MkDocs: the book of pages of a build, includes that cannot be expanded, places of wrong links."""

import logging
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin

from sitebuild import checkout
from sitebuild.pages import faults, includes, link_places, marks
from sitebuild.pages.book import Book
from sitebuild.serving import serving, watch_patiently

log = logging.getLogger("mkdocs.plugins.pages")


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

    def on_serve(self, server, config, builder):
        watch_patiently(server, config)

    def on_files(self, files, config):
        """Warn of files that are taken for pages and cannot be, or not by all."""
        for file in list(files.documentation_pages()):
            path = Path(file.abs_src_path or "")
            if file.abs_src_path and not path.is_file():
                log.warning(f"{checkout.of_file(path).shown(path)}:1: the link leads nowhere; remove it")
                files.remove(file)
            elif path.suffix in {".markdown", ".mdown", ".mkdn", ".mkd"}:
                log.warning(
                    f"{checkout.of_file(path).shown(path)}:1: its examples would never be run; name it .md"
                )

    def on_page_markdown(self, markdown, page, config, files):
        page.meta = faults.without_what_the_theme_lacks(page.meta)
        if not serving() or not page.file.abs_src_path or not markdown:
            return None
        front_matter = page.file.content_string.count("\n") - markdown.count("\n")
        broken = includes.broken(Path(page.file.abs_src_path), markdown, 1 + front_matter)
        self.broken[page.file.src_uri] = broken
        return includes.marked(markdown, broken)

    def on_page_content(self, content, page, config, files):
        content = includes.with_messages(content, self.broken.get(page.file.src_uri, {}))
        if "data-at=" not in content:
            return content
        path = Path(config.docs_dir, page.file.src_uri).with_suffix(".md")  # a lab's page is a notebook
        content, errors = marks.located(content, path, path.read_text("utf-8"))
        if errors and not serving():
            raise PluginError("\n".join(map(str, errors)))
        for error in errors:
            log.error("%s", error)
        return content

    def on_post_build(self, config):
        self.on_build_error(None)

    def on_build_error(self, error):
        link_places.LOGGER.removeFilter(self.places)
