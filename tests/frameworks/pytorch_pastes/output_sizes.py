from itertools import pairwise

import torch
from torch import nn


class Up(nn.Module):
    def __init__(self, channels, skipped, filters):
        super().__init__()
        self.up = nn.ConvTranspose1d(channels, filters, 5, stride=2, padding=2)
        self.conv = nn.Conv1d(filters + skipped, filters, 5, padding="same")

    def forward(self, x, skip):
        x = self.up(x, output_size=skip.shape[-1:])
        return torch.relu(self.conv(torch.cat((x, skip), 1)))


class Net(nn.Module):
    def __init__(self, sizes=(3, 8, 12)):
        super().__init__()
        pairs = [*pairwise(sizes)]
        self.downs = nn.ModuleList(nn.Conv1d(one, other, 5, 2, 2) for one, other in pairs)
        self.ups = nn.ModuleList(Up(other, one, one) for one, other in reversed(pairs))

    def forward(self, x):
        skips = []
        for down in self.downs:
            skips.append(x)
            x = down(x)
        for up in self.ups:
            x = up(x, skips.pop())
        return x


net = Net()
out = net(torch.zeros(2, 3, 45))
