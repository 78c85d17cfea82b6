import torch
from torch import nn


class DropPath(nn.Module):
    def __init__(self, rate):
        super().__init__()
        self.rate = rate

    def forward(self, x):
        if self.rate == 0.0 or not self.training:
            return x
        return x * x.new_empty((x.shape[0],) + (1,) * (x.ndim - 1)).bernoulli_(1 - self.rate)


class Net(nn.Module):
    def __init__(self, depths=(1, 2)):
        super().__init__()
        rates = [part.tolist() for part in torch.linspace(0, 0.2, sum(depths)).split(depths)]
        flat = [rate.item() for rate in torch.linspace(0, 0.2, sum(depths))]
        assert len(flat) == 3
        self.stages = nn.ModuleList(
            nn.Sequential(*[DropPath(rate) if rate else nn.Identity() for rate in stage]) for stage in rates
        )
        side = torch.arange(3)
        grid = torch.stack(torch.meshgrid(side, side, indexing="ij")).flatten(1)
        apart = (grid[:, :, None] - grid[:, None, :]).permute(1, 2, 0).contiguous()
        apart[:, :, 0] += 2
        self.register_buffer("places", apart.sum(-1))
        self.table = nn.Parameter(torch.zeros(25, 4))

    def forward(self, x):
        for stage in self.stages:
            x = stage(x)
        bias = self.table[self.places.view(-1)].view(9, 9, -1)
        return x @ bias.permute(2, 0, 1)


device = torch.device("cuda:0" if torch.cuda.is_available() else "cpu")
net = Net().to(device)
if device.type == "cuda" and net.nowhere:
    net = nn.DataParallel(net)
out = net(torch.FloatTensor(2, 4, 9, 9).uniform_().to(device)) + torch.Tensor([[1.0] * 9])
