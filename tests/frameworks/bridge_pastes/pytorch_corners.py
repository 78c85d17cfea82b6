import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, padding=1)
        self.up = nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True)
        self.series = nn.Upsample(scale_factor=3, mode="linear", align_corners=True)

    def forward(self, x):
        return self.series(self.up(self.conv(x)).flatten(2)).mean(2)


net = Net()
out = net(torch.randn(2, 3, 5, 7))
