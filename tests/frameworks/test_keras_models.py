"""Models as people paste them, traced by the door for programs and built by Keras: the same layers, counts, refusals."""

import json
import os
import traceback
from importlib.metadata import version
from types import SimpleNamespace

import keras_judge
import keras_signatures
import pytest
from frameworks import agreement, keras_programs, recorded

from sitebuild.pages.page import ROOT

# where the programs begin that `make check` takes besides, how many, and how many at once
FIRST, MANY, AT_ONCE = 100_000, int(os.environ.get("KERAS_PROGRAMS", 1_500)), 500
RENEW = "renew it by tools/keras_judge.py"
# pastes by hand, for what the random programs do not write; each leaves `model`, unless Keras refuses it
WRITTEN = ROOT / "tests/frameworks/keras_pastes"


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


def outcome(path):
    """What Keras says of a paste, as of a program."""
    text, scope, fault, error = path.read_text("utf-8"), {"__name__": "__main__"}, None, None
    try:
        exec(compile(text, "paste", "exec"), scope)
    except Exception as refused:
        steps = traceback.extract_tb(refused.__traceback__)
        fault = [step.lineno for step in steps if step.filename == "paste"][-1]
        error = f"{type(refused).__name__}: {refused}"
    return keras_programs.outcome(SimpleNamespace(text=text, scope=scope, fault=fault, error=error))


def test_written_pastes():
    compare([outcome(path) for path in sorted(WRITTEN.glob("*.py"))])
