"""Whatever happens to a build, `site/` is the last good site, and nothing else is left beside it."""

import os
import signal
import time

import pytest
from sites import FIGURE, PATIENCE

pytestmark = pytest.mark.check  # builds sites of its own

FIRST, SECOND = "# 처음\n\nfirst\n", "# 다음\n\nsecond\n"
SLOW = "import pathlib, time\npathlib.Path('drawing').touch()\ntime.sleep(60)\n"


@pytest.fixture(scope="module")
def first(new_site):
    site = new_site()
    site.page(FIRST)
    site.good_build("--strict")
    return site


@pytest.fixture
def built(first, tmp_path):
    return first.copy(tmp_path / "checkout")


def leftovers(site):
    return sorted(path.name for path in site.folder.glob("*site.*"))


def test_good_build_takes_the_place(built):
    (built.folder / "site/stale.html").touch()
    (built.folder / "site/.git").mkdir()
    built.page(SECOND)
    built.good_build("--strict")
    assert "second" in built.read() and "second" in built.read("site/en/index.html")
    assert not (built.folder / "site/stale.html").exists()
    assert (built.folder / "site/.git").is_dir(), "MkDocs leaves what starts with a dot"
    assert (built.folder / "site").stat().st_mode & 0o777 == 0o755
    assert not leftovers(built)


@pytest.mark.parametrize(
    ("korean", "english", "options"),
    [
        pytest.param("![x](figures/ch/none.svg){ #x }\n", "", [], id="figure"),
        pytest.param("[x](none.md)\n", "", ["--strict"], id="Korean link"),
        pytest.param("second\n", "[x](#none)\n", ["--strict"], id="English anchor"),
    ],
)
def test_failed_build_changes_nothing(built, korean, english, options):
    built.page(korean, english)
    status, log = built.build(*options)
    assert status != 0, log
    assert "first" in built.read() and "first" in built.read("site/en/index.html")
    assert not leftovers(built)


def test_warning_is_no_failure_unless_strict(built):
    built.page("second\n", "[x](#none)\n")
    built.good_build()
    assert "second" in built.read()


def drawing(site):
    """A build that draws slowly, more figures than there are cores."""
    names = [f"slow{i}" for i in range(os.cpu_count() + 1)]
    site.page("\n\n".join(f"![x](figures/ch/{name}.svg){{ #{name} }}" for name in names))
    for name in names:
        site.write(f"snippets/ch/{name}.py", SLOW)
    build = site.start("build")
    end = time.monotonic() + PATIENCE
    while not (site.folder / "drawing").exists() and time.monotonic() < end:
        time.sleep(0.05)
    return build


def interrupted(site, how):
    """The exit status of a build that is sent a signal while it draws."""
    build = drawing(site)
    build.send_signal(how)
    return build.wait(PATIENCE / 3)


def mend(site):
    for snippet in site.folder.glob("snippets/ch/*"):
        snippet.write_text(FIGURE)


def test_ctrl_c_changes_nothing(built):
    assert interrupted(built, signal.SIGINT) != 0
    assert "first" in built.read()
    assert not leftovers(built)


def test_leftover_of_a_killed_build_goes_with_the_next(built):
    assert interrupted(built, signal.SIGKILL) == -signal.SIGKILL
    assert "first" in built.read()
    assert leftovers(built), "a killed build cannot clean up"
    mend(built)
    built.good_build()
    assert "seven" in built.read()
    assert not leftovers(built)


def test_running_build_is_left_alone(built):
    build = drawing(built)
    running = leftovers(built)
    mend(built)
    built.good_build()
    assert leftovers(built) == running
    build.send_signal(signal.SIGINT)
    build.wait(PATIENCE)
    assert "seven" in built.read()
    assert not leftovers(built)


def test_other_directory(built):
    built.page(SECOND)
    built.good_build("-d", "else/far/where")
    assert "second" in built.read("else/far/where/index.html")
    assert "second" in built.read("else/far/where/en/index.html")
    assert "first" in built.read()
    assert os.listdir(built.folder / "else/far") == ["where"]


def test_dirty_build_adds_to_the_site(built):
    (built.folder / "site/extra.txt").write_text("kept")
    built.page(SECOND)
    built.good_build("--dirty")
    assert built.read("site/extra.txt") == "kept"
    assert "second" in built.read()
