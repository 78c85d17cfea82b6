"""The table of what a type checker gets wrong: each row is what PyTorch said (tests/frameworks/pytorch_operations.jsonl)."""

import re

import pytest
from frameworks.test_pytorch_models import table

from sitebuild.pages.page import ROOT

ROW = re.compile(r"^\| `(?P<code>[^`]+)`[^|]* ← `(?P<sizes>[\d, ]+)` \| (?P<result>[^|]+) \|$", re.MULTILINE)


def expression(code, sizes):
    """A module that is called, or what a `forward` returns."""
    made = f"torch.randn({sizes})"
    _, is_forward, returned = code.partition("return x")
    return made + returned if is_forward else f"{code}({made})"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_each_row_is_what_pytorch_said(language):
    proof = (ROOT / f"docs/{language}/shapes.md").read_text("utf-8").partition("{ #proof }")[2]
    said = {one["source"]: one for one in table("pytorch_operations.jsonl")[1]}
    rows = list(ROW.finditer(proof))
    assert len(rows) == 5
    for row in rows:
        told = said[expression(row["code"], row["sizes"])]
        (result,) = re.findall(r"`([^`]+)`", row["result"])
        if "fault" in told:
            assert re.match("거부: |refused: ", row["result"]) and result in told["fault"], row[0]
        else:
            assert result == str(told["output"]), row[0]
