import torch
from torch import nn
from torchvision import models

net = models.efficientnet_b0(weights=None)
net.classifier[1] = nn.Linear(net.classifier[1].in_features, 5)
out = net(torch.randn(1, 3, 64, 64))
