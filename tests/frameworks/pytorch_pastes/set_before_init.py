from itertools import pairwise

import torch
from torch import nn


class Net(nn.Module):
    def __init__(self, sizes):
        self.sizes = sizes
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in pairwise(sizes)])

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


net = Net([4, 8, 2])
out = net(torch.ones(1, 4))
