from functools import cache
from itertools import islice, pairwise

import torch
from torch import nn


@cache
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def widths(start=3):
    n = start
    while True:
        yield fibonacci(n + 4)
        n += 1


every = widths()
for width in every:
    if width > 20:
        break
sizes = [3, *islice(every, 2)]
net = nn.Sequential(*[nn.Conv2d(a, b, 3) for a, b in pairwise(sizes)])
out = net(torch.randn(1, 3, 8, 8))
