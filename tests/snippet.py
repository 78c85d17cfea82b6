"""Snippets, run as the build runs them (sitebuild/figures/run.py), in the process of the tests."""

import runpy
from functools import cache
from pathlib import Path

from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from sitebuild.pages.page import SNIPPETS


def run(path: Path) -> tuple[dict, Figure]:
    """The names that a snippet leaves, and the figure that it draws."""
    plt.close("all")
    namespace = runpy.run_path(str(path), run_name="__figure__")
    figure = plt.gcf()
    plt.close("all")
    return namespace, figure


@cache  # many tests ask where the grids of one figure stand
def drawing(name: str) -> Figure:
    """The figure <chapter>/<figure>, which nobody changes."""
    return run(SNIPPETS / f"{name}.py")[1]
