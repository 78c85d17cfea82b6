"""What computes for one build, or behind a server for all its builds (figures and labs), and the live reload there."""

import logging
import os
import tempfile
import threading
import time
from pathlib import Path

from sitebuild.computing.pool import Pool

log = logging.getLogger("mkdocs.plugins.computing")

LOOK = 0.25  # seconds between two looks
BATCH = 8  # seconds after which what has arrived is shown, though more figures are under way
AGAIN = 3  # seconds after which live reload is told again, as before the server listens it does not hear
PROGRESS = 10  # seconds between two lines in the terminal
GRACE = 2.0  # seconds that a server waits for a few figures, so that a save shows them in one build


class Service:
    """The pool, and behind a server what has it build again."""

    def __init__(self, root, serving):
        self.pool = Pool(root, background=serving)
        self.reload = Reload(self.pool) if serving else None

    def begin(self):
        """A build begins: first it says all that is to be computed."""
        self.pool.hold()
        if self.reload:
            self.reload.begun()

    def wait(self):
        """A build waits for all that was submitted; a server only for a few figures, and not for long."""
        if not self.reload:
            self.pool.wait()
        elif self.pool.open("figure") <= 2 * (os.cpu_count() or 1):
            self.pool.wait("figure", GRACE)
        self.pool.start()

    def awaits(self, key):
        """A page shows the job of this key as being computed; the server builds again when it is done."""
        if self.reload:
            self.reload.awaits(key)

    def close(self):
        """End everything that runs."""
        self.pool.close()
        if self.reload:
            self.reload.close()


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
        since, touched, logged = None, 0.0, time.monotonic()
        while not self._ended.wait(LOOK):
            now = time.monotonic()
            if self._pool.open() and now - logged > PROGRESS:
                logged = now
                log.info(self._pool.status())
            if all(self._pool.is_open(key) for key in set(self._awaited)):
                since = None
                continue
            since = since or now
            is_batch = now - since > BATCH or not self._pool.open("figure")
            if is_batch and now - touched > AGAIN:
                touched = now
                self.file.write_text(str(now))
