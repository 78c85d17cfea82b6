"""From a size back to inputs and arguments: against every size and every change, each asked of Keras."""

import ast
import itertools

import numpy as np
import pytest
import tensorflow as tf
from javascript import ANSWERS, call
from keras import layers

RANGES = dict(
    kernel_size=range(1, 8),
    pool_size=range(1, 8),
    strides=range(1, 6),
    padding=["valid", "same"],
    dilation_rate=range(1, 4),
    output_padding=[None, *range(5)],
)
ONE_SHORT = (
    (28, 28, 1),
    [
        "layers.Conv2D(2, 3, strides=2)",
        "layers.Conv2D(2, 3, strides=2)",
        "layers.Conv2DTranspose(2, 3, strides=2)",
        "layers.Conv2DTranspose(1, 3, strides=2)",
    ],
    (28, 28),
)
STACKS = {
    "one pixel short": ONE_SHORT,
    "it is that size": (*ONE_SHORT[:2], (27, 27)),
    "unequal axes": (
        (20, 9, 2),
        ["layers.Conv2D(2, (3, 1), strides=(2, 1))", "layers.MaxPooling2D((1, 2))"],
        (6, 4),
    ),
    "a series": (
        (30, 3),
        ["layers.Conv1D(4, 3, dilation_rate=2)", "layers.MaxPooling1D(2)", "layers.UpSampling1D(2)"],
        (24,),
    ),
    "turned": ((12, 7, 2), ["layers.Permute((2, 1, 3))", "layers.Conv2D(2, 3)"], (5, 9)),
    "an even kernel": ((5, 2), ["layers.Conv1DTranspose(3, 4, strides=2, padding='same')"], (9,)),
    "an even kernel, refused when called": (
        (5, 2),
        ["layers.Conv1DTranspose(3, 4, strides=2, padding='same')"],
        (8,),
    ),
    "the largest stride": ((21, 3), ["layers.Conv1D(4, 1, strides=2)"], (5,)),
    "the largest input": ((500, 2), ["layers.MaxPooling1D(2)"], (256,)),
    "in time": ((4, 9, 2), ["layers.TimeDistributed(layers.Conv1D(3, 3))"], (4, 6)),
}


def made(code, **changes):
    """The layer of a code, with arguments changed in the call of the inmost layer."""
    tree = ast.parse(code, mode="eval").body
    inner = tree.args[0] if tree.func.attr == "TimeDistributed" else tree
    names = {
        "Conv": ["filters", "kernel_size"],
        "MaxPooling": ["pool_size"],
        "UpSampling": ["size"],
        "Permute": ["dims"],
    }
    given = next(keys for start, keys in names.items() if inner.func.attr.startswith(start))
    arguments = dict(zip(given, inner.args, strict=False)) | {one.arg: one.value for one in inner.keywords}
    values = {key: ast.literal_eval(value) for key, value in arguments.items()} | changes
    layer = getattr(layers, inner.func.attr)(**values)
    return layer if inner is tree else layers.TimeDistributed(layer)


def runs(shape, stack):
    """The output's shape where Keras builds the stack; where a transposed convolution is in doubt, calls it too."""
    out = (1, *shape)
    try:
        for layer in stack:
            if 0 in (getattr(layer, "output_padding", None) or ()):
                layer(np.zeros(out, "float32"))
            out = tuple(layer.compute_output_shape(out))
        return out[1:]
    except (ValueError, TypeError, IndexError, tf.errors.OpError):
        return None


def ask(shape, codes, wanted):
    lines = "\n".join([f"keras.Input(shape={shape})", *codes])
    (answer,) = call(ANSWERS, "ask", [[lines, len(codes), [*wanted, None]]])
    assert "value" in answer, answer
    return answer["value"]


@pytest.mark.parametrize("name", STACKS)
def test_inputs(name):
    shape, codes, wanted = STACKS[name]
    stack = [made(code) for code in codes]
    answer = ask(shape, codes, wanted)
    assert answer["alone"] is False

    def gives(sizes):
        out = (*sizes, shape[-1])
        try:
            for layer in stack:
                out = tuple(layer.compute_output_shape((None, *out)))[1:]
        except ValueError:
            return None
        return out[:-1]

    spatial = shape[:-1]
    base = next((s for s in ([n] * len(spatial) for n in range(1, 99)) if gives(s)), None)
    turned = "Permute" in codes[0]
    expected = []
    for axis in range(len(spatial)):
        to = (len(spatial) - 1 - axis) if turned else axis
        sizes = [
            n
            for n in range(1, 513)
            if (g := gives([*base[:axis], n, *base[axis + 1 :]])) and g[to] == wanted[to]
        ]
        expected.append(sizes)
    found = [one["sizes"] for one in answer["inputs"]]
    assert found == (expected if all(expected) else [])


@pytest.mark.parametrize("name", STACKS)
def test_changes(name):
    shape, codes, wanted = STACKS[name]
    rank = 1 if name == "in time" else len(wanted)
    expected = set()
    for i, code in enumerate(codes):
        now = made(code)
        inner = now.layer if isinstance(now, layers.TimeDistributed) else now
        for key in (
            key
            for key in RANGES
            if hasattr(inner, key) and not isinstance(inner, layers.UpSampling1D | layers.Permute)
        ):
            values = list(RANGES[key])
            if key != "padding" and rank > 1:
                values += [
                    v
                    for v in itertools.product([v for v in values if v is not None], repeat=rank)
                    if len(set(v)) > 1
                ]
            for value in values:
                try:
                    stack = [made(other, **({key: value} if j == i else {})) for j, other in enumerate(codes)]
                except ValueError:
                    continue
                out = runs(shape, stack)
                if out and out[:-1] == wanted:
                    expected.add((i + 1, key, str(value)))
    found = {
        (one["row"], one["key"], str(tuple(one["value"]) if isinstance(one["value"], list) else one["value"]))
        for one in ask(shape, codes, wanted)["changes"]
    }
    same = {
        (i + 1, *pair)
        for i, code in enumerate(codes)
        if "Conv" in code or "Pool" in code
        for pair in written(code)
    }
    assert found == expected - same


def written(code):
    """The arguments as the code, or else Keras, has them: setting them again is no change."""
    call = ast.parse(code, mode="eval").body
    call = call.args[0] if call.func.attr == "TimeDistributed" else call
    pooling = "Pooling" in call.func.attr
    yield "padding", "valid"
    yield "output_padding", "None"
    yield "dilation_rate", "1"
    if not pooling:
        yield "strides", "1"
    given = {one.arg: one.value for one in call.keywords}
    for key, value in [("pool_size" if pooling else "kernel_size", call.args[not pooling]), *given.items()]:
        yield key, str(ast.literal_eval(value))
