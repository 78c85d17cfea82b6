"""Models as people paste them, traced by the door for programs and built by Keras: the same layers, counts, refusals."""

import json
import os
from importlib.metadata import version

import keras_judge
import keras_signatures
import pytest

from instruments import agreement, keras_programs, recorded

# how many programs `make check` takes besides, and where they begin
FIRST, MANY = 100_000, int(os.environ.get("KERAS_PROGRAMS", 500))
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
def test_many_programs():
    compare(list(keras_programs.judged(FIRST, MANY)))


def test_signatures_are_those_of_keras():
    assert keras_signatures.stale() == [], "run tools/keras_signatures.py"
