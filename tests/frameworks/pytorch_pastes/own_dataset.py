import torch
from torch import nn
from torch.utils.data import ConcatDataset, DataLoader, Dataset, random_split


class Waves(Dataset):
    def __init__(self, count, transform=None):
        self.x = torch.randn(count, 20, 3)
        self.y = torch.randint(0, 4, (count,))
        self.transform = transform

    def __len__(self):
        return len(self.x)

    def __getitem__(self, index):
        sample = self.x[index]
        if self.transform:
            sample = self.transform(sample)
        return {"wave": sample, "label": self.y[index], "weight": 0.5}


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3, 4)

    def forward(self, x):
        return self.fc(x.mean(1))


train, held = random_split(
    ConcatDataset([Waves(60, lambda x: x[:16]), Waves(40, lambda x: x[:16])]), [0.68, 0.32]
)
net = Net()
for batch in DataLoader(held, batch_size=16):
    assert batch["wave"].shape == (16, 16, 3) and batch["label"].shape == batch["weight"].shape == (16,)
out = net(next(iter(DataLoader(train, 16, shuffle=True)))["wave"])
