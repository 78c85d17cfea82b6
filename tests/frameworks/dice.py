"""What random layers of both frameworks are drawn from, as text."""

CHANNELS = [1, 2, 3, 4, 6, 8]


def pair(dice, rank, sizes):
    """A size for all axes, or one for each."""
    if dice.random() < 0.6:
        return str(dice.choice(sizes))
    return "(" + "".join(f"{dice.choice(sizes)}, " for _ in range(rank)) + ")"
