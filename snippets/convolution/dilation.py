"""dilation_rate spreads the nine weights of a kernel over a larger window."""

import numpy as np

import draw

# --8<-- [start:compute]
kernel = np.arange(1, 10).reshape(3, 3)
spread = {}
for dilation_rate in 1, 2, 3:
    reach = (len(kernel) - 1) * dilation_rate + 1
    spread[dilation_rate] = np.zeros((reach, reach), int)
    spread[dilation_rate][::dilation_rate, ::dilation_rate] = kernel
# --8<-- [end:compute]

left, cell = 0.2, 0.8

fig = draw.figure(width=14.2, height=9)
draw.label(fig, "dilation_rate=", (left, 0.5), "left", bold=True)
for dilation_rate, wide in spread.items():
    side = len(wide) * cell
    draw.label(fig, f"{dilation_rate}", (left + side / 2, 1.6), bold=True)
    draw.cells(fig, wide.shape, (left, 2.2), cell)
    taps = np.ma.masked_equal(wide, 0)
    draw.grid(
        fig, taps, f"kernel, dilation_rate={dilation_rate}", (left, 2.2), "blue", strong=True, cell=cell
    )
    draw.label(
        fig, "{}×{}".format(*wide.shape), (left + side / 2, 2.9 + side), colour="quiet", size=draw.SMALL
    )
    left += side + 0.9

if __name__ == "__main__":
    draw.show()
