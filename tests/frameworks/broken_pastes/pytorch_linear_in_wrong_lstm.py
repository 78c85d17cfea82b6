import torch
import torch.nn as nn


class SentimentLSTM(nn.Module):
    def __init__(self, vocab_size, embedding_dim=400, hidden_dim=256, n_layers=2, drop_prob=0.5):
        super().__init__()
        self.n_layers = n_layers
        self.hidden_dim = hidden_dim
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.lstm = nn.LSTM(
            embedding_dim, hidden_dim, n_layers, dropout=drop_prob, batch_first=True, bidirectional=True
        )
        self.dropout = nn.Dropout(0.3)
        self.fc = nn.Linear(hidden_dim, 1)
        self.sig = nn.Sigmoid()

    def forward(self, x, hidden):
        x.size(0)
        embeds = self.embedding(x.long())
        lstm_out, hidden = self.lstm(embeds, hidden)
        out = self.dropout(lstm_out[:, -1])
        return self.sig(self.fc(out)), hidden

    def init_hidden(self, batch_size):
        weight = next(self.parameters()).data
        hidden = (
            weight.new(self.n_layers * 2, batch_size, self.hidden_dim).zero_(),
            weight.new(self.n_layers * 2, batch_size, self.hidden_dim).zero_(),
        )
        return hidden


net = SentimentLSTM(74073)
h = net.init_hidden(50)
inputs = torch.ones(50, 200)
h = tuple([each.data for each in h])
output, h = net(inputs, h)
