import torch
from torch import nn

net = nn.Sequential(nn.LazyBatchNorm2d())
out = net(torch.randn(2, 0, 4, 4))
