import numpy as np
from reference import bare_canvas


def test_one_dimension(figure):
    figure.check(
        {
            **{f"input {i}": i for i in (1, 2, 3)},
            "canvas": bare_canvas([1, 2, 3], np.ones(3), 2),
            "overlap": bare_canvas(np.ones(3), np.ones(3), 2),
        }
    )
