"""The drawing vocabulary: minus signs, and numbers that keep their distance from what is around them."""

import numpy as np
import pytest
from matplotlib import pyplot as plt

import draw


@pytest.fixture
def fig():
    yield draw.figure(4, 4)
    plt.close("all")


def texts(fig):
    return [text.get_text() for text in fig.axes[0].texts]


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("-10", "−10"),
        ("-.5", "−.5"),
        ("-2-8", "−2-8"),  # two numbers are joined by the figure, which knows what it means
        ("w = -1", "w = −1"),
        ("cross-correlation", "cross-correlation"),
        ("channels-1", "channels-1"),
    ],
)
def test_a_hyphen_before_a_number_is_a_minus(fig, written, drawn):
    draw.label(fig, written, (1, 1))
    assert texts(fig) == [drawn]


def test_a_grid_s_numbers_have_minus_signs_and_one_size_that_fits(fig):
    draw.grid(fig, [[1, -10]], "result", (0, 0))
    assert texts(fig) == ["1", "−10"]
    sizes = {text.get_fontsize() for text in fig.axes[0].texts}
    assert len(sizes) == 1 and draw.SMALL <= sizes.pop() < draw.NORMAL
    plain = draw.figure(4, 4)
    draw.grid(plain, [[1, 10]], "result", (0, 0))
    assert {text.get_fontsize() for text in plain.axes[0].texts} == {draw.NORMAL}


def test_numbers_that_cannot_fit_are_refused_with_the_width_they_need(fig):
    with pytest.raises(ValueError, match=r"'result': -123\.5 needs cells of \d\.\d\d, these are 1;"):
        draw.grid(fig, [[-123.5]], "result", (0, 0))


def test_no_hatching_behind_a_number(fig):
    draw.grid(fig, [[12]], "cropped", (1, 1), outside=np.s_[:, 1:], cell=2)
    lines = [patch.get_xy() for patch in fig.axes[0].patches if len(patch.get_path().vertices) == 2]
    assert len(lines) > 8, "the middle lines are cut in two"
    for start, end in lines:
        for x, y in np.linspace(start, end, 50):
            assert 1 - 1e-9 <= x <= 3 + 1e-9 and 1 - 1e-9 <= y <= 3 + 1e-9
            assert not (1.75 < x < 2.25 and 1.85 < y < 2.15)
