"""Each weight that the reader touches, judged by TensorFlow's automatic differentiation."""

import numpy as np
from javascript import call
from reference import backward

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
