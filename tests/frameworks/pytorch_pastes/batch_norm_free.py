import torch
from torch import nn

net = nn.Sequential(
    nn.BatchNorm2d(5, affine=False, track_running_stats=False),
    nn.Conv2d(3, 4, 1),
    nn.BatchNorm2d(4),
)
out = net(torch.randn(2, 3, 4, 4))
