"""A stride of s is s small kernels taking turns: two at stride 2, and at stride 3 a third one that has no cell."""

import numpy as np

import draw
from conv2d_transpose.arithmetic import stamp

# --8<-- [start:compute]
signal = np.array([1, 2, 3])
turns = {}  # (kernel_size, strides): what each small kernel, stamped by itself, gives
for weights, strides in (np.array([4, 5, 6]), 2), (np.array([4, 5]), 3):
    small = [weights[phase::strides] for phase in range(strides)]
    turns[weights.size, strides] = [stamp(signal, taps, strides=1) for taps in small]
# --8<-- [end:compute]

COLOURS = "count", "focus", None


def coloured(numbers, name, at, phases, **style):
    """Cells, each in the colour of the small kernel that it belongs to."""
    for x, phase in enumerate(phases):
        if not np.ma.getmaskarray(numbers)[x]:
            draw.block(fig, (at[0] + x, at[1]), (1, 1), COLOURS[phase], 0.7)
    draw.grid(fig, numbers, name, at, **style)


def panel(weights, strides, top):
    """The small kernels of one kernel, what each gives, and the canvas that they fill in turn."""
    case = f"kernel_size={weights.size}, strides={strides}"
    canvas = stamp(signal, weights, strides)
    phases = np.arange(canvas.size) % strides
    draw.label(fig, case, (0.1, top), "left", bold=True)
    draw.title(fig, "input", (0.1, top + 1.8))
    draw.grid(fig, signal, f"input, {case}", (0.1, top + 1.8))
    draw.title(fig, "kernel", (left, top + 1.8))
    coloured(weights, f"kernel, {case}", (left, top + 1.8), phases[: weights.size])
    for phase in range(strides):
        y = top + 3.3 + 1.2 * phase
        small = weights[phase::strides]
        if small.size:
            coloured(small, f"kernel, {case}, {phase}", (0.1, y), [phase] * small.size)
        else:
            draw.window(fig, (0.1, y), (1, 1), "line", dashed=True, width=0.9)
        draw.arrow(fig, (2.5, y + 0.5), (left - 0.4, y + 0.5))
        own = np.ma.array(canvas, mask=phases != phase)
        own[phases == phase] = turns[weights.size, strides][phase]
        coloured(own, f"output, {case}, {phase}", (left, y), phases)
    bottom = top + 3.5 + 1.2 * strides
    draw.label(fig, "canvas", (0.1, bottom + 0.5), "left", "quiet", draw.SMALL)
    coloured(canvas, f"canvas, {case}", (left, bottom), phases, strong=True)
    draw.label(fig, "overlap", (0.1, bottom + 1.5), "left", "quiet", draw.SMALL)
    reach = draw.reach(signal.shape, weights.shape, strides)
    draw.counts(fig, reach.sum(axis=0), f"overlap, {case}", (left, bottom + 1))


fig, left = draw.figure(width=12.6, height=18.3), 4.4
panel(np.array([4, 5, 6]), 2, 0.4)
panel(np.array([4, 5]), 3, 9.1)

if __name__ == "__main__":
    draw.show()
