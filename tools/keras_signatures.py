"""Write instruments/frameworks/keras/signatures.json: the parameters of Keras's layers and operations, from Keras itself.

    .venv/bin/python tools/keras_signatures.py          writes the file
    .venv/bin/python tools/keras_signatures.py --check  exit status 1 when the file is stale

A parameter is its name, or [name, default]; a default that is no JSON value is null. "*" begins those that can only be
named, "**kwargs" takes any other name.
"""

import inspect
import json
import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
FILE = Path(__file__).resolve().parents[1] / "instruments/frameworks/keras/signatures.json"


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
    """{"version", "layers": {name: {"class": canonical name, "parameters": […]}}, "ops": {name: […]}}.

    What stands in `keras.ops.image` alone is there by that name: "image.resize".
    """
    import keras

    layers = {}
    for name in sorted(dir(keras.layers)):
        found = getattr(keras.layers, name)
        if isinstance(found, type) and issubclass(found, keras.layers.Layer):
            layers[name] = {"class": found.__name__, "parameters": short(found)}
    ops = {}
    for name in sorted(dir(keras.ops)):
        found = getattr(keras.ops, name)
        if inspect.isfunction(found):
            ops[name] = short(found)
    for name in sorted(dir(keras.ops.image)):  # the one part of `keras.ops` that is not in it, too
        found = getattr(keras.ops.image, name)
        if inspect.isfunction(found):
            ops[f"image.{name}"] = short(found)
    return {"version": keras.__version__, "layers": layers, "ops": ops}


def written(found):
    """The file's text: one layer or operation a line."""
    lines = [f'  "version": {json.dumps(found["version"])}']
    for kind in "layers", "ops":
        entries = ",\n".join(
            f"    {json.dumps(name)}: {json.dumps(value)}" for name, value in found[kind].items()
        )
        lines.append(f'  "{kind}": {{\n{entries}\n  }}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main():
    text = written(signatures())
    if "--check" in sys.argv[1:]:
        if not FILE.is_file() or FILE.read_text("utf-8") != text:
            sys.exit(f"{FILE.name} is stale: run tools/keras_signatures.py")
    else:
        FILE.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
