"""Sessions of PyTorch on pages, fences called torch: they state what PyTorch itself said, and the tracer says so too."""

import re

import pytest
from frameworks import door, recorded

from sitebuild.pages.fences import TORCH, cells
from sitebuild.pages.page import ROOT, Page, all_pages

RENEW = "renew tests/pages/torch.jsonl by tools/pytorch_judge.py"
TYPES = re.compile(r"dtype|Input type")  # the tracer follows shapes, not of what type the numbers are
IMPORTS = "import torch\nimport torch.nn.functional as F\nfrom torch import nn\n"


def judged():
    """What PyTorch said of each example, in their order on the English pages."""
    return recorded.read(ROOT / "tests/pages/torch.jsonl", RENEW)[1]


def sessions(language):
    """The examples of each session, session by session."""
    pages = [Page(path) for path in all_pages() if path.is_relative_to(ROOT / "docs" / language)]
    return [cells(fence) for page in pages for fence in page.fences if fence.language == TORCH]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_sessions_state_what_pytorch_said(language):
    examples = [example for session in sessions(language) for example in session]
    said = judged()
    assert [example.source for example in examples] == [one["source"] for one in said], RENEW
    for example, one in zip(examples, said, strict=True):
        where = f"{example.path.relative_to(ROOT)}:{example.line}"
        stated = example.want.partition("    ...\n")[2] if example.is_exception else example.want
        assert stated == one.get("fault", one.get("output")), where


def test_recipes_between_the_frameworks_give_the_same():
    """On the page that carries models over, the end of each session has the numbers of Keras's example above it."""
    pairs, above = [], []
    for fence in Page(ROOT / "docs/en/porting.md").fences:
        if fence.language == TORCH:
            if said := [example.want for example in cells(fence) if example.want]:
                pairs.append((fence.line, numbers(said[-1]), above))
        elif fence.language == "pycon":
            above = [number for example in cells(fence) for number in numbers(example.want)]
    assert len(pairs) > 10
    for line, given, above in pairs:
        starts = range(len(above) - len(given) + 1)
        assert any(above[start : start + len(given)] == given for start in starts), (
            f"docs/en/porting.md:{line}"
        )


def numbers(printed):
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d*)?", printed)]


def test_the_tracer_refuses_what_pytorch_refuses():
    programs, faults = [], []
    said = iter(judged())
    for session in sessions("en"):
        before = IMPORTS
        for example, one in zip(session, said, strict=False):
            programs.append({"source": before + example.source, "repairs": False})
            faults.append(one.get("fault"))
            before += "" if "fault" in one else example.source
    for program, fault, answer in zip(programs, faults, door.trace(programs), strict=True):
        if fault and TYPES.search(fault):
            continue
        told = [model["fault"]["says"] for model in answer["models"] if model["fault"]]
        assert [one.strip() for one in told] == ([fault.partition(": ")[2].strip()] if fault else []), (
            program["source"]
        )
