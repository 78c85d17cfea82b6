import torch
from torch import nn

net = nn.Sequential(nn.InstanceNorm1d(5))
out = net(torch.randn(5, 1))
