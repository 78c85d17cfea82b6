import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 6, 3)
        self.head = nn.Linear(6, 2)

    def forward(self, x):
        if x.shape[-1] > 64:
            pooled = x.mean((2, 3))
        x = self.conv(x)
        x = pooled + x.mean((2, 3))
        return self.head(x)


net = Net()
out = net(torch.randn(1, 3, 32, 32))
