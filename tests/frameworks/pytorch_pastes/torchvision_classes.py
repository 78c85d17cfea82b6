import torch
from torchvision.models import resnet18

net = resnet18(pretrained=True, num_classes=10)
out = net(torch.randn(1, 3, 64, 64))
