"""Networks as columns of nodes, in the units and the palette of draw."""

import numpy as np

import draw

RADIUS = 1.15
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
        draw.label(fig, form.format(value), (x, y + 0.29 * bool(above)), bold=bool(above))
        if above:
            draw.label(fig, f"{above[1][i]:.3f}", (x, y - 0.32), colour="quiet")
    return places


def shared(fig, starts, ends, edges, radius=RADIUS, end_radius=RADIUS, only=None):
    """The edges (start, end, weight) of a convolution, each weight with a colour and a line of its own.

    `radius`, `end_radius`: of the nodes they start from and end at. `only`: the one weight whose edges are set off.
    """
    for start, end, weight in sorted(edges, key=lambda edge: edge[2] == only):  # what is set off lies above
        first, last = np.array(starts[start]), np.array(ends[end])
        length = np.hypot(*(last - first))
        style = STYLES[weight] if only in (None, weight) else ("line", 0.6, False)
        points = (first + (last - first) * share for share in (radius / length, 1 - end_radius / length))
        draw.edge(fig, *points, *style)


def weigh(fig, name, values, start, ends, share=0.35):
    """The weights on the edges from a node downwards to the right, each above its edge and so far along it."""
    draw.record(fig, name, values)
    for value, end in zip(values, ends, strict=True):
        across, down = np.subtract(end, start)
        above = np.array((down, -across)) / np.hypot(across, down)
        draw.label(fig, f"{value:g}", start + share * np.subtract(end, start) + above / 2)


def dense(fig, starts, ends, followed):
    """Every node with every node; the edges of the one that is followed are set off."""
    for start in starts:
        for end in ends:
            style = ("ink", 1.4) if followed in (start, end) else ("line", 0.9)
            draw.edge(fig, start, end, *style, gap=RADIUS)
