"""Labs: executed once for both languages, a page like the others, an error with its place when a cell fails."""

import json
import re
import signal

import pytest
from pooled import ends
from sites import PATIENCE, Site

from sitebuild.pages.page import SNIPPETS

pytestmark = pytest.mark.check  # builds sites of its own

LAB = """---
description: {word}
---

# {word}

## {word} {{ #part }}

{word} [7](#seven), $x^2$
{{: #seven }}

```python
import sys, time
print("count", 3 + 4)
print("noise", file=sys.stderr)
{code}
```

```python caption="{word} curve. More."
import matplotlib.pyplot as plt
plt.plot([1, 2])
plt.show()
```
"""
LOG = "lab one: "


def write(site, code="", korean="말", english="word"):
    for language, word in ("ko", korean), ("en", english):
        site.write(f"docs/{language}/labs/one.md", LAB.format(word=word, code=code))


@pytest.fixture(scope="module")
def new_lab(tmp_path_factory):
    def new():
        site = Site(tmp_path_factory.mktemp("site"), plugins=["labs", "search"])
        arithmatex = "  pymdownx.arithmatex: { generic: true }\n  sitebuild.markdown:\n"
        config = site.read("mkdocs.yml").replace("  admonition:\n", f"  admonition:\n{arithmatex}")
        site.write("mkdocs.yml", config)
        site.write("snippets/draw.py", (SNIPPETS / "draw.py").read_text("utf-8"))
        return site

    return new


@pytest.fixture(scope="module")
def lab(new_lab):
    """A lab, built; `log` says how."""
    site = new_lab()
    write(site)
    site.good_build("--strict")
    return site


@pytest.fixture
def executed(lab, tmp_path):
    """A copy of it, to be changed."""
    return lab.copy(tmp_path / "site")


def test_both_languages_execute_once(lab):
    assert lab.read("log").count(LOG) == 2  # to execute, and executed in its time
    assert "lab one: 2 cells to execute (no earlier result)" in lab.read("log")
    assert re.search(r"lab one: executed in \d+\.\d s", lab.read("log"))
    for page in "site/labs/one/index.html", "site/en/labs/one/index.html":
        assert re.search(r'<pre class="cell-output">count 7</pre>', lab.read(page))


def test_output_that_a_phone_scrolls_is_reached_by_the_keyboard(executed):
    write(executed, code='print("x" * 41)')
    executed.good_build()
    assert re.search(
        r'<pre class="cell-output" tabindex="0">count 7\nx{41}</pre>',
        executed.read("site/labs/one/index.html"),
    )


def test_page_is_like_the_others(lab):
    page = lab.read("site/labs/one/index.html")
    assert '<h2 id="part">' in page and 'href="#part"' in page
    assert '<p id="seven">말 <a href="#seven">7</a>, <math>' in page
    assert re.search(r'highlight"><pre>.*<code.*<span class="nn?">sys</span>', page)
    drawing = re.search(r'<figure class="drawn"><svg role="img".*?</figure>', page, re.S)[0]
    assert "<title" in drawing and ">말 curve.</title>" in drawing
    assert 'class="stroke-blue"' in drawing and "style=" not in drawing
    for stock in "jp-", "MathJax", "mermaid", "clipboard-copy", "<style", "In&nbsp;[", "In [", "Out[":
        assert stock not in page, stock
    assert page.count("noise") == 1, "what went to stderr is shown"
    assert len(page) - len(drawing) < 60_000


def test_search_finds_its_text_once(lab):
    index = json.loads(lab.read("site/search/search_index.json"))
    (text,) = (entry["text"] for entry in index["docs"] if entry["location"] == "labs/one/#part")
    assert text.count("count 7") == 1 and "Copied" not in text and "In [" not in text


def test_runs_again_for_its_code_only(executed):
    site = executed
    write(site, korean="다른 말")
    site.good_build()
    assert LOG not in site.read("log")
    assert "다른 말" in site.read("site/labs/one/index.html")
    write(site, code="time.sleep(0.5); print(8)")  # printed later, shown in the same box
    site.good_build()
    assert "lab one: 2 cells to execute (changed: cell 1)" in site.read("log")
    assert "count 7\n8" in site.read("site/en/labs/one/index.html")
    kernel = "sitebuild/labs/kernel.py"
    site.write(kernel, site.read(kernel) + "\n\nMORE = 1\n")
    site.good_build()
    assert f"lab one: 2 cells to execute (changed: {kernel})" in site.read("log")


def test_failing_cell_stops_the_build(executed):
    site = executed
    before = site.read("site/labs/one/index.html")
    write(site, code="assert 3 > 4, 'three is less'")
    status, log = site.build()
    assert status != 0
    assert "docs/ko/labs/one.md:13: cell 1 of the lab failed" in log
    assert "AssertionError: three is less" in log
    assert site.read("site/labs/one/index.html") == before


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (' caption="말 curve. More."', "", "docs/ko/labs/one.md:19: draws a figure: write"),
        ('print("count", 3 + 4)', ">>> 3 + 4", "docs/ko/labs/one.md:12: a lab's code stands at top level"),
    ],
)
def test_what_a_lab_may_not_do(executed, old, new, message):
    site = executed
    site.write("docs/ko/labs/one.md", site.read("docs/ko/labs/one.md").replace(old, new))
    status, log = site.build()
    assert status != 0
    assert message in log


def test_breaks_while_serving_and_heals(new_lab):
    site = new_lab()
    write(site)
    with site.serve() as until:
        until("/labs/one/", lambda page: "count 7" in page)
        write(site, code="1 / 0")
        until("/labs/one/", lambda page: "figure-error" in page and "ZeroDivisionError" in page)
        until("/en/labs/one/", lambda page: "This page needs a fix" in page)
        write(site)
        until("/labs/one/", lambda page: "count 7" in page and "figure-error" not in page)


# what hostile code and clumsy hands do

WIDE = {
    "images": (
        "from IPython.display import display\ndisplay({'image/jpeg': 'eA=='}, raw=True)",
        "displays image/jpeg; a page",
    ),
    "dies": ("import os; os.abort()", "cell 1 of the lab failed\nKernel died"),
}


@pytest.mark.parametrize("name", WIDE)
def test_what_a_cell_may_not_do(new_lab, name):
    site = new_lab()
    code, message = WIDE[name]
    write(site, code=code)
    status, log = site.build()
    assert status != 0
    assert "docs/ko/labs/one.md:13: cell 1 of the lab failed" in log and message in log


@pytest.mark.parametrize(
    ("code", "limits", "message"),
    [
        ("while True: pass", {"LAB_TIME_LIMIT": "2"}, "took longer than 2 s"),
        (
            "held = []\nwhile True: held.append(bytearray(b'x' * 10_000_000)); time.sleep(0.01)",
            {"LAB_MEMORY_LIMIT": "900"},
            "took more than 0.9 GB of memory",
        ),
    ],
    ids=["time", "memory"],
)
def test_limits_of_a_cell(new_lab, code, limits, message):
    site = new_lab()
    write(site, code=code)
    status, log = site.build(**limits)
    assert status != 0
    assert f"docs/ko/labs/one.md:13: cell 1 of the lab {message}" in log


def test_long_output_is_cut_with_a_note(new_lab):
    site = new_lab()
    write(site, code="print('y' * 300_000)")
    site.good_build()
    for page, note in [
        ("labs/one", "가운데 처음"),
        ("en/labs/one", "of 300,009 characters of output, the first"),
    ]:
        text = site.read(f"site/{page}/index.html")
        assert note in text and len(text) < 250_000


def test_lab_in_a_subfolder_with_markup_of_the_page_in_its_prose(new_lab):
    site = new_lab()
    for language in "ko", "en":
        text = (
            LAB.format(word="word", code="")
            + '\n<div class="lab-cell"></div>\n<div class="lab-output"></div>\n'
        )
        site.write(f"docs/{language}/labs/deep/two.md", text)
    site.good_build("--strict")
    assert "count 7" in site.read("site/labs/deep/two/index.html")


def test_interrupted_lab_leaves_nothing(executed):
    site = executed
    before = site.read("site/labs/one/index.html")
    pid = site.folder / "pid"
    write(site, code=f"import os; open({str(pid)!r}, 'w').write(str(os.getpid()))\nwhile True: pass")
    build = site.start("build")
    site.until(lambda: pid.exists() and pid.read_text())
    build.send_signal(signal.SIGINT)
    assert build.wait(PATIENCE) != 0
    assert ends(int(pid.read_text()))
    assert "Traceback" not in site.read("log")
    assert site.read("site/labs/one/index.html") == before


def test_waits_behind_the_server_and_begins_again_when_saved(new_lab):
    site = new_lab()
    pids = [site.folder / name for name in ("first", "second")]
    code = "import os; open({!r}, 'w').write(str(os.getpid()))\ntime.sleep({})"
    write(site, code=code.format(str(pids[0]), 600))
    with site.serve() as until:
        until("/labs/one/", lambda page: page.count("계산하는 중") == 2)
        until("/en/labs/one/", lambda page: "being computed" in page)
        site.until(lambda: pids[0].exists() and pids[0].read_text())
        write(site, code=code.format(str(pids[1]), 0))
        until("/labs/one/", lambda page: "count 7" in page and "계산하는 중" not in page)
        until("/en/labs/one/", lambda page: "count 7" in page and "being computed" not in page)
        assert ends(int(pids[0].read_text()))
        until("/labs/one/", lambda page: site.read("log").count("Building documentation...") < 6)
