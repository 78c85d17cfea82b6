"""The same tree in MkDocs' maintained fork, and the same Markdown in Material's successor: what comes out is the same."""

import re

import compare_sites
import other_builders
import pytest
from mkdocs.utils.meta import get_data

from sitebuild.pages.page import ROOT

# by plugins and templates, which Zensical does not run: the link to a page's notebook, how much code is shown; figures; labs
NOTEBOOK = {"이 페이지를 노트북으로 내려받기", "Take this page along as a notebook"}
SWITCH = {"코드", "핵심만", "모두", "없음", "Code", "key parts", "all", "none"}
ANSWERED = re.compile(r"(물음|questions) 0 / \d+")  # how many are answered, counted by a script
# names for the search, which publish takes out of the page
UNSEEN = {
    tag
    for path in (ROOT / "docs").rglob("*.md")
    for tag in get_data(path.read_text("utf-8"))[1].get("tags", [])
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Below it is what MkDocs builds: the folder mkdocs."""
    folder = tmp_path_factory.mktemp("builders")
    other_builders.run("mkdocs", "--quiet", "--site-dir", str(folder / "mkdocs"), folder=ROOT)
    return folder


@pytest.mark.check
def test_properdocs_builds_the_same_pages(folder):
    other_builders.run(
        "properdocs", "-f", "mkdocs.yml", "--site-dir", str(folder / "properdocs"), folder=ROOT
    )
    assert len(list((folder / "properdocs").rglob("*.html"))) > 20
    found = list(compare_sites.differences(folder / "mkdocs", folder / "properdocs"))
    assert not found, "\n".join(found)


@pytest.mark.check
@pytest.mark.parametrize("language", ["ko", "en"])
def test_zensical_gives_the_same_text(folder, language):
    pages = list(other_builders.compared(folder, language))
    assert len(pages) > 12
    for it in pages:
        if not it.page.startswith("labs/"):
            missing = {text for text in it.missing if not ANSWERED.fullmatch(text)}
            assert set(it.added) <= UNSEEN and missing <= NOTEBOOK | SWITCH, it
    drawn, shown = (sum(it.figures[i] for it in pages) for i in (0, 1))
    print(
        f"{len(pages)} pages of {language} in Zensical: the same text but for labs; {shown} of {drawn} figures"
    )
