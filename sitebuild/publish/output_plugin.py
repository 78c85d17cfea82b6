"""`mkdocs build` writes beside the site and takes its place only when all went well.

MkDocs empties `site_dir` first and counts the warnings of a strict build last; here a build that fails, or
is interrupted, leaves the last good site as it was.
"""

import errno
import shutil
from pathlib import Path

from mkdocs.exceptions import Abort
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

    def on_config(self, config):
        if serving() or self.building:  # the English build writes inside the Korean one
            return
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
