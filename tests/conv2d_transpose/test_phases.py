import numpy as np
from reference import bare_canvas, transpose


def test_phases(figure):
    expected, signal = {}, np.array([1, 2, 3])
    for kernel, strides in ([4, 5, 6], 2), ([4, 5], 3):
        case = f"kernel_size={len(kernel)}, strides={strides}"
        canvas = bare_canvas(signal, kernel, strides)
        cells, taps = np.arange(canvas.size), np.arange(len(kernel))
        expected[f"input, {case}"] = signal
        expected[f"kernel, {case}"] = kernel
        expected[f"canvas, {case}"] = canvas
        expected[f"overlap, {case}"] = bare_canvas([1, 1, 1], np.ones(len(kernel)), strides)
        for phase in range(strides):
            own = np.where(taps % strides == phase, kernel, 0)  # the others silent: Keras stamps the rest
            alone = transpose(signal, own, strides=strides)[: canvas.size]
            expected[f"output, {case}, {phase}"] = np.ma.array(alone, mask=cells % strides != phase)
            if own.any():
                expected[f"kernel, {case}, {phase}"] = own[own > 0]
    figure.check(expected)
