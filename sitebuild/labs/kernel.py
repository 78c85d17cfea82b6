"""In a worker process: a lab's cells in a Jupyter kernel of their own; figures come out as SVG in the site's palette."""

import subprocess
import tempfile

from sitebuild.figures.svg import clean

QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1", "PYTHONHASHSEED": "0"}
PRINTED = 100_000  # characters of one output that a page shows
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


def execute(tell, sources, palette, environment):
    """{"outputs": [those of each cell]} or {"error": traceback, "cell": number from 0}.

    An output is {"text": …, "cut": characters left out} or {"figure": fields of a figures.record.Figure}.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, DeadKernelError
    from nbformat.v4 import new_code_cell, new_notebook

    notebook = new_notebook(cells=[new_code_cell(source) for source in (_setup(palette), *sources)])
    reached = 0

    def begun(cell, cell_index):
        nonlocal reached
        reached = max(cell_index - 1, 0)  # the setup does not count
        tell(progress=reached)

    with tempfile.TemporaryDirectory(prefix="lab-") as folder:
        client: NotebookClient = NotebookClient(
            notebook,
            timeout=None,  # the caller looks at the time
            kernel_name="python3",
            resources={"metadata": {"path": folder}},
            extra_arguments=["--log-level=ERROR"],
            on_cell_execute=begun,
            on_notebook_start=lambda notebook: tell(session=client.km.provisioner.pid),  # type: ignore[attr-defined]
        )
        try:
            # TensorFlow's start-up log, written by C++, is nobody's output
            client.execute(env=environment | QUIET, stderr=subprocess.DEVNULL)
        except CellExecutionError as error:
            return {"error": error.traceback, "cell": reached}
        except DeadKernelError as error:
            return {"error": str(error), "cell": reached}
    return _shown(notebook.cells[1:], palette)


def _setup(palette):
    settings = SETTINGS | {setting: palette[name] for setting, name in COLOURS.items()}
    return SETUP.format(settings=settings, cycle=[palette[name] for name in CYCLE])


def _shown(cells, palette):
    outputs = []
    for number, cell in enumerate(cells):
        try:
            outputs.append(_outputs(cell, palette))
        except _UnfitError as error:
            return {"error": str(error), "cell": number}
    return {"outputs": outputs}


class _UnfitError(Exception):
    """A cell shows what no page can."""


def _outputs(cell, palette):
    """All that the cell prints in one box, as a slow moment cuts it into several; and what it displays."""
    printed = "".join(output.text for output in cell.outputs if output.get("name") == "stdout")
    kept = []
    for output in cell.outputs:
        if output.output_type != "stream":
            kept.append(_displayed(output, palette))
        elif output.name == "stdout" and printed:
            kept.append(_cut("\n".join(map(_seen, printed.split("\n")))))
            printed = ""
    return kept


def _displayed(output, palette):
    if svg := output.data.get("image/svg+xml"):
        return {"figure": clean(svg, palette, {})}
    if "text/plain" in output.data:
        return _cut(output.data["text/plain"])
    raise _UnfitError(f"displays {', '.join(output.data)}; a page shows text and Matplotlib's figures")


def _seen(line):
    """A printed line as a terminal shows it: what progress bars write over is gone."""
    line = line[:-1].rpartition("\r")[2] + line[-1:]
    if "\b" not in line:
        return line
    seen: list[str] = []
    for character in line:
        if character == "\b" and seen:
            seen.pop()
        else:
            seen.append(character)
    return "".join(seen)


def _cut(text):
    """What is printed, or its beginning and how much is left out."""
    if len(text) <= PRINTED:
        return {"text": text}
    return {"text": text[:PRINTED].rpartition("\n")[0] or text[:PRINTED], "cut": len(text)}
