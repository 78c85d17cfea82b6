"""Labs, `docs/<language>/labs/*.md`: executed once for both languages, then rendered as notebooks by mkdocs-jupyter.

The prose is rendered by MkDocs as any page's, so that ids, links, math and notes work in it; the notebook that
mkdocs-jupyter renders holds it as HTML between the code cells and what came out of them.
"""

import logging
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page as MkDocsPage

from sitebuild.code.blocks import finished
from sitebuild.labs import notebook as lab_notebook
from sitebuild.labs import page as lab_page
from sitebuild.labs import run as lab_run
from sitebuild.labs import store
from sitebuild.pages.page import Page, PageError
from sitebuild.serving import box, serving

log = logging.getLogger("mkdocs.plugins.labs")


class Lab:
    """One lab in one language: its Markdown file, the prose around the cells, and these with what came out of them.

    Where something is wrong, `problem` says it and there are no cells.
    """

    def __init__(self, source):
        self.source, self.shadow, self.problem = source, None, None
        self.cells, self.captions, self.run = [], [], {"outputs": []}
        try:
            page = Page(Path(source.abs_src_path))
            cells, captions = lab_notebook.cells(page), lab_notebook.captions(page)
            run = lab_run.run(Path(source.src_uri).stem, cells)
            lab_notebook.check(page, run["outputs"])
            self.prose = lab_notebook.without_code(page)
            self.cells, self.captions, self.run = cells, captions, run
        except PageError as error:
            self.problem = str(error)


labs = {}  # address of the notebook → Lab, in the language that is being built


@event_priority(50)  # before mkdocs-jupyter looks for notebooks
def on_files(files, config):
    labs.clear()
    folder = store.notebooks(config.theme["language"])
    if not folder.is_relative_to(store.FOLDER):
        config.plugins["mkdocs-jupyter"].config["cache"] = False  # it would write there too
    for source in [
        file for file in files if file.src_uri.startswith("labs/") and file.src_uri.endswith(".md")
    ]:
        notebook = source.src_uri.removesuffix(".md") + ".ipynb"
        labs[notebook] = lab = Lab(source)
        if lab.problem and not serving():
            raise PluginError(lab.problem)
        if lab.problem:
            log.error(lab.problem)
        files.remove(source)
        files.append(File(notebook, str(folder), config.site_dir, config.use_directory_urls))


@event_priority(50)  # before mkdocs-jupyter asks its cache about the notebook
def on_pre_page(page, config, files):
    """Render the prose with MkDocs and write the notebook that mkdocs-jupyter is about to read."""
    if lab := labs.get(page.file.src_uri):
        lab.shadow = MkDocsPage(None, lab.source, config)
        lab.shadow.read_source(config)
        if not lab.problem:
            lab.shadow.markdown = lab.prose
        lab.shadow.render(config, files)
        lab_notebook.write(Path(page.file.abs_src_path), lab.shadow.content, lab)
    return page


@event_priority(50)  # the other hooks see a page like any other
def on_page_content(content, page, config, files):
    if not (lab := labs.get(page.file.src_uri)):
        return content
    for known in "meta", "toc", "edit_url", "present_anchor_ids", "links_to_anchors":
        setattr(page, known, getattr(lab.shadow, known))
    language = config.theme["language"]
    problem = box("page", lab.problem, language) if lab.problem else ""
    mended = lab_page.mend(content, tuple(lab.captions), language)
    return problem + finished(mended, language, "cell-code") + lab_page.stamp(lab, language)
