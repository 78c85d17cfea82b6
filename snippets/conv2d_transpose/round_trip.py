"""SAME, strides=3: three sizes go to one; output_padding chooses between them on the way back."""

import draw
import numpy as np
from conv2d_transpose.arithmetic import output_size

# --8<-- [start:compute]
sizes = np.array([16, 17, 18])
convolved = np.ceil(sizes / 3).astype(int)  # Conv2D(…, 3, strides=3, padding="same")
returned = np.array([output_size(n, 3, 3, "same") for n in convolved])
repaired = np.array([output_size(n, 3, 3, "same", extra) for extra, n in enumerate(convolved)])
# --8<-- [end:compute]

fig = draw.figure(width=14, height=16)

if __name__ == "__main__":
    draw.show()
