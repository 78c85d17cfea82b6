import torch
from torch import nn


class Transition(nn.Sequential):
    def __init__(self, features):
        super().__init__()
        self.norm = nn.BatchNorm2d(features)
        self.conv = nn.Conv2d(features, features // 2, 1, bias=False)
        self.pool = nn.AvgPool2d(2)


class Dense(nn.ModuleDict):
    def __init__(self, features, growth, count):
        super().__init__()
        for number in range(count):
            layer = nn.Conv2d(features + number * growth, growth, 3, padding=1)
            self.add_module(f"layer{number + 1}", layer)

    def forward(self, first):
        features = [first]
        for _, layer in self.items():
            features.append(layer(torch.cat(features, 1)))
        return torch.cat(features, 1)


net = nn.Sequential(Dense(6, 4, 3), Transition(18), nn.Flatten(), nn.Linear(9 * 16, 5), nn.ReLU())
net[-2] = nn.Linear(9 * 16, 7)
del net[-1]
net.extend([nn.Linear(7, 3), nn.Dropout(0.1)])
net.pop(-1)
out = net(torch.randn(2, 6, 8, 8))
