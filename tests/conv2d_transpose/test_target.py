import keras
import numpy as np
from reference import bare_canvas


def test_target(figure):
    canvas = bare_canvas([1, 2, 3], np.ones(5), 2)
    layer = keras.layers.Conv1DTranspose(1, 5, 2, "same", use_bias=False, kernel_initializer="ones")
    output = layer(np.array([1, 2, 3], "float32")[None, :, None])[0, :, 0].numpy()
    # where Keras's output lies in the canvas: at one place only
    (start,) = [i for i in range(4) if np.array_equal(canvas[i : i + 6], output)]
    inside = (np.arange(9) >= start) & (np.arange(9) < start + 6)
    figure.check(
        {
            **{f"input {i}": i for i in (1, 2, 3)},
            "cropped": np.ma.array(canvas, mask=inside),
            "canvas": np.ma.array(canvas, mask=~inside),
            "output": output,
        }
    )
