"""What comes of the same pages in Zensical, which runs Markdown extensions but no MkDocs plugin:

    python tools/other_builders.py FOLDER

builds both languages with MkDocs and Zensical below FOLDER and prints page by page what is the same and what is missing.
Zensical is Material's successor; what a plugin of sitebuild/ does is missing there, what an extension does is not.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

import yaml
from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parents[1]
APART = ".drawn, svg, .verified, .md-source-file, .headerlink"  # figures are counted; permalinks are each theme's own


class Compared(NamedTuple):
    """A page in both: pieces of text that MkDocs alone has, those that Zensical alone has, and the figures of each."""

    page: str
    missing: list[str]
    added: list[str]
    figures: tuple[int, int]


def main(folder: Path) -> None:
    for language in "ko", "en":
        for it in compared(folder, language):
            text = "same text" if not it.missing and not it.added else f"− {it.missing} + {it.added}"
            print(f"{language}/{it.page}: {text}; figures {it.figures[1]} of {it.figures[0]}")


def compared(folder: Path, language: str) -> Iterator[Compared]:
    """Each page of a language, built by both below `folder`."""
    ours = folder / "mkdocs"
    if not ours.is_dir():
        run("mkdocs", "--quiet", "--site-dir", str(ours), folder=ROOT)
    theirs = zensical(folder / f"zensical-{language}", language)
    ours = ours / "en" if language == "en" else ours
    for path in sorted(theirs.rglob("index.html")):
        page = path.relative_to(theirs)
        if not (ours / page).is_file():
            raise FileNotFoundError(f"MkDocs builds no {page}")
        (before, drawn), (after, shown) = (article(site / page) for site in (ours, theirs))
        steps = [
            it
            for it in SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
            if it[0] != "equal"
        ]
        missing = [text for _, a, b, _, _ in steps for text in before[a:b]]
        added = [text for _, _, _, c, d in steps for text in after[c:d]]
        yield Compared(str(page.parent), missing, added, (drawn, shown))


def zensical(folder: Path, language: str) -> Path:
    """The site that Zensical builds of a copy of one language's pages, in its own theme."""
    shutil.copytree(ROOT / "docs" / language, folder / "docs")
    shutil.copytree(ROOT / "snippets", folder / "snippets")
    (folder / "mkdocs.yml").write_text(json.dumps(configuration(language)))  # JSON is YAML
    run("zensical", "--config-file", "mkdocs.yml", folder=folder)
    return folder / "site"


def configuration(language: str) -> dict:
    """What Zensical takes of mkdocs.yml: the Markdown extensions, with their files where the copy has them."""

    class Loader(yaml.SafeLoader):
        """Tags name environment variables and folders; both are set below."""

    Loader.add_multi_constructor("!", lambda loader, tag, node: None)
    extensions = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), Loader)["markdown_extensions"]
    extensions["pymdownx.snippets"]["base_path"] = ["snippets"]
    extensions["sitebuild.markdown"] = {"language": language, "glossary": "docs/glossary.md"}
    theme = {"name": "material", "language": language, "font": False}
    return {"site_name": "pages", "docs_dir": "docs", "theme": theme, "markdown_extensions": extensions}


def article(page: Path) -> tuple[list[str], int]:
    """The pieces of a page's text, and how many figures it shows."""
    content = BeautifulSoup(page.read_bytes(), "html.parser").select_one("article")
    figures = len(content.select("svg[role=img]"))
    for part in content.select(APART):
        part.extract()
    return [text.strip() for text in content.stripped_strings], figures


def run(builder: str, *options: str, folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", builder, "build", *options], cwd=folder, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{builder}: {done.stdout}{done.stderr}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
