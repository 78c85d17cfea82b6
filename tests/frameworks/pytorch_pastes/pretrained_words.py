import torch
from torch import nn


class Net(nn.Module):
    def __init__(self, matrix, classes):
        super().__init__()
        self.words = nn.Embedding.from_pretrained(matrix, freeze=True, padding_idx=0)
        self.all = nn.Sequential(nn.Linear(matrix.size(1), 8)) + nn.Sequential(
            nn.ReLU(), nn.Linear(8, classes)
        )
        assert not self.words.weight.requires_grad
        assert self.all[0].weight.requires_grad and self.all[0].bias.requires_grad
        kept = sum(one.numel() for one in self.parameters() if one.requires_grad)
        self.scale = nn.Linear(kept, 1)

    def forward(self, x):
        embedded = self.words(x)
        if embedded.is_cuda:
            embedded = embedded.cpu()
        return self.all(embedded.mean(1))


net = Net(torch.rand(20, 6), 3)
out = net(torch.zeros(2, 5, dtype=torch.long))
