import torch
from torch import nn


class Farthest(nn.Module):
    def __init__(self, count):
        super().__init__()
        self.count, self.linear = count, nn.Linear(3, 5)

    def forward(self, points):
        batch, number, _ = points.shape
        chosen = torch.zeros(batch, self.count, dtype=torch.long)
        distance = torch.full((batch, number), 1e10)
        farthest = torch.randint(0, number, (batch,))
        rows = torch.arange(batch)
        for i in range(self.count):
            chosen[:, i] = farthest
            centre = points[rows, farthest, :].view(batch, 1, 3)
            distance = torch.minimum(distance, ((points - centre) ** 2).sum(-1))
            farthest = distance.max(-1)[1]
        nearest = torch.cdist(points[rows[:, None], chosen], points).topk(2, largest=False).indices
        return self.linear(points[rows[:, None, None], nearest])


net = Farthest(4)
out = net(torch.rand(2, 9, 3))
