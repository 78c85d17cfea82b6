import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.t = nn.Transformer(8, 2, 1, 2, 16, batch_first=True)
        self.out = nn.Linear(8, 3)

    def forward(self, src, tgt):
        return self.out(self.t(src, tgt))


net = Net()
out = net(torch.randn(2, 5, 8), torch.randn(2, 4, 8))
