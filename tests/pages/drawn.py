"""What sentences about a figure are held to: its numbers, and where its grids stand (tests/pages/told/)."""

from itertools import pairwise

from snippet import drawing


def numbers(figure, name):
    """The numbers that a figure shows under this name."""
    return drawing(figure).drawn[name].data


def below(figure, *grids):
    """Whether each of these grids of a figure stands below the one before it, none beside it."""
    return all(_bottom(_place(figure, one)) <= _place(figure, other)[1] for one, other in pairwise(grids))


def rightwards(figure, *grids):
    """Whether each of these grids of a figure stands to the right of the one before it."""
    return all(_end(_place(figure, one)) <= _place(figure, other)[0] for one, other in pairwise(grids))


def _place(figure, grid):
    """(x of its left side, y of its top, side of a cell, shape)"""
    return drawing(figure).places[grid]


def _bottom(place):
    _, top, cell, shape = place
    return top + cell * (shape[-2] if len(shape) > 1 else 1)


def _end(place):
    left, _, cell, shape = place
    return left + cell * (shape[-1] if shape else 1)
