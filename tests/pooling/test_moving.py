"""Shares and distance of a shift, worked out at once, against one digit after the other."""

import numpy as np
import pytest
from reference import pool
from shifted import STILL, measure

from pooling.arithmetic import pool2d
from pooling.moving import compare, digits


@pytest.mark.parametrize("pool_size", [1, 4])
def test_compare(pool_size):
    np.testing.assert_array_equal(digits[:, 0], STILL)
    np.testing.assert_allclose(compare(pool2d, pool_size), measure(lambda images: pool(images, pool_size)))
