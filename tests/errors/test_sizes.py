import keras


def test_sizes(figure):
    layer = keras.layers.Conv1D(1, 3, strides=2)
    outputs = [layer.compute_output_shape((1, size, 1))[1] for size in (7, 8, 9)]
    alike = [n for n in range(3, 20) if layer.compute_output_shape((1, n, 1))[1] == outputs[0]]
    assert alike == [7, 8]  # as many as the stride
    figure.check(
        {
            **{f"size {row}": [size] for row, size in enumerate((7, 8, 9), 1)},
            **{f"output {row}": [output] for row, output in enumerate(outputs, 1)},
            "cropped": [0, 1, 0],
        }
    )
