import numpy as np
from reference import gradient


def test_one_dimension(figure):
    figure.check(
        {
            **{f"input {i}": i for i in (1, 2, 3)},
            "canvas": gradient([1, 2, 3], np.ones(3), 2),
            "overlap": gradient(np.ones(3), np.ones(3), 2),
        }
    )
