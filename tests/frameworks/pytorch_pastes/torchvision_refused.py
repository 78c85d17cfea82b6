import torch
from torch import nn
from torchvision.models import mobilenet_v2

net = mobilenet_v2()
net.classifier[1] = nn.Linear(1024, 5)
out = net(torch.randn(1, 3, 64, 64))
