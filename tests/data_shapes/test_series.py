import keras
import numpy as np


def test_series(figure):
    price = 30 + np.add.accumulate(np.random.RandomState(3).standard_normal(79))
    short, long = (
        np.array([price[last - k + 1 : last + 1].mean() for last in range(19, 79)]) for k in (5, 20)
    )
    series = np.stack([price[19:], short, long], axis=-1)
    layer = keras.layers.Conv1D(1, 5, use_bias=False, dtype="float64")
    layer.build((1, 60, 3))
    layer.set_weights([np.repeat([[[0], [0.2], [-0.2]]], 5, axis=0)])
    names = [f"series, {name}" for name in ("price", "short", "long")]
    figure.check({**dict(zip(names, series.T, strict=True)), "output": layer(series[None])[0, :, 0]})
