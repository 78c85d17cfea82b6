import torch
from torch import nn


class Language(nn.Module):
    def __init__(self, words=40, width=12):
        super().__init__()
        self.embedding = nn.Embedding(words, width)
        self.recurrent = nn.GRU(width, width, batch_first=True)
        self.words = nn.Linear(width, words)
        self.words.weight = self.embedding.weight
        self.words.bias.data.fill_(0)
        nn.init.uniform_(self.words.weight, -0.1, 0.1)

    def forward(self, ids):
        found, _ = self.recurrent(self.embedding(ids) * torch.pi)
        return self.words(found)


net = Language()
out = net(torch.randint(0, 40, (2, 7)))
