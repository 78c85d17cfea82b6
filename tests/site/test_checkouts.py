"""What is built is the checkout whose mkdocs.yml is named: wherever the command is given, and whatever lies there."""

import subprocess
import sys

import pytest
from sites import Site

pytestmark = pytest.mark.check  # builds sites of its own

PAGE = '# Page\n\n```python\n--8<-- "ch/part.py:x"\n```\n'


@pytest.fixture
def two(tmp_path):
    """Two checkouts, whose snippets of one name differ."""
    sites = [Site(tmp_path / name) for name in ("one", "other")]
    for site in sites:
        site.write(
            "snippets/ch/part.py", f"# --8<-- [start:x]\nprint('{site.folder.name}')\n# --8<-- [end:x]\n"
        )
        site.page(PAGE)
    return sites


@pytest.mark.parametrize("place", ["one", "/"])
def test_a_checkout_is_built_from_elsewhere(two, tmp_path, place):
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(tmp_path / "other/mkdocs.yml")]
    run = subprocess.run(command, cwd=tmp_path / place, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    one, other = two
    for page in other.read(), other.read("site/en/index.html"):
        assert "other" in page and "one" not in page.partition("<code")[2].partition("</code>")[0]
    assert not (one.folder / "site").exists()


def test_what_is_wrong_is_named_from_its_own_root(two, tmp_path):
    two[1].page(PAGE.replace(":x", ":gone"))
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(tmp_path / "other/mkdocs.yml")]
    run = subprocess.run(command, cwd=tmp_path / "one", capture_output=True, text=True)
    assert run.returncode and "gone" in run.stderr
    assert not (two[1].folder / "site").exists()
