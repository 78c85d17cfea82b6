"""What stands beside the scores: a number picks one score of its row; two axes of labels are compared cell by cell."""

import numpy as np

import draw

# --8<-- [start:compute]
scores = np.array([[1, 7, 2], [8, 1, 1], [2, 2, 6], [3, 5, 2]])  # four examples, three classes
numbers = np.array([1, 0, 2, 1])  # the right class of each
standing = numbers[:, None]
onehot = np.eye(3, dtype=int)[numbers]
# --8<-- [end:compute]

picked = onehot.astype(bool)
drawn = {
    "scores": (scores, (4.2, 1), picked[None]),
    "class": (numbers[None], (4.2, 6.4), np.ones((1, 1, 4), bool)),
    "column": (standing, (1, 8.8), np.ones((1, 4, 1), bool)),
    "one-hot": (onehot, (6.4, 8.8), picked[None]),
}
fig = draw.figure(width=9.6, height=12.9)
for name, (array, (left, top), colours) in drawn.items():
    draw.title(fig, name, (left, top))
    draw.grid(fig, array, name, (left, top), colours)
    shape = numbers.shape if name == "class" else array.shape
    draw.label(
        fig,
        f"{shape}",
        (left - 0.3, top + len(array) / 2) if left > 3 else (left + 1.3, top + 2),
        "right" if left > 3 else "left",
        bold=True,
    )

if __name__ == "__main__":
    draw.show()
