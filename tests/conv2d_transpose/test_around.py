import numpy as np

from conv2d_transpose.around import four_stamps


def test_each_cell_says_which_stamp_is_its():
    image, kernel = np.array([[5, 6], [7, 8]]), np.arange(9).reshape(3, 3)
    fig = four_stamps(image, kernel, [cell * kernel for cell in image.flat])
    for i, cell in enumerate((5, 6, 7, 8), 1):
        assert fig.drawn[f"stamp {i}"].tolist() == (cell * kernel).tolist()
    titles = [text.get_text() for text in fig.axes[0].texts]
    assert [title for title in titles if "×" in title] == [f"{cell} × kernel" for cell in (5, 6, 7, 8)]
