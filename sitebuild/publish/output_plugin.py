"""Atomic output: `mkdocs build` writes a temporary directory beside the site, renamed only when all went well.

MkDocs empties `site_dir` first and counts the warnings of a strict build last; here a build that fails, or
is interrupted, leaves the last good site as it was.
"""

import errno
import shutil
import signal
import sys
import threading
from pathlib import Path

from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import BasePlugin

from sitebuild.publish.site_directory import Build
from sitebuild.serving import serving

UNWRITABLE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM}


class OutputPlugin(BasePlugin):
    """MkDocs keeps a plugin that has `on_startup` for the whole command: both languages' builds meet this one."""

    def __init__(self):
        self.building = self.config_of_site = None

    def on_startup(self, command, dirty):
        self.keeps_files = dirty
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # by way of on_shutdown

    def on_config(self, config):
        if serving() or self.building:  # the English build writes inside the Korean one
            return
        _check_that_a_site_may_stand_in(Path(config.site_dir))
        self.building, self.config_of_site = Build(Path(config.site_dir).resolve()), config
        if self.keeps_files and self.building.site.exists():
            shutil.copytree(self.building.site, self.building.directory, dirs_exist_ok=True)
        config.site_dir = str(self.building.directory)

    def on_post_build(self, config):
        if config is self.config_of_site:
            self.building.complete = True

    def on_build_error(self, error):
        if self.building:
            self.building.complete = False
        if isinstance(error, OSError) and error.errno in UNWRITABLE and not serving():
            raise Abort(
                f"{error}: nothing can be written there; make room, or the folder writable. The site is as it was."
            )

    def on_shutdown(self):
        if self.building:
            self.config_of_site.site_dir = str(self.building.site)  # for gh-deploy
            self.building.finish()
            self.building = None


def _check_that_a_site_may_stand_in(folder):
    """PluginError where the folder holds something else, which the site would take the place of."""
    held = (
        [path.name for path in folder.glob("*") if not path.name.startswith(".")] if folder.is_dir() else []
    )
    if held and "404.html" not in held and "index.html" not in held:
        raise PluginError(
            f"site_dir is {folder}, which holds {held[0]} and no site; name a folder of its own"
        )
