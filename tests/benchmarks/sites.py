"""The sites that are timed: each function writes the site in `source` to `place` in its own way."""

import re
import shutil

import nbformat
from pages import FIGURE, Page, all_pages
from pages_as_notebooks import notebook

NAV_OF_LABS = re.compile(r"^  - .*:\n(?:      - .*: labs/.*\n)+", re.M)
SITE = "docs", "hooks", "snippets", "mkdocs.yml", "mkdocs.en.yml"


def ours(source, place):
    """This site as it is, but for the labs, which take their time wherever they are executed."""
    for name in SITE:
        if (source / name).is_dir():
            shutil.copytree(source / name, place / name, dirs_exist_ok=True)
        else:
            shutil.copy(source / name, place / name)
    for labs in place.glob("docs/*/labs"):
        shutil.rmtree(labs)
    for config in place / "mkdocs.yml", place / "mkdocs.en.yml":
        config.write_text(NAV_OF_LABS.sub("", config.read_text("utf-8")), "utf-8")


def plain(source, place):
    """The same Markdown and theme without figures and without our hooks, but for the one that makes both languages."""
    ours(source, place)
    (place / "mkdocs.yml").rename(place / "base.yml")
    (place / "mkdocs.yml").write_text("INHERIT: base.yml\nhooks: [hooks/languages.py]\n")
    for path in all_pages(place / "docs"):
        path.write_text(FIGURE.sub("", path.read_text("utf-8")), "utf-8")


def executed(source, place):
    """Each page as a notebook that mkdocs-jupyter executes, the figures drawn in it."""
    _as_notebooks(source, place, with_code=True)


def drawn(source, place):
    """The same with only the figures' code: NumPy and Matplotlib, no TensorFlow."""
    _as_notebooks(source, place, with_code=False)


def _as_notebooks(source, place, with_code):
    plain(source, place)
    for path in all_pages(place / "docs"):
        page = Page(source / path.relative_to(place))
        nbformat.write(notebook(page, place / "snippets", with_code), path.with_suffix(".ipynb"))
        path.unlink()
    # a language throws away what it does not know in the cache, so each has its own
    settings = "include: ['*.ipynb'], execute: true, allow_errors: false"
    for name, cache in ("mkdocs.yml", ".cache/ko"), ("mkdocs.en.yml", ".cache/en"):
        _configure(place / name, f"mkdocs-jupyter: {{ {settings}, cache_dir: {cache} }}")
    for name in "base.yml", "mkdocs.en.yml":
        config = place / name
        config.write_text(config.read_text("utf-8").replace(".md\n", ".ipynb\n"), "utf-8")


def _configure(config, plugin):
    text = config.read_text("utf-8").rstrip()
    text += "" if "\nplugins:" in text else "\nplugins:"
    config.write_text(text.replace("\nplugins:", f"\nplugins:\n  {plugin}") + "\n", "utf-8")
