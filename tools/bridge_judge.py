"""Holds the bridge to both real frameworks: translated models with copied weights must give what the originals give.

    .venv/bin/python tools/bridge_judge.py random 0 500     500 random models each way
    .venv/bin/python tools/bridge_judge.py files FOLDER     pastes, `x.py`
    .venv/bin/python tools/bridge_judge.py record 0 75      writes tests/instruments/bridge.jsonl

PyTorch lives in an environment of its own (tests/instruments/torch_python.py); the two run as processes of their own and hand
each other .npz files. The record's first line is {"keras", "torch": versions, "count", "sha256": of the lines after it}; each
other is {"source", "to", "sha256": of the printed code without its comments, "verdict": "equal", "missing" where layers are
named as without a translation, or "told" where a note says that Keras on TensorFlow adds a bias along another axis than the
layer says: equal to Keras whose sums are plain}.
"""

import contextlib
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import unittest.mock
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tools"), str(ROOT / "tests")]
RECORD = ROOT / "tests/instruments/bridge.jsonl"
WRITTEN = ROOT / "tests/instruments/bridge_pastes"  # by hand: keras_*.py and pytorch_*.py
TOLERANCE = 1e-4


def printed(translation):
    """The printed code without comments, which may be reworded: what was proved."""
    text = "\n".join(translation[part] for part in ("code", "weights", "load"))
    kept = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    return hashlib.sha256("\n".join(kept).encode()).hexdigest()


class Worker:
    """A process of one framework that answers one JSON object a line."""

    def __init__(self, python, framework):
        environment = os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3", "KERAS_BACKEND": "tensorflow"}
        command = [python, __file__, "worker", framework]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def ask(self, **request):
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"the process of a framework ended at {request}")
        return json.loads(line)


def work(framework):
    """Answer requests of `Worker`, one a line."""
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a paste prints is no answer
    if framework == "pytorch":
        import torch

        torch.set_num_threads(1)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = globals()[request.pop("do")](framework, **request)
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"[:600]}
        out.write(json.dumps(answer) + "\n")
        out.flush()


def make(framework, seed):
    import bridge_models

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
    import numpy as np

    scope = {}
    for name in ("torchinfo", "torchsummary", "matplotlib", "matplotlib.pyplot"):
        sys.modules.setdefault(name, unittest.mock.MagicMock())  # they look at the model and change nothing
    exec(compile(source, "paste", "exec"), scope)
    model = scope[variable]
    dice = np.random.default_rng(0)
    arrays = [random_input(one, dice) for one in inputs]
    if framework == "keras":
        import keras

        model(arrays[0] if len(arrays) == 1 else arrays)  # a subclass has no weights before
        for weight in model.weights:
            values = random_weight(dice, weight.shape, "variance" in weight.path)
            weight.assign(values)
        with plain_sums() if is_plain else contextlib.nullcontext():
            outputs = model(arrays[0] if len(arrays) == 1 else arrays, training=False)
        outputs = [np.asarray(one) for one in keras.tree.flatten(outputs)]
    else:
        import torch

        model.eval()
        with torch.no_grad():
            for name, tensor in [*model.named_parameters(), *model.named_buffers()]:
                values = random_weight(dice, tensor.shape, "running_var" in name)
                if tensor.is_floating_point():
                    tensor.copy_(torch.tensor(values))
            outputs = model(*[torch.tensor(one) for one in arrays])
        outputs = [one.numpy() for one in flat(outputs)]
    exec(weights, scope)
    kept = scope["weights_of"](model)
    np.savez(
        f"{folder}/weights.npz",
        **{f"{key}|{at}": one for key, value in kept.items() for at, one in enumerate(listed(value))},
    )
    np.savez(f"{folder}/inputs.npz", *arrays)
    np.savez(f"{folder}/outputs.npz", *outputs)
    return {}


def random_weight(dice, shape, is_variance):
    """As large as keeps what comes out near 1, so that rounding is told from a wrong value."""
    if is_variance:
        return dice.uniform(0.5, 1.5, shape)
    cells = 1
    for one in shape:
        cells *= one
    return dice.normal(0, max(4, cells / max([1, *shape])) ** -0.5, shape)


def flat(value):
    if isinstance(value, (list, tuple)):
        return [one for item in value for one in flat(item)]
    return [one for item in value.values() for one in flat(item)] if isinstance(value, dict) else [value]


def listed(value):
    return value if isinstance(value, list) else [value]


def random_input(port, dice):
    shape = [2 if size is None else size for size in port["shape"]]
    if port["rows"] is not None:
        return dice.integers(0, port["rows"], shape)
    return dice.normal(size=shape).astype("float32")


def translated(framework, code, load, inputs, outputs, folder):
    """Run the printed model with the copied weights: the largest difference from the original's outputs."""
    import numpy as np

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
    import numpy as np

    if framework == "keras":
        import keras

        given = arrays[0] if len(arrays) == 1 else arrays
        return [np.asarray(one) for one in keras.tree.flatten(model(given, training=False))]
    import torch

    with torch.no_grad():
        given = [torch.tensor(np.ascontiguousarray(one)) for one in arrays]
        return [one.numpy() for one in flat(model(*given))]


def largest_difference(found, outputs, wanted):
    """{"difference": relative to the largest value}, or {"error"} where a shape differs."""
    import numpy as np

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


def door(requests):
    from instruments import door

    return door.trace(requests)


def judged(workers, request, answer):
    """{"verdict": "equal" | "told" | "missing" | "different" | "untraced" | "unrun", …} of one paste."""
    models = [one for one in answer["models"] if one.get("translation")]
    if answer["verdict"] == "fault" or not models:
        return {
            "verdict": "untraced",
            "why": str(answer["models"][:1])[:300] + str(answer["unfollowed"])[:300],
        }
    model = models[-1]
    translation = model["translation"]
    told = {"sha256": printed(translation), "missing": [one["says"] for one in translation["missing"]]}
    if translation["missing"]:
        return {"verdict": "missing", **told}
    target = translation["target"]
    source = "keras" if target == "pytorch" else "pytorch"
    is_told = any(one.get("differs") for one in translation["notes"])
    with tempfile.TemporaryDirectory() as folder:
        ran = workers[source].ask(
            do="original",
            source=request.get("run", request["source"]),
            variable=model["variable"],
            weights=translation["weights"],
            inputs=translation["inputs"],
            folder=folder,
            is_plain=is_told,
        )
        if "error" in ran:
            return {"verdict": "unrun", "why": ran["error"], **told}
        ports = {key: translation[key] for key in ("code", "load", "inputs", "outputs")}
        ran = workers[target].ask(do="translated", folder=folder, **ports)
    if ran.get("difference", 1) > TOLERANCE:
        return {"verdict": "different", "why": str(ran), "translation": translation, **told}
    return {"verdict": "told" if is_told else "equal", **told}


def judge_all(workers, requests):
    """Verdicts of pastes, told while they are found."""
    results = []
    for request, answer in zip(requests, door(requests), strict=True):
        result = judged(workers, request, answer)
        results.append(result)
        if result["verdict"] in ("different", "untraced", "unrun"):
            print(f"--- {result['verdict']} {result.get('why')}\n{request['source']}")
            if "translation" in result:
                print(result["translation"]["code"])
    return results


def randomly(workers, first, count):
    requests = [
        {"source": workers[source].ask(do="make", seed=seed)["source"], "to": target}
        for seed in range(first, first + count)
        for source, target in (("keras", "pytorch"), ("pytorch", "keras"))
    ]
    return requests, judge_all(workers, requests)


def files(folder):
    """The pastes of a folder that fit, with what a reader fills in, each to the other framework.

    NAME.json and ../fill.json are those that tools/compare_models.py reads: what a paste lacks is put before it.
    """
    import compare_models

    fill = Path(folder).parent / "fill.json"
    fills = json.loads(fill.read_text("utf-8")) if fill.exists() else {}
    requests = []
    for path in sorted(Path(folder).glob("*.py")):
        expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
        if expected["refusal"]:
            continue
        request = compare_models.request(path, expected)
        filled = fills.get(f"{path.parent.name}/{path.name}", {}).get("define", {})
        given = "".join(f"{name} = {value}\n" for name, value in filled.items())
        to = "keras" if path.parent.name == "pytorch" else "pytorch"
        requests.append({**request, "to": to, "run": f"import numpy as np\n{given}{request['source']}"})
    return requests


def written():
    """The pastes that were written by hand, which the record holds too."""
    return [
        {"source": path.read_text("utf-8"), "to": "pytorch" if path.name.startswith("keras_") else "keras"}
        for path in sorted(WRITTEN.glob("*.py"))
    ]


def tell(requests, results):
    for target in ("pytorch", "keras"):
        verdicts = [
            one["verdict"] for request, one in zip(requests, results, strict=True) if request["to"] == target
        ]
        print(
            f"to {target}: " + ", ".join(f"{verdicts.count(word)} {word}" for word in sorted(set(verdicts)))
        )
    reasons = [why for one in results for why in one.get("missing", [])]
    for why in sorted(set(reasons), key=reasons.count, reverse=True):
        print(f"  {reasons.count(why)} without a translation: {why}")
    return all(one["verdict"] in ("equal", "told", "missing", "unrun") for one in results)


def record(workers, requests, results):
    from instruments import recorded

    lines = [
        json.dumps({**request, "sha256": result["sha256"], "verdict": result["verdict"]}) + "\n"
        for request, result in zip(requests, results, strict=True)
    ]
    versions = {"keras": workers["keras"].ask(do="version"), "torch": workers["pytorch"].ask(do="version")}
    recorded.write(RECORD, lines, **versions)


def version(framework):
    if framework == "keras":
        import keras

        return keras.__version__
    import torch

    return torch.__version__


def main(what, *words):
    if what == "worker":
        return work(*words)
    from instruments.torch_python import torch_python

    workers = {"keras": Worker(sys.executable, "keras"), "pytorch": Worker(torch_python(), "pytorch")}
    if what == "files":
        requests = files(words[0])
        results = judge_all(workers, requests)
    else:
        requests, results = randomly(workers, int(words[0]), int(words[1]))
    if what == "record":
        requests += written()
        results += judge_all(workers, written())
    good = tell(requests, results)
    if what == "record" and good:
        record(workers, requests, results)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
