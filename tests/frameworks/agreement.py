"""Whether the door for programs says of a random program what the real framework says."""

import re

from frameworks import door


def compare(programs, difference, framework):
    """Asserts that the door says of each program what `difference` finds nothing against; prints how many there were."""
    answers = door.trace([{"source": program["source"], "repairs": False} for program in programs])
    wrong = [
        f"{found}\n{program['source']}"
        for program, answer in zip(programs, answers, strict=True)
        if (found := difference(program, answer))
    ]
    assert not wrong, f"{len(wrong)} of {len(programs)}\n" + "\n\n".join(wrong[:3])
    refused = sum(program["fault"] is not None for program in programs)
    print(f"{len(programs)} programs of {framework}, {refused} of them refused")


def with_keras(program, answer):
    """What the door says otherwise than Keras of a program (`keras_programs.outcome`); None where both agree."""
    fault = next((model["fault"] for model in answer["models"] if model["fault"]), None)
    line, message = program["fault"] or (None, None)
    if answer["unfollowed"] or answer["asked"]:
        return f"not followed: {answer['unfollowed']} {answer['asked']}"
    if (fault or {}).get("line") != line:
        return f"Keras refuses line {line} ({message}), the door {fault}"
    if line and not plain(message).startswith(plain(fault["says"])):
        return f"Keras says {message!r}, the door {fault['says']!r}"
    if line or program["layers"] is None:
        return None
    model = next(model for model in answer["models"] if model["variable"] == "model")
    traced = [
        [layer["type"], first_shape(layer["output_shape"]), layer["parameters"]] for layer in model["layers"]
    ]
    if traced != program["layers"]:
        return f"layers\n  {traced}\n  {program['layers']}"
    if model["parameters"] != program["parameters"]:
        return f"{model['parameters']} parameters, not {program['parameters']}"
    return None


def plain(message):
    """A message without its colours and line breaks, and without the class of the error in front."""
    words = re.sub(r"\x1b\[\d+m", "", re.sub(r"^\w+: ", "", message)).split()
    return " ".join(words)


def first_shape(shape):
    """Of a layer that gives several tensors, the first."""
    if isinstance(shape, dict):
        return next(iter(shape.values()))
    return shape[0] if shape and isinstance(shape[0], list) else shape


def with_pytorch(program, answer):
    """What the door says otherwise than PyTorch; None where both agree."""
    if answer["unfollowed"] or answer["asked"]:
        return f"not followed: {answer['unfollowed']} {answer['asked']}"
    fault = next((model["fault"] for model in answer["models"] if model["fault"]), None)
    if program["fault"]:
        line, message = program["fault"]
        same = fault and fault["line"] == line and message.endswith(fault["says"])
        return None if same else f"PyTorch refuses line {line} ({message}), the door {fault}"
    if fault:
        return f"PyTorch runs it, the door refuses it: {fault}"
    (model,) = answer["models"]
    layers = [
        [layer["name"], layer["type"], layer["output_shape"], layer["parameters"]]
        for layer in model["layers"]
    ]
    if sorted(map(str, layers)) != sorted(map(str, program["calls"])):
        return f"layers\n  {layers}\n  {program['calls']}"
    if (model["parameters"], model["outputs"]) != (program["parameters"], program["output"]):
        return f"{model['parameters']} {model['outputs']}, not {program['parameters']} {program['output']}"
    return None
