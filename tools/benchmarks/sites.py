"""The sites that are timed: each writes the pages of a source tree, in the way of one tool."""

import filecmp
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import nbformat
from pages_as_notebooks import notebook

from sitebuild.pages.page import FIGURE, ROOT, Page, all_pages

COPIED = "docs", "sitebuild", "snippets", "mkdocs.yml", "mkdocs.en.yml"
# of the configuration: our plugins but `languages`, our Markdown extension, our theme
OURS_ALONE = re.compile(
    r"^  (?:pages|rendered|labs|figures|notebooks|instruments|publish|output|alternate|sitebuild\.markdown|custom_dir):.*\n"
    r"|^extra_(?:css|javascript):.*\n(?:  - .*\n)*",
    re.M,
)
# a fence that plain Material takes for text in a line
CHECK = re.compile(r"^([ \t>]*```\w+) check\b.*$", re.M)
NAV = re.compile(r"^nav:\n(?: .*\n)+", re.M)


def source(place, chapters=None):
    """This site, its labs without their code, which takes its time wherever it is executed; or these chapters of it,
    with the explorer that stands in them."""
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            (place / name).write_text(NAV.sub("", (ROOT / name).read_text("utf-8")), "utf-8")
    for lab in (place / "docs").glob("*/labs/**/*.md"):
        lab.write_text(_without_code(Page(lab)), "utf-8")
    if chapters is None:
        return
    # a build refuses questions to sections that are not there
    for questions in (place / "docs/asked").glob("*.toml"):
        questions.write_text("", "utf-8")
    for path in all_pages(place / "docs"):
        if path.stem == "index":
            cards = (match[0] for _, match in Page(path).figures if match["name"].startswith(chapters))
            path.write_text("\n\n".join(["# Index", *cards]) + "\n", "utf-8")
        elif path.stem not in ((*chapters, "glossary", "explorer") if chapters else ["glossary"]):
            path.unlink()
    for path in (place / "snippets").iterdir():
        if path.is_dir() and path.name not in chapters:
            shutil.rmtree(path)


def _without_code(page):
    text = page.text
    for fence in reversed(page.fences):
        text = text[: fence.start] + text[fence.end :]
    return text


def update(place, source, write):
    """Write a site; a file that is there and would be the same is left alone, for tools that ask for dates."""
    place.mkdir(parents=True, exist_ok=True)
    if not (place / "instruments").exists():
        (place / "instruments").symlink_to(ROOT / "instruments")
    with tempfile.TemporaryDirectory() as fresh:
        write(source, Path(fresh))
        files = {path: place / path.relative_to(fresh) for path in Path(fresh).rglob("*") if path.is_file()}
        changed = [
            (path, old)
            for path, old in files.items()
            if not (old.is_file() and filecmp.cmp(path, old, shallow=False))
        ]
        for path, old in changed:  # all at once: a server looks twice a second
            old.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, old)


def ours(source, place):
    shutil.copytree(source, place, dirs_exist_ok=True)


def plain(source, place):
    """The same Markdown in plain Material, without figures and our build steps, but for the one that makes both languages."""
    ours(source, place)
    for name in "mkdocs.yml", "mkdocs.en.yml":
        (place / name).write_text(OURS_ALONE.sub("", (place / name).read_text("utf-8")), "utf-8")
    for path in all_pages(place / "docs"):
        path.write_text(CHECK.sub(r"\1", FIGURE.sub("", path.read_text("utf-8"))), "utf-8")


def executed(source, place):
    """Each page as a notebook that mkdocs-jupyter executes, the figures drawn in it."""
    _as_notebooks(source, place, with_code=True)


def drawn(source, place):
    """The same with only the figures' code: NumPy and Matplotlib, no TensorFlow."""
    _as_notebooks(source, place, with_code=False)


def _as_notebooks(source, place, with_code):
    plain(source, place)
    write_notebooks(source, place / "docs", with_code)


def write_notebooks(source, docs, with_code=True):
    """Put a notebook in the place of each page that has something to run."""
    for path in all_pages(docs):
        page = Page(source / "docs" / path.relative_to(docs))
        if any(page.figures) or page.cells:
            nbformat.write(notebook(page, source / "snippets", with_code), path.with_suffix(".ipynb"))
            path.unlink()


class Site(NamedTuple):
    name: str
    write: Callable  # (source, place)
    # not --quiet: what MkDocs would say of a page is then not known, and no page is kept for the next build
    commands: tuple = ((sys.executable, "-m", "mkdocs", "build"),)
    built: str = "site/en/index.html"


OURS, PLAIN = Site("this site", ours), Site("no figures", plain)
NOTEBOOKS = Site("notebooks, no TF", drawn), Site("notebooks", executed)
