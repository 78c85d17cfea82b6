import numpy as np
import torch
from torch import nn

img = np.zeros((224, 224, 3), dtype=np.float32)
x = torch.from_numpy(img).unsqueeze(0)
model = nn.Sequential(
    nn.Conv2d(3, 16, 3, padding=1),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.AdaptiveAvgPool2d(1),
    nn.Flatten(),
    nn.Linear(16, 2),
)
out = model(x)
