"""`mkdocs serve` outlives every mistake: the page says what is wrong, and the next save mends it."""

import shutil
import socket
import time

import pytest
from mkdocs.exceptions import Abort
from sites import FIGURE

from sitebuild.serving import ensure_free

pytestmark = pytest.mark.check  # serves sites of its own

# the lines of the front matter count
PAGE = '---\ntitle: 그림\n---\n\n![그림.](figures/ch/one.svg){ #one }\n\n```python\n--8<-- "ch/part.py:part"\n```\n'
PART = "# --8<-- [start:part]\nx = 1\n# --8<-- [end:part]\n"


def shows(*texts):
    return lambda page: all(text in page for text in texts)


def is_well(page):
    return "seven" in page and "figure-error" not in page


def write_well(site):
    site.page(PAGE)
    site.write("snippets/ch/one.py", FIGURE)
    site.write("snippets/ch/part.py", PART)


def test_a_port_that_is_taken_is_told_before_anything_is_built():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(Abort, match=rf"127\.0\.0\.1:{port} cannot be served on .*choose another"):
            ensure_free("127.0.0.1", port)
    ensure_free("127.0.0.1", port)


def test_starts_broken_and_heals(site):
    write_well(site)
    site.write("snippets/ch/one.py", "1 / 0\n")
    site.write("snippets/ch/part.py", "x = 1\n")
    with site.serve() as until:
        korean = until(
            "/", shows("그림을 그리지 못했다", "ZeroDivisionError", "docs/ko/index.md:8: asks for")
        )
        assert "File &quot;snippets/ch/one.py&quot;, line 1" in korean
        assert "<figcaption>그림.</figcaption>" in korean
        until(
            "/en/",
            shows("This figure could not be drawn", "ZeroDivisionError", "docs/en/index.md:8: asks for"),
        )
        log = site.read("log")
        assert "ERROR" in log and "ZeroDivisionError" in log and "docs/ko/index.md:5" in log
        write_well(site)
        until("/", is_well)
        until("/en/", is_well)
    assert not (site.folder / "site").exists(), "serve writes elsewhere"
    assert not list(site.folder.glob("site.*"))


def test_breaks_while_serving_and_heals(site):
    write_well(site)
    with site.serve(FIGURE_TIME_LIMIT="3") as until:
        until("/", is_well)
        until("/en/", is_well)
        for snippet, error in [
            ("while True:\n    pass\n", "longer than 3 s"),
            ("import os\nos._exit(1)\n", "ended its process"),
            (FIGURE + "fig.drawn['blob'] = np.ones(2)\n", "add that name to sitebuild/figures/korean.toml"),
        ]:
            site.write("snippets/ch/one.py", snippet)
            until("/", shows("figure-error", error))
        site.write("snippets/ch/one.py", FIGURE)
        until("/", is_well)

        (site.folder / "snippets/ch/part.py").unlink()
        until("/", shows("docs/ko/index.md:8: includes ch/part.py, which is not in snippets/", "seven"))
        site.write("snippets/ch/part.py", PART)
        until("/", is_well)


def test_breaks_only_in_english_and_heals(site):
    write_well(site)
    with site.serve() as until:
        until("/en/", is_well)
        for english, error in [
            ("![Gone.](figures/ch/gone.svg){ #gone }\n", "there is no snippets/ch/gone.py"),
            ("![No id.](figures/ch/one.svg)\n", "docs/en/index.md:1: the figure ch/one has no id"),
            ("```python\nnever closed\n", "is never closed"),
            ("```python\n--8<-- 'ch/gone.py'\n```\n", "includes are written"),
        ]:
            site.page(PAGE, english)
            until("/en/", shows("figure-error", error))
            until("/", is_well)
        site.write("mkdocs.en.yml", "INHERIT: [\n")
        until("/", lambda page: "The English pages are not built" in site.read("log"))
        until("/", is_well)
        site.write("mkdocs.en.yml", "INHERIT: mkdocs.yml\ndocs_dir: docs/en\ntheme: { language: en }\n")
        site.page(PAGE)
        until("/en/", is_well)


def test_page_in_another_encoding_heals(site):
    write_well(site)
    with site.serve() as until:
        until("/", is_well)
        (site.folder / "docs/ko/index.md").write_bytes("# 처음\n\n합성곱\n".encode("euc-kr"))
        until("/", shows("이 페이지에 고칠 것이 있다", "docs/ko/index.md:1: is not UTF-8"))
        until("/en/", is_well)
        site.page(PAGE)
        until("/", is_well)


def test_page_goes_and_comes_back(site):
    write_well(site)
    site.page("# 처음\n\n[more](more.md)\n")
    for language in ("ko", "en"):
        site.write(f"docs/{language}/more.md", PAGE)
    with site.serve() as until:
        until("/more/", is_well)
        for language in ("ko", "en"):
            (site.folder / f"docs/{language}/more.md").unlink()
        until("/", lambda page: "more.md" in page)
        until("/en/", lambda page: "more.md" in page)
        site.write("docs/ko/more.md", PAGE)
        until("/more/", is_well)


def test_first_page_does_not_wait_for_figures(site):
    """What is being drawn says so in its place, and as large as it will be; the page comes again when all is there."""
    site.write(
        "snippets/draw.py",
        "from matplotlib import pyplot as plt\nPALETTE = {}\nfigure = lambda **size: plt.figure()\n",
    )
    go = site.folder / "go"
    waits = f"import os, time\nwhile not os.path.exists({str(go)!r}): time.sleep(0.1)\n"
    figure = "import draw\nfig = draw.figure(width=10, height=4)\nfig.drawn = {}\nfig.text(0, 0, 'seven')\n"
    site.write("snippets/ch/one.py", waits + figure)
    site.page(PAGE.replace("part.py:part", "one.py"))
    with site.serve() as until:
        page = until("/", shows("계산하는 중…", "<figcaption>그림.</figcaption>"))
        assert 'width="246" height="102"' in page
        until("/en/", shows("being computed…"))
        go.touch()
        until("/", is_well)
        until("/en/", is_well)

        def builds():
            return site.read("log").count("Building documentation...")

        def are_over():
            before = builds()
            time.sleep(4)
            return builds() == before

        site.until(are_over)  # no further one comes by itself
        assert builds() < 6


def test_a_folder_that_was_away_is_watched_again(site):
    write_well(site)
    with site.serve() as until:
        until("/", is_well)
        for folder in "docs/ko", "docs/en", "snippets":
            away = (site.folder / folder).rename(site.folder / "away")
            time.sleep(2)  # the folders are looked at every half second
            away.rename(site.folder / folder)
        site.page(f"{PAGE}\nmore\n")
        until("/", lambda page: is_well(page) and "more" in page)
        until("/en/", lambda page: is_well(page) and "more" in page)
        site.write("snippets/ch/one.py", FIGURE.replace("seven", "eight"))
        until("/", shows("eight"))


def test_cache_that_vanishes_is_made_again_on_the_next_save(site):
    write_well(site)
    with site.serve() as until:
        until("/", is_well)
        shutil.rmtree(site.folder / ".cache")
        site.page(f"{PAGE}\nmore\n")
        until("/", lambda page: is_well(page) and "more" in page)
        for kept in site.folder.glob(".cache/figures/ch/*"):
            kept.write_text("")
        site.page(f"{PAGE}\nstill more\n")
        until("/", lambda page: is_well(page) and "still more" in page)
        until("/en/", lambda page: is_well(page) and "still more" in page)
