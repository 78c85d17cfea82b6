"""Live reload behind `mkdocs serve`: builds again when a figure or a lab that pages wait for is done."""

import logging
import tempfile
import threading
import time
from pathlib import Path

log = logging.getLogger("mkdocs.plugins.computing")

LOOK = 0.25  # seconds between two looks
BATCH = 8  # seconds after which what has arrived is shown, though more figures are under way
AGAIN = 3  # seconds after which live reload is told again, as before the server listens it does not hear
PROGRESS = 10  # seconds between two lines in the terminal


class Reload:
    """Watches what the last build showed as being computed.

    `file` is to be watched by MkDocs' live reload: when something has arrived it is touched until a build begins.
    """

    def __init__(self, pool):
        self._pool, self._awaited = pool, set()
        self._folder = tempfile.TemporaryDirectory(prefix="mkdocs_arrived_")
        self.file = Path(self._folder.name, "arrived")
        self.file.touch()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def begun(self):
        """A build begins, which shows what there is."""
        self._awaited = set()

    def awaits(self, key):
        """The build shows the job of this key as being computed."""
        self._awaited.add(key)

    def close(self):
        """Look no more."""
        self._ended.set()
        self._thread.join()
        self._folder.cleanup()

    def _look(self):
        since, touched, told = None, 0.0, time.monotonic()
        while not self._ended.wait(LOOK):
            now = time.monotonic()
            if self._pool.open() and now - told > PROGRESS:
                told = now
                log.info(self._pool.told())
            if all(self._pool.is_open(key) for key in set(self._awaited)):
                since = None
                continue
            since = since or now
            is_batch = now - since > BATCH or not self._pool.open("figure")
            if is_batch and now - touched > AGAIN:
                touched = now
                self.file.write_text(str(now))
