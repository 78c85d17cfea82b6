"""The explorer's arithmetic in Node.js against Keras, and its PyTorch side against ONNX Runtime."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import recipe_judge
import yaml
from explorer.judges import WHEN, by_keras, by_keras_recipe, by_pytorch, by_torch_recipe
from explorer.programs import MODULE, TABLE, ask, deep_programs, of_one_channel, outputs, programs, taken
from explorer.settings import at_random, dense, dense_in_depth
from frameworks import recorded
from javascript import values

from sitebuild.pages.page import ROOT

WORDS = yaml.safe_load((ROOT / "docs/en/explorer.md").read_text("utf-8").split("\n---\n")[0])["explorer"][
    "words"
]
KINDS = pytest.mark.parametrize("deep", [False, True], ids=["one channel", "in depth"])


def same(found, expected, why):
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-5, err_msg=str(why))


def agree(settings):
    """How many of the settings Keras takes and how many it refuses, all as the explorer says."""
    refusals, shown = ask("refusal", settings), iter(outputs(taken(settings)))
    for it, refusal, caution in zip(settings, refusals, ask("caution", settings), strict=True):
        when, expected = by_keras(it)
        output = None if refusal else next(shown)
        if caution and when == "called" and not refusal:  # this processor is one of those
            continue
        assert (WHEN[refusal["why"]] if refusal else "") == when, (it, refusal, expected)
        if refusal:
            said = WORDS.get(f"keras_{refusal['why']}", "").format(*refusal["values"])
            assert said in expected, (it, refusal, expected)
            assert said or when == "called"
        # with one channel and strides that differ TensorFlow's depthwise kernel is at times wrong; ONNX Runtime judges it
        elif not (caution == "unequal" and it["channels"] == 1 and it["depth_multiplier"] > 1):
            same(output, expected, it)
    refused = sum(map(bool, refusals))
    print(f"{len(settings) - refused} settings taken and {refused} refused, as Keras does")
    return len(settings) - refused, refused


def agree_with_pytorch(settings):
    """How many of the settings that Keras takes PyTorch can do, and for how many it gives something else."""
    settings = taken(settings)
    done = differing = 0
    for it, ours, keras in zip(settings, ask("torch", settings), outputs(settings), strict=True):
        if ours is None:
            assert it["op"] == "Conv2DTranspose" and it["padding"] == "same"
            continue
        done += 1
        expected = by_pytorch(ours["call"], it)
        same(keras if ours["output"] is None else [ours["output"]], expected, (it, ours))
        differing += np.shape(keras) != expected.shape or not np.allclose(keras, expected, atol=1e-5)
    print(f"{done} settings as PyTorch does them, {differing} of them unlike Keras")
    return done, differing


def agree_across(settings):
    """How many settings PyTorch's recipe needs more than a layer for, and how many recipes lead back to Keras."""
    settings = taken(settings)
    several = back = 0
    single = of_one_channel(settings)
    answers = (ask(name, single) for name in ("torchRecipe", "torch", "kerasRecipe", "caution"))
    for it, ours, recipe, usual, reverse, caution in zip(settings, outputs(settings), *answers, strict=True):
        same(by_torch_recipe(recipe, it), ours, (it, recipe))
        several += len(recipe["lines"]) > 1 or "/" in recipe["lines"][0]
        if usual and reverse and not caution:  # not every processor can do what is cautioned of
            same(by_keras_recipe(reverse, it), by_pytorch(usual["call"], it), (it, reverse))
            back += 1
    print(f"{several} PyTorch recipes of more than a layer, {back} recipes back in Keras")
    return several, back


@KINDS
def test_keras_at_random(deep):
    taken, refused = agree(list(at_random(250 if deep else 500, seed=1, deep=deep)))
    assert taken > (120 if deep else 250) and refused > (20 if deep else 50)


def test_pytorch_at_random():
    done, differing = agree_with_pytorch(list(at_random(300, seed=2)))
    assert done > 150 and differing > 15


@KINDS
def test_recipes_give_the_same_values_in_the_other_framework(deep):
    several, back = agree_across(list(at_random(250 if deep else 100, seed=4, deep=deep)))
    assert several > 10 and back > 20


def test_real_pytorch_gives_what_keras_gives_by_the_programs_shown():
    head, printed = recorded.read(TABLE, "write it anew: tools/recipe_judge.py")
    found = programs() + deep_programs()
    assert [line["source"] for line in printed] == [source for source, _ in found], (
        "the programs are others now: run tools/recipe_judge.py"
    )
    for line, (source, ours) in zip(printed, found, strict=True):
        shown = np.reshape(line["output"], np.shape(ours))  # of one axis it is one line
        np.testing.assert_allclose(shown, ours, rtol=1e-5, atol=1e-5, err_msg=source)
    print(f"{len(printed)} programs in PyTorch {head['torch']} give what Keras gives")


@pytest.mark.check
def test_pytorch_prints_what_is_recorded():
    head, lines = recorded.read(TABLE, "write it anew: tools/recipe_judge.py")
    version, printed = recipe_judge.printed()
    assert version == head["torch"]
    for line, now in zip(lines, map(json.loads, printed), strict=True):
        assert line["source"] == now["source"]
        np.testing.assert_allclose(now["output"], line["output"], rtol=1e-5, atol=1e-5, err_msg=now["source"])


@pytest.mark.check
@KINDS
def test_recipes_over_the_grid(deep):
    agree_across(list(dense_in_depth() if deep else dense()))


def test_three_views_and_the_count_are_what_keras_gives():
    settings = [it for it in at_random(400, seed=3) if it["op"] == "Conv2DTranspose"]
    settings = [it | {"padding": "valid", "output_padding": None} for it in settings]
    settings = taken(settings)
    assert len(settings) > 40
    both = ask("axes", settings)
    compared = 0
    for it, axes, terms, caution in zip(
        settings, both, ask("terms", settings), ask("caution", settings), strict=True
    ):
        image, kernel = np.array(it["image"]), np.array(it["kernel"])
        when, expected = by_keras(it)
        if caution and when:  # this processor has no oneDNN
            continue
        (expected,) = expected
        compared += 1
        matrix = np.zeros((*expected.shape, *image.shape))
        for y, x in np.ndindex(expected.shape):
            for term in terms[y][x]:
                matrix[y, x, *term["input"]] = term["weight"]
        np.testing.assert_array_equal(np.tensordot(matrix, image), expected)
        ones = it | {"image": np.ones_like(image).tolist(), "kernel": np.ones_like(kernel).tolist()}
        np.testing.assert_array_equal([[len(cell) for cell in row] for row in terms], by_keras(ones)[1][0])
        around = [[axis["cells"], axis["stride"], axis["reach"] - 1, axis["reach"] - 1] for axis in axes]
        rows, columns = values(MODULE, "spread", around)
        spread = np.array([[image[i, j] if min(i, j) >= 0 else 0 for j in columns] for i in rows])
        gaps = np.zeros([axis["reach"] for axis in axes])
        gaps[:: it["dilation_rate"][0], :: it["dilation_rate"][1]] = kernel
        gathered = (np.lib.stride_tricks.sliding_window_view(spread, gaps.shape) * gaps[::-1, ::-1]).sum(
            (2, 3)
        )
        np.testing.assert_array_equal(gathered, expected[: axes[0]["full"], : axes[1]["full"]])
    assert compared > 30


@pytest.mark.check
@pytest.mark.parametrize("seed", range(10, 22))
@KINDS
def test_keras_at_random_at_length(seed, deep):
    agree(list(at_random(400, seed=seed, deep=deep)))


@pytest.mark.check
@KINDS
def test_keras_over_the_grid(deep):
    taken, refused = agree(list(dense_in_depth() if deep else dense()))
    assert taken > 500 and refused > 50


@pytest.mark.check
def test_pytorch_over_the_grid():
    agree_with_pytorch(list(dense()))


@pytest.mark.check  # another TensorFlow
def test_the_caution_stands_where_tensorflow_without_onednn_refuses():
    settings = [it for it in at_random(400, seed=21) if it["op"] in ("Conv2D", "Conv2DTranspose")]
    program = Path(__file__).with_name("without_onednn.py")
    run = subprocess.run(
        [sys.executable, program],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        input=json.dumps(settings),
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    warned = 0
    for it, refusal, caution, when in zip(
        settings, ask("refusal", settings), ask("caution", settings), json.loads(run.stdout), strict=True
    ):
        assert bool(refusal or caution) >= bool(when), (it, when)
        # a dilation along an axis of one kernel cell, or of one cell, may pass
        if caution and not refusal and when != "called":
            assert min(it["kernel_size"] + [it["height"], it["width"]]) == 1, it
        warned += bool(caution and when == "called")
    assert warned > 10
