import torch
import torchvision
from torch import nn

net = torchvision.models.vit_b_16()
net.heads = nn.Linear(768, 3)
out = net(torch.randn(1, 3, 224, 256))
