"""The same pages as a Jupyter Book 1: Sphinx and MyST-NB, which keeps what it executed in a cache."""

import shutil
import subprocess
import venv

import sites

from sitebuild.pages.page import ROOT

# a virtual environment of its own, made by the first run: what Sphinx needs would hold back the versions in the lock
HOME = ROOT / ".cache/jupyter-book"
PACKAGE = "jupyter-book<2"
COMMAND = HOME / "bin/jupyter-book"
CONFIG = """title: The same pages
only_build_toc_files: true
execute: { execute_notebooks: cache, timeout: 600 }
"""


def _write(source, place):
    """A book for each language; what MkDocs alone knows in the Markdown stands there as text."""
    shutil.copytree(source / "snippets", place / "snippets")
    shutil.copytree(source / "docs", place / "docs", ignore=shutil.ignore_patterns("theme"))
    sites.write_notebooks(source, place / "docs")
    for language in "ko", "en":
        book = place / "docs" / language
        chapters = sorted({path.stem for path in book.glob("*.*")} - {"index"})
        contents = "".join(f"- file: {chapter}\n" for chapter in chapters)
        (book / "_toc.yml").write_text(f"format: jb-book\nroot: index\nchapters:\n{contents}", "utf-8")
        (book / "_config.yml").write_text(CONFIG, "utf-8")


BOOK = sites.Site(
    "Jupyter Book",
    _write,
    tuple((str(COMMAND), "build", "--quiet", f"docs/{language}") for language in ("ko", "en")),
    "docs/en/_build/html/index.html",
)


def available():
    """[BOOK], installed; [] where it could not be had, and why is told."""
    if not COMMAND.is_file():
        venv.create(HOME, clear=True, with_pip=True)
        install = [HOME / "bin/python", "-m", "pip", "install", "--quiet", PACKAGE]
        done = subprocess.run(install, capture_output=True, text=True)
        if done.returncode:
            shutil.rmtree(HOME)
            print(f"NO JUPYTER BOOK BESIDE IT: {PACKAGE} could not be had:\n{done.stderr}")
            return []
    return [BOOK]
