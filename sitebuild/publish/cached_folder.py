"""Folders of the cache that a program fills: one a key, made whole or not at all; several builds may run at once."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

KEPT = 4  # the hosted edition and the one for a folder, of two states of the sources


def cached_folder(folder: Path, fill: Callable[[Path], None]) -> Path:
    """The folder, filled by `fill` unless it is there; of those beside it only the last few stay.

    Raises: what `fill` raises; the folder is then not there.
    """
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
            part = Path(temporary, folder.name)
            part.mkdir()
            fill(part)
            try:
                part.rename(folder)
            except OSError:
                if not folder.is_dir():  # else another build has put it there meanwhile
                    raise
        for old in sorted(folder.parent.iterdir(), key=_written)[:-KEPT]:
            shutil.rmtree(old, ignore_errors=True)
    return folder


def _written(folder: Path) -> float:
    """When, in seconds; 0 where another build has deleted it meanwhile."""
    try:
        return folder.stat().st_mtime
    except FileNotFoundError:
        return 0
