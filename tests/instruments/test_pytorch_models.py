"""Random PyTorch programs, traced by the door for programs: what it says is what PyTorch said (tools/pytorch_judge.py)."""

import hashlib
import json

import pytest

from instruments import door
from sitebuild.pages.page import ROOT

TABLE = ROOT / "tests/instruments/pytorch.jsonl"
RENEW = "renew it by tools/pytorch_judge.py"


@pytest.fixture(scope="module")
def table():
    """What PyTorch said; the head tells which version, and that no line was changed by hand."""
    head, *lines = TABLE.read_text("utf-8").splitlines(keepends=True)
    head = json.loads(head)
    assert hashlib.sha256("".join(lines).encode()).hexdigest() == head["sha256"], RENEW
    assert len(lines) == head["count"], RENEW
    return head, [json.loads(line) for line in lines]


def disagreement(program, answer):
    """What the door says otherwise than PyTorch; None where both agree."""
    if answer["unfollowed"] or answer["asked"]:
        return f"not followed: {answer['unfollowed']} {answer['asked']}"
    fault = next((model["fault"] for model in answer["models"] if model["fault"]), None)
    if program["fault"]:
        line, message = program["fault"]
        same = fault and fault["line"] == line and message.endswith(fault["says"])
        return None if same else f"PyTorch refuses line {line} ({message}), the door {fault}"
    if fault:
        return f"PyTorch runs it, the door refuses it: {fault}"
    (model,) = answer["models"]
    layers = [
        [layer["name"], layer["type"], layer["output_shape"], layer["parameters"]]
        for layer in model["layers"]
    ]
    if sorted(map(str, layers)) != sorted(map(str, program["calls"])):
        return f"layers\n  {layers}\n  {program['calls']}"
    if (model["parameters"], model["outputs"]) != (program["parameters"], program["output"]):
        return f"{model['parameters']} {model['outputs']}, not {program['parameters']} {program['output']}"
    return None


def test_programs(table):
    head, programs = table
    answers = door.trace([{"source": program["source"]} for program in programs])
    wrong = [
        f"{difference}\n{program['source']}"
        for program, answer in zip(programs, answers, strict=True)
        if (difference := disagreement(program, answer))
    ]
    assert not wrong, f"{len(wrong)} of {len(programs)}\n" + "\n\n".join(wrong[:3])
    refused = sum(program["fault"] is not None for program in programs)
    print(f"{len(programs)} programs of PyTorch {head['torch']}, {refused} of them refused")
