import keras


def size_after(layer, size):
    return layer.compute_output_shape((None, size, 1))[1]


def test_round_trip(figure):
    down = keras.layers.Conv1D(1, 3, strides=3, padding="same")
    small = {size_after(down, size) for size in (16, 17, 18)}
    assert len(small) == 1
    (size,) = small
    up = {
        extra: keras.layers.Conv1DTranspose(1, 3, strides=3, padding="same", output_padding=extra)
        for extra in (None, 0, 1)
    }
    figure.check(
        {
            "size": [16, 17, 18],
            "size, Conv2D": [size],
            "size, Conv2DTranspose": [size_after(up[None], size)],
            "size, Conv2DTranspose, output_padding": [size_after(up[extra], size) for extra in (0, 1)],
        }
    )
