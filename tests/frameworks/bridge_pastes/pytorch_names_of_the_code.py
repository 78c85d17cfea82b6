import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.input_layer = nn.Conv2d(3, 4, 3)
        self.transpose = nn.ConvTranspose2d(4, 4, 3)
        self.x1 = nn.Conv2d(4, 4, 3, padding=1)
        self.model = nn.Linear(4 * 9 * 7, 5)
        self.concatenate = nn.Linear(5, 3)

    def forward(self, x):
        x = self.transpose(self.input_layer(x))
        y = self.x1(x)
        z = self.x1(y)
        x = torch.cat([y, z], 1)[:, 2:6]
        return self.concatenate(self.model(x.flatten(1)))


net = Net()
net(torch.randn(2, 3, 9, 7))
