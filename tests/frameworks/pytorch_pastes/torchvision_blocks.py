from functools import partial

import torch
from torch import nn
from torchvision.models._utils import _make_divisible
from torchvision.ops import StochasticDepth
from torchvision.ops.misc import Conv2dNormActivation, SqueezeExcitation

norm = partial(nn.BatchNorm2d, eps=0.001)
wide = _make_divisible(20.5, 8)
net = nn.Sequential(
    Conv2dNormActivation(3, 16, 3, stride=2, norm_layer=norm, activation_layer=nn.Hardswish),
    Conv2dNormActivation(16, wide, kernel_size=(5, 3), dilation=2, groups=8, norm_layer=None),
    SqueezeExcitation(wide, 4, scale_activation=nn.Hardsigmoid),
    StochasticDepth(0.2, "row"),
    Conv2dNormActivation(wide, 8, 1, activation_layer=None, bias=True),
    Conv2dNormActivation(8, 8, 3, dilation=(2, 3)),
    Conv2dNormActivation(8, 8, (3, 1), dilation=(1, 2)),
)
out = net(torch.rand(2, 3, 33, 40))
