"""Random PyTorch programs, traced by the door for programs: what it says is what PyTorch said (tools/pytorch_judge.py)."""

from instruments import agreement, door, recorded
from sitebuild.pages.page import ROOT

RECORDED = ROOT / "tests/instruments"
RENEW = "renew it by tools/pytorch_judge.py"
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


def test_programs():
    head, programs = table("pytorch.jsonl")
    agreement.compare(programs, agreement.with_pytorch, f"PyTorch {head['torch']}")


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
