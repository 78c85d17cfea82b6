"""Runs one snippet and takes its drawing; what it draws depends on nothing but its code."""

import contextlib
import io
import os
import random
import runpy
import sys
import traceback
import warnings
from pathlib import Path

import matplotlib
import matplotlib.backends.backend_svg
import numpy as np
from matplotlib import pyplot as plt

from sitebuild.figures import svg

ROOT = Path(__file__).resolve().parents[2]
SNIPPETS = ROOT / "snippets"
SETTINGS = {
    "svg.fonttype": "none",
    "svg.hashsalt": "figure",
    "savefig.transparent": True,
    "text.parse_math": False,  # formulas are set by formulas.py, in the page's own font
}
LARGE = 200  # cells; a longer array is described by its shape and range


class UnfitError(Exception):
    """The snippet ran, but what it left is no figure for a page."""


def draw(name):
    """{"svg": …} or {"error": …} of one snippet, whatever ran before it in this process."""
    path = SNIPPETS / f"{name}.py"
    plt.close("all")
    matplotlib.rcdefaults()
    matplotlib.rcParams.update(SETTINGS)
    random.seed(0)
    np.random.seed(0)
    try:
        with np.errstate(), np.printoptions(), warnings.catch_warnings(), contextlib.chdir(ROOT):
            runpy.run_path(str(path), run_name="__figure__")
            figures = plt.get_fignums()
            if len(figures) != 1:
                raise UnfitError(f"leaves {len(figures)} open figures; a snippet draws exactly one")
            figure = plt.figure(figures[0])
            drawn = {key: _described(key, array) for key, array in getattr(figure, "drawn", {}).items()}
            buffer = io.StringIO()
            figure.savefig(buffer, format="svg", metadata={"Date": None})
        palette = getattr(sys.modules.get("draw"), "PALETTE", {})
        return {"svg": svg.clean(buffer.getvalue(), palette, drawn)}
    except UnfitError as error:
        return {"error": f"snippets/{name}.py: {error}"}
    except BaseException as error:
        return {"error": _report(error)}
    finally:
        for module in [key for key, module in sys.modules.items() if _is_local(module)]:
            del sys.modules[module]


def _described(name, array):
    """An array as JSON takes it: nested lists, None where masked; a large one by shape and range."""
    array = np.ma.asarray(array)
    if array.dtype.kind == "f" and np.isnan(array.compressed()).any():
        place = tuple(int(i) for i in np.argwhere(np.isnan(array.filled(0)))[0])
        raise UnfitError(f"draws NaN in {name!r} at {place}; mask it (numpy.ma) if it is meant")
    if array.dtype.kind == "f":
        array = array.round(9) + 0.0  # the last digits are another NumPy's; zero has no sign
    if array.size > LARGE:
        return {"shape": array.shape, "min": array.min().item(), "max": array.max().item()}
    return array.tolist()


def _is_local(module):
    places = [module.__dict__.get("__file__") or "", *module.__dict__.get("__path__", ())]
    return any(str(place).startswith(f"{SNIPPETS}{os.sep}") for place in places)


def _report(error):
    """The error with the frames of the snippets only, files named from the top of the repository."""
    told = each = traceback.TracebackException.from_exception(error)
    while each:
        local = [frame for frame in each.stack if frame.filename.startswith(f"{SNIPPETS}{os.sep}")]
        each.stack = traceback.StackSummary.from_list(local)
        each = each.__cause__ or each.__context__
    return "".join(told.format()).replace(f"{ROOT}{os.sep}", "").rstrip()
