import abc
import functools
from enum import IntEnum, StrEnum

import torch
from torch import nn


class Width(IntEnum):
    NARROW = 8
    WIDE = 16


class Act(StrEnum):
    RELU = "relu"


class Base(nn.Module, abc.ABC):
    @abc.abstractmethod
    def inside(self, x): ...

    def forward(self, x):
        return torch.cat([x, self.inside(x)], 1)


class Block(Base):
    def __init__(self, norm):
        super().__init__()
        is_partial = type(norm) == functools.partial  # noqa: E721
        needs_bias = norm.func == nn.InstanceNorm2d if is_partial else norm == nn.InstanceNorm2d
        self.conv = nn.Conv2d(3, Width.NARROW, 3, padding=1, bias=needs_bias)
        self.norm = norm(Width.NARROW.value)
        self.act = nn.ReLU() if Act("relu") == Act.RELU else nn.GELU()

    def inside(self, x):
        return self.act(self.norm(self.conv(x)))


net = Block(functools.partial(nn.InstanceNorm2d, affine=False))
out = net(torch.randn(2, 3, 8, 8))
