"""The explorer's arithmetic over channels, groups, a bias and one axis, in Node.js, against Keras and ONNX Runtime."""

import javascript
import numpy as np
import pytest
from explorer.channels import at_random, by_keras, by_torch_recipe, dense
from explorer.test_arithmetic import MODULE, WORDS


def ask(name, cases):
    answers = javascript.call(MODULE, name, cases)
    failed = [
        (answer["error"], case) for answer, case in zip(answers, cases, strict=True) if "error" in answer
    ]
    assert not failed, failed[0]
    return [answer["value"] for answer in answers]


def agree(cases):
    """How many of the settings Keras takes and how many it refuses, all as the explorer says; and PyTorch's recipes."""
    settings = [[it] for it, _ in cases]
    refusals, lines = ask("refusal", settings), ask("kerasCall", settings)
    taken = [case for case, why in zip(cases, refusals, strict=True) if not why]
    ours = iter(ask("channelsOut", taken))
    recipes, cautions = (iter(ask(name, [[it] for it, _ in taken])) for name in ("torchRecipe", "caution"))
    for (it, flat), why, line in zip(cases, refusals, lines, strict=True):
        expected = by_keras(line, it, flat)
        if why:
            said = WORDS.get(f"keras_{why['why']}", "").format(*why["values"])
            assert isinstance(expected, str) and said in expected, (it, why, expected)
            continue
        output, recipe, caution = next(ours), next(recipes), next(cautions)
        if isinstance(expected, str):
            assert caution, (it, expected)  # this processor is one of those
            continue
        # with one channel and strides that differ TensorFlow's depthwise kernel is at times wrong; ONNX Runtime judges it too
        if not (caution == "unequal" and it["channels"] == 1 and it["depth_multiplier"] > 1):
            np.testing.assert_allclose(output, expected, rtol=1e-5, atol=1e-3, err_msg=str((it, line)))
        np.testing.assert_allclose(
            by_torch_recipe(recipe, it, flat), output, rtol=1e-5, atol=1e-3, err_msg=str((it, recipe))
        )
    return len(taken), len(cases) - len(taken)


def test_keras_and_pytorch_at_random():
    taken, refused = agree(list(at_random(250, seed=41)))
    print(f"{taken} settings taken and {refused} refused, as Keras does")
    assert taken > 120 and refused > 20


@pytest.mark.check
@pytest.mark.parametrize("seed", range(50, 60))
def test_keras_and_pytorch_at_random_at_length(seed):
    taken, refused = agree(list(at_random(400, seed=seed)))
    print(f"{taken} settings taken and {refused} refused, as Keras does")


@pytest.mark.check
def test_keras_and_pytorch_over_the_grid():
    taken, refused = agree(list(dense()))
    print(f"{taken} settings taken and {refused} refused, as Keras does")
    assert taken > 500 and refused > 50
