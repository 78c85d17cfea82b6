"""What Keras says of 500 random programs (tests/frameworks/keras_programs.py), as a table: `make test` need not run them.

    .venv/bin/python tools/keras_judge.py          writes tests/frameworks/keras.jsonl, after a change of Keras or the programs

Its first line is {"keras": version, "first": seed, "count": programs, "sha256": of the lines after it}; each other line is what
`keras_programs.outcome` says. `make check` asks Keras again, and compares.
"""

import json
import os
import warnings
from importlib.metadata import version
from pathlib import Path

from frameworks import keras_programs, recorded

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
TESTS = Path(__file__).resolve().parents[1] / "tests"
TABLE = TESTS / "frameworks/keras.jsonl"
FIRST, COUNT = 0, 500


def lines():
    """JSON, each with its line end."""
    return [json.dumps(program) + "\n" for program in keras_programs.judged(FIRST, COUNT)]


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    recorded.write(TABLE, lines(), keras=version("keras"), first=FIRST)
