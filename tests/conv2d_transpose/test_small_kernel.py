from reference import bare_canvas, transpose


def test_small_kernel(figure):
    signal, short = [1, 2], [4, 5]
    outputs = {
        f"output, padding=valid, output_padding={op}": transpose(
            signal, short, strides=3, padding="valid", output_padding=op
        )
        for op in (None, 0)
    }
    figure.check(
        {
            **{f"input {i}": i for i in signal},
            "kernel": short,
            "canvas": bare_canvas(signal, short, 3),
            **outputs,
        }
    )
