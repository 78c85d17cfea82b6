import copy

import torch
from torch import nn


class Watched(nn.Module):
    def __init__(self, net, layer):
        super().__init__()
        self.net, self.hidden, self.seen = net, {}, {0}
        dict(self.net.named_modules())[layer].register_forward_hook(self.keep)

    def keep(self, _, inputs, output):
        self.hidden["out"] = output.flatten(1)

    def forward(self, x):
        self.hidden.clear()
        self.seen.add(len(self.seen))
        self.net(x)
        return self.hidden.pop("out")


class Pair(nn.Module):
    def __init__(self, net):
        super().__init__()
        self.online = Watched(net, "2")
        self.target = copy.deepcopy(self.online)
        self.head = nn.Linear(4, 3)

    def forward(self, x):
        out = self.head(self.online(x))
        pushed = len(self.online.seen) - len(self.target.seen)  # sets are copied, too
        return nn.functional.pad(out - self.head(self.target(x)), (0, pushed))


net = Pair(
    nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 2))
)
out = net(torch.randn(2, 3, 8, 8))
