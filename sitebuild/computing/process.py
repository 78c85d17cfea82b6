"""The caller's side of one worker process: asks it, watches its limits, ends all that a job has started."""

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time

import psutil

from sitebuild.computing.family import Family, Watch
from sitebuild.computing.job import Failure

TICK = 0.2  # seconds between two looks at a job
REPORTED = 20_000  # bytes of what a job wrote to stderr, half of its beginning and half of its end
ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL")} | {
    "VECLIB_MAXIMUM_THREADS": "1"
}  # of several threads only one survives a fork; and there is a process for each core


class Worker:
    """One worker process; `version` is that of the code it runs."""

    def __init__(self, root, version, niceness=0):
        self.version = version
        self._buffer = b""
        self._report = tempfile.TemporaryFile("a+b")  # noqa: SIM115 (closed by `end`)
        self._process = subprocess.Popen(
            [sys.executable, "-s", "-m", "sitebuild.computing.worker"],
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._report,
            env=_environment(root),
            start_new_session=True,  # Ctrl-C is for the build, which ends its workers itself
        )
        if niceness:
            with contextlib.suppress(psutil.Error):
                psutil.Process(self._process.pid).nice(niceness)

    @property
    def is_alive(self):
        """Whether it can be asked."""
        return self._process.poll() is None

    def do(self, job, on_progress, given_up):
        """The job's answer, or a Failure; `on_progress(n)` hears how far it is, the event `given_up` ends it."""
        self._report.truncate(0)
        family, watch = Family(), Watch(job.limits)
        answer = failure = status = None
        request = {"function": job.function, "imports": job.imports, "arguments": job.arguments}
        with contextlib.suppress(BrokenPipeError):  # it has ended; its output, too
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
        for message in self._messages():
            if "session" in message:
                family.add(message["session"])
                watch.advance(watch.progress)
            if "progress" in message:
                watch.advance(message["progress"])
                on_progress(watch.progress)
            answer = message.get("answer", answer)
            if "status" in message:
                status = message["status"]
                break
            reason = "was given up" if given_up.is_set() else watch.exceeded(family)
            if reason and answer is None and failure is None:
                failure = self._stop(reason, family, watch)
        family.end()
        report = "" if failure else self._reported()
        if status is None:  # the worker itself has ended
            self.end()
            status = self._process.returncode
        if failure or answer is None:
            return failure or Failure(f"ended its process with status {status}", report, watch.progress)
        return answer

    def end(self):
        """End the process, which works on nothing."""
        with contextlib.suppress(OSError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for file in self._process.stdin, self._process.stdout, self._report:
            with contextlib.suppress(OSError):
                file.close()

    def _stop(self, reason, family, watch):
        """Ask the job where it is, end it, and say why."""
        before = os.fstat(self._report.fileno()).st_size
        family.ask_where()
        end = time.monotonic() + 2
        while os.fstat(self._report.fileno()).st_size == before and time.monotonic() < end:
            time.sleep(0.02)
        time.sleep(0.1)  # a stack is written line by line
        failure = Failure(reason, self._reported(), watch.progress)
        family.end()
        if not family.known:  # it loads what the job needs
            self.end()
        return failure

    def _messages(self):
        """What the worker says, line by line, and {} at each TICK; ends with its output."""
        output = self._process.stdout.fileno()
        while True:
            line, newline, rest = self._buffer.partition(b"\n")
            if newline:
                self._buffer = rest
                with contextlib.suppress(ValueError):  # one that was cut short
                    yield json.loads(line)
                continue
            if select.select([output], [], [], TICK)[0]:
                if not (data := os.read(output, 1 << 20)):
                    return
                self._buffer += data
            else:
                yield {}

    def _reported(self):
        size = os.fstat(self._report.fileno()).st_size
        half = REPORTED // 2
        data = os.pread(self._report.fileno(), REPORTED, 0)
        if size > REPORTED:
            data = data[:half] + b"\n...\n" + os.pread(self._report.fileno(), half, size - half)
        return data.decode("utf-8", "replace")


def _environment(root):
    ours = {
        "MPLBACKEND": "svg",
        "MPLCONFIGDIR": str(root / ".cache/matplotlib"),  # its font cache, and no matplotlibrc of the user's
        "PYTHONDONTWRITEBYTECODE": "1",  # __pycache__ in snippets/ would wake live reload
        "PYTHONHASHSEED": "0",
    }
    environment = os.environ | ONE_THREAD | ours
    environment.pop("PYTHONPATH", None)
    return environment
