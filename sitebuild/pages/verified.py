"""The test record (.cache/verified.json): which pages ran, with which content and versions, and when. Stamps read it."""

import fcntl
import json
import os
import platform
import time
from importlib.metadata import PackageNotFoundError, version

from sitebuild import checkout, whole_file


def write(path, results):
    """Add to the record {page: whether all of it passed}; pages not named keep what they had."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path.with_suffix(".lock"), "w") as lock:  # tests that run side by side write one after another
        fcntl.flock(lock, fcntl.LOCK_EX)
        _add(path, results)


def _add(path, results):
    entries = read(path)
    for page, passed in results.items():
        entries[_key(page)] = {
            "digest": page.digest,
            "passed": passed,
            "examples": sum(cell.kind == "example" for cell in page.cells),
            "versions": versions(),
            "time": now(),
        }
    whole_file.write(path, json.dumps(entries, indent=1, sort_keys=True) + "\n")


def read(path):
    """The record; empty where there is none that can be read."""
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def find(path, page):
    """The record of one page, or None. One serves both languages: that of the page in the other, where it ran the same cells."""
    entries = read(path)
    own = entries.get(_key(page))
    if own and own["digest"] == page.digest:
        return own
    return next((entry for entry in entries.values() if entry["digest"] == page.digest), own)


def now():
    """The time, or SOURCE_DATE_EPOCH, as pages show it."""
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))
    return time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(seconds))


def versions(*others):
    """What judges the examples, and `others`, read without importing them."""
    return {
        "TensorFlow": _version("tensorflow-cpu") or _version("tensorflow"),
        "Keras": _version("keras"),
        "NumPy": _version("numpy"),
        "Python": platform.python_version(),
        **{name: _version(name) for name in others},
    }


def _version(name):
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _key(page):
    path = page.path.resolve()
    return path.relative_to(checkout.of_file(path).root).as_posix()
