"""Figures at build time: pages ask for them as images, snippets draw them, the SVG stands inline."""

import logging
import re
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File

from sitebuild.figures.markdown import RENDERED, FigureExtension, inline
from sitebuild.figures.round import Round
from sitebuild.pages.page import PageError, read
from sitebuild.serving import box, serving

log = logging.getLogger("mkdocs.plugins.figures")

# the Korean build, around the English one, looks at the pages of both
current = outer = None


def on_config(config):
    config.markdown_extensions.append(FigureExtension())


def on_files(files, config):
    global current, outer
    if current is None:
        current, outer = Round(), config
        failures = current.failures()
        if failures and not serving():
            raise PluginError("\n\n".join(failures))
        for failure in failures:
            log.error(failure)
    pages = (current.asked.get(_path(file), ()) for file in files.documentation_pages())
    for name in dict.fromkeys(name for figures in pages for _, name in figures):
        if name in current.svgs:
            files.append(File.generated(config, f"figures/{name}.svg", content=current.svgs[name]))


def on_page_read_source(page, config):
    """A page that is not UTF-8 is empty but for the box that says so; MkDocs would end the server."""
    if serving() and page.file.abs_src_path:
        try:
            read(_path(page.file))
        except PageError:
            return ""


@event_priority(-50)  # captions are whole by now, their math too
def on_page_content(content, page, config, files):
    path = _path(page.file)
    language = config.theme["language"]
    shown = {match["name"] for match in RENDERED.finditer(content)}
    problems = current.problems.get(path, []) + [
        str(PageError(path, line, f"the figure {name} stands in code or HTML, where nothing is drawn"))
        for line, name in current.asked.get(path, [])
        if name not in shown
    ]
    if problems and not serving():
        raise PluginError("\n".join(problems))

    def embed(match):
        name, caption = match["name"], match["caption"]
        anchor = re.search(r' id="([^"]+)"', match["attrs"])
        anchor = anchor[1] if anchor else name.replace("/", "-")
        if name in current.errors or name not in current.svgs:
            drawing = box("figure", current.errors.get(name, "save the page again"), language)
        else:
            drawing = inline(current.svgs[name], anchor, caption, language)
        return f"<figure{match['attrs']}>{drawing}<figcaption>{caption}</figcaption></figure>"

    boxes = "".join(box("page", problem, language) for problem in problems)
    return boxes + RENDERED.sub(embed, content)


@event_priority(-50)  # after the English build
def on_post_build(config):
    global current
    if config is outer:
        current = None


def on_build_error(error):
    global current
    current = None


def _path(file):
    return Path(file.abs_src_path or "").resolve()
