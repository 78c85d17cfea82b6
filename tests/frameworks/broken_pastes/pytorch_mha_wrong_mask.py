import torch
from torch import nn


class EncoderLayer(nn.Module):
    def __init__(self, d_model=128, heads=8):
        super().__init__()
        self.attn = nn.MultiheadAttention(d_model, heads, dropout=0.1)
        self.norm = nn.LayerNorm(d_model)
        self.ff = nn.Sequential(nn.Linear(d_model, 512), nn.ReLU(), nn.Linear(512, d_model))

    def forward(self, x, mask):
        a, w = self.attn(x, x, x, key_padding_mask=mask)
        x = self.norm(x + a)
        return x + self.ff(x), w


x = torch.randn(16, 50, 128)
mask = torch.zeros(16, 50, dtype=torch.bool)
y, w = EncoderLayer()(x, mask)
