"""The same image and kernel, slid as it is and slid flipped: two different feature maps."""

import numpy as np

import draw
from convolution.arithmetic import cross_correlation

# --8<-- [start:compute]
image = np.arange(1, 10).reshape(3, 3)
kernel = np.array([[1, 2], [3, 4]])
flipped = kernel[::-1, ::-1]  # upside down and left to right
correlated = cross_correlation(image, kernel)
convolved = cross_correlation(image, flipped)
# --8<-- [end:compute]

reach = draw.reach(kernel.shape)
first = image[:2, :2]

fig = draw.figure(width=14.2, height=11.6)
draw.title(fig, "input $X$", at=(5.6, 1))
draw.grid(fig, image, "input", (5.6, 1), np.pad(reach.any(axis=0), ((0, 1), (0, 1)))[None])
draw.window(fig, (5.6, 1), (2, 2), "blue", width=2.2)
panels = [
    ("cross-correlation", kernel, "kernel", reach, correlated),
    ("convolution", flipped, "flipped", reach[:, ::-1, ::-1], convolved),
]
for i, (name, weights, title, colours, result) in enumerate(panels):
    left = 7.4 * i
    draw.arrow(fig, (6.2 + 1.8 * i, 4.2), (4.6 + 5 * i, 5.2))
    draw.label(fig, name, (left + 0.1, 5.7), "left", bold=True)
    draw.title(fig, "$W$" if i == 0 else "flipped $W$", at=(left + 0.1, 7.4))
    draw.grid(fig, weights, title, (left + 0.1, 7.4), colours)
    draw.arrow(fig, (left + 2.4, 8.4), (left + 3.4, 8.4))
    draw.title(fig, "$F$", at=(left + 3.7, 7.4))
    draw.grid(
        fig, result, f"feature map, {name}", (left + 3.7, 7.4), draw.reach(result.shape)[:1], strong=True
    )
    terms = np.stack([first.ravel(), weights.ravel()], axis=1)
    draw.record(fig, f"products, {name}", terms)
    draw.label(fig, "+".join(f"{x}·{w}" for x, w in terms), (left + 0.1, 10.4), "left")
    draw.label(fig, f"= {result[0, 0]}", (left + 0.1, 11.2), "left")

if __name__ == "__main__":
    draw.show()
