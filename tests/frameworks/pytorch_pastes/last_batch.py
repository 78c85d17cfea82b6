import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

loader = DataLoader(TensorDataset(torch.rand(50, 6, 4), torch.rand(50, 1)), batch_size=16)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.state = torch.zeros(1, 16, 8)
        self.rnn = nn.GRU(4, 8, batch_first=True)
        self.head = nn.Linear(8, 1)

    def forward(self, x):
        seen, _ = self.rnn(x, self.state)
        return self.head(seen[:, -1])


net = Net()
for x, _ in loader:
    out = net(x)
