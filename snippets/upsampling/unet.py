"""The sizes of a U-Net on its way down and up, with the skip connections that join them."""

import draw

# --8<-- [start:compute]
down = [358]
for _ in range(3):
    down.append(down[-1] // 2)  # MaxPooling2D(2)
up = [down[-1]]
for _ in range(3):
    up.append(2 * up[-1])  # UpSampling2D(2)
# --8<-- [end:compute]

BOX = (2.4, 1.2)
LEFT, MIDDLE, RIGHT = 0.4, 4.5, 8.6

fig = draw.figure(width=11.4, height=11.4)
draw.record(fig, "down", down)
draw.record(fig, "up", up)


def box(size, at, colour="line"):
    draw.block(fig, at, BOX, "count", share=draw.DEEPEST * size / down[0])
    draw.window(fig, at, BOX, colour, width=0.9 if colour == "line" else 1.5)
    draw.label(fig, str(size), (at[0] + BOX[0] / 2, at[1] + BOX[1] / 2))


draw.label(fig, "MaxPooling2D", (LEFT, 0.5), "left", "quiet", draw.SMALL)
draw.label(fig, "UpSampling2D", (RIGHT + BOX[0], 0.5), "right", "quiet", draw.SMALL)
for level, (skip, joined) in enumerate(zip(down[:-1], reversed(up[1:]), strict=True)):
    y = 1.1 + 3 * level
    box(skip, (LEFT, y))
    box(joined, (RIGHT, y), "focus" if skip != joined else "line")
    middle = y + BOX[1] / 2
    draw.arrow(fig, (LEFT + BOX[0] + 0.2, middle), (RIGHT - 0.2, middle))
    draw.label(fig, "skip", (5.7, middle + 0.6), colour="quiet", size=draw.SMALL)
    if skip != joined:
        draw.label(fig, "≠", (5.7, middle - 0.6), colour="focus", size=draw.LARGE)
    if level < 2:
        draw.arrow(fig, (LEFT + BOX[0] / 2, y + 1.4), (LEFT + BOX[0] / 2, y + 2.8))
        draw.arrow(fig, (RIGHT + BOX[0] / 2, y + 2.8), (RIGHT + BOX[0] / 2, y + 1.4))
box(down[-1], (MIDDLE, 10.1))
draw.arrow(fig, (LEFT + BOX[0] / 2, 8.5), (MIDDLE - 0.2, 10.6))
draw.arrow(fig, (MIDDLE + BOX[0] + 0.2, 10.6), (RIGHT + BOX[0] / 2, 8.5))

if __name__ == "__main__":
    draw.show()
