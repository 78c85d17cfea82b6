"""A reader's browser at `mkdocs serve`: it waits for the word to reload, and loads the page again."""

import re
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

WORD = re.compile(r"livereload\((\d+), (\d+)\)")  # which MkDocs writes into each page
PENDING = 'class="pending"'  # of a figure that is being computed (sitebuild/serving.py)
LIMIT = 300


@contextmanager
def server(place, environment):
    """The address at which the site is served, once it is."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, cwd=place, env=environment, stderr=subprocess.DEVNULL)
    try:
        _wait(process, address)
        yield address
    finally:
        process.terminate()
        process.wait()


def reloaded(address, save, expected):
    """Seconds from `save` returning until a reloaded page has been fetched that holds what is expected, each figure drawn."""
    page = _fetch(address)
    save()
    start = time.perf_counter()
    while True:
        epoch, request = WORD.search(page).groups()
        told = re.match(r"https?://[^/]+", address)[0] + f"/livereload/{epoch}/{request}"
        while int(_fetch(told)) <= int(epoch):
            if time.perf_counter() - start > LIMIT:
                sys.exit(f"{address} was not reloaded with {expected!r} within {LIMIT} s")
        page = _fetch(address)
        # else this build began before the last file was saved, or is followed by one with the figure
        if expected in page and PENDING not in page:
            return time.perf_counter() - start


def _wait(process, address):
    start = time.perf_counter()
    while process.poll() is None and time.perf_counter() - start < LIMIT:
        try:
            return _fetch(address)
        except OSError:
            time.sleep(0.1)
    sys.exit(f"mkdocs serve did not answer at {address}")


def _fetch(address):
    with urllib.request.urlopen(address, timeout=LIMIT) as answer:
        return answer.read().decode()
