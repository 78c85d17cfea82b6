from abc import ABC, abstractmethod

import torch
from torch import nn


class Block(nn.Module, ABC):
    @property
    @abstractmethod
    def width(self): ...

    @abstractmethod
    def forward(self, x): ...


class Wide(Block):
    width = 8

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, self.width, 3)

    def forward(self, x):
        return self.conv(x)


class Lacking(Block):
    def forward(self, x):
        return x


net = nn.Sequential(Wide(), Lacking())
out = net(torch.randn(1, 3, 8, 8))
