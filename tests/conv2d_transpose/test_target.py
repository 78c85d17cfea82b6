import keras
import numpy as np
from reference import bare_canvas


def test_target(figure):
    canvas = bare_canvas([1, 2, 3, 4], np.ones(3), 2)
    layer = keras.layers.Conv1DTranspose(1, 3, 2, "same", use_bias=False, kernel_initializer="ones")
    output = layer(np.array([1, 2, 3, 4], "float32")[None, :, None])[0, :, 0].numpy()
    # where Keras's output lies in the canvas: at one place only
    (start,) = [i for i in range(2) if np.array_equal(canvas[i : i + 8], output)]
    inside = (np.arange(9) >= start) & (np.arange(9) < start + 8)
    figure.check(
        {
            **{f"input {i}": i for i in (1, 2, 3, 4)},
            "cropped": np.ma.array(canvas, mask=inside),
            "canvas": np.ma.array(canvas, mask=~inside),
            "output": output,
        }
    )
