"""Random PyTorch programs, traced by the door for programs: what it says is what PyTorch said (tools/pytorch_judge.py)."""

import json
import os
import subprocess

import pytest
from frameworks import agreement, door, recorded
from frameworks.torch_python import torch_python

from sitebuild.pages.page import ROOT

RECORDED = ROOT / "tests/frameworks"
RENEW = "renew it by tools/pytorch_judge.py"
# where the programs begin that `make check` takes besides, how many, and how many at once
FIRST, MANY, AT_ONCE = 100_000, int(os.environ.get("PYTORCH_PROGRAMS", 1_500)), 500
# an expression as all that a module does
MODULE = """import torch
from torch import nn
import torch.nn.functional as F
class Net(nn.Module):
    def forward(self, x):
        return {}
net = Net()
out = net(torch.randn(1))
"""


def table(name):
    """What PyTorch said, and which version."""
    return recorded.read(RECORDED / name, RENEW)


def judge(*arguments):
    """What tools/pytorch_judge.py prints, in the environment that has PyTorch."""
    command = [torch_python(), "tools/pytorch_judge.py", *map(str, arguments)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr[-4000:]
    return run.stdout


def test_programs():
    head, programs = table("pytorch.jsonl")
    agreement.compare(programs, agreement.with_pytorch, f"PyTorch {head['torch']}")


def test_the_version_that_code_may_ask_for_is_the_one_that_was_asked():
    names = json.loads((ROOT / "instruments/frameworks/pytorch/names.json").read_text("utf-8"))
    assert names["version"] == table("pytorch.jsonl")[0]["torch"].partition("+")[0]


@pytest.mark.check
def test_pytorch_says_what_is_recorded():
    head, programs = table("pytorch.jsonl")
    written = len(list((RECORDED / "pytorch_pastes").glob("*.py")))
    judge(head["first"], len(programs) - written, "--check")


@pytest.mark.check
@pytest.mark.parametrize("first", range(FIRST, FIRST + MANY, AT_ONCE))
def test_many_programs(first):
    programs = [json.loads(line) for line in judge(first, AT_ONCE, "--print").splitlines()]
    agreement.compare(programs, agreement.with_pytorch, f"PyTorch, seeds from {first}")


def test_operations():
    """Operations one by one, at and beyond their bounds: sizes, and refusals word for word."""
    head, operations = table("pytorch_operations.jsonl")
    listed = (RECORDED / "pytorch_operations.txt").read_text("utf-8").splitlines()
    assert [one["source"] for one in operations] == listed, RENEW
    requests = [{"source": MODULE.format(one["source"]), "repairs": False} for one in operations]
    wrong = [
        f"{one['source']}: PyTorch says {one.get('fault') or one['output']}, the door {said(answer)}"
        for one, answer in zip(operations, door.trace(requests), strict=True)
        if said(answer) != one.get("fault", one.get("output"))
    ]
    assert not wrong, f"{len(wrong)} of {len(operations)}\n" + "\n".join(wrong[:20])
    print(f"{len(operations)} operations of PyTorch {head['torch']}")


def said(answer):
    """The refusal, or what comes out; None where that is not known."""
    (model,) = answer["models"]
    if answer["unfollowed"]:
        return answer["unfollowed"][0]["text"]
    return model["fault"]["says"] if model["fault"] else model["outputs"]
