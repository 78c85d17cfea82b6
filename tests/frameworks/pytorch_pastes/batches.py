import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

images = torch.rand(50, 1, 8, 8)
words = torch.randint(0, 9, (50, 6))
labels = torch.randint(0, 3, (50,))
loader = DataLoader(TensorDataset(images, words, labels), batch_size=16, shuffle=True, drop_last=True)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3)
        self.embedding = nn.Embedding(9, 5)
        self.head = nn.Linear(4 * 36 + 30 + len(loader), 3)

    def forward(self, image, word):
        seen = [self.conv(image).flatten(1), self.embedding(word).flatten(1), torch.ones(16, len(loader))]
        return self.head(torch.cat(seen, 1))


net = Net()
for _, (image, word, label) in enumerate(loader):
    out = net(image, word)
    loss = nn.functional.cross_entropy(out, label)
    break
