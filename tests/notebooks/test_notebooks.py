"""Every page as a notebook: the same code in both languages, and it runs where nothing of this repository is."""

import ast
import os
import re
import sys
from pathlib import Path

import nbformat
import pytest
from chapters import PAGES
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell

from sitebuild.computing.sources import PACKAGES
from sitebuild.figures.drawing import drawings
from sitebuild.notebooks.notebook import notebook
from sitebuild.pages.page import ROOT, SNIPPETS, Page

CODED = [name for name in PAGES if Page(ROOT / "docs/ko" / name).cells]
COLAB = {
    line.partition("==")[0].lower()
    for line in Path(__file__).with_name("colab.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
}
HOME = "https://example.org/site/"

PAGE = """---
description: x
---

# Title

A [4×4](#same) and [another page](other.md#part), `kept { #this }`, `5×5`{ .quoted title="as printed" }.
{: #same }

![A [figure](#same).](figures/ch/one.svg){ #figure-one }

??? question "Does it fail?"

    It does:

    ```pycon
    >>> x = 1
    >>> x + 1
    2
    >>> y = {}["no"]
    Traceback (most recent call last):
        ...
    KeyError: 'no'
    ```

Outside. <https://example.org>
"""


def make(name, language="ko", home=None):
    page = Page(ROOT / "docs" / language / name)
    names = {match["name"] for _, match in page.figures}
    drawn, errors = drawings(ROOT, names)
    assert not errors
    return notebook(page, name.with_suffix("").as_posix(), lambda figure: drawn[figure].alone(), home)


def code(made):
    return [cell.source for cell in made.cells if cell.cell_type == "code"]


def test_what_becomes_of_a_page():
    svg = '<svg viewBox="0 0 1 1"><text>seven</text></svg>'
    made = notebook(Page("page.md", PAGE), "page", lambda name: svg, HOME)
    nbformat.validate(made)
    first, *rest = made.cells
    assert first.source.startswith("# Title\n\nA [4×4](https://example.org/site/page/#same) and ")
    assert "[another page](https://example.org/site/other/#part)" in first.source
    assert "`kept { #this }`" in first.source and "`5×5` (as printed)" in first.source
    assert "{:" not in first.source and "description" not in first.source
    assert "![ch/one](attachment:ch-one.svg)" in first.source and list(first.attachments) == ["ch-one.svg"]
    assert first.source.endswith("**Does it fail?**\n\nIt does:")
    assert [cell.cell_type for cell in rest] == ["code", "code", "markdown"]
    assert rest[0].source == "x = 1\nx + 1"
    assert rest[1].source.startswith('try:\n    y = {}["no"]\nexcept Exception as error:')
    assert rest[2].source == "Outside. <https://example.org>"


def test_links_are_plain_where_the_site_has_no_address():
    made = notebook(Page("page.md", PAGE), "page", lambda name: "<svg />")
    assert "A 4×4 and another page, " in made.cells[0].source


@pytest.mark.parametrize("name", CODED, ids=str)
def test_both_languages_have_the_same_code(name):
    korean, english = make(name), make(name, "en")
    nbformat.validate(korean)
    nbformat.validate(english)
    assert code(korean) == code(english) != []
    text = "\n".join(cell.source for cell in korean.cells + english.cells if cell.cell_type == "markdown")
    left = re.search(r"--8<--|\{:? ?#[\w-]+|^(?:\?\?\?|!!!) |>>> |\]\([\w./-]*\.md", text, re.M)
    assert not left, f"{name}: {left[0]!r} means nothing in a notebook"


@pytest.mark.parametrize("name", CODED, ids=str)
def test_imports_only_what_colab_brings(name):
    for node in (node for source in code(make(name)) for node in ast.walk(ast.parse(source))):
        modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        modules += [node.module] if isinstance(node, ast.ImportFrom) else []
        for top in {module.partition(".")[0] for module in modules} - sys.stdlib_module_names:
            assert PACKAGES.get(top, top) in COLAB, f"{name} imports {top}"


@pytest.mark.flaky(
    reruns=1, only_rerun="Kernel died"
)  # another process may take the ports chosen for the kernel
@pytest.mark.check
@pytest.mark.parametrize("name", [name for name in CODED if name.parent.name != "labs"], ids=str)
def test_runs_without_this_repository(name, tmp_path):
    """Labs are left out: the build executes them, in a folder of their own."""
    made = make(name)
    away = f"import sys\nsys.path = [place for place in sys.path if place not in ('', {str(SNIPPETS)!r})]"
    made.cells.insert(0, new_code_cell(away))
    quiet = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1", "MPLCONFIGDIR": str(tmp_path)}
    resources = {"metadata": {"path": str(tmp_path)}}
    client = NotebookClient(made, timeout=300, resources=resources, extra_arguments=["--log-level=ERROR"])
    client.execute(env={**os.environ, **quiet})
