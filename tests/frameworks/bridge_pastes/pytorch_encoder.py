import torch
import torch.nn.functional as F
from torch import nn

layer = nn.TransformerEncoderLayer(
    d_model=16, nhead=4, dim_feedforward=24, batch_first=True, activation="gelu"
)
net = nn.Sequential(
    nn.Linear(5, 16),
    nn.TransformerEncoder(layer, 2, norm=nn.LayerNorm(16)),
    nn.TransformerEncoderLayer(16, 2, 20, activation=F.silu, norm_first=True),
    nn.Linear(16, 3),
)
out = net(torch.randn(3, 7, 5))
