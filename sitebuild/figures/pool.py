"""The processes that draw: at most one a core, each taking one snippet after another."""

import json
import os
import re
import subprocess
import sys
import threading
import time
from collections import deque
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# seconds that one figure may take
TIME_LIMIT = float(os.environ.get("FIGURE_TIME_LIMIT", 60))
FRAME = re.compile(r'File "([^"]+)", line (\d+) in (.+)')


def draw(names, finished):
    """Draw the snippets; call `finished(name, answer, seconds)` after each, from several threads.

    `answer` holds either "svg" or "error".
    """
    waiting, workers = deque(names), []
    count = min(os.cpu_count() or 1, len(waiting))
    threads = [threading.Thread(target=_work, args=(waiting, workers, finished)) for _ in range(count)]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:  # Ctrl-C too leaves no process behind
        waiting.clear()
        for worker in workers:
            worker.kill()
            worker.wait()


def _work(waiting, workers, finished):
    worker = None
    while waiting:
        try:
            name = waiting.popleft()
        except IndexError:  # another thread took the last one
            return
        start = time.monotonic()
        if worker is None or worker.poll() is not None:
            worker = _start()
            workers.append(worker)
        finished(name, _ask(worker, name), time.monotonic() - start)


def _start():
    environment = os.environ | {
        "MPLBACKEND": "svg",
        "MPLCONFIGDIR": str(ROOT / ".cache" / "matplotlib"),  # nobody's own settings or styles
        "PYTHONDONTWRITEBYTECODE": "1",  # __pycache__ in snippets/ would wake live reload
        "PYTHONHASHSEED": "0",
    }
    environment.pop("PYTHONPATH", None)
    return subprocess.Popen(
        [sys.executable, "-s", "-m", "sitebuild.figures.worker"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        encoding="utf-8",
        start_new_session=True,  # Ctrl-C is for the build, which ends its workers itself
    )


def _ask(worker, name):
    try:
        worker.stdin.write(json.dumps({"name": name, "limit": TIME_LIMIT}) + "\n")
        worker.stdin.flush()
        line = worker.stdout.readline()
        if line.startswith("{"):
            return json.loads(line)
        dump = line + worker.stdout.read()
    except BrokenPipeError:
        dump = ""
    status = worker.wait()
    frames = [match for match in FRAME.findall(dump) if Path(match[0]).is_relative_to(ROOT / "snippets")]
    where = "".join(
        f'\n  File "{Path(file).relative_to(ROOT)}", line {line}, in {function}'
        for file, line, function in reversed(frames)
    )
    if dump.startswith("Timeout"):
        what = f"stopped, as it took longer than {TIME_LIMIT:g} s"
    else:
        what = f"ended its process with status {status}: {dump.partition(chr(10))[0]}".removesuffix(": ")
    return {"error": f"snippets/{name}.py: {what}" + (where and f"; it was here:{where}")}
