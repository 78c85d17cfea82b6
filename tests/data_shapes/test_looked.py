import keras
import numpy as np
import tensorflow as tf


def test_looked(figure):
    """Which steps have a gradient: that is how far the layers of Keras look."""
    layers = {
        "Conv1D(1, 3)": keras.layers.Conv1D(1, 3, kernel_initializer="ones"),
        'Conv1D(1, 3, padding="causal")': keras.layers.Conv1D(
            1, 3, padding="causal", kernel_initializer="ones"
        ),
        "LSTM(1, return_sequences=True)": keras.layers.LSTM(1, return_sequences=True),
    }
    expected = {}
    for name, layer in layers.items():
        signal = tf.Variable(np.linspace(0.1, 1, 12).reshape(1, 12, 1).astype("float32"))
        with tf.GradientTape() as tape:
            output = layer(signal)[0, 6, 0]
        seen = np.ravel(tape.gradient(output, signal)) != 0
        np.testing.assert_array_equal(figure.namespace["looked"][name], seen)
        expected |= {f"step, {name}": np.arange(12)[None], f"output, {name}": [[6]]}
    figure.check(expected)
