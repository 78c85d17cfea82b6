"""Models as people paste them, traced by the door for programs and built by Keras: the same layers, counts, refusals."""

import os

import keras_signatures
import pytest

from instruments import agreement, door, keras_programs

# how many programs, and where the random ones begin: `make check` takes more, and other seeds
QUICK, MANY = 60, int(os.environ.get("KERAS_PROGRAMS", 500))


def compare(start, count):
    made = keras_programs.programs(start, count)
    answers = door.trace([{"source": program.text, "repairs": False} for program, _ in made])
    wrong = [
        f"{difference}\n{program.text}"
        for (program, says), answer in zip(made, answers, strict=True)
        if (difference := agreement.with_keras(program, says, answer))
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
    assert keras_signatures.stale() == [], "run tools/keras_signatures.py"
