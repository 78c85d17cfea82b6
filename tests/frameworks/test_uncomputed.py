"""What Keras builds and refuses when it computes is a caution beside "it fits": against Keras, which is asked to compute it."""

import keras
import numpy as np
import pytest
import yaml
from frameworks import door
from keras import layers

from sitebuild.pages.page import ROOT

REFUSED = [
    ("(4, 4, 2)", 'layers.Conv2DTranspose(3, 4, strides=2, padding="same", output_padding=0)', "to compute"),
    ("(8,)", "layers.Reshape((None, 3))", "to compute"),
    ("(7, 3)", "layers.LSTM(4, use_cudnn=True)", "to compute"),
    ("(3, 2, 1, 3)", "layers.TimeDistributed(layers.GRU(5, return_sequences=True))", "number of axes"),
    ("(9, 6, 6)", "layers.TimeDistributed(layers.RepeatVector(1))", "number of axes"),
    ("(2, 5, 3)", "layers.TimeDistributed(layers.AveragePooling3D(3, strides=(1, 2, 2)))", "number of axes"),
]
COMPUTED = [
    ("(4, 4, 2)", 'layers.Conv2DTranspose(3, 4, strides=2, padding="same")'),
    ("(8,)", "layers.Reshape((2, 4))"),
    ("(9, 6, 6)", "layers.TimeDistributed(layers.GRU(5))"),
    ("(9, 6)", "layers.TimeDistributed(layers.RepeatVector(1))"),
]
KOREAN = yaml.safe_load((ROOT / "docs/ko/shapes.md").read_text("utf-8").split("---\n")[1])["shapes"][
    "reasons"
]


def cautions(shape, layer):
    lines = ["import keras", "from keras import layers", "x = i = keras.Input(SHAPE)", "x = LAYER(x)"]
    source = "\n".join([*lines, "model = keras.Model(i, x)"]).replace("SHAPE", shape).replace("LAYER", layer)
    (answer,) = door.trace([{"source": source}])
    assert answer["verdict"] == "fits", answer
    return [(note["line"], note["text"]) for note in answer["notes"] if note.get("isCaution")]


def computes(shape, layer):
    """Whether Keras gives values, and as many as it said; that it builds the model is seen by the way."""
    x = keras.Input(eval(shape))
    model = keras.Model(x, eval(layer, {"layers": layers})(x))
    try:
        found = model(np.zeros((1, *x.shape[1:]), "float32"))
    except Exception:
        return False
    return found.shape[1:] == model.output_shape[1:]


@pytest.mark.parametrize(("shape", "layer", "said"), REFUSED)
def test_what_keras_does_not_compute_is_cautioned_of(shape, layer, said):
    assert not computes(shape, layer)
    ((line, text),) = cautions(shape, layer)
    assert line == 4 and said in text
    kind = layer.partition(".")[2].partition("(")[0]
    assert text.replace(kind, "{type}") in KOREAN


@pytest.mark.parametrize(("shape", "layer"), COMPUTED)
def test_what_keras_computes_is_not(shape, layer):
    assert cautions(shape, layer) == []
    assert computes(shape, layer)
