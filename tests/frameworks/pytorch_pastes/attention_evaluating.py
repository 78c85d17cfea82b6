import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.attention = nn.MultiheadAttention(16, 4, batch_first=True)

    def forward(self, x):
        y, _ = self.attention(x, x, x)
        return y.view(x.size(0), -1)


net = Net().eval()
out = net(torch.randn(2, 6, 16))
