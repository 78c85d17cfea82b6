import torch
from torch import nn


class Decoder(nn.Module):
    """Comes back to the size that each level had, odd or even."""

    def __init__(self):
        super().__init__()
        self.down1 = nn.Conv2d(3, 4, 3, stride=2, padding=1)
        self.down2 = nn.Conv2d(4, 6, 3, stride=2, padding=1)
        self.up2 = nn.ConvTranspose2d(6, 4, 3, stride=2, padding=1)
        self.up1 = nn.ConvTranspose2d(4, 3, 3, stride=2, padding=1)

    def forward(self, x):
        a = torch.relu(self.down1(x))
        b = torch.relu(self.down2(a))
        b = torch.relu(self.up2(b, output_size=a.shape))
        return self.up1(b, output_size=x.shape[2:])


model = Decoder()
model(torch.randn(2, 3, 22, 21))
