import keras
import numpy as np
from reference import bare_canvas, kept, transpose


def test_tent(figure):
    signal, tent = np.array([4, 8, 12, 32]), np.array([1, 3, 3, 1]) / 4
    canvas, output = bare_canvas(signal, tent, 2), transpose(signal, tent, strides=2, padding="same")
    layer = keras.layers.UpSampling2D((1, 2), interpolation="bilinear")
    bilinear = layer(signal[None, None, :, None].astype("float32"))[0, 0, :, 0].numpy()
    singles = [bare_canvas(np.where(np.arange(4) == i, signal, 0), tent, 2) for i in range(4)]
    differ = np.flatnonzero(output != bilinear)
    assert list(differ) == [0, 7]
    figure.check(
        {
            "input": signal,
            "tent": tent,
            **{f"stamp {i + 1}": single[2 * i : 2 * i + 4] for i, single in enumerate(singles)},
            "cropped": np.ma.array(canvas, mask=kept(4, 4, strides=2, padding="same")),
            "output": output,
            "bilinear": bilinear,
        }
    )
