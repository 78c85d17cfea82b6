import keras


def test_unet(figure):
    shape, down, up = (None, 358, 358, 1), [358], []
    for _ in range(3):
        shape = keras.layers.MaxPooling2D(2).compute_output_shape(shape)
        down.append(shape[1])
    up.append(shape[1])
    for _ in range(3):
        shape = keras.layers.UpSampling2D(2).compute_output_shape(shape)
        up.append(shape[1])
    figure.check({"down": down, "up": up})
