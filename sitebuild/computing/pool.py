"""The jobs of a build: at most as many at once as there are cores."""

import atexit
import logging
import os
import threading
import time

from sitebuild.computing.job import Failure
from sitebuild.computing.process import Worker

log = logging.getLogger("mkdocs.plugins.computing")

PATIENCE = 10  # seconds without a word in the terminal
NICENESS = 10  # of what is computed behind the server, which comes first


class Pool:
    """Works on jobs in the background; each is asked for, done and told of once.

    A build waits for all of them, so the longest is begun first. Behind a server (`background`) it is the shortest,
    and a job is given up when another of its kind and name, of code that was saved later, comes.
    """

    def __init__(self, root, background=False, cores=None):
        self._root, self._background = root, background
        self._cores = cores or os.cpu_count() or 1
        self._changed = threading.Condition()
        self._waiting, self._running = {}, {}  # key → (job, done), key → (job, event of giving it up)
        self._threads, self._held, self._closed = [], True, False
        self.failures, self.progress = {}, {}  # key → Failure, key → what the job told last
        atexit.register(self.close)

    def submit(self, job, done):
        """Have the job done, unless it is waiting, under way, or has failed.

        `done(job, answer, seconds)` is called, in a thread of the pool, unless it fails: see `failures`.
        """
        with self._changed:
            if self._closed or job.key in self.failures or self.is_open(job.key):
                return
            if self._background:
                self._give_up(job)
            self._waiting[job.key] = job, done

    def start(self):
        """Begin with what was submitted, now that it is known what is longest."""
        with self._changed:
            missing = min(self._cores, len(self._waiting) + len(self._running)) - len(self._threads)
            for _ in range(0 if self._closed else missing):
                self._threads.append(threading.Thread(target=self._work, daemon=True))
                self._threads[-1].start()
            self._held = False
            self._changed.notify_all()

    def hold(self):
        """Begin nothing until `start` is called."""
        self._held = True

    def fail(self, job, message, progress=0):
        """The job's answer says that it failed, why, and at which step."""
        self.failures[job.key] = Failure(message, progress=progress, is_message=True)

    def is_open(self, key):
        """Whether a job of this key is waiting or under way."""
        return key in self._waiting or key in self._running

    def open(self, kind=None):
        """How many jobs (of that kind) are waiting or under way."""
        with self._changed:
            return self._open(kind)

    def _open(self, kind):
        jobs = [*self._waiting.values(), *self._running.values()]
        return sum(kind in (None, job.kind) for job, _ in jobs)

    def status(self):
        """A line that says what is under way: "computing: 12 figures, lab autoencoder (cell 3 of 20)"."""
        with self._changed:
            jobs = [job for job, _ in (*self._running.values(), *self._waiting.values())]
        figures = sum(job.kind == "figure" for job in jobs)
        parts = [f"{figures} figures"] if figures else []
        for job in jobs:
            if job.kind != "figure":
                step = self.progress.get(job.key)
                parts.append(
                    f"{job.kind} {job.name}"
                    + (f" (cell {step + 1} of {job.steps})" if step is not None else "")
                )
        return "computing: " + ", ".join(parts)

    def wait(self, kind=None, seconds=None):
        """Wait until all (of that kind) is done, or so long; say every ten seconds what is under way."""
        self.start()
        end = seconds and time.monotonic() + seconds
        while self.open(kind):
            left = end - time.monotonic() if end else PATIENCE
            if left <= 0:
                return
            with self._changed:
                changed = self._changed.wait_for(lambda: not self._open(kind), min(left, PATIENCE))
            if not changed and not end:
                log.info(self.status())

    def close(self):
        """End all processes, in the middle of their work; nothing more is done."""
        atexit.unregister(self.close)
        with self._changed:
            self._closed = True
            self._waiting.clear()
            for _, given_up in self._running.values():
                given_up.set()
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def _give_up(self, job):
        """Leave off what was asked for before under the name of this job."""
        for key, (other, _) in list(self._waiting.items()):
            if (other.kind, other.name) == (job.kind, job.name):
                del self._waiting[key]
        for other, given_up in self._running.values():
            if (other.kind, other.name) == (job.kind, job.name):
                given_up.set()

    def _work(self):
        worker = None
        while taken := self._take():
            job, done, given_up = taken
            try:
                if worker and not (worker.is_alive and worker.version == job.version):
                    worker.end()
                    worker = None
                worker = worker or Worker(self._root, job.version, NICENESS if self._background else 0)
                self._do(job, done, worker, given_up)
            except Exception as error:  # whoever waits for the job must hear of it
                log.exception(f"{job.kind} {job.name}")
                self.failures[job.key] = Failure(f"could not be done or kept: {error!r}")
            finally:
                with self._changed:
                    del self._running[job.key]
                    self._changed.notify_all()
        if worker:
            worker.end()

    def _take(self):
        """(job, done, event of giving it up) of the next job; None when the pool is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or (not self._held and self._ready()))
            if self._closed:
                return None
            choose = min if self._background else max
            job, done = choose(self._ready(), key=lambda item: item[0].expected)
            del self._waiting[job.key]
            given_up = threading.Event()
            self._running[job.key] = job, given_up
            return job, done, given_up

    def _ready(self):
        """What can be begun: behind a server labs leave a core for the figure that is saved meanwhile."""
        labs = sum(job.kind == "lab" for job, _ in self._running.values())
        full = self._background and labs >= max(1, self._cores - 1)
        return [item for item in self._waiting.values() if not (full and item[0].kind == "lab")]

    def _do(self, job, done, worker, given_up):
        start = time.monotonic()
        answer = worker.do(job, lambda progress: self.progress.update({job.key: progress}), given_up)
        self.progress.pop(job.key, None)
        seconds = time.monotonic() - start
        if given_up.is_set():
            return
        if isinstance(answer, Failure):
            self.failures[job.key] = answer
            return
        done(job, answer, seconds)
