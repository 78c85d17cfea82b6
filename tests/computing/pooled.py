"""Jobs for the pool, and a pool that does them."""

import time

import psutil

from sitebuild.computing.job import Job, Limits
from sitebuild.computing.pool import Pool

LIMITS = Limits(seconds=60, memory=2**31)
JOBS = '''
import multiprocessing, os, sys, time


def add(tell, a, b):
    return a + b


def steps(tell, pauses):
    for number, pause in enumerate(pauses):
        tell(progress=number)
        time.sleep(pause)
    return os.getpid()


def endless(tell, started=""):
    if started:
        open(started, "w").write(str(os.getpid()))
    while True:
        pass


def greedy(tell):
    held = []
    while True:
        held.append(bytearray(os.urandom(1 << 20) * 10))
        time.sleep(0.01)


def crash(tell):
    os.abort()


def recursion(tell):
    sys.setrecursionlimit(10**9)
    def deeper(x):
        return eval("deeper(x)", {"deeper": deeper, "x": x})
    deeper(1)


def leave(tell, how):
    """Leaves a process behind, which holds all files open, and answers with its id."""
    if how == "fork":
        pid = os.fork()
        if not pid:
            time.sleep(600)
            os._exit(0)
        return pid
    if how == "grandchild":
        read, write = os.pipe()
        if not os.fork():
            pid = os.fork()
            if pid:
                os.write(write, str(pid).encode())
                os._exit(0)
            time.sleep(600)
        return int(os.read(read, 20))
    process = multiprocessing.get_context("fork").Process(target=time.sleep, args=(600,))
    process.start()
    return process.pid


def leave_and_hang(tell, file):
    open(file, "w").write(str(leave(tell, "fork")))
    while True:
        pass


def chatter(tell):
    while True:
        print("x" * 10_000, file=sys.stderr)
'''


class Pooled:
    """A pool, and what became of its jobs: name → answer."""

    def __init__(self, root, **options):
        self.pool, self.answers, self.order = Pool(root, **options), {}, []

    def submit(
        self, name, function, expected=1, key=None, kind="job", limits=LIMITS, version="1", **arguments
    ):
        job = Job(
            kind,
            name,
            key or name,
            f"jobs:{function}",
            version,
            limits,
            expected=expected,
            arguments=arguments,
        )
        self.pool.submit(job, self._done)

    def _done(self, job, answer, seconds):
        self.order.append(job.name)
        self.answers[job.name] = answer

    def failure(self, name):
        """The reason and the report of the failure of what was just submitted."""
        self.pool.wait(seconds=50)
        failure = self.pool.failures[name]
        return failure.reason, failure.report


def ends(pid, patience=20):
    """Whether the process ends soon, or has ended."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.05)
    return False
