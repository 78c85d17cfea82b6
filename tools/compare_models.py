"""Compare the door for programs with a folder of pastes and what the real frameworks gave for them.

    python tools/compare_models.py FOLDER [word …]

FOLDER holds `NAME.py` and `NAME.json`, what the framework made of it (models with layers, or a refusal), below it or in
`keras/` and `pytorch/`; further words select files. What a reader fills in is taken from the expected values. Each file
is right, rightly refused, named as not followed, or wrong; only the last fails.
"""

import json
import re
import sys
from pathlib import Path

from frameworks.door import trace


def request(path, expected):
    """What is asked of the door for one paste: its text, the input and the values that a reader types."""
    reader = expected.get("reader_input") or {}
    shapes = reader.get("shapes") or ([reader["shape"]] if "shape" in reader else [])
    settings = [f"{gap['expression']}={python(gap['reader_types'])}" for gap in expected["missing"]]
    return {
        "source": path.read_bytes().decode(),
        "inputs": [python(shape) for shape in shapes],
        "set": settings,
    }


def python(value):
    return repr(tuple(value) if isinstance(value, list) else value)


def faults_of(expected, answer):
    """What the door says otherwise than the framework."""
    refusal = expected["refusal"]
    said = [model["fault"] for model in answer["models"] if model["fault"]]
    if refusal:
        return refusal_faults(refusal, said)
    found = [f"refused at line {fault['line']}: {fault['says']}" for fault in said]
    models = expected["models"]
    if len(models) != len(answer["models"]):
        found.append(f"{len(answer['models'])} models, not {len(models)}")
    for model, traced in zip(models, answer["models"], strict=False):
        found += model_faults(model, traced)
    return found


def refusal_faults(refusal, said):
    if not said:
        return [f"not refused: {refusal['message']}"]
    first, found = said[0], []
    if first["line"] != refusal["line"]:
        found.append(f"refused at line {first['line']}, not {refusal['line']}")
    if plain(first["says"]) != plain(refusal["message"]):
        found.append(f"says {first['says']!r}, not {refusal['message']!r}")
    return found


def plain(message):
    """The first 200 characters of a message, without what Keras was called with and what TensorFlow says of its nodes."""
    message = re.sub(r" \[Op:.*", "", re.sub(r"\{\{function_node .*?\}\} ", "", message), flags=re.S)
    return " ".join(re.sub(r"\n+A(r(g(uments received by .*)?)?)?$", "", message[:200], flags=re.S).split())


def model_faults(model, traced):
    # PyTorch has one entry for each call of a module; the first is the model itself
    layers = model["calls"][1:] if "calls" in model else model["layers"]
    pairs = [
        ("output", model["output_shape"], traced["outputs"]),
        ("parameters", model["total_params"], traced["parameters"]),
        ("line", model["line"] or traced["line"], traced["line"]),
    ]
    where = model.get("variable") or model.get("class")
    found = [f"{where}: {what} {have}, not {want}" for what, want, have in pairs if want != have]
    return found + layer_faults(where, layers, traced["layers"])


def layer_faults(where, layers, traced):
    if len(layers) != len(traced):
        names = [layer["type"] for layer in traced], [layer["class"] for layer in layers]
        return [f"{where}: layers {names[0]}, not {names[1]}"]
    found = []
    for layer, have in zip(layers, traced, strict=True):
        pairs = [
            ("type", layer["class"], have["type"]),
            ("output", layer["output_shape"], have["output_shape"]),
            ("outputs", layer.get("output_shapes"), have.get("output_shapes")),
            ("parameters", layer["params"], have["parameters"]),
            ("line", layer["line"], have["line"]),
        ]
        if layer["name"] not in (None, "?"):
            pairs.append(("name", layer["name"], have["name"]))
        found += [
            f"{where}/{have['name']}: {what} {got}, not {want}" for what, want, got in pairs if want != got
        ]
        if "layers" in layer:
            found += layer_faults(f"{where}/{have['name']}", layer["layers"], have.get("layers", []))
    return found


def main(folder, *words):
    paths = sorted(path for path in Path(folder).rglob("*.py") if path.with_suffix(".json").exists())
    paths = [path for path in paths if not words or any(word in str(path) for word in words)]
    expected = [json.loads(path.with_suffix(".json").read_text()) for path in paths]
    answers = trace([request(path, one) for path, one in zip(paths, expected, strict=True)])
    counts = {"right": 0, "rightly refused": 0, "named as not followed": 0, "wrong": 0}
    for path, one, answer in zip(paths, expected, answers, strict=True):
        faults = faults_of(one, answer)
        unfollowed = [f"line {each['line']}: {each['text']}" for each in answer["unfollowed"]]
        if not faults and not unfollowed:
            verdict = "rightly refused" if one["refusal"] else "right"
        else:
            verdict = "named as not followed" if unfollowed else "wrong"
            print(f"{path.parent.name}/{path.stem}: {verdict}", *unfollowed, *faults, sep="\n    ")
        counts[verdict] += 1
    print(", ".join(f"{count} {verdict}" for verdict, count in counts.items()), f"of {len(paths)}")
    return 1 if counts["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
