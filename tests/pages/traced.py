"""What the tracer answers, for the sentences that name it (tests/pages/told/shapes.toml): its own reader of stacks is asked."""

from functools import cache

import javascript


@cache
def outcome(code):
    """The shapes after each layer, what is counted, and what is wrong with which, of a chain of Keras layers."""
    return javascript.values(str(javascript.ANSWERS), "outcome", [[code]])[0]


def shapes(*layers):
    """The shape after each of the layers."""
    return outcome(_stack(layers))["shapes"]


def issue(*layers):
    """(key of the sentence, what fills its gaps) of what is wrong with the last of the layers; None where nothing is."""
    found = outcome(_stack(layers))["issues"][-1]
    return found and (found["code"], found["says"])


@cache
def backwards(at, wanted, *layers):
    """Which inputs and which changes make the output of a layer, counted from 0, this size."""
    return javascript.values(str(javascript.ANSWERS), "ask", [[_stack(layers), at, wanted]])[0]


def _stack(layers):
    return "keras.Sequential([" + ", ".join(layers) + "])"


def bars(*shapes):
    """How wide and how thick the bar of each shape is drawn."""
    drawn = javascript.values(
        "views/tracer/table/drawing.ts", "barsOf", [[[{"y": shape} for shape in shapes]]]
    )[0]
    return [(bar["width"], bar["height"]) for bar in drawn]


def kind(before, after):
    """Whether a layer that makes one shape of another is drawn as one that shrinks or one that grows."""
    row = {"x": before, "y": after, "item": {"node": {"name": "A layer", "args": []}}}
    return javascript.values("views/tracer/table/drawing.ts", "kindOf", [[row]])[0]
