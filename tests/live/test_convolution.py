"""Each place of the window that the reader moves, judged by TensorFlow."""

import numpy as np
import tensorflow as tf
from javascript import call

VIEW = "views/live/convolution/sliding.ts"


def test_each_place_has_its_sum():
    image, kernel = np.arange(1.0, 10).reshape(1, 3, 3, 1), np.array([[1.0, 2], [3, 4]]).reshape(2, 2, 1, 1)
    sums = tf.nn.conv2d(image, kernel, 1, "VALID")[0, ..., 0].numpy()
    states = [[{"window": window}] for window in range(4)]
    drawn, said = (call(VIEW, name, states) for name in ("draw", "says"))
    for place, drawing, saying in zip(np.ndindex(2, 2), drawn, said, strict=True):
        assert saying["value"] == ["sum", *place, sums[place]]
        assert drawing["value"]["drawn"]["feature map"] == sums.tolist()
        (terms,) = [it["text"] for it in drawing["value"]["shapes"] if "·" in it.get("text", "")]
        written, total = terms.split(" = ")
        assert eval(written.replace("·", "*")) == float(total) == sums[place]


def test_the_window_comes_to_the_pointer():
    points = [(0.5, 1.2), (3.1, 1.2), (0.5, 3.8), (3.1, 3.8), (5, 2), (0.1, 2), (1, 4.2)]
    found = [answer["value"] for answer in call(VIEW, "touched", [[point] for point in points])]
    assert found == [*({"window": window} for window in range(4)), None, None, None]


def test_the_window_goes_as_far_as_the_pointer():
    """From each of its places, a cell each way: it stops at the image's edge."""
    steps = [(y, x) for y in (-1, 0, 1) for x in (-1, 0, 1)]
    drags = [({"window": window}, (x * 0.9, y * 0.9)) for window in range(4) for y, x in steps]
    wanted = [
        int(np.ravel_multi_index(np.clip(np.add(np.unravel_index(window, (2, 2)), step), 0, 1), (2, 2)))
        for window in range(4)
        for step in steps
    ]
    assert [it["value"]["window"] for it in call(VIEW, "dragged", drags)] == wanted
