import torch
from torch import nn
from torchvision import models


class Both(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.inception = models.inception_v3(weights=None, aux_logits=True)
        self.inception.AuxLogits.fc = nn.Linear(self.inception.AuxLogits.fc.in_features, classes)
        self.inception.fc = nn.Linear(self.inception.fc.in_features, classes)
        self.googlenet = models.googlenet(num_classes=classes, init_weights=False)
        self.plain = models.googlenet(num_classes=classes, aux_logits=False, init_weights=False).eval()

    def forward(self, x):
        logits, halfway = self.inception(x)
        judged = self.googlenet(x)
        self.eval()
        later = self.inception(x) + self.googlenet(x)
        return (
            logits + halfway + judged.logits + judged.aux_logits2 + judged.aux_logits1 + later + self.plain(x)
        )


net = Both(5)
out = net(torch.randn(2, 3, 299, 299))
