import numpy as np

import draw
from conv2d_transpose.fitted import fitted


def drawn(start, size):
    """What a canvas of 4, 5, 6 looks like when it is fitted."""
    fig = draw.figure(width=9, height=3)
    fitted(fig, np.array([4, 5, 6]), draw.reach((1,), (3,)), start, size, 'at="here"', (0, 1))
    return fig


def test_what_is_cut_stays_in_sight():
    fig = drawn(start=1, size=1)
    assert fig.drawn["output, at=here"].tolist() == [5]
    assert fig.drawn["cropped, at=here"].tolist() == [4, None, 6]
    assert "3 − 1 − 1 = 1" in [text.get_text() for text in fig.axes[0].texts]


def test_behind_a_short_canvas_stand_zeros():
    fig = drawn(start=0, size=5)
    assert fig.drawn["output, at=here"].tolist() == [4, 5, 6, 0, 0]
    assert "cropped, at=here" not in fig.drawn
    assert "3 + 2 = 5" in [text.get_text() for text in fig.axes[0].texts]
