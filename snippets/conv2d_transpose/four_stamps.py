"""Each cell of the image times the kernel leaves one stamp."""

import numpy as np

import draw
from conv2d_transpose.around import four_stamps

# --8<-- [start:compute]
image = np.array([[1, 2], [3, 4]])
kernel = np.ones((3, 3), int)
stamps = [cell * kernel for cell in image.flat]
# --8<-- [end:compute]

fig = four_stamps(image, kernel, stamps)

if __name__ == "__main__":
    draw.show()
