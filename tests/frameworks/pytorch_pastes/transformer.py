import torch
from torch import nn


class Translator(nn.Module):
    def __init__(self, words=50, width=16):
        super().__init__()
        self.source = nn.Embedding(words, width)
        self.target = nn.Embedding(words + 7, width)
        layer = nn.TransformerEncoderLayer(
            width, 2, 24, activation=nn.GELU(), norm_first=True, batch_first=True
        )
        self.encoder = nn.TransformerEncoder(layer, num_layers=2, norm=nn.LayerNorm(width))
        self.decoder = nn.TransformerDecoder(nn.TransformerDecoderLayer(width, 4, 20, batch_first=True), 1)
        self.head = nn.Linear(width, words + 7)

    def forward(self, source, target):
        memory = self.encoder(self.source(source))
        return self.head(self.decoder(self.target(target), memory))


net = Translator()
out = net(torch.randint(0, 50, (3, 9)), torch.randint(0, 50, (3, 5)))
