import torch
import torch.nn.functional as F
from torch import nn


class Attention(nn.Module):
    def __init__(self, dim=12, heads=3):
        super().__init__()
        self.heads = heads
        self.scale = (dim // heads) ** -0.5
        self.qkv = nn.Linear(dim, dim * 3)
        self.proj = nn.Linear(dim, dim)

    def forward(self, x):
        B, N, C = x.shape
        qkv = self.qkv(x).reshape(B, N, 3, self.heads, C // self.heads).permute(2, 0, 3, 1, 4)
        q, k, v = qkv[0], qkv[1], qkv[2]
        weights = (q @ k.transpose(-2, -1) * self.scale).softmax(dim=-1)
        x = torch.matmul(weights, v).transpose(1, 2).reshape(B, N, C)
        return self.proj(x)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 12, 3)
        self.attention = Attention()
        self.lstm = nn.LSTM(12, 8, batch_first=True)
        self.matmul = nn.Linear(8, 5)

    def forward(self, x):
        x = F.interpolate(self.conv(x), size=(7, 5), mode="bilinear", align_corners=False)
        x = x.flatten(2).transpose(1, 2)
        x = self.attention(x) + torch.bmm(torch.bmm(x, x.transpose(1, 2)), x) * 0.01
        _, (h_n, _) = self.lstm(x)
        return self.matmul(h_n[-1])


net = Net()
net(torch.randn(2, 3, 12, 11))
