import copy

import torch
from torch import nn


def repeated(module, count):
    return nn.ModuleList([copy.deepcopy(module) for _ in range(count)])


class Step(nn.Module):
    def __init__(self, mix, width):
        super().__init__()
        self.mix = mix
        self.norms = repeated(nn.LayerNorm(width), 2)

    def forward(self, x):
        return self.norms[1](x + self.mix(self.norms[0](x)))


class Tower(nn.Module):
    def __init__(self, step, count):
        super().__init__()
        self.steps = repeated(step, count)

    def forward(self, x):
        for step in self.steps:
            x = step(x)
        return x


mix = nn.Sequential(nn.Linear(6, 15), nn.ReLU(), nn.Linear(15, 6))
net = Tower(Step(copy.deepcopy(mix), 6), 3)
out = net(torch.rand(4, 11, 6))
