"""What the explorer draws and says, for the sentences that name it (tests/pages/told/explorer.toml): its own scene is asked."""

import re
from functools import cache

import javascript
import numpy as np

from sitebuild.pages.page import ROOT

SCENES = ROOT / "tests/explorer/scenes.js"
PARTIAL = ROOT / "docs/theme/partials/explorer.html"


def grid(title, op, **state):
    """The numbers of the grid with this title, rounded as the explorer draws them; nan where a cell is empty."""
    texts = found(title, op, **state)["texts"]
    return np.array([[float(text.replace("−", "-")) if text else np.nan for text in line] for line in texts])


def hatched(title, op, **state):
    """Which cells of the grid with this title are hatched."""
    return np.array(found(title, op, **state)["hatched"])


def frames(title, op, **state):
    """(row, column, rows, columns, colour) of each frame in the grid with this title."""
    return [
        tuple(frame[key] for key in ("row", "column", "rows", "columns", "colour"))
        for frame in found(title, op, **state)["frames"]
    ]


def found(title, op, **state):
    """All there is of the grid with this title: its shape, what fills the gaps of its title, what is added to it, its numbers."""
    return next(it for it in _seen(op, **state)["grids"] if it["title"][0] == title)


def grids(op, **state):
    """The titles of the grids, in their order."""
    return [it["title"][0] for it in _seen(op, **state)["grids"]]


def says(name, op, **state):
    """What fills the gaps of a sentence that is said; None where it is not said."""
    return next((values for it, *values in _seen(op, **state)["says"] if it == name), None)


def refusal(op, **state):
    """Why a layer is refused, and what fills the gaps of the sentence that says so."""
    return _seen(op, **state)["refused"]


def caution(op, **state):
    """The key of the sentence on what depends on the processor."""
    return _seen(op, **state)["caution"]


def canvas(op, **state):
    """How many cells the canvas of a transposed convolution has along its last axis, and what is cut off or added."""
    return _seen(op, **state)["canvas"]


def labelled(word):
    """The control that a word of the page is the label of."""
    return re.search(rf"\{{\{{ words\.{word} \}}\}}\s*<select name=\"(\w+)\"", PARTIAL.read_text("utf-8"))[1]


def example(name):
    """The address of an example of the gallery, by its name in the template."""
    return re.search(rf'\("{name}", (.*)\),', PARTIAL.read_text("utf-8"))[1]


def _seen(op, pointed="", **state):
    return _asked(op, tuple(sorted((key, _frozen(value)) for key, value in state.items())), pointed)


@cache
def _asked(op, state, pointed):
    return javascript.values(str(SCENES), "seen", [[op, dict(state), pointed]])[0]


def _frozen(value):
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
