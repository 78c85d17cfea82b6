"""What computes for one build, or behind a server for all its builds: shared by the figures and the labs."""

import os

from sitebuild.computing.pool import Pool
from sitebuild.computing.reload import Reload

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
