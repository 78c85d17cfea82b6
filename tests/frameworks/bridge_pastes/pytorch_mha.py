import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(50, 12)
        self.a = nn.MultiheadAttention(12, 3, batch_first=True)
        self.b = nn.MultiheadAttention(12, 2, kdim=6, vdim=5, bias=False)
        self.norm = nn.LayerNorm(12)
        self.out = nn.Linear(12, 4)

    def forward(self, tokens, memory):
        x = self.embed(tokens)
        x = self.norm(x + self.a(x, x, x, need_weights=False)[0])
        y, _ = self.b(x.transpose(0, 1), value=memory[:, :, 1:], key=memory)
        return self.out(y.transpose(0, 1))


net = Net()
out = net(torch.randint(0, 50, (2, 7)), torch.randn(9, 2, 6))
