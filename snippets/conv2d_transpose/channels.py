"""Two channels in, three out: one kernel for each pair, and the inputs are summed."""

import draw
import numpy as np
from conv2d_transpose.arithmetic import stamp

# --8<-- [start:compute]
images = np.stack([[[1, 2], [3, 4]], [[5, 6], [7, 8]]], axis=-1)  # (height, width, in)
kernels = np.zeros((2, 2, 3, 2), int)  # (kernel height, kernel width, out, in)
kernels[:, :, 0, 0], kernels[:, :, 0, 1] = [[1, 2], [3, 4]], [[2, 0], [0, 1]]
kernels[:, :, 1, 0], kernels[:, :, 1, 1] = [[0, 1], [1, 0]], [[2, 1], [1, 2]]
kernels[:, :, 2, 0], kernels[:, :, 2, 1] = [[1, 1], [2, 2]], [[3, 0], [0, 0]]
outputs = np.stack(
    [sum(stamp(images[..., i], kernels[..., o, i], strides=2) for i in range(2)) for o in range(3)], axis=-1
)
# --8<-- [end:compute]

fig = draw.figure(width=14, height=20)

if __name__ == "__main__":
    draw.show()
