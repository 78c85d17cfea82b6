import numpy as np
from skimage import data
from skimage.transform import downscale_local_mean


def test_photograph(figure):
    photograph = data.chelsea()
    every = {k: np.take(np.take(photograph, range(0, 300, k), 0), range(0, 451, k), 1) for k in (2, 4)}
    sheets = np.split(every[4], 3, axis=-1)
    assert downscale_local_mean(photograph, (4, 4, 1)).shape == every[4].shape
    figure.check(
        {
            "photograph": every[2],
            **{f"photograph, channel={i}": sheet.squeeze(-1) for i, sheet in enumerate(sheets)},
            "values": photograph.reshape(-1, 3)[132 * 451 + 218],
        }
    )
