"""The temporary directory that a running build writes; a lock (flock) tells it from what an interrupted build left over."""

import contextlib
import fcntl
import logging
import os
import shutil
import tempfile
from pathlib import Path

log = logging.getLogger("mkdocs.plugins.site_directory")


class Build:
    """The directory that a running build writes, and the one it is to replace."""

    def __init__(self, site):
        self.site = site
        self.complete = False
        site.parent.mkdir(parents=True, exist_ok=True)
        pattern = f"{site.name}.building-"
        with _locked(site.parent, wait=True):
            for old in site.parent.glob(f"{pattern}*-old"):
                if not site.exists():  # killed between the two renames
                    old.rename(site)
            for left in site.parent.glob(f"{pattern}*"):
                with contextlib.suppress(BlockingIOError, FileNotFoundError), _locked(left):
                    shutil.rmtree(left, ignore_errors=True)
            self.directory = Path(tempfile.mkdtemp(dir=site.parent, prefix=pattern))
            self.lock = contextlib.ExitStack()
            self.lock.enter_context(_locked(self.directory))
        self.directory.chmod(0o755)

    def finish(self):
        """Put what was built in the site's place; or, when it is not complete, away."""
        if self.complete:
            with _locked(self.site.parent, wait=True):
                self._replace()
            log.info(f"The site is in {self.site}")
        shutil.rmtree(self.directory, ignore_errors=True)
        self.lock.close()

    def _replace(self):
        old = self.directory.with_name(self.directory.name + "-old")
        if self.site.exists():
            for kept in self.site.glob(".*"):  # MkDocs, too, leaves .git and the like alone
                if not (self.directory / kept.name).exists():
                    kept.rename(self.directory / kept.name)
            self.site.rename(old)
        self.directory.rename(self.site)
        shutil.rmtree(old, ignore_errors=True)


@contextlib.contextmanager
def _locked(directory, wait=False):
    """Hold the directory's lock, which ends with the process; BlockingIOError where another one has it."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield
    finally:
        os.close(handle)
