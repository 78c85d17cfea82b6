import torch
from torch import nn

net = nn.Transformer(d_model=12, nhead=3, num_encoder_layers=1, num_decoder_layers=1, batch_first=True)
out = net(torch.rand(7, 2, 12), torch.rand(4, 2, 12))
