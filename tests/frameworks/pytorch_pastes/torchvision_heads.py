import torch
from torch import nn
from torchvision import models
from torchvision.models import MobileNet_V2_Weights, mobilenet_v2


class Both(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.resnet = models.resnet18()
        self.resnet.fc = nn.Linear(self.resnet.fc.in_features, classes)
        self.resnet.conv1 = nn.Conv2d(1, 64, 7, 2, 3, bias=False)
        self.vgg = models.vgg.vgg11_bn(num_classes=30)
        self.vgg.classifier[6] = nn.Linear(self.vgg.classifier[6].in_features, classes)
        self.mobilenet = mobilenet_v2(weights=MobileNet_V2_Weights.DEFAULT if False else None)
        self.mobilenet.classifier = nn.Sequential(
            nn.Dropout(0.2), nn.Linear(self.mobilenet.last_channel, classes)
        )
        self.densenet = models.get_model("densenet121", weights=None)
        self.densenet.classifier = nn.Linear(self.densenet.classifier.in_features, classes)

    def forward(self, x):
        wide = torch.cat([x, x, x], dim=1)
        return self.resnet(x) + self.vgg(wide) + self.mobilenet(wide) + self.densenet(wide)


net = Both(5).eval()
out = net(torch.randn(2, 1, 90, 75))
