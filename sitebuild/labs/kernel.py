"""A lab's cells in a Jupyter kernel of their own; figures come out as SVG in the site's palette."""

import os
import subprocess
import tempfile

from sitebuild.figures.svg import clean

QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1", "PYTHONHASHSEED": "0"}
CYCLE = "blue", "orange", "green", "count", "focus"
COLOURS = {  # Matplotlib's setting → name in the palette
    "text.color": "ink",
    "axes.labelcolor": "quiet",
    "axes.titlecolor": "ink",
    "axes.edgecolor": "line",
    "xtick.color": "quiet",
    "ytick.color": "quiet",
    "grid.color": "line",
}
SETTINGS = {
    "svg.fonttype": "none",
    "svg.hashsalt": "figure",
    "savefig.transparent": True,
    "font.size": 9.75,
    "axes.titlesize": 9.75,
    "axes.labelsize": 8.25,
    "xtick.labelsize": 8.25,
    "ytick.labelsize": 8.25,
    "legend.fontsize": 8.25,
    "legend.frameon": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "figure.figsize": (3.4, 2.4),  # inches: a phone's width
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "legend.facecolor": "none",
}
SETUP = """
import matplotlib, matplotlib_inline.backend_inline
from IPython import get_ipython
get_ipython().config.InlineBackend.print_figure_kwargs = {{"bbox_inches": "tight", "metadata": {{"Date": None}}}}
matplotlib_inline.backend_inline.set_matplotlib_formats("svg")
matplotlib.rcParams.update({settings!r} | {{"axes.prop_cycle": matplotlib.cycler(color={cycle!r})}})
"""


class CellError(Exception):
    """A cell failed: `number` from 0, and its traceback."""

    def __init__(self, number, report):
        super().__init__(report)
        self.number = number


def execute(sources, palette, limit):
    """The outputs of each cell, {"text": …} or {"svg": …}; CellError where one fails or takes over `limit` seconds."""
    # not needed, and slow to import, where all is cached
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
    from nbformat.v4 import new_code_cell, new_notebook

    settings = SETTINGS | {setting: palette[name] for setting, name in COLOURS.items()}
    setup = SETUP.format(settings=settings, cycle=[palette[name] for name in CYCLE])
    notebook = new_notebook(cells=[new_code_cell(source) for source in (setup, *sources)])
    with tempfile.TemporaryDirectory(prefix="lab-") as folder:
        resources = {"metadata": {"path": folder}}
        client = NotebookClient(
            notebook,
            timeout=limit,
            kernel_name="python3",
            resources=resources,
            extra_arguments=["--log-level=ERROR"],
            coalesce_streams=True,  # else a slow moment cuts what one cell prints into several boxes
        )
        environment = {key: value for key, value in os.environ.items() if key != "MPLBACKEND"}
        try:
            # TensorFlow's start-up log, written by C++, is nobody's output
            client.execute(env=environment | QUIET | {"MPLCONFIGDIR": folder}, stderr=subprocess.DEVNULL)
        except CellExecutionError as error:
            raise CellError(_reached(notebook), error.traceback) from None
        except (CellTimeoutError, DeadKernelError) as error:
            raise CellError(_reached(notebook), str(error)) from None
    return [
        [_kept(output, palette) for output in cell.outputs if output.get("name") != "stderr"]
        for cell in notebook.cells[1:]
    ]


def _reached(notebook):
    """The cell that was begun last; the setup does not count."""
    begun = [i for i, cell in enumerate(notebook.cells) if cell.get("execution_count")]
    return max(max(begun, default=0) - 1, 0)


def _kept(output, palette):
    if output.output_type == "stream":
        return {"text": output.text}
    if svg := output.data.get("image/svg+xml"):
        return {"svg": clean(svg, palette, {})}
    return {"text": output.data["text/plain"]}
