import torch
from torch import nn

device = "cuda" if torch.cuda.is_available() else "cpu"
conv = nn.Conv2d(3, 8, (3, 5), padding=1, bias=False)
linear = nn.Linear(conv.out_channels, conv.kernel_size[1])
lstm = nn.LSTM(5, 6, num_layers=2, bidirectional=True)
pool, pads = nn.MaxPool2d(2), nn.ZeroPad2d(1)
sizes = [pool.stride, len(pads.padding), len(nn.LayerNorm(7).normalized_shape), len(nn.AvgPool1d(3).stride)]
sizes += [int(lstm.bias), nn.MultiheadAttention(4, 2).kdim, int(nn.Upsample(scale_factor=2).scale_factor)]
assert sizes == [2, 4, 1, 1, 1, 4, 2] and conv.bias is None and linear.bias is not None
width = lstm.hidden_size * (2 if lstm.bidirectional else 1)
net = nn.Sequential(
    conv, nn.AdaptiveAvgPool2d(1), nn.Flatten(), linear, nn.Linear(linear.weight.shape[0], width)
)
if torch.cuda.device_count() > 1:
    net = nn.DataParallel(net)
net = net.to(device)
out = net(torch.zeros(1).new_zeros(2, 3, 8, 9).to(device=device, dtype=torch.float32))
