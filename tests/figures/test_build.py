"""Figures at build time: what is drawn again, what stands in the page, what stops a build."""

import json
import re
import signal
from collections import Counter
from html.parser import HTMLParser

import pytest
from pooled import ends
from sites import FIGURE, PATIENCE

from sitebuild.figures import words

pytestmark = pytest.mark.check  # builds sites of its own


def test_only_what_changed_is_drawn_again(site):
    one, two = "![하나.](figures/ch/one.svg){ #one }\n", "![Two.](figures/ch/two.svg){ #two }\n"
    site.page(one, two)
    site.write("snippets/ch/one.py", FIGURE)
    site.write("snippets/ch/two.py", "import draw\n" + FIGURE)
    assert site.good_build() == {"ch/one", "ch/two"}
    assert "figures: 2 drawn, 0 cached" in site.read("log")

    site.page("글이 바뀌었다.\n\n" + one, two)
    assert site.good_build() == set()
    assert "figures: 0 drawn, 2 cached" in site.read("log")

    site.write("snippets/ch/one.py", FIGURE.replace("seven", "eight"))
    assert site.good_build() == {"ch/one"}
    assert "eight" in site.read()

    site.write("snippets/draw.py", "PALETTE = {'a': '#123456'}\n")
    assert site.good_build() == {"ch/two"}
    assert len(list(site.folder.glob(".cache/figures/ch/*"))) == 2, "what nothing asks for stays in the cache"


def test_prose_imports_nothing_heavy(site):
    site.page("![하나.](figures/ch/one.svg){ #one }\n")
    site.write("snippets/ch/one.py", FIGURE)
    site.good_build()
    site.page("글.\n\n![하나.](figures/ch/one.svg){ #one }\n")
    assert site.good_build(PYTHONPROFILEIMPORTTIME="1") == set()
    imported = set(re.findall(r"import time:.*\| +([\w.]+)$", site.read("log"), re.M))
    assert "mkdocs.commands.build" in imported
    assert not {"matplotlib", "tensorflow", "numpy"} & imported


def test_a_page_in_a_folder_asks_for_a_figure_from_where_it_stands(site):
    for language in "ko", "en":
        site.write(f"docs/{language}/labs/page.md", "# P\n\n![하나.](../figures/ch/one.svg){ #one }\n")
    site.write("snippets/ch/one.py", FIGURE)
    site.page("# P\n")
    site.good_build("--strict")
    assert "<svg" in site.read("site/labs/page/index.html")


# what is drawn

# drawn twice, the second would differ if anything were left of the first
LEFTOVER = f"""
import draw
import matplotlib
{FIGURE}
draw.count += 1
fig.text(0, 0, draw.count)
fig.text(1, 0, np.random.rand())
fig.text(0, 1, np.array([0.5]))
np.set_printoptions(formatter={{"all": lambda x: "x"}})
matplotlib.rcParams["font.size"] = 33
"""
SNIPPETS = {
    "plain": FIGURE,
    "palette": """
        import draw
        import numpy as np
        from matplotlib import pyplot as plt

        fig = plt.figure(figsize=(3, 1.5))
        fig.drawn = {
            "kernel, strides=2": np.ma.masked_invalid([1.5, np.nan]),
            "canvas": np.arange(300).reshape(20, 15),
        }
        fig.add_artist(plt.Rectangle((0, 0), 0.5, 1, color=draw.PALETTE["first"], hatch="/"))
        fig.add_subplot().plot([1, 2])
        """,
    "leftover": LEFTOVER,
    "leftover_too": LEFTOVER,
    "chatty": FIGURE + "print('x' * 10_000_000)\n",
    "reads_input": FIGURE + "try:\n    input()\nexcept EOFError:\n    pass\n",
}
PAGE = """
# 그림

![첫 문장이다. `stamp()`은 [여기](#in-list)에, *세게*.](figures/ch/plain.svg){ #plain }

1. 목록

    ![목록 안.](figures/ch/palette.svg){ #in-list }

- 글 바로 아래
  ![붙은 것.](figures/ch/plain.svg){ #close }

=== "탭"

    ![탭 안.](figures/ch/palette.svg){ #in-tab }

!!! note

    ![상자 안.](figures/ch/leftover.svg){ #in-box .wide }

??? note "접힌 것"

    ![접힌 것 안.](figures/ch/chatty.svg){: #in-fold }

![또 하나.](figures/ch/leftover_too.svg){ #too }

![두 줄에
걸친 것.](figures/ch/reads_input.svg){ #two-lines }
"""


def write_good(site):
    site.page(PAGE)
    site.write("snippets/draw.py", "PALETTE = {'first': '#4477AA'}\ncount = 0\n")
    for name, text in SNIPPETS.items():
        site.write(f"snippets/ch/{name}.py", text)


@pytest.fixture(scope="module")
def good(new_site):
    site = new_site(theme="material", plugins=["search"])
    write_good(site)
    site.good_build("--strict")
    return site


class Outline(HTMLParser):
    """Every start tag of a page as (tag, attributes, tags it stands in), and the text in each element."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag not in {"meta", "link", "input", "img", "br", "hr"}:
            self.open.append(tag)
        self.tags.append((tag, dict(attributes), tuple(self.open[:-1])))

    def handle_startendtag(self, tag, attributes):
        self.tags.append((tag, dict(attributes), tuple(self.open)))

    def handle_endtag(self, tag):
        while tag in self.open and self.open.pop() != tag:
            pass


def figures(page):
    return {
        match[1]: match[0]
        for match in re.finditer(r'<figure class="drawn[^"]*" id="([^"]+)">.*?</figure>', page, re.S)
    }


def test_figures_stand_inline_everywhere(good):
    tags = Outline(good.read()).tags
    places = {attributes["id"]: inside for tag, attributes, inside in tags if tag == "figure"}
    assert list(places) == ["plain", "in-list", "close", "in-tab", "in-box", "in-fold", "too", "two-lines"]
    assert all("p" not in inside for inside in places.values())
    assert "li" in places["in-list"] and "li" in places["close"] and "details" in places["in-fold"]
    assert sum(tag == "svg" and inside[-1] == "figure" for tag, _, inside in tags) == len(places)
    assert not [attributes for tag, attributes, _ in tags if tag == "img" and "figures" in attributes["src"]]


def test_caption_keeps_its_markdown(good):
    caption = re.search(r"<figcaption>(.*?)</figcaption>", figures(good.read())["plain"])[1]
    assert caption == '첫 문장이다. <code>stamp()</code>은 <a href="#in-list">여기</a>에, <em>세게</em>.'


def test_ids_are_unique_and_referred_to(good):
    tags = Outline("".join(figures(good.read()).values())).tags
    ids = Counter(attributes["id"] for _, attributes, _ in tags if "id" in attributes)
    assert set(ids.values()) == {1}
    values = [value for _, attributes, _ in tags for key, value in attributes.items() if key != "style"]
    referred = {name for value in values if value for name in re.findall(r"url\(#([\w-]+)\)", value)}
    referred |= {attributes["href"][1:] for tag, attributes, _ in tags if tag == "use"}
    assert any("in-list-" in name for name in referred), "the hatch and the clip are referred to"
    assert referred <= set(ids)


@pytest.mark.parametrize(
    ("page", "description"),
    [
        ("site/index.html", "커널, strides=2: 1.5 ·. 캔버스: 20×15, 0에서 299까지."),
        ("site/en/index.html", "kernel, strides=2: 1.5 ·. canvas: 20×15, from 0 to 299."),
    ],
)
def test_screen_reader_gets_title_and_numbers(good, page, description):
    drawn = figures(good.read(page))
    labels = re.search(r'<svg role="img" aria-labelledby="(\S+) (\S+)"', drawn["in-list"])
    assert f'<title id="{labels[1]}">목록 안.</title>' in drawn["in-list"]
    assert f'<desc id="{labels[2]}">{description}</desc>' in drawn["in-list"]
    assert '<title id="plain-title">첫 문장이다.</title>' in drawn["plain"]


def test_svg_holds_text_and_no_style(good):
    for svg in [*figures(good.read()).values(), good.read("site/figures/ch/palette.svg")]:
        assert not re.search(r"style=|<style|<metadata|<\?xml|<!DOCTYPE|font-family|xlink", svg)
    assert re.search(r"<text [^>]*>seven</text>", figures(good.read())["plain"])
    assert re.search(r'<svg [^>]*viewBox="0 0 144 72" width="192"', good.read("site/figures/ch/plain.svg"))


def test_palette_colours_are_classes_too(good):
    svg = good.read("site/figures/ch/palette.svg")
    assert re.search(r'fill="#4477aa"[^>]* class="[^"]*fill-first', svg)
    assert re.search(r'stroke="#4477aa"[^>]* class="[^"]*stroke-first', svg)


def test_search_index_has_captions_only(good):
    index = json.dumps(json.loads(good.read("site/search/search_index.json")), ensure_ascii=False)
    assert "목록 안." in index
    assert "seven" not in index and "strides=2" not in index


def test_bytes_depend_on_nothing_but_the_snippet(good, site):
    """Another directory, another order, one process for all, the user's own Matplotlib settings."""
    write_good(site)
    site.page("\n".join(f"![x](figures/ch/{name}.svg){{ #{name} }}\n" for name in reversed(SNIPPETS)))
    site.write("matplotlibrc", "font.size: 40\nlines.linewidth: 9\n")
    pool = site.read("sitebuild/computing/pool.py")
    site.write("sitebuild/computing/pool.py", pool.replace("os.cpu_count()", "1"))
    site.good_build(MATPLOTLIBRC=str(site.folder), MPLBACKEND="pdf")
    for name in SNIPPETS:
        path = f"site/figures/ch/{name}.svg"
        assert site.read(path) == good.read(path), name
    assert site.read("site/figures/ch/leftover.svg") == site.read("site/figures/ch/leftover_too.svg")
    assert cached(site) == cached(good), "the keys depend on the directory"


def cached(site):
    return {path.name for path in site.folder.glob(".cache/figures/ch/*")}


def test_description_follows_the_array():
    channels = [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]
    drawn = {"input": [1, 2], "kernel": [[1, 2.5], [None, 4]], "stamp 2, x": channels}
    expected = "입력: 1 2. 커널: 1 2.5 / · 4. 스탬프 2, x: 1 2 / 3 4 // 5 6 / 7 8."
    assert words.describe(drawn, "ko") == expected


# what goes wrong

BROKEN = {
    "raises": ("import numpy\n\n\ndef f():\n    return 1 / 0\n\n\nf()\n", "ZeroDivisionError"),
    "syntax": ("x = (\n", 'File "snippets/ch/syntax.py", line 1'),
    "helper": ("from ch.part import part\npart()\n", 'File "snippets/ch/part.py", line 2, in part'),
    "nothing": ("import draw\n", "snippets/ch/nothing.py: leaves 0 open figures"),
    "several": (FIGURE + "plt.figure()\n", "snippets/ch/several.py: leaves 2 open figures"),
    "loops": (
        "while True:\n    pass\n",
        'longer than 3 s; it was here:\n  File "snippets/ch/loops.py", line ',
    ),
    "leaves": ("import sys\nsys.exit(3)\n", "SystemExit: 3"),
    "dies": ("import os\nos._exit(4)\n", "snippets/ch/dies.py: ended its process with status 4"),
    "crashes": ("import os\nos.abort()\n", 'File "snippets/ch/crashes.py", line 2'),
    "inf": (FIGURE + "fig.drawn['canvas'] = np.array([np.inf, 1])\n", "draws infinity in 'canvas' at (0,)"),
    "nan": (FIGURE + "fig.drawn['canvas'] = np.array([1, np.nan])\n", "draws NaN in 'canvas' at (1,)"),
    "word": (
        FIGURE + "fig.drawn['blob'] = np.ones(2)\n",
        "'blob'; add that name to sitebuild/figures/korean.toml",
    ),
}


MISTAKES = """
![x](figures/ch/missing.svg){ #missing }

![x](figures/fine.svg){ #name }

![x](figures/ch/fine.svg)

![](figures/ch/fine.svg){ #empty }

![x](figures/ch/fine.svg){ #fine }

![x](figures/ch/fine.svg "title"){ #titled }

```python
--8<-- "ch/gone.py"
```

```python
--8<-- "ch/fine.py:gone"
```

```python
--8<-- "ch/fine.py:1:2"
```

![x](figures/ch/fine.svg){ #moved .live }
""".lstrip()


@pytest.fixture(scope="module")
def broken(new_site):
    """What a build prints that meets every mistake at once; each is listed with its place."""
    site = new_site()
    site.good_build()
    page = "\n\n".join(f"![x](figures/ch/{name}.svg){{ #{name} }}" for name in [*BROKEN, "fine"])
    site.page("# 시험\n", f"{page}\n\n{MISTAKES}")
    for name, (text, _) in BROKEN.items():
        site.write(f"snippets/ch/{name}.py", text)
    site.write("snippets/ch/fine.py", FIGURE)
    site.write("snippets/ch/part.py", "def part():\n    raise RuntimeError('from a part')\n")
    site.write("snippets/ch/orphan.py", FIGURE)
    site.write("snippets/ch/.ipynb_checkpoints/orphan-checkpoint.py", FIGURE)
    before = site.read()
    status, log = site.build(FIGURE_TIME_LIMIT="3")
    assert status != 0
    assert site.read() == before, "the last good site is not as it was"
    assert str(site.folder) + "/snippets" not in log
    return log


@pytest.mark.parametrize("name", BROKEN)
def test_broken_snippet_stops_the_build(broken, name):
    line = 1 + 2 * list(BROKEN).index(name)
    report = broken.partition(f"docs/en/index.md:{line}: figures/ch/{name}.svg:")[2].partition("\n\n")[0]
    assert BROKEN[name][1] in report


def test_traceback_is_the_snippets_own(broken):
    report = broken.partition("figures/ch/raises.svg:")[2].partition("\n\n")[0]
    assert re.findall(r'File "(.*?)", line (\d+)', report) == [
        ("snippets/ch/raises.py", "8"),
        ("snippets/ch/raises.py", "5"),
    ]


LINE = 1 + 2 * (len(BROKEN) + 1)


@pytest.mark.parametrize(
    "report",
    [
        f"docs/en/index.md:{LINE}: figures/ch/missing.svg: there is no snippets/ch/missing.py",
        f"docs/en/index.md:{LINE + 2}: figures/fine.svg: there is no snippets/fine.py",
        f"docs/en/index.md:{LINE + 4}: the figure ch/fine has no id",
        f"docs/en/index.md:{LINE + 6}: the figure ch/fine has no caption",
        f"docs/en/index.md:{LINE + 8}: the id 'fine' stands in line {LINE - 2} too",
        f'docs/en/index.md:{LINE + 10}: ![x](figures/ch/fine.svg "title") is not read',
        f"docs/en/index.md:{LINE + 13}: includes ch/gone.py, which is not in snippets/",
        f"docs/en/index.md:{LINE + 17}: asks for the section 'gone'",
        f"docs/en/index.md:{LINE + 21}: includes are written --8<-- ",
        f"docs/en/index.md:{LINE + 24}: the figure ch/fine is .live, and there is no instruments/views/live/ch/fine.ts",
        "snippets/ch/orphan.py:1: no page asks for or includes it",
    ],
)
def test_broken_page_stops_the_build(broken, report):
    assert report in broken


def test_the_rest_is_drawn_all_the_same(broken):
    assert "drawn  ch/fine" in broken
    assert "snippets/ch/part.py:1: no page" not in broken, "what a snippet imports is no orphan"
    assert "checkpoint" not in broken, "nor is what an editor leaves"


def test_figure_in_code_stops_the_build(site):
    site.write("snippets/ch/one.py", FIGURE)
    site.page("글\n\n`![x](figures/ch/one.svg){ #one }`\n")
    status, log = site.build()
    assert status != 0
    assert "docs/ko/index.md:3: the figure ch/one stands in code" in log


def test_page_in_another_encoding_stops_the_build(site):
    (site.folder / "docs/en/index.md").write_bytes("# 글\n\n합성곱\n".encode("euc-kr"))
    status, log = site.build()
    assert status != 0
    assert "docs/en/index.md:1: is not UTF-8; save the file as UTF-8" in log


# the cache


def test_unwritable_cache_still_builds(site):
    site.page("![하나.](figures/ch/one.svg){ #one }\n")
    site.write("snippets/ch/one.py", FIGURE)
    site.write(".cache", "not a directory")
    site.good_build("--strict")
    assert "not cached" in site.read("log")
    assert "seven" in site.read() and "seven" in site.read("site/en/index.html")


def test_two_builds_at_once(site):
    site.page("![하나.](figures/ch/one.svg){ #one }\n")
    site.write("snippets/ch/one.py", FIGURE + "import time\ntime.sleep(0.5)\n")
    builds = [site.start("build", "--strict") for _ in range(2)]
    assert [build.wait(PATIENCE) for build in builds] == [0, 0]
    assert "seven" in site.read()
    assert [path.suffix for path in site.folder.glob(".cache/figures/ch/*")] == [".json"]


# limits, and what is left behind

LIMITED = {
    "many": (
        FIGURE + "plt.plot(np.random.rand(3_000), '.')\n",
        "MB, and a figure may have 0.02: draw fewer points",
    ),
    "memory": (
        "held = []\nwhile True:\n    held.append(bytearray(b'x' * 10_000_000))\n",
        "took more than 0.5 GB",
    ),
    "pool": (
        "from concurrent.futures import ProcessPoolExecutor\nimport time\n"
        "ProcessPoolExecutor(1).submit(time.sleep, 600).result()\n",
        'took longer than 20 s; it was here:\n  File "snippets/ch/pool.py", line 3',
    ),
    "recursion": (
        "import sys\nsys.setrecursionlimit(10**9)\ndef f(x):\n    return eval('f(x)', {'f': f, 'x': x})\nf(1)\n",
        "ended its process with status",
    ),
}


def test_limits(site):
    site.page("\n\n".join(f"![x](figures/ch/{name}.svg){{ #{name} }}" for name in LIMITED))
    for name, (text, _) in LIMITED.items():
        site.write(f"snippets/ch/{name}.py", text)
    limits = {"FIGURE_SIZE_LIMIT": "0.02", "FIGURE_MEMORY_LIMIT": "500", "FIGURE_TIME_LIMIT": "20"}
    status, log = site.build(**limits)
    assert status != 0
    for name, (_, message) in LIMITED.items():
        report = log.partition(f"figures/ch/{name}.svg:")[2].partition("\n\n")[0]
        assert message in report, name


def test_interrupted_build_leaves_nothing(site):
    site.write(
        "snippets/ch/one.py",
        f"{FIGURE}import os\nopen('pid', 'w').write(str(os.getpid()))\nwhile True: pass\n",
    )
    site.page("![x](figures/ch/one.svg){ #x }\n")
    build, pid = site.start("build"), site.folder / "pid"
    site.until(lambda: pid.exists() and pid.read_text())
    build.send_signal(signal.SIGINT)
    assert build.wait(PATIENCE) != 0
    assert ends(int(pid.read_text()))
    assert not list(site.folder.glob("site.*"))


def test_damaged_cache_is_drawn_again(site):
    site.page("![x](figures/ch/one.svg){ #x }\n")
    site.write("snippets/ch/one.py", FIGURE)
    site.good_build()
    (kept,) = site.folder.glob(".cache/figures/ch/*")
    kept.write_bytes(kept.read_bytes()[:-30])
    assert site.good_build("--strict") == {"ch/one"}
    assert "seven" in site.read()
