"""Holds the bridge to both real frameworks: translated models with copied weights must give what the originals give.

    .venv/bin/python tools/bridge_judge.py random 0 500     500 random models each way
    .venv/bin/python tools/bridge_judge.py files FOLDER     pastes, `x.py`
    .venv/bin/python tools/bridge_judge.py record 0 75      writes tests/frameworks/bridge.jsonl

Each framework runs in a process of its own (tools/bridge_worker.py). The record's first line is {"keras", "torch": versions,
"count", "sha256": of the lines after it}; each other is {"source", "to", "sha256": of the printed code without its comments,
"verdict": "equal", "missing" where layers are named as without a translation, or "told" where a note says that Keras on
TensorFlow adds a bias along another axis than the layer says: equal to Keras whose sums are plain}.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from frameworks import door, recorded
from frameworks.torch_python import torch_python

ROOT = Path(__file__).resolve().parents[1]
RECORD = ROOT / "tests/frameworks/bridge.jsonl"
WRITTEN = ROOT / "tests/frameworks/bridge_pastes"  # by hand: keras_*.py and pytorch_*.py
WORKER = ROOT / "tools/bridge_worker.py"
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
        command = [python, WORKER, framework]
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
    for request, answer in zip(requests, door.trace(requests), strict=True):
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
    lines = [
        json.dumps({**request, "sha256": result["sha256"], "verdict": result["verdict"]}) + "\n"
        for request, result in zip(requests, results, strict=True)
    ]
    versions = {"keras": workers["keras"].ask(do="version"), "torch": workers["pytorch"].ask(do="version")}
    recorded.write(RECORD, lines, **versions)


def main(what, *words):
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
