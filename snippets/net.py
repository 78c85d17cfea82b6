"""Networks as columns of nodes, in the units and the palette of draw."""

import numpy as np

import draw

RADIUS = 1.05
STYLES = (
    ("blue", 1.9, False),
    ("orange", 1.5, True),
    ("yellow", 1.1, False),
    ("green", 2.2, True),
)  # of a weight


def column(fig, values, name, x, span, form="{:.3f}", above=None, strong=False, radius=RADIUS):
    """Nodes with these numbers, evenly from the first to the last y of `span`; returns their middles.

    `above`: (name, array) of second numbers, quiet, over the first ones.
    """
    draw.record(fig, name, values)
    if above:
        draw.record(fig, *above)
    places = [(x, y) for y in np.linspace(*span, len(values))]
    for i, (value, (_, y)) in enumerate(zip(values, places, strict=True)):
        draw.node(fig, "", (x, y), radius=radius, strong=strong)
        draw.label(fig, form.format(value), (x, y + 0.28 * bool(above)), size=draw.SMALL, bold=bool(above))
        if above:
            draw.label(fig, f"{above[1][i]:.3f}", (x, y - 0.3), colour="quiet", size=draw.SMALL)
    return places


def shared(fig, starts, ends, edges, radius=RADIUS, labels_at=None):
    """The edges (start, end, weight) of a convolution, each weight with a colour and a line of its own.

    `radius`: of the nodes they start from. `labels_at`: the share of the way at which each edge says its weight.
    """
    for start, end, weight in edges:
        first, last = np.array(starts[start]), np.array(ends[end])
        colour, width, dashed = STYLES[weight]
        length = np.hypot(*(last - first))
        shares = [radius / length, 1 - RADIUS / length]
        if labels_at:
            shares[1:1] = [labels_at - 0.055, labels_at + 0.055]
            draw.label(fig, f"$w_{weight}$", first + (last - first) * labels_at, size=draw.SMALL)
        points = [first + (last - first) * share for share in shares]
        for one, other in zip(points[::2], points[1::2], strict=True):
            draw.edge(fig, one, other, colour, width, dashed)


def dense(fig, starts, ends):
    """Every node with every node."""
    for start in starts:
        for end in ends:
            draw.edge(fig, start, end, gap=RADIUS)
