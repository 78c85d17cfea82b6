"""The door for programs, called as a program calls it."""

import json

import pytest

from instruments.door import command

PASTE = """import keras
from keras import layers
model = keras.Sequential([keras.Input((8,)), layers.Dense({}), layers.Reshape(({},))])
"""


@pytest.mark.parametrize(("units", "target", "status"), [("4", "4", 0), ("4", "5", 1), ("units", "4", 2)])
def test_exit_status_says_fits_fault_or_unfollowed(tmp_path, monkeypatch, units, target, status):
    (tmp_path / "paste.py").write_text(PASTE.format(units, target))
    monkeypatch.chdir(tmp_path)  # a relative path is meant from where npm was called
    code, printed = command("paste.py")
    answer = json.loads(printed)
    assert (code, answer["framework"]) == (status, "keras")
    assert answer["asked"] == (["units"] if status == 2 else [])
    assert (answer["models"][0]["fault"] is not None) == (status == 1)
    if status == 2:
        assert command("paste.py", "--set", "units=4")[0] == 0
