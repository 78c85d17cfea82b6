import numpy as np
from reference import transpose


def test_checkerboard(figure):
    counts = {k: transpose(np.ones((4, 4)), np.ones((k, k)), strides=2) for k in (3, 4)}
    figure.check({f"overlap, kernel_size={k}": count for k, count in counts.items()})
