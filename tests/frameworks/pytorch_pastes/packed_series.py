import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence


class Net(nn.Module):
    def __init__(self, words, features, hidden):
        super().__init__()
        self.words = nn.Embedding(words, features, padding_idx=0)
        self.rnn = nn.LSTM(features, hidden, 2, batch_first=True, bidirectional=True)
        self.again = nn.GRU(2 * hidden, hidden)
        self.tags = nn.Linear(2 * hidden, 7)

    def forward(self, x, lengths):
        packed = pack_padded_sequence(self.words(x), lengths, batch_first=True, enforce_sorted=False)
        packed, (state, _) = self.rnn(packed)
        _, last = self.again(packed)
        steps, sizes = pad_packed_sequence(packed, batch_first=True, total_length=x.size(1))
        assert sizes.shape == (x.size(0),)
        return torch.cat((self.tags(steps)[:, -1], state[-2], state[-1], last[0]), 1)


net = Net(50, 6, 4)
out = net(torch.ones(3, 9, dtype=torch.long), torch.tensor([4, 8, 5]))
