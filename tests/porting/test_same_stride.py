import keras
import numpy as np
from reference import onnx


def test_same_stride(figure):
    signal = np.arange(1, 7, dtype="float32")
    layer = keras.layers.Conv1D(1, 3, strides=2, padding="same", kernel_initializer="ones")
    by_keras = np.ravel(layer(signal[None, :, None]))
    inputs = {"x": signal[None, None], "w": np.ones((1, 1, 3))}
    by_pytorch = np.ravel(onnx("Conv", inputs, strides=[2], pads=[1, 1]))
    drawn = {
        "padded, Keras": [1, 2, 3, 4, 5, 6, 0],
        "padded, unseen, Keras": np.ma.masked_all(7),
        "padded, PyTorch": [0, 1, 2, 3, 4, 5, 6],
        "padded, unseen, PyTorch": np.ma.array([0] * 8, mask=[True] * 7 + [False]),
    }
    for name, sums in ("Keras", by_keras), ("PyTorch", by_pytorch):
        drawn |= {f"output {i + 1}, {name}": value for i, value in enumerate(sums)}
    figure.check(drawn)
