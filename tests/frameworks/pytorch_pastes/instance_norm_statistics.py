import torch
from torch import nn

free = nn.Sequential(nn.InstanceNorm2d(5))
free(torch.randn(2, 3, 4, 4))
net = nn.Sequential(nn.InstanceNorm2d(5, track_running_stats=True)).eval()
out = net(torch.randn(2, 3, 4, 4))
