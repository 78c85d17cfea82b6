"""Curves, points and bars over two axes, in the units and the palette of draw."""

import numpy as np

import draw


class Chart:
    """An area of `size` = (width, height) cells whose upper left corner is at `at`.

    `x` and `y`: (first, last) value of each axis. Ticks are values of the axis; their labels stand outside the
    area: below it (0.9 cells, 1.8 with `x_label`) and left of it (as wide as they are). `y_label` stands above.
    """

    def __init__(self, fig, at, size, x, y, x_ticks=(), y_ticks=(), x_label="", y_label=""):
        self.fig, self.at, self.size, self.x, self.y = fig, at, size, x, y
        (left, top), (width, height) = at, size
        for value in y_ticks:
            _, level = self.place(x[0], value)
            draw.edge(fig, (left, level), (left + width, level), width=0.5)
            draw.label(fig, f"{value:g}", (left - 0.25, level), "right", "quiet", draw.SMALL)
        for value in x_ticks:
            column, _ = self.place(value, y[0])
            draw.edge(fig, (column, top + height), (column, top + height + 0.2))
            draw.label(fig, f"{value:g}", (column, top + height + 0.6), colour="quiet", size=draw.SMALL)
        draw.edge(fig, (left, top + height), (left + width, top + height), "quiet")
        draw.label(fig, x_label, (left + width / 2, top + height + 1.4), colour="quiet", size=draw.SMALL)
        draw.label(fig, y_label, (left, top - 0.5), "left", "quiet", draw.SMALL)

    def place(self, x, y):
        """Where the drawing has the point (x, y) of the axes, in cells."""
        across = (x - self.x[0]) / (self.x[1] - self.x[0])
        up = (y - self.y[0]) / (self.y[1] - self.y[0])
        return self.at[0] + across * self.size[0], self.at[1] + (1 - up) * self.size[1]

    def line(self, x, y, name, colour, dashed=False, dots=False, text="", shift=(0.3, 0)):
        """A curve through the points; `text` names it at its end, so that colour is not its only sign."""
        draw.record(self.fig, name, y)
        points = [self.place(*point) for point in zip(x, y, strict=True)]
        draw.path(self.fig, points, colour, 1.6, dashed)
        for point in points if dots else ():
            draw.dot(self.fig, point, colour)
        draw.label(self.fig, text, np.add(points[-1], shift), "left", size=draw.SMALL)

    def dots(self, x, y, name, colour, radius=0.14, square=False):
        """A dot, or a square, at each point."""
        draw.record(self.fig, name, y)
        for point in zip(x, y, strict=True):
            draw.dot(self.fig, self.place(*point), colour, radius, square)

    def bars(self, x, y, name, colour, width):
        """A bar at each x, so many units of the x axis wide, as high as its number."""
        draw.record(self.fig, name, y)
        for middle, value in zip(x, y, strict=True):
            left, top = self.place(middle - width / 2, value)
            right, bottom = self.place(middle + width / 2, self.y[0])
            draw.block(self.fig, (left, top), (right - left, bottom - top), colour, share=draw.DEEPEST)
