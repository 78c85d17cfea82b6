"""Write signatures.json and names.json of instruments/frameworks/keras/, from Keras itself: the parameters of its layers and
operations, and the names by which it looks up activations, initializers, regularizers and constraints.

    .venv/bin/python tools/keras_signatures.py          writes the files
    .venv/bin/python tools/keras_signatures.py --check  exit status 1 when one of them is stale

What a layer is called with stands under "call" where that is more than `inputs`, what it asks of its arguments under "asks".
A parameter is its name, or [name, default]; a default that is no JSON value is null. "*" begins those that can only be
named, "**kwargs" takes any other name.
"""

import inspect
import json
import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
FOLDER = Path(__file__).resolve().parents[1] / "instruments/frameworks/keras"


def short(function):
    """The parameters of a function or class in the notation above."""
    entries, named = [], False
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind is parameter.VAR_KEYWORD:
            entries.append(f"**{parameter.name}")
        elif parameter.kind is parameter.VAR_POSITIONAL:
            entries.append(f"*{parameter.name}")
            named = True
        else:
            if parameter.kind is parameter.KEYWORD_ONLY and not named:
                entries.append("*")
                named = True
            optional = parameter.default is not parameter.empty
            entries.append([parameter.name, plain(parameter.default)] if optional else parameter.name)
    return entries


def plain(value):
    """The default as JSON; null for objects such as a dtype or a function."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value if value is None or isinstance(value, bool | int | float | str) else None


def signatures():
    """{"version", "tensorflow": its version, "ops": {name: […]}, "layers": {name: {"class": canonical name,
    "module": where in `keras.src.layers` it stands, "parameters": […], "call": […], "asks": {…}}}}.

    What stands in `keras.ops.image` alone is there by that name: "image.resize".
    """
    import keras
    import tensorflow

    layers = {}
    for name in sorted(dir(keras.layers)):
        found = getattr(keras.layers, name)
        if isinstance(found, type) and issubclass(found, keras.layers.Layer):
            module = found.__module__.removeprefix("keras.src.layers.")
            layers[name] = {"class": found.__name__, "module": module, "parameters": short(found)}
            if asked := asks(found):
                layers[name]["asks"] = asked
            _, *called = short(found.call)
            if called != ["inputs"]:
                layers[name]["call"] = called
    ops = {}
    for name in sorted(dir(keras.ops)):
        found = getattr(keras.ops, name)
        if inspect.isfunction(found):
            ops[name] = short(found)
    for name in sorted(dir(keras.ops.image)):  # the one part of `keras.ops` that is not in it, too
        found = getattr(keras.ops.image, name)
        if inspect.isfunction(found):
            ops[f"image.{name}"] = short(found)
    return {"version": keras.__version__, "tensorflow": tensorflow.__version__, "layers": layers, "ops": ops}


ASKED = {
    "bounds": "_FACTOR_BOUNDS",
    "factors": "_FACTOR_VALIDATION_ERROR",
    "fill_mode": "_SUPPORTED_FILL_MODE",
    "interpolation": "_SUPPORTED_INTERPOLATION",
    "value_range": "_VALUE_RANGE_VALIDATION_ERROR",
}


def asks(layer):
    """What a layer for pictures asks of its numbers and names, and how it begins to say so."""
    takes = inspect.signature(layer).parameters
    factors = [name for name in takes if name.endswith("factor")]
    found = {key: plain(getattr(layer, name)) for key, name in ASKED.items() if hasattr(layer, name)}
    unasked = {
        "bounds": "factor" not in takes,
        "factors": not factors,
        "value_range": "value_range" not in takes,
    }
    return {key: value for key, value in found.items() if not unasked.get(key)}


def written(found):
    """The file's text: one layer or operation a line."""
    lines = [f'  "{name}": {json.dumps(found[name])}' for name in ("version", "tensorflow")]
    for kind in "layers", "ops":
        entries = ",\n".join(
            f"    {json.dumps(name)}: {json.dumps(value)}" for name, value in found[kind].items()
        )
        lines.append(f'  "{kind}": {{\n{entries}\n  }}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def names():
    """{kind: names}, as `ALL_OBJECTS_DICT` of each module has them; under "backend" those of
    `tf.keras.backend`, under "attribute" what a model of one's own has once it was compiled, built and fitted."""
    from keras._tf_keras.keras import backend
    from keras.src import activations, constraints, initializers, regularizers

    kinds = {
        "activation": activations,
        "initializer": initializers,
        "regularizer": regularizers,
        "constraint": constraints,
    }
    found = {kind: sorted(module.ALL_OBJECTS_DICT) for kind, module in kinds.items()}
    public = {"backend": backend, "attribute": fitted_model()}
    return found | {kind: sorted(name for name in dir(one) if name[0] != "_") for kind, one in public.items()}


def fitted_model():
    import keras
    import numpy as np

    class Plain(keras.Model):
        def call(self, inputs):
            return inputs

    model, data = Plain(), np.zeros((1, 1))
    model.compile("sgd", "mse")
    model.fit(data, data, verbose=0)
    return model


def files():
    """{name: text}"""
    lines = (f"  {json.dumps(kind)}: {json.dumps(found)}" for kind, found in names().items())
    return {"signatures.json": written(signatures()), "names.json": "{\n" + ",\n".join(lines) + "\n}\n"}


def stale():
    """The names of the files that are not what the installed Keras says."""
    return [name for name, text in files().items() if not is_written(FOLDER / name, text)]


def is_written(file, text):
    return file.is_file() and file.read_text("utf-8") == text


def main():
    if "--check" not in sys.argv[1:]:
        for name, text in files().items():
            (FOLDER / name).write_text(text, "utf-8")
    elif found := stale():
        sys.exit(f"stale: {', '.join(found)}; run tools/keras_signatures.py")


if __name__ == "__main__":
    main()
