"""Each new cell under the probe, judged by Keras."""

import keras
import numpy as np
from javascript import call

VIEW = "views/live/upsampling/probe.ts"
SIGNAL = np.array([4, 8, 12, 32], "float32")


def by_keras(signal):
    """What the three layers make of a row, by name."""
    tent = keras.layers.Conv1DTranspose(1, 4, strides=2, padding="same", use_bias=False)
    tent.build((1, 4, 1))
    tent.set_weights([np.array([1, 3, 3, 1], "float32").reshape(4, 1, 1) / 4])
    wide = keras.layers.UpSampling2D((1, 2), interpolation="bilinear")
    row = np.asarray(signal, "float32")[None, :, None]
    return {
        "nearest": keras.layers.UpSampling1D(2)(row)[0, :, 0].numpy(),
        "bilinear": wide(row[:, None])[0, 0, :, 0].numpy(),
        "Conv2DTranspose": tent(row)[0, :, 0].numpy(),
    }


def test_each_cell_has_its_values_and_shares():
    results, ones = by_keras(SIGNAL), [by_keras(one) for one in np.eye(4)]
    states = [[{"cell": cell}] for cell in range(8)]
    drawn, said = (call(VIEW, name, states) for name in ("draw", "says"))
    for cell, (drawing, saying) in enumerate(zip(drawn, said, strict=True)):
        shown, shapes = drawing["value"]["drawn"], drawing["value"]["shapes"]
        values = [result[cell] for result in results.values()]
        for name, result in results.items():
            assert shown[f"output, {name}"] == result.tolist()
            assert shown[f"share, {name}"] == [one[name][cell] for one in ones]
            (terms,) = [it["text"] for it in shapes if it["key"] == f"text {name} terms"]
            written, total = terms.split(" = ")
            assert eval(written.replace("·", "*")) == float(total) == result[cell]
            reaching = {
                it["key"] for it in shapes if it["kind"] == "fill" and f"{name} 0,{cell} " in it["key"]
            }
            assert len(reaching) == sum(one[name][cell] > 0 for one in ones)
        kind = "inside" if values[1] == values[2] else "edge"
        assert saying["value"] == [kind, cell, *values[: 2 if kind == "inside" else 3]]
        assert (kind == "edge") == (cell in (0, 7))


def test_the_probe_goes_where_the_pointer_is():
    presses = [(1, 1.5), (12.6, 1.5), (6, 4.5), (6, 6), (6, 3.2), (0.2, 1.5), (7.5, 12.5)]
    found = [it["value"] for it in call(VIEW, "touched", [[at] for at in presses])]
    assert found == [{"cell": 0}, {"cell": 7}, {"cell": 3}, None, None, None, {"cell": 4}]
    drags = [[{"cell": 3}, (by, 0)] for by in (-20, -1.5, -0.5, 0.5, 3, 20)]
    assert [it["value"]["cell"] for it in call(VIEW, "dragged", drags)] == [0, 2, 3, 3, 5, 7]
