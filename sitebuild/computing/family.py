"""All processes that a job has started, what they use together, and whether that is within the job's limits."""

import contextlib
import os
import signal
import time

import psutil

START_SECONDS = 300  # in which a worker must have loaded what a job needs
LOOK_SECONDS = 0.4  # between two looks at the memory


class Family:
    """The sessions of a job: that of its own process and those of its descendants.

    A process whose parent has ended is nobody's child any more, but it stays in its session.
    """

    def __init__(self):
        self._sessions = {}  # id → None, in the order in which they were found

    def add(self, session):
        """The job says that it leads a session, or has started a process that does."""
        self._sessions[session] = None

    @property
    def known(self):
        """Whether the job has begun to run."""
        return bool(self._sessions)

    def members(self):
        """The processes that run now, in the sessions known before and in those that descendants lead since."""
        self._find_sessions()
        found = [pid for pid in psutil.pids() if _session(pid) in self._sessions] if self._sessions else []
        return [pid for pid in found if _runs(pid)]

    def _find_sessions(self):
        """Know those of all descendants: of one whose parent ends later nothing else will tell."""
        for leader in list(self._sessions):
            with contextlib.suppress(psutil.Error):
                for child in psutil.Process(leader).children(recursive=True):
                    self._sessions.setdefault(_session(child.pid))
        self._sessions.pop(None, None)  # of those that have ended meanwhile

    def memory(self):
        """Bytes in memory."""
        used = 0
        for pid in self.members():
            with contextlib.suppress(psutil.Error):
                used += psutil.Process(pid).memory_info().rss
        return used

    def ask_where(self):
        """Have the job write its stack to stderr (sitebuild/computing/worker.py registers this)."""
        with contextlib.suppress(StopIteration, OSError):
            os.kill(next(iter(self._sessions)), signal.SIGUSR1)

    def end(self):
        """Kill them, and those that they start meanwhile."""
        while members := self.members():
            for pid in members:
                with contextlib.suppress(OSError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.01)  # until they are gone


def _session(pid):
    try:
        return os.getsid(pid)
    except OSError:
        return None


def _runs(pid):
    """Whether it has not ended, its parent still to ask how."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


class Watch:
    """The limits of a job as it runs."""

    def __init__(self, limits):
        self.limits, self.progress = limits, 0
        self._since = self._looked = time.monotonic()

    def advance(self, progress):
        """The job is at its next step, which has all its time."""
        self.progress, self._since = progress, time.monotonic()

    def exceeded(self, family):
        """A clause that says which limit is passed, or None."""
        now = time.monotonic()
        if now - self._since > (self.limits.seconds if family.known else START_SECONDS):
            return f"took longer than {self.limits.seconds:g} s"
        if now - self._looked > LOOK_SECONDS:
            self._looked = now
            if family.memory() > self.limits.memory:
                return f"took more than {self.limits.memory / 10**9:.3g} GB of memory"
        return None
