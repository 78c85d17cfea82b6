import torch
from torch import nn
from torch.nn.utils import spectral_norm, weight_norm


class Causal(nn.Module):
    def __init__(self, inputs, outputs, kernel, dilation):
        super().__init__()
        self.conv = weight_norm(
            nn.Conv1d(inputs, outputs, kernel, padding=(kernel - 1) * dilation, dilation=dilation)
        )
        self.conv.weight.data.normal_(0, 0.01)
        self.cut = (kernel - 1) * dilation

    def forward(self, x):
        return torch.relu(self.conv(x)[:, :, : -self.cut])


net = nn.Sequential(
    Causal(3, 8, 3, 1),
    Causal(8, 8, 3, 2),
    weight_norm(nn.Linear(20, 5), dim=None),
    spectral_norm(nn.ConvTranspose1d(8, 4, 3, stride=2)),
    spectral_norm(nn.Conv1d(4, 6, 3)),
)
out = net(torch.randn(2, 3, 20))
