import torch
from torch import nn


class M(nn.Module):
    def __init__(self):
        super().__init__()
        self.f = nn.Sequential(nn.Conv2d(1, 8, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten())
        with torch.no_grad():
            n = self.f(torch.zeros(1, 1, 28, 28)).shape[1]
        self.fc = nn.Linear(n, 10)

    def forward(self, x):
        return self.fc(self.f(x)).log_softmax(-1)


m = M()
img = torch.rand(28, 28)
print(m(img))
