"""Models as people paste them, traced by the door for programs and built by Keras: the same layers, counts, refusals."""

import os
import re
import subprocess
import sys

import pytest

from instruments import door, keras_programs
from sitebuild.pages.page import ROOT

# how many programs, and where the random ones begin: `make check` takes more, and other seeds
QUICK, MANY = 60, int(os.environ.get("KERAS_PROGRAMS", 2000))


def programs(start, count):
    """[(program, what Keras says of it)]: every third is meant to break, every fourth is a Sequential."""
    import keras

    made = []
    for seed in range(start, start + count):
        breaks = seed % 3 == 0
        if seed % 4 == 1:
            program = keras_programs.sequential(seed, breaks)
        else:
            program = keras_programs.Program(seed, breaks)
            program.grow(program.dice.choice([3, 5, 8, 12]))
        made.append((program, keras_programs.described(program)))
        keras.backend.clear_session(
            free_memory=False
        )  # a garbage collection for each took two thirds of the time
    return made


def disagreement(program, keras_says, answer):
    """What the door says otherwise than Keras; None where both agree."""
    fault = next((model["fault"] for model in answer["models"] if model["fault"]), None)
    if answer["unfollowed"] or answer["asked"]:
        return f"not followed: {answer['unfollowed']} {answer['asked']}"
    if (fault or {}).get("line") != program.fault:
        return f"Keras refuses line {program.fault} ({program.error}), the door {fault}"
    if program.fault and not plain(program.error).startswith(plain(fault["says"])):
        return f"Keras says {program.error!r}, the door {fault['says']!r}"
    if program.fault or keras_says is None:
        return None
    model = next(model for model in answer["models"] if model["variable"] == "model")
    traced = [
        (layer["type"], first_shape(layer["output_shape"]), layer["parameters"]) for layer in model["layers"]
    ]
    if traced != keras_says["layers"]:
        return f"layers\n  {traced}\n  {keras_says['layers']}"
    if model["parameters"] != keras_says["parameters"]:
        return f"{model['parameters']} parameters, not {keras_says['parameters']}"
    return None


def plain(message):
    """A message without its colours and line breaks, and without the class of the error in front."""
    words = re.sub(r"\x1b\[\d+m", "", re.sub(r"^\w+: ", "", message)).split()
    return " ".join(words)


def first_shape(shape):
    """Of a layer that gives several tensors, the first."""
    return shape[0] if shape and isinstance(shape[0], list) else shape


def compare(start, count):
    made = programs(start, count)
    answers = door.trace([{"source": program.text} for program, _ in made])
    wrong = [
        f"{difference}\n{program.text}"
        for (program, says), answer in zip(made, answers, strict=True)
        if (difference := disagreement(program, says, answer))
    ]
    assert not wrong, "\n\n".join(wrong[:3])
    broken = sum(program.fault is not None for program, _ in made)
    print(f"{count} programs, {broken} of them refused by Keras")


def test_programs():
    compare(0, QUICK)


@pytest.mark.check
def test_many_programs():
    compare(100_000, MANY)


def test_signatures_are_those_of_keras():
    done = subprocess.run(
        [sys.executable, ROOT / "tools/keras_signatures.py", "--check"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
