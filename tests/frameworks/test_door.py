"""The door for programs, called as a program calls it."""

import json

import pytest
from frameworks.door import command, trace

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


LOOP = """import torch
from torch import nn
net = nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU())
for epoch in range(3):
    out = net(torch.rand(8 - epoch, 1, 12, {width}))
"""


@pytest.mark.parametrize(("width", "shapes"), [("10", [[8, 4, 10, 8]]), ("10 + epoch", None)])
def test_a_training_loop_tells_its_model_once_unless_sizes_change(width, shapes):
    (answer,) = trace([{"source": LOOP.format(width=width)}])
    told = [model["outputs"] for model in answer["models"]]
    assert told == (shapes or [[8, 4, 10, 8], [7, 4, 10, 9], [6, 4, 10, 10]])
