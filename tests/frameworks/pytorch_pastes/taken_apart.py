import torch
from torch import nn


class Whole(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 4, 3, 2, 1)
        self.body = nn.Sequential(nn.Conv2d(4, 8, 3, 2, 1), nn.ReLU())
        self.fc = nn.Linear(8, 10)

    def forward(self, x):
        return self.fc(self.body(self.stem(x)).mean((2, 3)))


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        whole = Whole()
        self.backbone = nn.Sequential(*list(whole.children())[:-1])
        self.head = nn.Conv2d(8, 2, 1)

    def forward(self, x):
        return self.head(self.backbone(x))


net = Net()
out = net(torch.zeros(1, 3, 16, 16))
