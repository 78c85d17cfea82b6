import numpy as np
from reference import pool
from shifted import SIZES, measure

from pooling.moving import digits, pool_sizes


def test_unchanged(figure):
    assert not np.mod.outer(digits.shape[2:], pool_sizes).any()  # the windows reach the edges
    raw = [measure(lambda x, k=k: pool(x, k)) for k in SIZES]
    figure.check({"share, map": [row[0] for row in raw], "share, cells": [row[1] for row in raw]})
