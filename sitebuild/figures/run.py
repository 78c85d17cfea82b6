"""Runs one snippet, in a process that ends after it, and takes its drawing, which depends on nothing but its code."""

import contextlib
import importlib.machinery
import io
import os
import random
import runpy
import sys
import traceback
from pathlib import Path

import matplotlib
import matplotlib.backends.backend_svg
import numpy as np
from matplotlib import pyplot as plt

from sitebuild.figures import svg

SETTINGS: dict = {
    "svg.fonttype": "none",
    "svg.hashsalt": "figure",
    "savefig.transparent": True,
    "text.parse_math": False,  # formulas are set by formulas.py, in the page's own font
}
LARGE = 200  # cells; a longer array is described by its shape and range


class UnfitError(Exception):
    """The snippet ran, but what it left is no figure for a page."""


def draw(tell, root, name, size_limit):
    """{"svg", "drawn", "pictures", "places"} (figures.record.Figure) or {"error": …} of snippets/<name>.py below `root`.

    `size_limit`: bytes that the drawing may have.
    """
    snippets = Path(root) / "snippets"
    try:
        with contextlib.chdir(root):
            figure = run(snippets, name)
            drawn = {key: _described(key, array) for key, array in getattr(figure, "drawn", {}).items()}
            buffer = io.StringIO()
            figure.savefig(buffer, format="svg", metadata={"Date": None})
        record = svg.clean(buffer.getvalue(), getattr(sys.modules.get("draw"), "PALETTE", {}), drawn)
        record["places"] = getattr(figure, "places", {})
        size = len(record["svg"]) + sum(map(len, record["pictures"].values()))
        if size > size_limit:
            raise UnfitError(
                f"draws {size / 1e6:.1f} MB, and a figure may have {size_limit / 1e6:g}: "
                "draw fewer points, or a smaller picture"
            )
        return record
    except UnfitError as error:
        return {"error": f"snippets/{name}.py: {error}"}
    except BaseException as error:
        return {"error": _report(error, snippets)}


def run(snippets, name):
    """The one Matplotlib figure that the snippet leaves."""
    sys.path[0] = str(snippets)  # in place of the checkout
    sys.path_hooks.insert(0, lambda folder: _finder(folder, snippets))
    matplotlib.rcdefaults()
    matplotlib.rcParams.update(SETTINGS)
    random.seed(0)
    np.random.seed(0)
    runpy.run_path(str(snippets / f"{name}.py"), run_name="__figure__")
    figures = plt.get_fignums()
    if len(figures) != 1:
        raise UnfitError(f"leaves {len(figures)} open figures; a snippet draws exactly one")
    return plt.figure(figures[0])


def _finder(folder, snippets):
    if not (Path(folder).is_dir() and Path(folder).is_relative_to(snippets)):
        raise ImportError("no folder of snippets: Python's own finders have it")
    return importlib.machinery.FileFinder(folder, (_Uncompiled, [".py"]))


class _Uncompiled(importlib.machinery.SourceFileLoader):
    """Python takes a module saved twice in a second for unchanged, and would run the compiled one."""

    def get_code(self, fullname):
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)


def _described(name, array):
    """An array as JSON takes it: nested lists, None where masked; a large one by shape and range."""
    array = np.ma.asarray(array)
    if array.dtype.kind in "fc" and not np.isfinite(array.filled(0)).all():
        place = tuple(int(i) for i in np.argwhere(~np.isfinite(array.filled(0)))[0])
        value = "NaN" if np.isnan(array[place]) else "infinity"
        raise UnfitError(f"draws {value} in {name!r} at {place}; mask it (numpy.ma) if it is meant")
    if array.dtype.kind == "f":
        array = array.round(9) + 0.0  # the last digits are another NumPy's; zero has no sign
    if array.size > LARGE:
        return {"shape": array.shape, "min": array.min().item(), "max": array.max().item()}
    return array.tolist()


def _report(error, snippets):
    """The error with the frames of the snippets only, files named from the top of the repository."""
    report = each = traceback.TracebackException.from_exception(error)
    while each:
        local = [frame for frame in each.stack if frame.filename.startswith(f"{snippets}{os.sep}")]
        each.stack = traceback.StackSummary.from_list(local)
        each = each.__cause__ or each.__context__
    return "".join(report.format()).replace(f"{snippets.parent}{os.sep}", "").rstrip()
