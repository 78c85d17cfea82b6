"""The runner of pages itself: failures name what is wrong, `--fix` mends, the record and the stamp tell the truth."""

import json
import os
import re
import shutil
import subprocess
import sys
from types import SimpleNamespace

import pytest

from sitebuild.pages import stamp, verified
from sitebuild.pages.page import ROOT, Page

BROKEN = """# Page

```python
def double(n):
    return 2 * n
```

=== "tab"

    ```pycon
    >>> double(2)
    5
    >>> print("a\\n\\nb")
    ```

- item

    ```python title="x"
    >>> double(3)
    6
    >>> x = double(4)
    9
    >>> print("1 2 3")
    1 ... 3
    ```
"""
MENDED = """# Page

```python
def double(n):
    return 2 * n
```

=== "tab"

    ```pycon
    >>> double(2)
    4
    >>> print("a\\n\\nb")
    a
    <BLANKLINE>
    b
    ```

- item

    ```python title="x"
    >>> double(3)
    6
    >>> x = double(4)
    >>> print("1 2 3")
    1 ... 3
    ```
"""
RAISES = """```pycon
>>> 1 / 0
0
>>> int("x")
Traceback (most recent call last):
    ...
ValueError: another message
>>> 1
Traceback (most recent call last):
    ...
ValueError: none came
>>> 1 / 0
Traceback (most recent call last):
    ...
ZeroDivisionError: division by zero
```
"""


@pytest.fixture
def project(tmp_path):
    """A checkout with the real machinery and no pages."""
    for name in "conftest.py", "pyproject.toml":
        shutil.copy(ROOT / name, tmp_path)
    for name in "sitebuild", "tests/pages":
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in "examples.py", "mending.py":
        shutil.copy(ROOT / "tests" / name, tmp_path / "tests")
    (tmp_path / "docs/ko").mkdir(parents=True)
    (tmp_path / "snippets").mkdir()
    return tmp_path


def run(project, page, *options, name="docs/ko/page.md"):
    """Write the page, run it; (exit status, what was printed)."""
    if page is not None:
        (project / name).write_bytes(page.encode())
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--durations=0", "docs", *options],
        cwd=project,
        env=os.environ
        | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},  # pages need none, and it is half of the time
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


def record(project):
    path = project / ".cache/verified.json"
    return json.loads(path.read_text()) if path.exists() else {}


def test_failure_names_page_line_expected_and_got(project):
    status, said = run(project, BROKEN)
    assert status == 1
    assert "docs/ko/page.md:11" in said
    assert "expected:\n    5" in said and "got:\n    4" in said
    assert record(project)["docs/ko/page.md"]["passed"] is False


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_fix_mends(project, ending):
    status, said = run(project, BROKEN.replace("\n", ending), "--fix")
    assert status == 0, said
    assert (project / "docs/ko/page.md").read_bytes().decode() == MENDED.replace("\n", ending)
    assert record(project) == {}, "a run that rewrites verifies nothing"
    assert run(project, None)[0] == 0


LINKED = """# Page

Twice [4](#numbers) is [8](#numbers), in a [2×2](#size) table. Four stays a word.
{: #numbers }

```pycon
>>> print(5, 10)
4 8
```

The size:
{: #size }

```pycon
>>> (3, 3)
(2, 2)
```
"""


def test_fix_mends_the_results_that_link_to_an_output(project):
    status, said = run(project, LINKED, "--fix")
    assert status == 0, said
    text = (project / "docs/ko/page.md").read_text()
    assert "Twice [5](#numbers) is [10](#numbers), in a [3×3](#size) table. Four stays a word." in text
    assert "page.md:3: 4 → 5, linked to #numbers; read the words around it" in said
    assert run(project, None)[0] == 0


def test_fix_writes_no_exception(project):
    status, said = run(project, RAISES, "--fix")
    assert status == 1
    assert "3 failed, 1 passed" in said
    assert (project / "docs/ko/page.md").read_text() == RAISES


def test_partial_run_leaves_the_record_alone(project):
    run(project, MENDED)
    before = record(project)
    assert before["docs/ko/page.md"]["passed"] is True
    run(project, None, "-k", "line:11")
    assert record(project) == before


def test_two_languages_with_the_same_cells_are_run_once(project):
    (project / "docs/en").mkdir()
    (project / "docs/en/page.md").write_text("Another text.\n\n" + BROKEN)
    status, said = run(project, BROKEN)
    assert status == 1 and "3 failed, 3 passed, 6 deselected" in said
    assert "docs/ko/page.md:11, docs/en/page.md:13" in said
    assert {name: entry["passed"] for name, entry in record(project).items()} == {
        "docs/ko/page.md": False,
        "docs/en/page.md": False,
    }
    assert run(project, None, "--fix")[0] == 0
    assert (project / "docs/en/page.md").read_text() == "Another text.\n\n" + MENDED
    status, said = run(project, None)
    assert status == 0 and "6 passed, 6 deselected" in said
    assert all(entry["passed"] for entry in record(project).values())


def test_a_page_is_run_where_the_other_language_differs_or_is_not_asked_for(project):
    run(project, MENDED)
    (project / "docs/en").mkdir()
    status, said = run(project, BROKEN, name="docs/en/page.md")
    assert status == 1 and "3 failed, 9 passed" in said
    (project / "docs/en/page.md").write_text(MENDED)
    assert "6 passed, 6 deselected" in run(project, None, "--deselect", "docs/ko/page.md")[1]
    assert record(project)["docs/en/page.md"]["passed"] is True


def test_docstrings_in_snippets_run(project):
    (project / "snippets/numbers.py").write_text('"""\n>>> 1 + 1\n3\n"""\n')
    status, said = run(project, MENDED, "snippets")
    assert status == 1 and "numbers.py" in said


def test_code_fails_with_the_line_of_the_file(project):
    (project / "snippets/ch").mkdir()
    (project / "snippets/ch/part.py").write_text(
        "one = 1\n\n# --8<-- [start:x]\nprint(one)\nnope()\n# --8<-- [end:x]\n"
    )
    status, said = run(project, '```python\none = 1\n--8<-- "ch/part.py:x"\n```\n')
    assert status == 1
    assert "NameError: name 'nope' is not defined" in said


def test_stamp_tells_the_state():
    page = Page("page.md", MENDED)
    entry = {"digest": page.digest, "passed": True}
    assert stamp.status(entry, page.digest) == "passed"
    assert stamp.status(entry, Page("page.md", BROKEN).digest) == "changed"
    assert stamp.status({**entry, "passed": False}, page.digest) == "failed"


def test_digest_ignores_prose_and_sees_outputs():
    page = Page("page.md", MENDED)
    assert Page("page.md", MENDED.replace("# Page", "# Another title")).digest == page.digest
    assert Page("page.md", MENDED.replace("    4\n", "    5\n")).digest != page.digest


def test_a_page_that_was_never_run_says_nothing(tmp_path):
    (tmp_path / "mkdocs.yml").touch()
    page = Page(tmp_path / "docs/ko/page.md", MENDED)
    assert stamp.stamp(page, "ko") == ""
    verified.write(tmp_path / ".cache/verified.json", {page: True})
    said = stamp.stamp(page, "ko")
    assert "모두 실행해 확인했다" in said
    assert re.search(r'<span class="kept">\d{4}-\d\d-\d\d</span>', said)  # a date is not parted
    assert len(re.sub("<[^>]*>", "", said)) < 60  # characters: one line


@pytest.mark.parametrize(
    ("language", "words"), [("ko", "✓ 예제를 실행해"), ("en", "✓ The example runs as printed")]
)
def test_a_single_example_is_no_all(tmp_path, language, words):
    (tmp_path / "mkdocs.yml").touch()
    page = Page(tmp_path / f"docs/{language}/page.md", "# Page\n\n```pycon\n>>> 7\n7\n```\n")
    verified.write(tmp_path / ".cache/verified.json", {page: True})
    assert words in stamp.stamp(page, language)


def test_one_run_stands_for_both_languages_where_they_have_the_same_cells(tmp_path):
    (tmp_path / "mkdocs.yml").touch()
    ran, other = (Page(tmp_path / f"docs/{language}/page.md", MENDED) for language in ("ko", "en"))
    verified.write(tmp_path / ".cache/verified.json", {Page(other.path, BROKEN): True})
    assert "edited since" in stamp.stamp(other, "en")
    verified.write(tmp_path / ".cache/verified.json", {ran: True})
    assert "run as printed" in stamp.stamp(other, "en")
    assert stamp.stamp(Page(tmp_path / "docs/en/more.md", MENDED + "\n```pycon\n>>> 7\n7\n```\n"), "en") == ""


def test_the_cells_of_a_page_run_in_their_order_however_tests_are_shuffled(request):
    plugins = request.config.pluginmanager.get_plugins()
    (root,) = (it for it in plugins if getattr(it, "__file__", None) == str(ROOT / "conftest.py"))
    cells = [SimpleNamespace(path="a.md", example=SimpleNamespace(start=start)) for start in (30, 10, 20)]
    other = SimpleNamespace(path="b.py")
    items = [cells[0], other, *cells[1:]]
    root.keep_in_order(items)
    assert items == [cells[1], other, cells[2], cells[0]]
