"""Models as people paste them, traced by the door for programs and built by Keras: the same layers, counts, refusals."""

import json
import os
from importlib.metadata import version

import keras_judge
import keras_signatures
import pytest
from frameworks import agreement, keras_programs, recorded

# where the programs begin that `make check` takes besides, how many, and how many at once
FIRST, MANY, AT_ONCE = 100_000, int(os.environ.get("KERAS_PROGRAMS", 1_500)), 500
RENEW = "renew it by tools/keras_judge.py"


@pytest.fixture(scope="module")
def programs():
    """What Keras said of each, which is the one that is installed."""
    head, programs = recorded.read(keras_judge.TABLE, RENEW)
    assert head["keras"] == version("keras"), RENEW
    return programs


def compare(programs):
    agreement.compare(programs, agreement.with_keras, f"Keras {version('keras')}")


def test_programs(programs):
    compare(programs)


@pytest.mark.check
def test_keras_says_what_is_recorded(programs):
    for program, line in zip(programs, keras_judge.lines(), strict=True):
        assert program == json.loads(line), RENEW


@pytest.mark.check
@pytest.mark.parametrize("first", range(FIRST, FIRST + MANY, AT_ONCE))
def test_many_programs(first):
    compare(list(keras_programs.judged(first, AT_ONCE)))


def test_signatures_are_those_of_keras():
    assert keras_signatures.stale() == [], "run tools/keras_signatures.py"
