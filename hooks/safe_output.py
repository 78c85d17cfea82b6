"""`mkdocs build` writes beside the site and takes its place only when all went well.

MkDocs empties `site_dir` first and counts the warnings of a strict build last; here a build that fails, or
is interrupted, leaves the last good site as it was. A lock tells a running build's directory from a leftover.
"""

import contextlib
import fcntl
import logging
import os
import shutil
import tempfile
from pathlib import Path

from mkdocs.plugins import event_priority
from serving import serving

log = logging.getLogger("mkdocs.plugins.safe_output")


class Build:
    """The directory that a running build writes, and the one it is to replace."""

    def __init__(self, site):
        self.site = site
        self.complete = False
        site.parent.mkdir(parents=True, exist_ok=True)
        pattern = f"{site.name}.building-"
        with _locked(site.parent, wait=True):
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


building = config_of_site = None
keeps_files = False


def on_startup(command, dirty):
    global keeps_files
    keeps_files = dirty


def on_config(config):
    global building, config_of_site
    if serving() or building:  # the English build writes inside the Korean one
        return
    building, config_of_site = Build(Path(config.site_dir).resolve()), config
    if keeps_files and building.site.exists():
        shutil.copytree(building.site, building.directory, dirs_exist_ok=True)
    config.site_dir = str(building.directory)


@event_priority(-100)  # after everything that writes, the English build too
def on_post_build(config):
    if config is config_of_site:
        building.complete = True


def on_build_error(error):
    if building:
        building.complete = False


def on_shutdown():
    global building
    if building:
        config_of_site.site_dir = str(building.site)  # for gh-deploy
        building.finish()
        building = None
