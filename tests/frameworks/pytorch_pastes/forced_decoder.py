import random

import torch
from torch import nn


class Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(17, 6)
        self.rnn = nn.GRU(6, 5)
        self.out = nn.Linear(5, 17)

    def forward(self, target, hidden, ratio=0.5):
        outputs = torch.zeros(len(target), target.shape[1], 17)
        step = target[0]
        for t in range(1, len(target)):
            output, hidden = self.rnn(self.embedding(step).unsqueeze(0), hidden)
            outputs[t] = self.out(output.squeeze(0))
            step = outputs[t].argmax(1)
            if random.random() < ratio:
                step = target[t]
        return outputs


net = Decoder()
out = net(torch.zeros(4, 3, dtype=torch.long), torch.randn(1, 3, 5))
