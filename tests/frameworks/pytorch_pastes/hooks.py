import torch
from torch import nn

net = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(50, 5))
kept = {}


def keep(name):
    def hook(module, args, output):
        kept[name] = output.detach()

    return hook


net[0].register_forward_hook(keep("conv"))
net[3].register_forward_pre_hook(lambda module, args: (args[0][:, :50],))
handle = net[1].register_forward_hook(keep("relu"))
handle.remove()
out = net(torch.randn(2, 3, 8, 8))
assert kept["conv"].shape == (2, 4, 6, 6) and "relu" not in kept
