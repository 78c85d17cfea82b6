"""Figures at build time: pages ask for them as images, snippets draw them, the SVG stands inline."""

import base64
import logging
import re
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File

from sitebuild import checkout
from sitebuild.computing.service import Service
from sitebuild.figures import live
from sitebuild.figures.beside import BesideExtension, with_boxes, without_boxes
from sitebuild.figures.collected import CollectedFigures
from sitebuild.figures.heights import of_handles
from sitebuild.figures.markdown import RENDERED, FigureExtension, captioned
from sitebuild.figures.pointing import pointed
from sitebuild.pages.includes import PageError
from sitebuild.pages.page import read
from sitebuild.serving import box, pending, serving

log = logging.getLogger("mkdocs.plugins.figures")
SVG = re.compile(r"<svg .*?</svg>", re.S)


class FiguresPlugin(BasePlugin):
    """MkDocs keeps a plugin that has `on_startup` for the whole command: both languages' builds meet this one.

    `collected`: the figures of both; the Korean build, around the English one, begins and ends it. `service` computes them.
    """

    def __init__(self):
        self.service = self.collected = self.config_of_site = None
        self.laid_out = ""  # the page's HTML while the search reads it

    def on_startup(self, command, dirty):
        """See above."""

    def on_config(self, config):
        language = config.theme["language"]
        room = of_handles(checkout.of_config(config).root)
        config.markdown_extensions += [FigureExtension(), BesideExtension(self.size, language, room)]
        if self.config_of_site is None:
            self.config_of_site = config
            self.service = self.service or Service(checkout.of_config(config).root, serving())
            self.service.begin()

    def on_files(self, files, config):
        if self.collected is None:
            self._begin(config)
        pages = (self.collected.asked.get(_path(file), ()) for file in files.documentation_pages())
        for name in dict.fromkeys(name for figures in pages for _, name in figures):
            if not self.collected.error(name):
                figure = self.collected.figure(name)
                alone = figure.alone() if figure else ""  # being drawn; the next build has it
                files.append(File.generated(config, f"figures/{name}.svg", content=alone))

    def _begin(self, config):
        self.collected = CollectedFigures(
            checkout.of_config(config).root, self.service.pool, config.plugins["pages"].book
        )
        self.service.wait()
        self.collected.drawings.tell()
        failures = self.collected.failures()
        if failures and not serving():
            raise PluginError("\n\n".join(failures))
        for failure in failures:
            log.error(failure)
        if not self.service.pool.open():
            self.collected.prune()

    def on_page_read_source(self, page, config):
        """A page that is not UTF-8 is empty but for the box that says so; MkDocs would end the server."""
        if serving() and page.file.abs_src_path:
            try:
                read(_path(page.file))
            except PageError:
                return ""

    @event_priority(-50)  # captions are whole by now, their math too
    def on_page_content(self, content, page, config, files):
        path, language = _path(page.file), config.theme["language"]
        awake = [match["name"] for match in RENDERED.finditer(content) if "data-live" in match["attrs"]]
        page.meta["labels"] = live.labels(awake, language)
        shown = {match["name"] for match in RENDERED.finditer(content)}
        problems = self.collected.problems.get(path, []) + [
            str(PageError(path, line, f"the figure {name} stands in code or HTML, where nothing is drawn"))
            for line, name in self.collected.asked.get(path, [])
            if name not in shown
        ]
        if problems and not serving():
            raise PluginError("\n".join(problems))
        address = addresses(page, config, files)

        def embed(match):
            given = re.search(r' id="([^"]+)"', match["attrs"])
            anchor = given[1] if given else match["name"].replace("/", "-")
            drawing = self._drawing(match["name"], anchor, match["caption"], language, address)
            handles = '<div class="handles"></div>' if "data-live" in match["attrs"] else ""
            return f"<figure{match['attrs']}>{drawing}{handles}{captioned(match['caption'])}</figure>"

        try:
            content = pointed(content, self.collected.figure)
        except ValueError as error:
            problems.append(f"{path}: {error}")
            if not serving():
                raise PluginError(problems[-1]) from None
        boxes = "".join(box("page", problem, language) for problem in problems)
        return boxes + RENDERED.sub(embed, content)

    @event_priority(50)  # before the search reads the page
    def _in_order(self, context, page, config, nav):
        self.laid_out = page.content
        page.content = SVG.sub("", without_boxes(page.content))  # a drawing says nothing to it, and is long

    @event_priority(-50)  # after it
    def _as_laid_out(self, context, page, config, nav):
        page.content = with_boxes(self.laid_out)

    on_page_context = CombinedEvent(_in_order, _as_laid_out)

    def _drawing(self, name, anchor, caption, language, address):
        if error := self.collected.error(name):
            return box("figure", error, language)
        if figure := self.collected.figure(name):
            return figure.in_language(language).inline(anchor, caption, language, address)
        self.service.awaits(self.collected.drawings.key(name))
        return pending(self.collected.drawings.size(name), language)

    def size(self, name):
        """(width, height) in CSS pixels."""
        figure = None if self.collected.error(name) else self.collected.figure(name)
        return figure.size() if figure else self.collected.drawings.size(name)

    def on_serve(self, server, config, builder):
        server.watch(str(self.service.reload.file))

    @event_priority(-50)  # after the English build
    def on_post_build(self, config):
        if config is self.config_of_site:
            self._end()

    def on_build_error(self, error):
        self._end()

    def on_shutdown(self):
        if self.service:
            self.service.close()

    def _end(self):
        self.collected = self.config_of_site = None
        if not serving():
            self.on_shutdown()
            self.service = None


def addresses(page, config, files):
    """A function that tells where the page finds a photograph, of this name and Base64: in a file of its own.

    The page's text then need not wait for those bytes.
    """

    def address(name, picture):
        place = f"pictures/{name}"
        file = files.get_file_from_path(place)
        if file is None:
            file = File.generated(config, place, content=base64.b64decode(picture))
            files.append(file)
        return file.url_relative_to(page.file)

    return address


def _path(file):
    return Path(file.abs_src_path or "").resolve()
