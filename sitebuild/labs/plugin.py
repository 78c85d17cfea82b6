"""Labs, `docs/<language>/labs/**/*.md`: pages like the others, whose code is executed once for both languages.

What came out of each cell stands after its fence. They are executed beside the figures, by the same pool.
"""

import logging
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority

from sitebuild import checkout
from sitebuild.figures.plugin import addresses
from sitebuild.labs import page as lab_page
from sitebuild.labs.lab import Lab, Runs
from sitebuild.labs.markdown import OutputExtension
from sitebuild.pages.includes import PageError
from sitebuild.pages.page import all_pages
from sitebuild.serving import box, serving

log = logging.getLogger("mkdocs.plugins.labs")


class Labs:
    """The labs of one build, of both languages: path → Lab, and what is wrong with some."""

    def __init__(self, root, pool, book):
        self.runs = Runs(root, pool)
        self.labs, self.problems = {}, {}
        for path in all_pages(root / "docs"):
            place = path.relative_to(root / "docs").parts
            if place[1] == "labs" and len(place) > 2:
                try:
                    self.labs[path] = Lab(book.page(path), "-".join(place[2:]).removesuffix(".md"))
                    self.runs.submit(self.labs[path])
                except PageError as error:
                    self.problems[path] = str(error)

    def get(self, path):
        """What the lab gave, or None: it is being executed, or `problems` says what is wrong."""
        try:
            return self.runs.get(self.labs[path])
        except PageError as error:
            self.problems[path] = str(error)
            return None


class LabsPlugin(BasePlugin):
    def __init__(self):
        self.labs, self.is_inner = None, False
        self.extension = OutputExtension()

    def within(self, outer):
        """The English build, within the Korean one, shows the same labs."""
        self.labs, self.is_inner = outer.labs, True

    def on_config(self, config):
        config.markdown_extensions.append(self.extension)

    @event_priority(50)  # before the figures, which wait for the pool
    def _submit(self, files, config):
        if not self.is_inner:
            service, book = config.plugins["figures"].service, config.plugins["pages"].book
            self.labs = Labs(checkout.of_config(config).root, service.pool, book)

    @event_priority(-10)  # after them
    def _check(self, files, config):
        if self.is_inner:
            return
        done = all([self.labs.get(path) for path in self.labs.labs])
        for problem in self.labs.problems.values():
            log.error(problem)
        if self.labs.problems and not serving():
            raise PluginError("\n".join(self.labs.problems.values()))
        if done and not self.labs.problems:
            self.labs.runs.prune()

    on_files = CombinedEvent(_submit, _check)

    def on_page_markdown(self, markdown, page, config, files):
        path = _path(page)
        if not (lab := self.labs.labs.get(path)):
            return
        language = config.theme["language"]
        self.extension.path, self.extension.language = path, language
        if run := self.labs.get(path):
            self.extension.outputs = lab_page.outputs(lab, run, language, addresses(page, config, files))
        elif path in self.labs.problems:
            self.extension.outputs = [[] for _ in lab.fences]
        else:
            config.plugins["figures"].service.awaits(self.labs.runs.key_of(lab))
            self.extension.outputs = lab_page.awaited(lab, language)

    @event_priority(50)  # the other steps see a page like any other
    def on_page_content(self, content, page, config, files):
        path, language = _path(page), config.theme["language"]
        if problem := self.labs.problems.get(path):
            return box("page", problem, language) + content
        if (lab := self.labs.labs.get(path)) and (run := self.labs.get(path)):
            return content + lab_page.stamp(lab, run, language)


def _path(page):
    return Path(page.file.abs_src_path or "").resolve()
