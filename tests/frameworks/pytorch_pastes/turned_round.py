from itertools import pairwise

import torch
from torch import nn


class Net(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.downs = nn.ModuleList(nn.Linear(one, other) for one, other in pairwise(sizes))
        self.ups = nn.ModuleList(nn.Linear(other, one) for one, other in pairwise(sizes))

    def forward(self, x):
        for down in self.downs:
            x = torch.relu(down(x))
        for up in self.ups[::-1]:
            x = torch.relu(up(x))
        return self.downs[:-1:2][0](x)


net = Net([5, 4, 3, 2])
out = net(torch.zeros(1, 5))
