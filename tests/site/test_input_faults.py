"""Configurations and files that no site can be made of: one line that says which, and nothing is lost."""

import signal
import time

import pytest
from sites import ENGLISH, PATIENCE

pytestmark = pytest.mark.check  # builds sites of its own


def refused(site, said, *options):
    """The build stops soon, says this, prints no traceback, and leaves nothing beside the site."""
    status, log = site.build(*options)
    assert status and said in log and "Traceback" not in log, log
    assert not list(site.folder.glob("*.building-*"))


@pytest.mark.parametrize("theme", ["", "theme: { language: eng }\n"], ids=["no language", "mistyped"])
def test_an_english_site_in_another_language_is_refused(site, theme):
    # Material's search asks for the language's words, in a traceback where it has none
    config = site.read("mkdocs.yml").replace("name: mkdocs,", "name: material,")
    site.write("mkdocs.yml", config.replace("[pages,", "[pages, material/search,"))
    site.write("mkdocs.en.yml", ENGLISH.replace("theme: { language: en }\n", theme))
    refused(site, "mkdocs.en.yml: theme.language is ")
    assert not (site.folder / "site").exists()


def test_a_folder_that_holds_something_else_is_not_replaced(site):
    site.write("mkdocs.yml", site.read("mkdocs.yml") + "site_dir: snippets\n")
    refused(site, "which holds draw.py and no site")
    assert (site.folder / "snippets/draw.py").exists()


def test_what_is_no_page_is_told_and_what_editors_leave_is_not(site):
    (site.folder / "docs/ko/.#index.md").symlink_to("someone@host.123")
    (site.folder / "docs/ko/folder.md").mkdir()
    site.write("docs/en/.obsidian/note.md", "# x\n")
    site.good_build("--strict")
    (site.folder / "docs/ko/gone.md").symlink_to("nowhere.md")
    site.write("docs/ko/other.markdown", "```python\nassert False\n```\n")
    status, log = site.build("--strict")
    assert status and "Traceback" not in log
    assert "docs/ko/gone.md:1: the link leads nowhere" in log
    assert "docs/ko/other.markdown:1: its examples would never be run" in log


def test_a_build_that_is_told_to_end_leaves_nothing(site):
    site.write(
        "snippets/ch/slow.py", "import pathlib, time\npathlib.Path('drawing').touch()\ntime.sleep(60)\n"
    )
    site.page("![x](figures/ch/slow.svg){ #slow }\n")
    build = site.start("build")
    end = time.monotonic() + PATIENCE
    while not (site.folder / "drawing").exists() and time.monotonic() < end:
        time.sleep(0.05)
    build.send_signal(signal.SIGTERM)
    assert build.wait(PATIENCE) == 128 + signal.SIGTERM
    assert not list(site.folder.glob("*.building-*"))
