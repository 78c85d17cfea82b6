"""What Keras gives of transposed convolutions on another backend than TensorFlow: the tables in tests/pages/backends/.

    python -m venv judge && judge/bin/pip install keras==3.15.1 jax torch    an environment of its own: torch is large
    KERAS_BACKEND=jax judge/bin/python tools/backends_judge.py               writes keras-3.15.1-jax.jsonl

A table's first line is {"keras": version, "backend", "version": of the backend, "count", "sha256": of the lines after it};
each other line is the setting with its "outcome": the numbers of the output, or "refused" (tests/pages/keras_backends.py).
"""

import importlib
import json
import sys
from pathlib import Path

import keras

TESTS = Path(__file__).resolve().parents[1] / "tests"
TABLES = TESTS / "pages/backends"
sys.path.insert(0, str(TESTS))  # an environment of its own knows nothing of the checkout
from frameworks import recorded  # noqa: E402
from pages.keras_backends import outcome, settings  # noqa: E402


def main():
    backend = keras.backend.backend()
    lines = [json.dumps({**setting, "outcome": outcome(**setting)}) + "\n" for setting in settings()]
    TABLES.mkdir(exist_ok=True)
    table = TABLES / f"keras-{keras.__version__}-{backend}.jsonl"
    version = importlib.import_module(backend).__version__
    recorded.write(table, lines, keras=keras.__version__, backend=backend, version=version)


if __name__ == "__main__":
    main()
