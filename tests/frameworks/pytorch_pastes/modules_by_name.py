import itertools
import operator
import string
from functools import partial, reduce

import torch
from torch import nn

try:
    from fused_layers_that_nobody_has import conv
except ImportError:
    conv = None


class Registry(dict):
    def register(self, function=None, *, name=None):
        if function is None:
            return partial(self.register, name=name)
        self[name or function.__name__] = function
        return function


LAYERS = Registry()


@LAYERS.register
def plain(channels, filters, stride):
    return nn.Conv1d(channels, filters, 3, stride, padding=1)


@LAYERS.register(name="deep")
def depthwise(channels, filters, stride):
    ahead = nn.Conv1d(channels, channels, 3, stride, 1, groups=channels)
    return nn.Sequential(ahead, nn.Conv1d(channels, filters, 1))


class Net(nn.Module):
    def __init__(self, filters, strides):
        super().__init__()
        pairs = itertools.pairwise(filters)
        kinds = itertools.cycle(LAYERS)
        for letter, (one, other), kind, stride in zip(
            string.ascii_lowercase, pairs, kinds, strides, strict=False
        ):
            setattr(self, f"conv_{letter}", LAYERS[kind](one, other, stride))
        self.heads = nn.ModuleDict({"one": nn.Linear(filters[-1], 2)})
        self.heads.update({"other": nn.Linear(filters[-1], 3)})
        self.whole = reduce(operator.mul, strides, 1)

    def forward(self, x):
        length = x.shape[-1]
        for name, module in sorted(self.named_children(), key=operator.itemgetter(0)):
            if name.startswith("conv"):
                x = module(x).relu_()
        assert x.shape[-1] == length // self.whole
        return torch.cat([head(x.mean(-1)) for head in self.heads.values()], dim=1)


net = Net((2, 8, 12, 16), (2, 1, 2))
out = net(torch.zeros(3, 2, 64))
