"""The worker process: runs one job after another, each in a fork of its own, so that nothing of one is left for the next.

One request a line comes in, as JSON: {"function": "package.module:name", "imports": […], "arguments": {…}}.
Lines go out: {"session": pid} when the job begins, {"progress": n} and further sessions while it runs, {"answer": …},
and {"status": n} when its process has ended. What a job writes to stderr, stacks too, is the caller's to read.
"""

import contextlib
import faulthandler
import importlib
import json
import os
import resource
import select
import signal
import sys
import traceback

# libraries of macOS do not survive a fork: there each process does one job
FORKS = sys.platform == "linux" and os.environ.get("WORKER_FORKS") != "0"
OUTPUT_LIMIT = 64 << 20  # bytes of any file that a job writes, its stderr too


def main():
    """Run the jobs that come in until there are no more."""
    # what jobs print or read must not meet the protocol
    requests, answers = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    ended, wakes = os.pipe()
    os.set_blocking(wakes, False)
    if FORKS:
        signal.signal(
            signal.SIGCHLD, lambda *_: None
        )  # without a handler Python writes nothing to the wakeup fd
        signal.set_wakeup_fd(wakes)
    for line in os.fdopen(requests, "rb", buffering=0):
        request = json.loads(line)
        for name in request["imports"]:
            with contextlib.suppress(ImportError):  # the job itself will say so
                importlib.import_module(name)
        module, _, function = request["function"].partition(":")
        function = getattr(importlib.import_module(module), function)
        pid = os.fork() if FORKS else 0
        if not pid:
            signal.set_wakeup_fd(-1)
            _run(function, request["arguments"], answers)
        status = _wait(pid, requests, ended)
        os.write(answers, b"\n" + _line(status=status))  # after a line that may have been cut short


def _run(function, arguments, answers):
    """Do the job in this process, and end it: no thread, child or exit handler of the job's delays that."""

    def tell(**message):
        data = _line(**message)
        while data:
            data = data[os.write(answers, data) :]

    with contextlib.suppress(PermissionError):  # it leads one already
        os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    faulthandler.enable()
    faulthandler.register(signal.SIGUSR1)  # the caller asks where it is
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT_LIMIT, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
    tell(session=os.getpid())
    try:
        tell(answer=function(tell, **arguments))
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _wait(pid, requests, ended):
    """The status of the job's process when it has ended; ends it where the caller is gone."""
    while True:
        ready, _, _ = select.select([requests, ended], [], [])
        if ended in ready:
            os.read(ended, 1)
        elif requests in ready:  # no request comes while one is worked on: it is closed
            os.killpg(pid, signal.SIGKILL)
            sys.exit()
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)


def _line(**message):
    return json.dumps(message).encode() + b"\n"


if __name__ == "__main__":
    main()
