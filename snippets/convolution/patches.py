"""Four patches under one filter: the inner product prefers the bright one, correlation the one that looks alike."""

import numpy as np

import draw

# --8<-- [start:compute]
kernel = np.array([[1, 3], [3, 1]])
patches = {
    "A": np.array([[1, 3], [3, 1]]),  # the filter itself
    "B": np.array([[7, 6], [7, 6]]),  # something else, but bright
    "C": np.array([[4, 6], [6, 4]]),  # the filter, everywhere 3 brighter
    "D": np.array([[3, 1], [1, 3]]),  # the opposite
}


def length(array):
    """The square root of the sum of squares."""
    return np.sqrt(np.sum(array**2))


def cosine_of(a, b):
    """The inner product of two arrays, divided by both lengths."""
    return np.sum(a * b) / (length(a) * length(b))


inner = [np.sum(kernel * patch) for patch in patches.values()]
cosines = [cosine_of(kernel, patch) for patch in patches.values()]
correlations = [cosine_of(kernel - kernel.mean(), patch - patch.mean()) for patch in patches.values()]
# --8<-- [end:compute]

scores = {"inner product": inner, "cosine": cosines, "correlation": correlations}
lefts = [4.4 + 2.6 * i for i in range(len(patches))]

fig = draw.figure(width=14.4, height=9.9)
draw.title(fig, "kernel", at=(0.2, 2))
draw.grid(fig, kernel, "kernel", (0.2, 2), "count", strong=True)
draw.label(fig, "·", at=(3.3, 3), size=draw.LARGE, bold=True)
for (name, patch), left in zip(patches.items(), lefts, strict=True):
    draw.label(fig, name, (left + 1, 1.3), bold=True)
    draw.grid(fig, patch, f"patch, {name}", (left, 2), "count")
for line, (name, values) in enumerate(scores.items()):
    top = 5.6 + 1.7 * line
    draw.record(fig, name, values)
    draw.label(fig, name, (0.2, top), "left", "quiet")
    draw.edge(fig, (0, top - 0.85), (14.4, top - 0.85))
    for value, left in zip(values, lefts, strict=True):
        best = bool(np.isclose(value, max(values)))
        draw.label(fig, f"{round(float(value), 2) + 0:g}", (left + 1, top), bold=best)
        if best:
            draw.window(fig, (left + 0.1, top - 0.6), (1.8, 1.2), "focus", width=2.2)

if __name__ == "__main__":
    draw.show()
