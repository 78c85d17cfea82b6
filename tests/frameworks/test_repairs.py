"""Repairs that the door offers, made in the paste and built by Keras: each ends the fault."""

import os
import re

import pytest
from frameworks import door, keras_programs

# how many broken programs, and where they begin; most of the time is Keras's
QUICK, MANY = 4, int(os.environ.get("REPAIRED_PROGRAMS", 30))


def broken(start, count):
    """Programs that Keras refuses, and what the door offers for each."""
    found = []
    for seed in range(start, start + 20 * count):
        program = keras_programs.Program(seed, True)
        program.grow(program.dice.choice([3, 5, 8]))
        if program.fault:
            found.append(completed(program))
        if len(found) == count:
            break
    answers = door.trace([{"source": text} for text in found])
    return [(text, first_fault(answer)) for text, answer in zip(found, answers, strict=True)]


def completed(program):
    """The program, and a model of what its refused statement would have made."""
    names = re.findall(r"\b(x\d+)(?:, \w+)* = ", program.text)
    inputs = f"[{', '.join(program.inputs)}]"
    return program.text + f"model = {program.keras}Model({inputs}, {names[-1]})\n"


def first_fault(answer):
    return next(model["fault"] for model in answer["models"] if model["fault"])


def refusal(source):
    """What Keras says of a program; None where it builds."""
    try:
        exec(compile(source, "repaired", "exec"), {})
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None


def assert_repairs_hold(start, count):
    mended = 0
    for _, fault in broken(start, count):
        mended += bool(fault["repairs"])
        for repair in fault["repairs"][:3]:
            said = refusal(repair["source"])
            assert said is None, f"{repair['says']}\n{said}\n{repair['source']}"
    print(f"{count} broken programs, {mended} of them with repairs")
    return mended


def test_repairs_build_in_keras():
    assert assert_repairs_hold(300_000, QUICK) > 0


@pytest.mark.check
def test_many_repairs_build_in_keras():
    assert assert_repairs_hold(310_000, MANY) > MANY / 3
