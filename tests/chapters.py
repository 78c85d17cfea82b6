"""The chapters, in the order in which they are read."""

CHAPTERS = ["convolution", "pooling", "data_shapes", "backpropagation", "upsampling", "conv2d_transpose"]
