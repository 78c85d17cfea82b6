import torch
from torch import nn
from torchvision import models
from torchvision.models import convnext_tiny, shufflenet_v2_x0_5, vit_b_32


class Several(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.squeezenet = models.squeezenet1_1(num_classes=classes)
        self.squeezenet.features[0] = nn.Conv2d(1, 64, kernel_size=3, stride=2)
        self.shufflenet = shufflenet_v2_x0_5(weights=None)
        self.shufflenet.fc = nn.Linear(self.shufflenet.fc.in_features, classes)
        self.convnext = convnext_tiny()
        self.convnext.classifier[2] = nn.Linear(self.convnext.classifier[2].in_features, classes)
        self.vit = vit_b_32(image_size=96)
        self.vit.heads.head = nn.Linear(self.vit.hidden_dim, classes)
        for parameter in self.vit.conv_proj.parameters():
            parameter.requires_grad = False

    def forward(self, x):
        wide = x.repeat(1, 3, 1, 1)
        return self.squeezenet(x) + self.shufflenet(wide) + self.convnext(wide) + self.vit(wide)


net = Several(5)
out = net(torch.randn(2, 1, 96, 96))
