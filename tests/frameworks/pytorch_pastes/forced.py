import random

import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(20, 6)
        self.cell = nn.GRUCell(6, 8)
        self.out = nn.Linear(8, 20)

    def forward(self, target, ratio=0.5):
        state = torch.zeros(target.shape[1], 8)
        made, token = [], target[0]
        for step in range(1, target.shape[0]):
            state = self.cell(self.words(token), state)
            scores = self.out(state)
            best = scores.argmax(1)
            forced = random.random() < ratio
            token = target[step] if forced else best
            made.append(scores)
        return torch.stack(made)


net = Net()
out = net(torch.randint(0, 20, (5, 3)))
