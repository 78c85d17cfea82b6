import torch
from torch import nn

net = nn.Sequential(nn.InstanceNorm2d(5, affine=True))
out = net(torch.randn(2, 3, 1, 1))
