"""A page with code offers its notebook, and Colab where the repository is on GitHub."""

import json

import pytest

pytestmark = pytest.mark.check  # builds sites of its own

PAGE = "# Page\n\n```python\nx = 1\n```\n"
COLAB = "https://colab.research.google.com/github/someone/notes/blob/notebooks/{}/index.ipynb"


@pytest.fixture
def coded(site):
    config = site.read("mkdocs.yml").replace("languages,", "notebooks, languages,")
    site.write("mkdocs.yml", config + "repo_url: !ENV REPO_URL\n")
    site.page(PAGE)
    return site


def test_notebook_is_there_and_linked(coded):
    coded.good_build("--strict")
    for folder, words in ("", "노트북으로 내려받기"), ("en/", "Take this page along"):
        page = coded.read(f"site/{folder}index.html")
        assert 'href="notebooks/index.ipynb"' in page and words in page
        assert "colab" not in page
        made = json.loads(coded.read(f"site/{folder}notebooks/index.ipynb"))
        assert "".join(made["cells"][-1]["source"]) == "x = 1"


def test_colab_is_linked_where_it_can_open(coded):
    coded.good_build("--strict", REPO_URL="https://github.com/someone/notes")
    assert COLAB.format("ko") in coded.read("site/index.html")
    assert COLAB.format("en") in coded.read("site/en/index.html")
    coded.good_build("--strict", REPO_URL="https://example.org/someone/notes")
    assert "colab" not in coded.read("site/index.html")


def test_page_without_code_has_none(coded):
    coded.page("# Page\n")
    coded.good_build("--strict")
    assert "ipynb" not in coded.read("site/index.html")
