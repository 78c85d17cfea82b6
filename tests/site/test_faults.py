"""Faults of every kind, each put into a small site that was built before: the message says where and what to do, and
the last good site stays.

More of them stand beside what they are about: snippets that raise, loop, draw nothing or NaN or print megabytes, missing
includes, pages in another encoding and orphans in test_figures.py; failing and endless cells in test_labs.py; stale
outputs and shapes in tests/pages/; builds interrupted, killed while they draw, or two at once in test_safe_output.py.
"""

import contextlib
import random
import shutil
import subprocess
import time

import pytest
from sites import FIGURE

from sitebuild.pages.page import SNIPPETS

pytestmark = pytest.mark.check  # builds sites of its own

PAGE = """---
description: {0}
---

# {0}

## {0} {{ #part }}

![{0}.](figures/ch/one.svg){{ #one }}
"""
LAB = """---
description: {0}
---

# {0}

```python
print("count", 3 + 4)
```
"""


@pytest.fixture(scope="module")
def good(new_site):
    """A site with a figure and a lab, built."""
    site = new_site(plugins=["labs", "search"])
    arithmatex = "  pymdownx.arithmatex: { generic: true }\n  sitebuild.markdown:\n"
    config = site.read("mkdocs.yml").replace("  admonition:\n", f"  admonition:\n{arithmatex}")
    site.write("mkdocs.yml", config)
    site.write("snippets/draw.py", (SNIPPETS / "draw.py").read_text("utf-8"))
    site.write("snippets/ch/one.py", FIGURE)
    site.page(PAGE.format("처음"), PAGE.format("first"))
    for language, word in ("ko", "실습"), ("en", "lab"):
        site.write(f"docs/{language}/labs/one.md", LAB.format(word))
    site.good_build("--strict")
    return site


@pytest.fixture
def built(good, tmp_path):
    """A copy of it."""
    return good.copy(tmp_path / "copy")


def whole(site):
    """What stands in the site, by file; and nothing is left beside it."""
    assert not list(site.folder.glob("site.*"))
    return files(site)


def files(site):
    folder = site.folder / "site"
    return {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


# name of the page → its text, what is said of it; those of one group are told by one build
PAGES = {
    "open-header": ("---\ntitle: x\n\n# x\n", ":1: the front matter is never closed; write ---"),
    "no-yaml": ("---\ntitle: x\ndescription: a: b\n---\n", ":3: the front matter is no YAML: mapping values"),
    "no-names": ("---\nx\n---\n", ":2: the front matter is no list of `name: value`"),
    "no-text": ("---\nhide: [toc]\ndescription: [x]\n---\n", ":3: description is ['x']; it must be a text"),
    "no-header": (
        "Shape: four numbers.\n\n# x\n",
        ":1: MkDocs takes `name: value` for front matter",
    ),
    "labs/header": (
        '---\ndescription: "x\n---\n# x\n',
        ":3: the front matter is no YAML: found unexpected end",
    ),
    "heading-twice": (
        "## a { #x }\n\n## b { #x }\n",
        ":3: the id 'x' stands in line 1 too; give each its own",
    ),
    "id-twice": ("`{ #x }`\n{: #x }\n\ntwo\n{: #x }\n", ":5: the id 'x' stands in line 2 too"),
}
LINKS = {
    "anchor": ("# x\n\n[x](#part) [x](#gone)\n", ":3: Doc file 'anchor.md' contains a link '#gone'"),
    "anchor-there": (
        "[x](index.md#gone)\n",
        ":1: Doc file 'anchor-there.md' contains a link 'index.md#gone'",
    ),
    "link": ("---\ntitle: x\n---\n\n[x](gone.md)\n", ":5: Doc file 'link.md' contains a link 'gone.md'"),
    "labs/link": ("# x\n\n[x](../gone.md)\n", ":3: Doc file 'labs/link.md' contains a link '../gone.md'"),
    "alone": ("# x\n", ":1: there is no docs/ko/alone.md; translate the page"),
}
TEX = {"tex": ("# x\n\n$a \\wrong$\n", ':3: $a \\wrong$: Unknown command "\\wrong"')}


@pytest.fixture(scope="module")
def log(good, tmp_path_factory):
    """What the builds say, of which each meets one group of faults."""
    logs = []
    for group in PAGES, LINKS, TEX:
        site = good.copy(tmp_path_factory.mktemp("faults") / "copy")
        before = whole(site)
        for name, (text, _) in group.items():
            site.write(f"docs/en/{name}.md", text)
        status, log = site.build("--strict")
        assert status != 0
        assert "Traceback" not in log
        assert whole(site) == before
        logs.append(log)
    return "".join(logs)


@pytest.mark.parametrize("name", [*PAGES, *LINKS, *TEX])
def test_fault_in_a_page(log, name):
    _, message = (PAGES | LINKS | TEX)[name]
    assert f"docs/en/{name}.md{message}" in log


@contextlib.contextmanager
def mounted(folder, *options):
    """Mount something on the folder; skips where that is not allowed."""
    run = (
        subprocess.run(["mount", *options, folder], capture_output=True, text=True)
        if shutil.which("mount")
        else None
    )
    if run is None or run.returncode != 0:
        pytest.skip(f"mounting is not allowed here: {run.stderr.strip() if run else 'no mount'}")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def test_read_only_cache(built):
    """What it holds is used, what it lacks is made in each build."""
    cache = built.folder / ".cache"
    with mounted(cache, "--bind", "-o", "ro", cache):
        assert built.good_build("--strict") == set()
        assert "cells to execute" not in built.read("log")
        built.write("snippets/ch/one.py", FIGURE.replace("seven", "eight"))
        for language in "ko", "en":
            path = f"docs/{language}/labs/one.md"
            built.write(path, built.read(path).replace("3 + 4", "4 + 4"))
        assert built.good_build("--strict") == {"ch/one"}
        assert built.read("log").count("not cached") == 2 and built.read("log").count("cells to execute") == 1
    assert "eight" in built.read() and "count 8" in built.read("site/en/labs/one/index.html")


def test_full_disk(good, tmp_path):
    size = sum(file.stat().st_size // 4096 + 1 for file in good.folder.rglob("*")) * 4096
    with mounted(tmp_path, "-t", "tmpfs", "-o", f"size={size + 400_000}", "tmpfs"):
        site = good.copy(tmp_path / "copy")
        before = whole(site)
        site.page(PAGE.format("new"))
        status, log = site.build("--strict")
        assert status != 0
        assert "No space left on device: '" in log and "The site is as it was." in log
        assert "Traceback" not in log
        assert whole(site) == before
        subprocess.run(["mount", "-o", f"remount,size={4 * size}", tmp_path], check=True)
        site.good_build("--strict")
        assert "new" in site.read()


def test_killed_at_any_moment(built):
    """`kill -9` ten times: the site is whole each time, the one before or the new one, and the next build is right."""
    when = {"SOURCE_DATE_EPOCH": "1700000000"}
    start = time.monotonic()
    built.good_build("--strict", **when)
    duration = time.monotonic() - start
    for number in range(10):
        before = whole(built)
        built.page(PAGE.format(f"처음 {number}"), PAGE.format(f"first {number}"))
        built.write("snippets/ch/one.py", FIGURE.replace("seven", f"number {number}"))
        moment = random.uniform(0, 1.2 * duration)
        build = built.start("build", "--strict", **when)
        time.sleep(moment)
        build.kill()
        build.wait()
        left = files(built)
        built.good_build("--strict", **when)
        after = whole(built)
        assert before != after
        assert left in (before, after), f"killed after {moment:.2f} s of {duration:.2f}"


def test_killed_between_the_two_renames(built):
    before = whole(built)
    (built.folder / "site").rename(built.folder / "site.building-abc-old")
    built.page("![x](figures/ch/gone.svg){ #x }\n")
    status, _ = built.build("--strict")
    assert status != 0
    assert whole(built) == before
