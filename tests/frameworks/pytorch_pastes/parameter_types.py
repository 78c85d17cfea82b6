import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.zeros(3))
        self.halved = nn.Parameter(torch.zeros(5)).half()  # what is computed is no parameter
        self.same = nn.Parameter(torch.zeros(7)).to(torch.float32)
        self.scaled = nn.Parameter(torch.zeros(11)) * 0.02
        self.frozen = nn.Parameter(torch.zeros(13)).requires_grad_(False)
        self.given = nn.Parameter(data=torch.zeros(2), requires_grad=False)
        norm = nn.BatchNorm1d(3)
        kinds = [
            isinstance(one, nn.Parameter) for one in (self.scale, self.scaled, norm.weight, norm.running_mean)
        ]
        plain = type(self.scale) is nn.Parameter and type(self.scaled) is torch.Tensor
        self.linear = nn.Linear(3, 4 + sum(kinds) if plain else 1)
        assert all(isinstance(p, torch.nn.parameter.Parameter) for p in self.parameters())
        trained = sum(p.numel() for p in self.parameters() if p.requires_grad)
        asked = torch.zeros(2).requires_grad_().requires_grad and not self.given.requires_grad
        self.last = nn.Linear(6, trained if asked else 1)

    def forward(self, x):
        return self.last(self.linear(x * self.scale))


net = Net()
out = net(torch.randn(2, 3))
