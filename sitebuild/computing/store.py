"""The cache on disk: answers as `<name>-<key>.json`, shared by builds that run at once; a checksum is verified when one is read.

Where the disk cannot be written, or is emptied behind a running server, they are kept in memory.
"""

import contextlib
import json
import logging
import time

from sitebuild import whole_file
from sitebuild.computing.sources import digest

log = logging.getLogger("mkdocs.plugins.computing")

ABANDONED = 3600  # seconds after which a half-written file is no running build's


class Store:
    """The cached answers in one folder."""

    def __init__(self, folder):
        self._folder = folder
        self._unwritten = {}  # (name, key) → answer

    def load(self, name, key):
        """The answer; None where there is none, or where it is not what was saved."""
        if (name, key) in self._unwritten:
            return self._unwritten[name, key]
        path = self._path(name, key)
        try:
            expected, _, text = path.read_text("utf-8").partition("\n")
            if digest(text.encode()) == expected:
                return json.loads(text)
            log.info(f"damaged, to be made again: {path}")
        except FileNotFoundError:
            pass
        except (OSError, ValueError) as error:
            log.info(f"cannot be read, to be made again: {path} ({error})")
        return None

    def save(self, name, key, answer):
        """Keep the answer; either all of it appears or nothing."""
        text = json.dumps(answer, ensure_ascii=False)
        try:
            whole_file.write(self._path(name, key), f"{digest(text.encode())}\n{text}")
        except OSError as error:  # a cache on a read-only disk is no reason not to build
            log.info(f"not cached, to be made again next time: {name} ({error})")
            self._unwritten[name, key] = answer

    def earlier(self, name):
        """The last answer that was given under this name, to other code; None where there is none."""
        for path in sorted(self._folder.glob(f"{name}-*.json"), key=_written, reverse=True):
            if answer := self.load(name, path.stem.rpartition("-")[2]):
                return answer
        return None

    def prune(self, keep):
        """Delete what nothing asks for; `keep` holds (name, key)."""
        kept = {self._path(*item) for item in keep}
        with contextlib.suppress(OSError):
            for path in self._folder.rglob("*"):
                fresh = path.suffix == ".tmp" and time.time() - path.stat().st_mtime < ABANDONED
                if path.is_file() and path not in kept and not fresh:
                    path.unlink(missing_ok=True)

    def _path(self, name, key):
        return self._folder / f"{name}-{key}.json"


def _written(path):
    """When, in seconds; 0 where another build has deleted it meanwhile."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0
