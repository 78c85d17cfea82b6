"""Drawn figures on disk, `.cache/figures/<chapter>/<figure>-<key>.svg`; several builds may use it at once."""

import contextlib
import time

from sitebuild import whole_file
from sitebuild.pages.page import ROOT

FOLDER = ROOT / ".cache" / "figures"
ABANDONED = 3600  # seconds after which a half-written file is no running build's


def path_of(name, key):
    """Where the figure of this key is kept."""
    return FOLDER / f"{name}-{key}.svg"


def load(name, key):
    """The drawn SVG, or None."""
    try:
        return path_of(name, key).read_text("utf-8")
    except OSError:
        return None


def save(name, key, svg):
    """Keep the drawing; either all of it appears or nothing. OSError where the cache cannot be written."""
    whole_file.write(path_of(name, key), svg)


def prune(keep):
    """Delete what nothing asks for; `keep` holds the paths that something does."""
    with contextlib.suppress(OSError):
        for path in FOLDER.rglob("*"):
            fresh = path.suffix == ".tmp" and time.time() - path.stat().st_mtime < ABANDONED
            if path.is_file() and path not in keep and not fresh:
                path.unlink(missing_ok=True)
