"""Runs models in one framework, as a process that `tools/bridge_judge.py` asks: originals, and what they were translated to.

    python tools/bridge_worker.py keras | pytorch

PyTorch lives in an environment of its own (tests/frameworks/torch_python.py); the two processes hand each other .npz files.
"""

import contextlib
import json
import os
import sys
import unittest.mock

import bridge_models
import numpy as np


def make(framework, seed):
    model = bridge_models.keras_model if framework == "keras" else bridge_models.torch_model
    return {"source": model(seed)}


@contextlib.contextmanager
def plain_sums():
    """Keras on TensorFlow without its own `add`, which takes for a bias of the last axis what is as long as that."""
    import tensorflow as tf
    from keras.src.backend.tensorflow import numpy as backend

    def add(one, other):
        if not isinstance(one, tf.Tensor):
            one = tf.convert_to_tensor(one, dtype=other.dtype)
        return one + tf.convert_to_tensor(other, dtype=one.dtype)

    with unittest.mock.patch.object(backend, "add", add):
        yield


def original(framework, source, variable, weights, inputs, folder, is_plain=False):
    """Run a paste, give its model random weights and inputs, keep what the printed lines copy and what comes out.

    is_plain: Keras runs under `plain_sums()`.
    """
    scope = {}
    for name in ("torchinfo", "torchsummary", "matplotlib", "matplotlib.pyplot"):
        sys.modules.setdefault(name, unittest.mock.MagicMock())  # they look at the model and change nothing
    exec(compile(source, "paste", "exec"), scope)
    model = scope[variable]
    dice = np.random.default_rng(0)
    arrays = [random_input(one, dice) for one in inputs]
    if framework == "keras":
        fill_keras(model, arrays, dice)
    else:
        fill_pytorch(model, dice)
    with plain_sums() if is_plain else contextlib.nullcontext():
        outputs = results(framework, model, arrays)
    exec(weights, scope)
    kept = scope["weights_of"](model)
    np.savez(
        f"{folder}/weights.npz",
        **{f"{key}|{at}": one for key, value in kept.items() for at, one in enumerate(listed(value))},
    )
    np.savez(f"{folder}/inputs.npz", *arrays)
    np.savez(f"{folder}/outputs.npz", *outputs)
    return {}


def fill_keras(model, arrays, dice):
    """Give the model random weights; a subclass has none before it is called."""
    model(arrays[0] if len(arrays) == 1 else arrays)
    for weight in model.weights:
        weight.assign(random_weight(dice, weight.shape, "variance" in weight.path))


def fill_pytorch(model, dice):
    """Give the model random weights, and have it predict, not train."""
    import torch

    model.eval()
    with torch.no_grad():
        for name, tensor in [*model.named_parameters(), *model.named_buffers()]:
            values = random_weight(dice, tensor.shape, "running_var" in name)
            if tensor.is_floating_point():
                tensor.copy_(torch.tensor(values))


def random_weight(dice, shape, is_variance):
    """As large as keeps what comes out near 1, so that rounding is told from a wrong value."""
    if is_variance:
        return dice.uniform(0.5, 1.5, shape)
    cells = 1
    for one in shape:
        cells *= one
    return dice.normal(0, max(4, cells / max([1, *shape])) ** -0.5, shape)


def random_input(port, dice):
    shape = [2 if size is None else size for size in port["shape"]]
    if port["rows"] is not None:
        return dice.integers(0, port["rows"], shape)
    return dice.normal(size=shape).astype("float32")


def translated(framework, code, load, inputs, outputs, folder):
    """Run the printed model with the copied weights: the largest difference from the original's outputs."""
    scope = {}
    exec(compile(code, "translation", "exec"), scope)
    weights = {}
    for key, array in np.load(f"{folder}/weights.npz").items():
        weights.setdefault(key.rpartition("|")[0], []).append(array)
    if framework == "pytorch":
        weights = {key: arrays[0] for key, arrays in weights.items()}
    scope["weights"] = weights
    exec(load, scope)
    stored = np.load(f"{folder}/inputs.npz")
    arrays = [stored[f"arr_{at}"].transpose(port["order"]) for at, port in enumerate(inputs)]
    return largest_difference(
        results(framework, scope["model"], arrays), outputs, np.load(f"{folder}/outputs.npz")
    )


def results(framework, model, arrays):
    """What a model gives for these arrays, as a flat list."""
    if framework == "keras":
        import keras

        given = arrays[0] if len(arrays) == 1 else arrays
        return [np.asarray(one) for one in keras.tree.flatten(model(given, training=False))]
    import torch

    with torch.no_grad():
        given = [torch.tensor(np.ascontiguousarray(one)) for one in arrays]
        return [one.numpy() for one in flat(model(*given))]


def flat(value):
    if isinstance(value, (list, tuple)):
        return [one for item in value for one in flat(item)]
    return [one for item in value.values() for one in flat(item)] if isinstance(value, dict) else [value]


def listed(value):
    return value if isinstance(value, list) else [value]


def largest_difference(found, outputs, wanted):
    """{"difference": relative to the largest value}, or {"error"} where a shape differs."""
    worst = 0.0
    for at, (port, one) in enumerate(zip(outputs, found, strict=True)):
        expected = wanted[f"arr_{at}"].transpose(port["order"])
        if expected.shape != one.shape:
            return {"error": f"output {at} is {one.shape}, not {expected.shape}"}
        scale = max(1.0, float(np.abs(expected).max(initial=0)))
        difference = np.abs(expected.astype("float64") - one) / scale
        unlike = 0 if np.isnan(expected).any() else np.inf
        worst = max(worst, float(np.nan_to_num(difference, nan=unlike).max(initial=0)))
    return {"difference": worst}


def version(framework):
    if framework == "keras":
        import keras

        return keras.__version__
    import torch

    return torch.__version__


ACTIONS = {"make": make, "original": original, "translated": translated, "version": version}


def work(framework):
    """Answer requests, one JSON object a line: {"do": one of ACTIONS, its arguments …}."""
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a paste prints is no answer
    if framework == "pytorch":
        import torch

        torch.set_num_threads(1)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = ACTIONS[request.pop("do")](framework, **request)
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"[:600]}
        out.write(json.dumps(answer) + "\n")
        out.flush()


if __name__ == "__main__":
    work(sys.argv[1])
