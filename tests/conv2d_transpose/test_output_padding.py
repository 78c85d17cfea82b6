import numpy as np
from reference import bare_canvas, kept, transpose


def test_output_padding(figure):
    signal, weights = [1, 2], [4, 5, 6]
    canvas = bare_canvas(signal, weights, 2)
    expected = {"canvas": canvas}
    for padding in "same", "valid":
        for op in 0, 1:
            arguments = {"strides": 2, "padding": padding, "output_padding": op}
            case = f"padding={padding}, output_padding={op}"
            expected[f"output, {case}"] = transpose(signal, weights, **arguments)
            mask = kept(2, 3, **arguments)
            if not mask.all():
                expected[f"cropped, {case}"] = np.ma.array(canvas, mask=mask)
    figure.check(expected)


def test_under_same_the_first_cell_changes_and_no_zero_is_added(figure):
    less, more = (transpose([1, 2], [4, 5, 6], strides=2, padding="same", output_padding=op) for op in (0, 1))
    assert less[0] != more[0]
    assert less.all()
    assert more.all()
    assert figure.namespace["targets"]["same", 0] == less.size
    figure.checked = True
