"""`mkdocs build` writes beside the site and takes its place only when all went well.

MkDocs empties `site_dir` first and counts the warnings of a strict build last; here a build that fails, or
is interrupted, leaves the last good site as it was.
"""

import errno
import shutil
from pathlib import Path

from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority

from sitebuild.publish.site_directory import Build
from sitebuild.serving import serving

UNWRITABLE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM}
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
    if isinstance(error, OSError) and error.errno in UNWRITABLE and not serving():
        raise Abort(
            f"{error}: nothing can be written there; make room, or the folder writable. The site is as it was."
        )


def on_shutdown():
    global building
    if building:
        config_of_site.site_dir = str(building.site)  # for gh-deploy
        building.finish()
        building = None
