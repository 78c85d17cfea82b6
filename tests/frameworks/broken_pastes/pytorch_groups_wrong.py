import torch
from torch import nn


class DW(nn.Module):
    def __init__(self, i, o, s):
        super().__init__()
        self.dw = nn.Conv2d(i, i, 3, s, 1, groups=i)
        self.pw = nn.Conv2d(i, o, 1, groups=3)

    def forward(self, x):
        return self.pw(self.dw(x))


net = nn.Sequential(
    nn.Conv2d(3, 32, 3, 2, 1),
    DW(32, 64, 1),
    DW(64, 128, 2),
    nn.AdaptiveAvgPool2d(1),
    nn.Flatten(),
    nn.Linear(128, 10),
)
print(net(torch.zeros(1, 3, 64, 64)).shape)
