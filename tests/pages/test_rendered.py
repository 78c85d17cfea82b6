"""A page that is as it was is not rendered again; whatever its HTML depends on has it rendered again."""

import re

import pytest
from sites import FIGURE

pytestmark = pytest.mark.check  # builds sites of its own

# a Markdown extension that tells which texts are rendered
TELLS = """
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

class Tells(Preprocessor):
    def run(self, lines):
        if any(lines):
            with open("rendered", "a") as file:
                file.write(f"{lines[0]}\\n")
        return lines

class TellsExtension(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Tells(md), "tells", 99)

def makeExtension(**options):
    return TellsExtension()
"""
INDEX = "# One { #one }\n\n[two](two.md#two), [below](#below)\n\n## Below { #below }\n\n![Seven.](figures/ch/one.svg){ #seven }\n"
TWO = '# Two { #two }\n\n```python\n--8<-- "ch/part.py:part"\n```\n'
PART = "# --8<-- [start:part]\nx = 1\n# --8<-- [end:part]\n"


@pytest.fixture(scope="module")
def built(new_site):
    site = new_site(plugins=["rendered"])
    site.page(INDEX)
    for language in "ko", "en":
        site.write(f"docs/{language}/two.md", TWO)
    site.write("snippets/ch/one.py", FIGURE)
    site.write("snippets/ch/part.py", PART)
    site.write("tells.py", TELLS)
    config = site.read("mkdocs.yml").replace("markdown_extensions:", "markdown_extensions:\n  tells:")
    site.write("mkdocs.yml", config.replace("links: { ", "links: { absolute_links: warn, "))
    rendered(site)
    return site


@pytest.fixture
def two_pages(built, tmp_path):
    """A checkout with what an earlier build has kept."""
    return built.copy(tmp_path / "site")


def rendered(site):
    """The first lines of what a build renders, of both languages."""
    site.write("rendered", "")
    site.good_build(PYTHONPATH=str(site.folder), SOURCE_DATE_EPOCH="1700000000")
    return sorted(re.findall(r"# (\w+)", site.read("rendered")))


def pages(site):
    return {path: path.read_bytes() for path in (site.folder / "site").rglob("*.html")}


def test_what_is_as_it_was_is_taken_as_it_was(two_pages):
    before = pages(two_pages)
    assert len(before) >= 4 and rendered(two_pages) == []
    assert pages(two_pages) == before
    assert "anchor" not in two_pages.read("log"), "MkDocs' check of anchors misses those of kept pages"


def test_one_edited_page_is_rendered_alone(two_pages):
    two_pages.write("docs/en/two.md", TWO + "\nA sentence more.\n")
    assert rendered(two_pages) == ["Two"]
    assert "A sentence more." in two_pages.read("site/en/two/index.html")


def test_an_edited_snippet_shows_where_it_is_included(two_pages):
    two_pages.write("snippets/ch/part.py", PART.replace("x = 1", "x = 2"))
    assert rendered(two_pages) == ["Two", "Two"]
    assert re.search(r"x.*=.*2", two_pages.read("site/two/index.html"))


def test_a_figure_of_another_size_may_be_laid_out_elsewhere(two_pages):
    two_pages.write("snippets/ch/one.py", FIGURE.replace("(2, 1)", "(3, 1)"))
    assert rendered(two_pages) == ["One", "One"]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("docs/ko/three.md", "# Three"),
        ("docs/theme/site.css", "p { color: red }"),
        ("sitebuild/code/more.py", "more = 1"),
    ],
)
def test_what_all_pages_depend_on_has_them_rendered_again(two_pages, file, text):
    two_pages.write(file, text)
    assert rendered(two_pages).count("One") >= 1


def test_what_a_server_rendered_before_it_is_started_anew_is_not_taken_for_what_edited_build_steps_give(
    two_pages,
):
    with two_pages.serve() as until:
        until("/two/", lambda page: "Two" in page)
        two_pages.write("sitebuild/code/more.py", "more = 1")
        two_pages.write("docs/ko/two.md", TWO + "\nEdited.\n")
        until("/two/", lambda page: "Edited." in page)
    assert "start it anew" in two_pages.read("log")
    assert sorted(set(rendered(two_pages))) == ["One", "Two"]


def test_a_warning_is_said_again(two_pages):
    two_pages.write("docs/ko/two.md", TWO + "\n[nowhere](nowhere.md)\n")
    for _ in range(2):
        rendered(two_pages)
        assert "'nowhere.md', but the target is not found" in two_pages.read("log")


def test_a_link_to_what_an_edit_took_away_is_told(two_pages):
    two_pages.write("docs/en/two.md", TWO.replace("{ #two }", "{ #second }"))
    assert rendered(two_pages) == ["Two"]
    assert "'two.md' does not contain an anchor '#two'" in two_pages.read("log")


def test_a_build_without_the_kept_pages_gives_the_same(two_pages):
    rendered(two_pages)
    before = pages(two_pages)
    for file in (two_pages.folder / ".cache/rendered").rglob("*.json"):
        file.unlink()
    assert rendered(two_pages) == ["One", "One", "Two", "Two"] and pages(two_pages) == before
