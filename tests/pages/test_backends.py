"""Keras on JAX and on PyTorch: what the page says of them is counted anew, their tables against TensorFlow here."""

import re
from collections import Counter

import pytest
from frameworks import recorded
from pages.keras_backends import REFUSED, outcome, settings

from sitebuild.pages.page import ROOT

TABLES = ROOT / "tests/pages/backends"
NAMES = {"jax": "JAX", "torch": "PyTorch"}
COLUMNS = "same", "values", "size", "refused here"


@pytest.fixture(scope="module")
def tensorflow():
    return [outcome(**setting) for setting in settings()]


def tables():
    """{"Keras 3.14.0, PyTorch": outcomes}, in the order of versions and backends."""
    found = {}
    for path in sorted(TABLES.glob("*.jsonl")):
        head, lines = recorded.read(path, "renew it by tools/backends_judge.py")
        assert [{**line, "outcome": None} for line in lines] == [{**it, "outcome": None} for it in settings()]
        found[f"Keras {head['keras']}, {NAMES[head['backend']]}"] = [line["outcome"] for line in lines]
    return found


def difference(ours, theirs):
    if ours == REFUSED:
        return "refused here"
    if len(ours) != len(theirs):
        return "size"
    return "same" if ours == pytest.approx(theirs, abs=1e-4) else "values"


def section(language):
    text = (ROOT / f"docs/{language}/porting.md").read_text("utf-8")
    return text.partition("{ #backends }")[2].partition("\n## ")[0]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_page_has_the_counts(tensorflow, language):
    rows = re.findall(r"^\| (Keras [^|]+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", section(language), re.M)
    stated = {name: [int(count) for count in counts] for name, *counts in rows}
    counted = {
        name: [Counter(map(difference, tensorflow, outcomes))[column] for column in COLUMNS]
        for name, outcomes in tables().items()
    }
    assert stated == counted
    assert f"{len(tensorflow)}" in section(language)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_page_has_the_first_setting_that_gave_other_values(tensorflow, language):
    older = tables()["Keras 3.14.0, PyTorch"]
    ours, theirs = next(pair for pair in zip(tensorflow, older, strict=True) if difference(*pair) == "values")
    for numbers in ours, theirs:
        assert ", ".join(f"{number:g}" for number in numbers) in section(language)


def test_tensorflow_alone_refuses_an_even_kernel_without_output_padding(tensorflow):
    refused = [it for it, ours in zip(settings(), tensorflow, strict=True) if ours == REFUSED]
    wanted = [
        it
        for it in settings()
        if it["padding"] == "same" and it["output_padding"] == 0
        if ((it["kernel_size"] - 1) * it["dilation_rate"] + 1) % 2 == 0  # what the kernel reaches
    ]
    assert refused == wanted
    assert all(REFUSED not in outcomes for outcomes in tables().values())
