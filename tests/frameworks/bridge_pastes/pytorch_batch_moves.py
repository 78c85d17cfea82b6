import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.steps = nn.GRU(11, 6, num_layers=2)
        self.last = nn.LSTM(6, 4, batch_first=True)
        self.filters = nn.Conv1d(5, 3, 2, stride=3)

    def forward(self, x):
        x, _ = self.steps(x)
        x = self.filters(x)
        _, (h, _) = self.last(torch.cat([x, x, x], 2))
        return h[-1]


net = Net()
net(torch.randn(3, 5, 11))
