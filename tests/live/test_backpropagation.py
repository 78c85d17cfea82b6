"""Each weight that the reader touches and each step that is taken, judged by TensorFlow's automatic differentiation."""

import numpy as np
import pytest
import tensorflow as tf
from javascript import call
from reference import backward, network

from backpropagation.arithmetic import U, V, W, b, y

VIEW = "views/live/backpropagation/touched_weight.ts"
IMAGE, BACK = np.arange(1.0, 10).reshape(3, 3), np.array([[1.0, 2], [3, 4]])


def test_each_weight_has_its_terms_and_edges():
    gradient = backward(IMAGE, np.ones((2, 2)), BACK)[1].ravel()
    states = [[{"weight": weight}] for weight in range(4)]
    drawn, said = (call(VIEW, name, states) for name in ("draw", "says"))
    for weight, (drawing, saying) in enumerate(zip(drawn, said, strict=True)):
        shown, shapes = drawing["value"]["drawn"], drawing["value"]["shapes"]
        row, column = divmod(weight, 2)
        seen = IMAGE[row : row + 2, column : column + 2].ravel()
        assert shown["products"] == [list(pair) for pair in zip(seen, BACK.ravel(), strict=True)]
        assert shown["sum"] == gradient[weight] == saying["value"][-1]
        edges = [it for it in shapes if it["key"].startswith("edge")]
        lit = {it["key"]: it["colour"] for it in edges if it["colour"] != "line"}
        colours = "blue", "orange", "yellow", "green"
        assert len(edges) == 16
        assert lit == {f"edge {int(x) - 1} {i}": colours[i] for i, x in enumerate(seen)}
        fills = {it["key"] for it in shapes if it["kind"] == "fill" and it["key"].startswith("input")}
        assert fills == {f"input 0,{int(x) - 1} {colours[i]}" for i, x in enumerate(seen)}


def test_a_press_touches_the_weight_under_it():
    presses = [(1, 6), (2.2, 5.5), (0.5, 7.7), (2.7, 7.7), (4.5, 6)]
    found = [it["value"] for it in call(VIEW, "touched", [[point] for point in presses])]
    assert found == [*({"weight": weight} for weight in range(4)), None]


STEP = "views/live/backpropagation/step.ts"


def along_the_gradient(step):
    """(weights, E) after so many thousandths of the gradient, by TensorFlow."""
    kernel, image = np.array([[1.0, -2], [3, -1]]), IMAGE[None, ..., None]
    weights = tf.Variable(kernel[..., None, None])
    wanted = tf.nn.conv2d(image, weights, 1, "VALID") - BACK[None, ..., None]
    with tf.GradientTape() as tape:
        E = tf.nn.l2_loss(tf.nn.conv2d(image, weights, 1, "VALID") - wanted)
    weights.assign_add(step / 1000 * tape.gradient(E, weights))
    return weights.numpy()[..., 0, 0], float(tf.nn.l2_loss(tf.nn.conv2d(image, weights, 1, "VALID") - wanted))


def test_each_step_with_minus_and_with_plus():
    steps = range(-4, 3)
    drawn, said = (call(STEP, name, [[{"step": step}] for step in steps]) for name in ("draw", "says"))
    E = [along_the_gradient(step)[1] for step in steps]
    kinds = []
    for step, error, drawing, saying in zip(steps, E, drawn, said, strict=True):
        shown, (kind, *values) = drawing["value"]["drawn"], saying["value"]
        kinds.append(kind)
        np.testing.assert_allclose(shown["weights, after"], along_the_gradient(step)[0])
        assert shown["loss"] == pytest.approx([15, error], abs=1e-6)
        numbers = ["15.00"] if step == 0 else [abs(step) / 1000, "15.00", f"{error:.2f}"]
        assert values == numbers
        texts = [it["text"] for it in drawing["value"]["shapes"] if it["kind"] == "text"]
        assert f"{error:.2f}" in texts and f"{'−' if step < 0 else '+'} {abs(step) / 1000:g} ·" in texts
    assert kinds == ["over", "over", "down", "down", "still", "up", "up"]
    assert E[0] > E[1] > E[2] < E[3] < E[4] < E[5] < E[6]  # past the bottom, down to it, and up


def test_a_step_is_taken_by_hand():
    presses = [[at] for at in ((1.1, 8), (4.8, 13), (12.2, 6), (4.8, 3), (0, 8))]
    found = [it["value"] for it in call(STEP, "touched", presses)]
    assert found == [{"step": -4}, {"step": -2}, {"step": 2}, None, None]
    drags = [[{"step": -2}, (by, 0)] for by in (-20, -1.9, -0.5, 0.5, 3.7, 20)]
    assert [it["value"]["step"] for it in call(STEP, "dragged", drags)] == [-4, -3, -2, -2, 0, 2]


NETWORK = "views/live/backpropagation/backward.ts"


def test_the_error_comes_back_layer_by_layer():
    with tf.GradientTape() as tape:
        X = tf.constant(IMAGE / 9)
        tape.watch(X)
        F, G, Z, _, _, Y = network(X, *(np.asarray(it, float) for it in (W, b, V, U)))
        E = tf.nn.l2_loss(Y - y)
    gradients = dict(zip("ZGF", (it.numpy().ravel() for it in tape.gradient(E, [Z, G, F])), strict=True))
    drawn, said = (call(NETWORK, name, [[{"step": step}] for step in range(4)]) for name in ("draw", "says"))
    assert [it["value"][0] for it in said] == ["forward", "to1", "to2", "to3"]
    for step, (drawing, saying) in enumerate(zip(drawn, said, strict=True)):
        reached = "ZGF"[:step]
        shown = {name: it for name, it in drawing["value"]["drawn"].items() if name.startswith("gradient")}
        assert shown.keys() == {f"gradient, {layer}" for layer in reached}
        bold = [it["text"] for it in drawing["value"]["shapes"] if it["kind"] == "text" and it["bold"]]
        written = {
            layer: [f"{value:.3f}".replace("-", "−") for value in gradients[layer]] for layer in reached
        }
        for layer in reached:
            np.testing.assert_allclose(shown[f"gradient, {layer}"], gradients[layer], atol=1e-6)
        assert sorted(bold) == sorted(text for texts in written.values() for text in texts)
        spoken = saying["value"][1].split(", ")
        assert spoken == (written[reached[-1]] if reached else [f"{value:.3f}" for value in Y.numpy()])
    assert said[0]["value"][2] == ", ".join(map(str, y))
