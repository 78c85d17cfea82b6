"""What Markdown made of a page is kept under all that it was made of: a page that is as it was is not rendered again.

It lies in `.cache/rendered`, for the builds after this one. Rendered each time are a lab, whose outputs join it meanwhile,
and a page of which MkDocs has something to say, or it would be said once only.
"""

import logging
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypedDict

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc

import sitebuild
from sitebuild import checkout
from sitebuild.computing.sources import digest
from sitebuild.computing.store import Store
from sitebuild.pages.includes import INCLUDE
from sitebuild.pages.page import FIGURE
from sitebuild.serving import serving

RENDERERS = "markdown", "math-core", "mkdocs", "pygments", "pymdown-extensions"
log = logging.getLogger("mkdocs")


def _digests(files: Iterable[Path]) -> list[tuple[str, str]]:
    return [(path.name, digest(path.read_bytes())) for path in sorted(files) if path.is_file()]


def _build_steps() -> list[tuple[str, str]]:
    return _digests(Path(sitebuild.__file__).parent.rglob("*.py"))


IMPORTED = _build_steps()  # what this process runs, though the files be edited while it serves


class Rendered(TypedDict):
    """All that MkDocs' `Page.render` leaves in a page."""

    content: str
    title: str | None
    toc: list[dict]  # as Python-Markdown's toc_tokens
    anchors: list[str]
    links: dict[str, dict[str, str]]  # file → anchor → the link, for MkDocs' check of anchors


class Heard(logging.Handler):
    """Counts what MkDocs says."""

    count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1


class RenderedPlugin(BasePlugin):
    def __init__(self) -> None:
        self.used: set[tuple[str, str]] = set()  # (page, key) of this build, of both languages
        self.is_inner = False
        self.markdown = ""  # of the page that is rendered now
        self.key: str | None = None  # its key; None where it is not kept
        self.kept: Rendered | None = None
        self.heard = Heard(logging.INFO)

    def within(self, outer: "RenderedPlugin") -> None:
        """The English build, within the Korean one, adds to what that one used."""
        self.used, self.is_inner = outer.used, True

    @event_priority(-100)  # when all files are there
    def on_files(self, files: Files, config: MkDocsConfig) -> None:
        self.store = Store(checkout.of_config(config).cache / "rendered")
        self.surroundings = _surroundings(config, files)
        if serving() and not self.is_inner and _build_steps() != IMPORTED:
            log.warning(
                "sitebuild/ was edited: end `mkdocs serve` and start it anew, or it builds as before."
            )

    @event_priority(-100)  # what the others make of the Markdown is what is rendered
    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str | None:
        parts = None if _is_lab(config) else _parts(markdown, config)
        self.key = digest(repr([self.surroundings, markdown, parts]).encode()) if parts else None
        self.kept = self.store.load(_name(page, config), self.key) if self.key else None
        self.markdown = markdown
        self.heard.count = 0
        log.addHandler(self.heard)
        return "" if self.kept else None

    @event_priority(100)  # before the others add to it
    def on_page_content(self, content: str, page: Page, config: MkDocsConfig, files: Files) -> str | None:
        log.removeHandler(self.heard)
        if self.kept:
            _put(self.kept, page, files)
            page.markdown, content = self.markdown, self.kept["content"]
        elif self.key and not self.heard.count and log.isEnabledFor(logging.INFO):
            self.store.save(_name(page, config), self.key, _taken(page))
        if self.key:
            self.used.add((_name(page, config), self.key))
        return content

    @event_priority(-50)  # after the English build
    def on_post_build(self, config: MkDocsConfig) -> None:
        if not self.is_inner:
            self.store.prune(self.used)

    def on_build_error(self, error: Exception) -> None:
        log.removeHandler(self.heard)


def _surroundings(config: MkDocsConfig, files: Files) -> str:
    """A hash of what each page's HTML depends on: configuration, build steps and their versions, glossary, where links lead."""
    root = checkout.of_config(config).root
    sheets = (root / "docs/theme").rglob("*.css")  # how high a figure's handles are
    contents = _digests([*root.glob("*.yml"), Path(config.docs_dir, "glossary.md"), *sheets])
    addresses = sorted((file.src_uri, file.url) for file in files)
    versions = [(name, version(name)) for name in RENDERERS]
    return digest(repr([config.theme["language"], IMPORTED, contents, addresses, versions]).encode())


def _parts(markdown: str, config: MkDocsConfig) -> list | None:
    """What the page takes from elsewhere: included files, and how large its figures are; None where that cannot be told."""
    includes = [INCLUDE.match(line) for line in markdown.splitlines() if "-8<-" in line]
    files = [checkout.of_config(config).snippets / match["file"] for match in includes if match]
    if None in includes or not all(file.is_file() for file in files):
        return None
    figures: Any = config.plugins["figures"]
    sizes = [figures.size(match["name"]) for match in FIGURE.finditer(markdown)]
    return [[digest(file.read_bytes()) for file in files], sizes]


def _is_lab(config: MkDocsConfig) -> bool:
    labs = config.plugins.get("labs")
    return labs is not None and labs.extension.outputs is not None


def _name(page: Page, config: MkDocsConfig) -> str:
    return f"{config.theme['language']}/{page.file.src_uri}"


def _taken(page: Page) -> Rendered:
    links = page.links_to_anchors
    return {
        "content": page.content or "",
        "title": page._title_from_render,
        "toc": list(_tokens(page.toc)),
        "anchors": sorted(page.present_anchor_ids or ()),
        "links": {file.src_uri: anchors for file, anchors in links.items()} if links else {},
    }


def _put(kept: Rendered, page: Page, files: Files) -> None:
    """As if the page had been rendered."""
    links = {files.get_file_from_path(uri): anchors for uri, anchors in kept["links"].items()}
    page._title_from_render = kept["title"]
    page.toc = get_toc(kept["toc"])  # type: ignore[arg-type]  # MkDocs' own type of these is private
    page.present_anchor_ids = set(kept["anchors"])
    page.links_to_anchors = {file: anchors for file, anchors in links.items() if file}


def _tokens(items: Iterable[AnchorLink]) -> Iterator[dict]:
    for item in items:
        yield {
            "level": item.level,
            "id": item.id,
            "name": item.title,
            "children": list(_tokens(item.children)),
        }
