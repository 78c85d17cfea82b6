"""What labs gave, on disk in `.cache/labs/`; where that cannot be written the build does without."""

import contextlib
import fcntl
import functools
import json
import logging
import tempfile
from pathlib import Path

from sitebuild import whole_file
from sitebuild.pages.page import ROOT

log = logging.getLogger("mkdocs.plugins.labs")

FOLDER = ROOT / ".cache" / "labs"


@contextlib.contextmanager
def alone(name):
    """Of two builds at once, one runs the lab; where no lock can be written, each does."""
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):
            FOLDER.mkdir(parents=True, exist_ok=True)
            lock = stack.enter_context(open(FOLDER / f"{name}.lock", "w"))
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def load(name, key):
    """What the lab gave, or None."""
    try:
        return json.loads((FOLDER / f"{name}-{key}.json").read_text("utf-8"))
    except (OSError, ValueError):  # not there, or not whole
        return None


def save(name, key, result):
    """Keep what the lab gave, in the place of what it gave before."""
    try:
        for stale in FOLDER.glob(f"{name}-*.json"):
            stale.unlink(missing_ok=True)
        whole_file.write(FOLDER / f"{name}-{key}.json", json.dumps(result, ensure_ascii=False))
    except OSError as error:
        log.info(f"not cached, to be executed again next time: {name} ({error})")


def notebooks(language):
    """Where the executed notebooks are written: in the cache, or else in a folder that goes with the build."""
    folder = FOLDER / language
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError:
        return Path(_passing().name, language)
    return folder


@functools.cache
def _passing():
    return tempfile.TemporaryDirectory(prefix="labs-")
