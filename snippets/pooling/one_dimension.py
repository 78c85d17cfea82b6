"""A shift of one lets a neighbour into a window; a shift by the stride moves the map by one."""

import numpy as np

import draw
from pooling.arithmetic import pool2d

# --8<-- [start:compute]
signal = np.array([[9, 1, 8, 1, 5, 1]])
shifted = {step: np.pad(signal, ((0, 0), (step, 0)))[:, : signal.size] for step in (0, 1, 3)}
pooled = {step: pool2d(array, pool_size=(1, 3)) for step, array in shifted.items()}
# --8<-- [end:compute]

origin = np.arange(signal.size) // 3 == np.arange(2)[:, None]  # the window that each cell was in at first

fig, left, cell = draw.figure(width=13.6, height=16.7), 3.4, 1.6
for top, (step, array) in zip((0.3, 6.1, 11.9), shifted.items(), strict=True):
    colours = np.pad(origin, ((0, 0), (step, 0)))[:, : signal.size]
    draw.label(fig, f"shift {step}", (0, top + cell / 2), "left", bold=True)
    draw.grid(fig, array, f"signal, shift {step}", (left, top), colours[:, None], cell=cell)
    won = np.array([colours[:, 3 * i : 3 * i + 3][:, array[0, 3 * i : 3 * i + 3].argmax()] for i in (0, 1)])
    for i in 0, 1:
        start, middle = left + 3 * i * cell, left + (3 * i + 1) * cell
        draw.cone(fig, ((start, start + 3 * cell), top + cell), ((middle, middle + cell), top + 3), "count")
        draw.window(fig, (start, top), (3, 1), cell=cell, inset=0.06)
        value = pooled[step][:, i : i + 1]
        draw.grid(
            fig,
            value,
            f"pooled {i + 1}, shift {step}",
            (middle, top + 3),
            won[i][:, None, None],
            None,
            True,
            cell,
        )
        if step == 1 and value[0, 0] != pooled[0][0, i]:
            draw.window(fig, (middle, top + 3), (1, 1), "focus", cell=cell, inset=-0.2, width=2)

if __name__ == "__main__":
    draw.show()
