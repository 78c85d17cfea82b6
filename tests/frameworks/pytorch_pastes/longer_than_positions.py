import torch
from torch import nn

block_size, vocabulary, width = 16, 50, 24


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.token = nn.Embedding(vocabulary, width)
        self.position = nn.Embedding(block_size, width)
        self.head = nn.Linear(width, vocabulary)

    def forward(self, x):
        _, length = x.shape
        positions = torch.arange(0, length, dtype=torch.long, device=x.device).unsqueeze(0)
        return self.head(self.token(x) + self.position(positions))


net = Model()
tokens = torch.zeros(1, 14, dtype=torch.long)
for _ in range(4):
    out = net(tokens)
    tokens = torch.cat((tokens, out[:, -1:].argmax(-1)), dim=1)
