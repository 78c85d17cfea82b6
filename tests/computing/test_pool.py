"""What takes long is done by at most as many processes as there are cores, within limits, and leaves nothing behind."""

import os
import subprocess
import sys
import textwrap
import time

import pytest
from pooled import LIMITS, ends

from sitebuild.computing.job import Limits

pytestmark = pytest.mark.check  # starts, stops and kills processes

FORKS = pytest.mark.parametrize("forks", ["1", "0"], ids=["forks", "spawns"])  # as on Linux, as on macOS


@FORKS
def test_jobs_are_done(make_pool, monkeypatch, forks):
    monkeypatch.setenv("WORKER_FORKS", forks)
    pooled = make_pool(cores=2)
    for number in range(5):
        pooled.submit(f"n{number}", "add", a=number, b=1)
    pooled.pool.wait(seconds=50)
    assert pooled.answers == {f"n{number}": number + 1 for number in range(5)}
    assert not pooled.pool.failures


def test_longest_is_begun_first_and_shortest_behind_a_server(make_pool):
    for background, order in (False, ["long", "middle", "short"]), (True, ["short", "middle", "long"]):
        pooled = make_pool(cores=1, background=background)
        for name, expected in ("middle", 2), ("short", 1), ("long", 3):
            pooled.submit(name, "add", expected, a=1, b=1)
        pooled.pool.wait(seconds=50)
        assert pooled.order == order


def test_no_more_processes_than_cores(make_pool):
    pooled = make_pool(cores=2)
    for number in range(4):
        pooled.submit(f"n{number}", "steps", pauses=[0.2])
    pooled.pool.wait(seconds=50)
    assert len(pooled.pool._threads) == 2 and len(set(pooled.answers.values())) == 4


@FORKS
@pytest.mark.parametrize(
    ("function", "limits", "reason", "report"),
    [
        ("endless", Limits(1, 2**31), "took longer than 1 s", "jobs.py"),
        ("greedy", Limits(50, 3 * 10**8), "took more than 0.3 GB of memory", "jobs.py"),
        ("crash", LIMITS, "ended its process with status -6", "Fatal Python error: Aborted"),
        ("recursion", LIMITS, "ended its process with status", "in deeper"),
        ("chatter", Limits(50, 2**31), "ended its process with status", "..."),
    ],
)
def test_limits(make_pool, monkeypatch, forks, function, limits, reason, report):
    monkeypatch.setenv("WORKER_FORKS", forks)
    pooled = make_pool(cores=1)
    pooled.submit("one", function, limits=limits)
    said, reported = pooled.failure("one")
    assert said.startswith(reason)
    assert report in reported and len(reported) < 30_000
    pooled.submit("two", "add", a=1, b=2)
    pooled.pool.wait(seconds=50)
    assert pooled.answers == {"two": 3}


def test_each_step_has_its_time(make_pool):
    pooled = make_pool(cores=1)
    pooled.submit("steps", "steps", limits=Limits(2, 2**31), pauses=[0.9] * 3)
    pooled.pool.wait(seconds=50)
    assert "steps" in pooled.answers
    pooled.submit("slow", "steps", limits=Limits(1, 2**31), pauses=[0, 0, 30])
    pooled.failure("slow")
    assert pooled.pool.failures["slow"].progress == 2


@pytest.mark.parametrize("how", ["fork", "grandchild", "multiprocessing"])
def test_good_job_leaves_no_process(make_pool, how):
    pooled = make_pool(cores=1)
    pooled.submit("one", "leave", how=how)
    pooled.pool.wait(seconds=50)
    assert ends(pooled.answers["one"])


def test_stopped_job_leaves_no_process(make_pool, tmp_path):
    pooled = make_pool(cores=1)
    pooled.submit("one", "leave_and_hang", limits=Limits(2, 2**31), file=str(tmp_path / "pid"))
    assert pooled.failure("one")[0] == "took longer than 2 s"
    assert ends(int((tmp_path / "pid").read_text()))


def until(condition, patience=50):
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_closing_ends_what_runs(make_pool, tmp_path):
    pooled = make_pool(cores=1)
    pooled.submit("one", "endless", started=str(tmp_path / "pid"))
    pooled.pool.start()
    until(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text())
    pooled.pool.close()
    assert ends(int((tmp_path / "pid").read_text()))
    assert not pooled.answers


def test_killed_builder_leaves_no_process(make_pool, tmp_path):
    make_pool(cores=1)
    code = """
        import pathlib
        from sitebuild.computing.job import Job, Limits
        from sitebuild.computing.pool import Pool
        pool = Pool(pathlib.Path.cwd(), cores=1)
        job = Job("job", "one", "key", "jobs:endless", "1", Limits(99, 2**31), arguments={"started": "pid"})
        pool.submit(job, print)
        pool.wait()
    """
    builder = subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)], cwd=tmp_path, env=os.environ)
    until(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text())
    builder.kill()
    builder.wait()
    assert ends(int((tmp_path / "pid").read_text()))


def test_newer_code_gives_up_older(make_pool, tmp_path):
    """A lab that is saved again while it runs is begun again."""
    pooled = make_pool(cores=1, background=True)
    pooled.submit("lab", "endless", key="older", started=str(tmp_path / "pid"))
    pooled.pool.start()
    until(lambda: (tmp_path / "pid").exists())
    pooled.submit("lab", "add", key="newer", a=1, b=2)
    pooled.pool.wait(seconds=50)
    assert pooled.answers == {"lab": 3}
    assert not pooled.pool.failures


def test_figures_need_not_wait_for_labs(make_pool, tmp_path):
    pooled = make_pool(cores=2, background=True)
    for name in "one", "two":
        pooled.submit(name, "endless", kind="lab", started=str(tmp_path / name))
    pooled.pool.start()
    until(lambda: (tmp_path / "one").exists())
    pooled.submit("figure", "add", kind="figure", a=1, b=2)
    pooled.pool.wait("figure", seconds=50)
    assert pooled.answers == {"figure": 3}


def test_what_failed_is_not_tried_again(make_pool, tmp_path):
    pooled = make_pool(cores=1)
    for _ in range(2):
        pooled.submit("one", "crash")
        pooled.failure("one")
    assert not pooled.pool.open()
