"""The way of a number: from the snippet that computes it to the drawing and the sentence that state it, and who compares."""

import numpy as np

import draw

# --8<-- [start:compute]
image = np.arange(1, 10).reshape(3, 3)
kernel = np.array([[1, 0], [0, 1]])
windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
output = (windows * kernel).sum(axis=(2, 3))
# --8<-- [end:compute]

fig = draw.figure(width=14, height=18.2)


def room(text, at, align="left"):
    """A folder of the repository, by the name that it has there."""
    draw.label(fig, text, at, align, "quiet", draw.SMALL)


def step(start, end, text, down=0.7):
    """What leads from one place to the next, and the room whose work it is, `down` below the start."""
    draw.arrow(fig, start, end)
    room(text, (start[0] + 0.4, start[1] + down))


def code(text, at, bold=False):
    draw.label(fig, text, at, "left", size=draw.SMALL, bold=bold)


# a snippet computes
room("snippets/", (0, 0.3))
draw.window(fig, (0, 0.8), (14, 3.8), colour="line", width=0.9)
draw.grid(fig, image, "input", (0.8, 1.2), "blue")
draw.label(fig, "⋆", (4.7, 2.7))
draw.grid(fig, kernel, "kernel", (5.6, 1.7), "orange")
draw.label(fig, "=", (8.8, 2.7))
draw.grid(fig, output, "output", (10, 1.7), "green", strong=True)

# a page in both languages shows the drawing and the lines that computed it
room("docs/ko/, docs/en/", (14, 6.1), "right")
draw.window(fig, (0, 6.6), (14, 7.7), colour="line", width=0.9)
step((1.8, 4.8), (1.8, 7), "sitebuild/figures/")
draw.grid(fig, output, "output, figure", (0.8, 7.2), "green", strong=True)
step((7.2, 4.8), (7.2, 7), "sitebuild/pages/", down=0.4)
code("(windows * kernel)", (5.4, 7.8))
code(".sum(axis=(2, 3))", (5.4, 8.6))

# its examples are run, by NumPy and TensorFlow; a size in a sentence is a link to the example that printed it
code(">>> output.shape", (0.8, 10.3))
code(f"{output.shape}", (0.8, 11.1), bold=True)
draw.record(fig, "shape", output.shape)
draw.arrow(fig, (8.6, 10.7), (6.4, 10.7), "focus")
draw.window(fig, (8.8, 9.8), (4.6, 1.8), colour="focus", dashed=True)
draw.label(fig, "NumPy", (11.1, 10.3), size=draw.SMALL)
draw.label(fig, "TensorFlow", (11.1, 11.1), size=draw.SMALL)
room("tests/", (13.4, 12.1), "right")
step((1.8, 12.9), (1.8, 11.6), "tests/pages/", down=-0.6)
code(f"[{'×'.join(map(str, output.shape))}](#output)", (0.8, 13.4))

# what readers open
step((7, 14.5), (7, 16.3), "sitebuild/publish/")
draw.window(fig, (4.8, 16.5), (4.4, 1.4))
draw.label(fig, "site/", (7, 17.2))

if __name__ == "__main__":
    draw.show()
