"""Ties the room to MkDocs: the book of pages of a build, includes that cannot be expanded, places of wrong links."""

import logging
import re
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin

from sitebuild import checkout
from sitebuild.pages import faults, includes, marks
from sitebuild.pages.page import Book
from sitebuild.serving import serving, watch_patiently

log = logging.getLogger("mkdocs.plugins.pages")
log_of_links = logging.getLogger("mkdocs.structure.pages")  # where MkDocs says which link is wrong
WARNING = re.compile(r"Doc file '(?P<page>[^']+)' contains .*?'(?P<link>[^']+)'")


class LinkPlaces(logging.Filter):
    """Puts the place before a warning's text; every record passes. `docs` is the language's folder."""

    def __init__(self, docs: Path):
        super().__init__()
        self.docs = docs

    def filter(self, record):
        if match := WARNING.match(str(record.msg)):
            path = (self.docs / match["page"]).with_suffix(".md")  # a lab's page is a notebook
            text = path.read_text("utf-8", errors="replace") if path.is_file() else ""
            found = re.search(rf"[(\"' <]{re.escape(match['link'])}[)\"' >]", text)
            line = f":{text.count(chr(10), 0, found.start()) + 1}" if found else ""
            record.msg = f"{checkout.of_file(path).shown(path)}{line}: {record.msg}"
        return True


class PagesPlugin(BasePlugin):
    def __init__(self):
        self.book = Book()  # of this build
        self.broken = {}  # page → {line index: message}
        self.places = None  # tells where a link stands

    def within(self, outer):
        """The English build, within the Korean one, reads the same book."""
        self.book = outer.book

    def on_config(self, config):
        self.places = LinkPlaces(Path(config.docs_dir))
        log_of_links.addFilter(self.places)

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
        return includes.with_broken_marked(markdown, broken)

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
        log_of_links.removeFilter(self.places)
