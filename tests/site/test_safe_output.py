"""Whatever happens to a build, `site/` is the last good site, and nothing else is left beside it."""

import fcntl
import os
import signal
import time

import pytest
from sites import FIGURE, PATIENCE

FIRST, SECOND = "# 처음\n\nfirst\n", "# 다음\n\nsecond\n"
SLOW = "import pathlib, time\npathlib.Path('drawing').touch()\ntime.sleep(60)\n"


@pytest.fixture
def built(site):
    site.page(FIRST)
    site.good_build("--strict")
    return site


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


def interrupted(site, how):
    """The exit status of a build that is sent a signal while it draws."""
    site.page("![x](figures/ch/slow.svg){ #x }\n")
    site.write("snippets/ch/slow.py", SLOW)
    build = site.start("build")
    end = time.monotonic() + PATIENCE
    while not (site.folder / "drawing").exists() and time.monotonic() < end:
        time.sleep(0.05)
    build.send_signal(how)
    return build.wait(PATIENCE / 3)


def test_ctrl_c_changes_nothing(built):
    assert interrupted(built, signal.SIGINT) != 0
    assert "first" in built.read()
    assert not leftovers(built)


def test_leftover_of_a_killed_build_goes_with_the_next(built):
    assert interrupted(built, signal.SIGKILL) == -signal.SIGKILL
    assert "first" in built.read()
    assert leftovers(built), "a killed build cannot clean up"
    built.write("snippets/ch/slow.py", FIGURE)
    built.good_build()
    assert "seven" in built.read()
    assert not leftovers(built)


def test_running_build_is_left_alone(built):
    other = built.folder / "site.building-other"
    other.mkdir()
    handle = os.open(other, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    built.good_build()
    assert leftovers(built) == [other.name]
    os.close(handle)
    built.good_build()
    assert not leftovers(built)


def test_other_directory(built):
    built.page(SECOND)
    built.good_build("-d", "else/where")
    assert "second" in built.read("else/where/index.html")
    assert "second" in built.read("else/where/en/index.html")
    assert "first" in built.read()
    assert os.listdir(built.folder / "else") == ["where"]


def test_dirty_build_adds_to_the_site(built):
    (built.folder / "site/extra.txt").write_text("kept")
    built.page(SECOND)
    built.good_build("--dirty")
    assert built.read("site/extra.txt") == "kept"
    assert "second" in built.read()
