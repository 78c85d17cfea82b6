import torch
import torch.nn.functional as F
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Linear(8, 6)
        self.decoder = nn.Linear(3, 8)
        self.near = nn.CosineSimilarity(dim=-1)
        self.far = nn.PairwiseDistance(keepdim=True)

    def forward(self, x):
        mean, log_variance = self.encoder(x).chunk(2, dim=1)
        made = self.decoder(mean + torch.randn_like(mean) * (0.5 * log_variance).exp())
        apart = F.mse_loss(made, x) + 0.1 * F.kl_div(made.log_softmax(1), x.softmax(1), reduction="batchmean")
        between = self.near(made, x)[:, None] + self.far(made, x) + F.pairwise_distance(made, x)[:, None]
        return between * apart


net = Net()
out = net(torch.randn(4, 8))
