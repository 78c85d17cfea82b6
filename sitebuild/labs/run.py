"""The code of a lab is executed once for both languages; what came out is kept in `.cache/labs/`.

It runs again when its code changes, or the version of what it runs on; never when only its prose does.
"""

import ast
import hashlib
import logging
import os
import platform
import re
import time
from pathlib import Path

from sitebuild.labs import store
from sitebuild.labs.kernel import CellError, execute
from sitebuild.pages import verified
from sitebuild.pages.page import SNIPPETS, PageError

log = logging.getLogger("mkdocs.plugins.labs")

TIME_LIMIT = int(os.environ.get("LAB_TIME_LIMIT", 300))  # seconds that one cell may take
RUNS = [
    Path(__file__).parents[1] / f"{name}.py"
    for name in ("labs/kernel", "figures/svg", "figures/formulas", "figures/compact", "figures/image")
]
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")

failed = {}  # key → what went wrong, so that `mkdocs serve` does not run a broken lab at each save
ran = {}  # key → what came out, for the other language where nothing can be kept on disk


def run(name, cells):
    """{"outputs": [those of each cell], "versions": {…}, "time": …}; PageError where a cell fails."""
    mark = key(cells)
    with store.alone(name):
        if result := store.load(name, mark) or ran.get(mark):
            return result
        ran[mark] = _execute(name, cells, mark)
        store.save(name, mark, ran[mark])
        return ran[mark]


def key(cells):
    """A hash that changes whenever what comes out may change."""
    parts = [cell.source for cell in cells]
    parts += [*verified.versions("scikit-learn", "matplotlib").items(), platform.system(), platform.machine()]
    parts += [ast.dump(ast.parse(path.read_text("utf-8"))) for path in RUNS]
    return hashlib.sha256(repr([*parts, palette()]).encode()).hexdigest()[:16]


def palette():
    """draw.PALETTE, read without importing Matplotlib."""
    body = ast.parse((SNIPPETS / "draw.py").read_text("utf-8")).body
    (found,) = (n.value for n in body if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == "PALETTE")
    return ast.literal_eval(found)


def _execute(name, cells, mark):
    if mark in failed:
        raise failed[mark]
    log.info(f"lab {name}: executing {len(cells)} cells …")
    start = time.monotonic()
    try:
        outputs = execute([cell.source for cell in cells], palette(), TIME_LIMIT)
    except CellError as error:
        cell, report = cells[error.number], ESCAPE.sub("", str(error)).rstrip()
        failed[mark] = PageError(cell.path, cell.line, f"cell {error.number + 1} of the lab failed\n{report}")
        raise failed[mark] from None
    log.info(f"lab {name}: executed in {time.monotonic() - start:.1f} s")
    return {"outputs": outputs, "versions": verified.versions(), "time": verified.now()}
