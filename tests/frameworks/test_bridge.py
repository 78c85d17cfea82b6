"""Models that were translated, run with copied weights in both real frameworks, and found equal: printed as they were.

The frameworks judge in tools/bridge_judge.py, which writes the record; here the door must print what they judged, or
name the layers that have no translation.
"""

import os
import subprocess
import sys

import numpy as np
import pytest
from bridge_judge import RECORD, printed
from bridge_worker import plain_sums
from frameworks import door, recorded

from sitebuild.pages.page import ROOT

RENEW = "renew the record by tools/bridge_judge.py"
# how many random models `make check` takes each way besides
BRIDGED, AT_ONCE = int(os.environ.get("BRIDGED_MODELS", 50)), 25


@pytest.fixture(scope="module")
def record():
    """The judged models, and the versions."""
    return recorded.read(RECORD, RENEW)


@pytest.fixture(scope="module")
def translations(record):
    _, models = record
    answers = door.trace([{"source": one["source"], "to": one["to"]} for one in models])
    return [answer["models"][-1]["translation"] for answer in answers]


def test_printed_as_judged(record, translations):
    head, models = record
    changed = [
        f"{one['source']}\n{translation['code']}"
        for one, translation in zip(models, translations, strict=True)
        if printed(translation) != one["sha256"]
    ]
    assert not changed, f"{len(changed)} of {len(models)} are printed otherwise; {RENEW}\n" + changed[0]
    equal = sum(one["verdict"] == "equal" for one in models)
    print(f"{equal} of {len(models)} equal in Keras {head['keras']} and PyTorch {head['torch']}")


def test_nothing_missing_in_silence(record, translations):
    """Where a layer has no translation the code raises there, and only there."""
    _, models = record
    for one, translation in zip(models, translations, strict=True):
        raised = translation["code"].count("raise NotImplementedError(")
        assert raised == len(translation["missing"]), one["source"]
        assert (raised > 0) == (one["verdict"] == "missing"), one["source"]


def test_most_are_translated(record):
    _, models = record
    for target in ("keras", "pytorch"):
        verdicts = [one["verdict"] for one in models if one["to"] == target]
        assert verdicts.count("equal") > 0.85 * len(verdicts), (target, len(verdicts))


@pytest.mark.check
@pytest.mark.parametrize("start", range(0, BRIDGED, AT_ONCE))
def test_both_frameworks_again(record, start):
    """Models that the record does not hold."""
    head, _ = record
    first, count = head["count"] + start, min(AT_ONCE, BRIDGED - start)
    command = [sys.executable, "tools/bridge_judge.py", "random", str(first), str(count)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]


BATCHES_INSIDE = (
    "x = torch.randn(3, 4, 7)\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
)
LINEAR = (
    "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.a = nn.Linear(3, 4)\n"
    "    def forward(self, x):\n"
)
CALLED = "net = Net()\nnet(torch.randn(4, 3))\n"
LIMITS = {
    "slopes along the batch": (
        BATCHES_INSIDE
        + "        self.a = nn.MultiheadAttention(7, 1)\n        self.p = nn.PReLU(4)\n"
        + "    def forward(self, x):\n        return self.p(self.a(x, x, x)[0])\nnet = Net()\nnet(x)\n",
        "Keras’s PReLU has no slopes along the batch",
    ),
    "an output that the paste fills in place": (
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.a = nn.Linear(3, 2)\n"
        "    def forward(self, x):\n        out = torch.zeros(4, 6, 2)\n        for t in range(6):\n"
        "            out[:, t] = self.a(x[:, t])\n        return out\nnet = Net()\nnet(torch.randn(4, 6, 3))\n",
        "it gives a tensor that no layer makes: one that is filled in place, a weight or a constant of the paste",
    ),
    "cells that are set": (
        f"{LINEAR}        y = self.a(x)\n        y[y < 0] = 0.5\n        return y * 2\n{CALLED}",
        "it takes a tensor that the paste changes in place",
    ),
    "an activation in place whose input is used again": (
        f"{LINEAR}        y = self.a(x)\n        z = nn.ReLU(inplace=True)(y)\n        return torch.cat([y, z], 1)\n{CALLED}",
        "it takes a tensor that the paste changes in place",
    ),
    "a view that is filled": (
        f"{LINEAR}        y = self.a(x)\n        y[0].fill_(2)\n        return torch.relu(y)\n{CALLED}",
        "it takes a tensor that the paste changes in place",
    ),
    "softmax of six axes": (
        "net = nn.Sequential(nn.Unflatten(1, (2, 2)), nn.Softmax(dim=1))\nnet(torch.randn(3, 4, 9, 9, 11))\n",
        "TensorFlow takes the softmax of at most five axes",
    ),
}


@pytest.mark.parametrize(("source", "says"), LIMITS.values(), ids=LIMITS)
def test_what_keras_does_not_compute_is_named(source, says):
    request = {"source": f"import torch\nfrom torch import nn\n{source}", "to": "keras"}
    (answer,) = door.trace([request])
    assert [one["says"] for one in answer["models"][-1]["translation"]["missing"]] == [says]


MISPLACED = [
    ((2, 3), "layers.MultiHeadAttention(2, 1)"),
    ((3, 3), "layers.MultiHeadAttention(2, 1)"),
    ((2, 3), "layers.MultiHeadAttention(2, 1, use_bias=False)"),
    ((4, 3), "layers.MultiHeadAttention(4, 2, value_dim=1)"),
    ((2, 3), "layers.MultiHeadAttention(1, 2)"),
    ((3, 6, 4), "layers.Conv2D(4, 3, padding='same', data_format='channels_first')"),
    ((3, 6, 4), "layers.Conv2D(5, 3, padding='same', data_format='channels_first')"),
    ((3, 4, 6), "layers.Conv2D(4, 3, padding='same', data_format='channels_first')"),
    ((3, 4), "layers.Conv1D(1, 4, data_format='channels_first')"),
    ((2, 6, 4), "layers.DepthwiseConv2D(1, depth_multiplier=2, data_format='channels_first')"),
    ((3, 4), "layers.SeparableConv1D(4, 1, data_format='channels_first')"),
    ((3, 4), "layers.Conv1DTranspose(4, 1, data_format='channels_first')"),
    ((4, 4), "layers.Conv1D(4, 1)"),
]


@pytest.mark.parametrize(("shape", "layer"), MISPLACED)
def test_a_note_says_where_keras_adds_a_bias_elsewhere(shape, layer):
    """The note stands exactly where Keras on TensorFlow, asked here, differs from itself with plain sums."""
    call = "made(inputs, inputs)" if "Attention" in layer else "made(inputs)"
    source = f"import keras\nfrom keras import layers\ninputs = keras.Input({shape})\nmade = {layer}\n"
    source += f"model = keras.Model(inputs, {call})\n"
    (answer,) = door.trace([{"source": source, "to": "pytorch"}])
    notes = answer["models"][-1]["translation"]["notes"]
    scope = {}
    exec(source, scope)
    model, dice = scope["model"], np.random.default_rng(0)
    for weight in model.weights:
        weight.assign(dice.normal(size=weight.shape))
    cells = dice.normal(size=(3, *shape)).astype("float32")
    own = np.asarray(model(cells))
    with plain_sums():
        plain = np.asarray(model(cells))
    assert any(one.get("differs") for one in notes) == (np.abs(own - plain).max() > 1e-4), notes
