import torch
from torch import nn


class Fuse(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.rows = nn.ModuleList()
        for i, wide in enumerate(channels):
            row = nn.ModuleList()
            for j, narrow in enumerate(channels):
                row.append(None if i == j else nn.Conv1d(narrow, wide, 1))
            self.rows.append(row)

    def forward(self, parts):
        given = []
        for i, row in enumerate(self.rows):
            given.append(sum(part if row[j] is None else row[j](part) for j, part in enumerate(parts)))
            assert len(row) == len(parts) and sum(one is None for one in row) == 1
            assert row[i] is None
        return torch.cat(given, 1)


net = Fuse([2, 3, 4])
out = net([torch.zeros(1, size, 5) for size in (2, 3, 4)])
