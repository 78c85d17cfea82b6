"""Random Keras and PyTorch models as source text, each line tried in the real framework while it is written."""

import random


def pair(dice, rank, sizes):
    """One number for all axes, or one for each."""
    if rank == 1 or dice.random() < 0.5:
        return str(dice.choice(sizes))
    return "(" + ", ".join(str(dice.choice(sizes)) for _ in range(rank)) + ")"


ACTIVATIONS = ["relu", "sigmoid", "tanh", "elu", "selu", "gelu", "silu", "softplus"]
ACTIVATIONS += ["softsign", "leaky_relu", "hard_sigmoid", "mish", "relu6", "softmax"]


def keras_layer(dice, rank):
    """A Keras layer that may take a tensor of that many spatial axes; 0 for (batch, features)."""
    n = dice.choice([2, 3, 4, 6])
    activation = f", activation='{dice.choice(ACTIVATIONS)}'" if dice.random() < 0.4 else ""
    bias = ", use_bias=False" if dice.random() < 0.2 else ""
    anywhere = keras_anywhere(dice, n, activation, bias)
    if rank == 0:
        return dice.choice(anywhere)
    padding = f"padding='{dice.choice(['same', 'same', 'valid'])}'"
    sizes = pair(dice, rank, [1, 2, 3, 4, 5])
    choices = keras_of_rank(dice, rank, n, sizes, padding, activation, bias)
    if rank == 1:
        choices += keras_of_series(dice, n, padding, bias)
    if rank == 2:
        choices += keras_of_images(dice, n, sizes, padding, activation, bias)
    return dice.choice([*choices, *choices, *anywhere])


def keras_anywhere(dice, n, activation, bias):
    """Layers that take any number of axes."""
    return [
        f"layers.Dense({n}{activation}{bias})",
        f"layers.Activation('{dice.choice(ACTIVATIONS)}')",
        f"layers.BatchNormalization(momentum=0.9, scale={dice.random() < 0.7}, center={dice.random() < 0.7})",
        f"layers.LayerNormalization(epsilon={dice.choice(['1e-3', '1e-5'])}, center={dice.random() < 0.7})",
        f"layers.LeakyReLU(negative_slope={dice.choice([0.1, 0.3])})",
        "layers.ReLU(max_value=2.0)",
        "layers.Dropout(0.3)",
        "layers.Rescaling(0.5, offset=-0.25)",
        "layers.Softmax(axis=-1)",
        "layers.ELU(alpha=0.7)",
        "layers.GaussianNoise(0.1)",
    ]


def keras_of_rank(dice, rank, n, sizes, padding, activation, bias):
    """Layers that there are for one, two and three spatial axes."""
    strides = f"strides={pair(dice, rank, [1, 2, 3])}"
    in_front = "strides=1, data_format='channels_first'"
    if dice.random() < 0.2 and rank < 3:
        strides = f"dilation_rate={pair(dice, rank, [1, 2])}"
    return [
        f"layers.Conv{rank}D({n}, {sizes}, {strides}, {padding}{activation}{bias})",
        f"layers.Conv{rank}D({n}, {sizes}, {strides}, {padding}{activation}{bias})",
        f"layers.Conv{rank}DTranspose({n}, {sizes}, strides={pair(dice, rank, [1, 2, 3])}, {padding}{activation}{bias})",
        f"layers.Conv{rank}D({n}, {sizes}, {in_front}, {padding}{bias})",
        f"layers.MaxPooling{rank}D({sizes}, strides={pair(dice, rank, [1, 2, 3])}, {padding})",
        f"layers.AveragePooling{rank}D({sizes}, strides={pair(dice, rank, [1, 2, 3])}, {padding})",
        f"layers.UpSampling{rank}D({dice.choice([2, 3])})",
        f"layers.ZeroPadding{rank}D({dice.choice([1, 2])})",
        f"layers.Cropping{rank}D(1)",
        f"layers.SpatialDropout{rank}D(0.2)",
        "layers.Flatten()",
        f"layers.GlobalAveragePooling{rank}D(keepdims={dice.random() < 0.5})",
        f"layers.GlobalMaxPooling{rank}D()",
        f"layers.GroupNormalization({dice.choice([-1, 1, 2, 3])})",
        f"layers.PReLU(shared_axes={list(range(1, rank + 1))})",
        f"layers.Permute({tuple(dice.sample(range(1, rank + 2), rank + 1))})",
    ]


def keras_of_series(dice, n, padding, bias):
    returns = f"return_sequences={dice.random() < 0.6}"
    cell = f"layers.{dice.choice(['LSTM', 'GRU', 'SimpleRNN'])}({n}, {returns}{bias})"
    return [
        *(cell, f"layers.Bidirectional({cell})", f"layers.Conv1D({n}, 3, padding='causal')"),
        *(f"layers.GRU({n}, reset_after=False)", f"layers.LSTM({n}, go_backwards=True)"),
        f"layers.SeparableConv1D({n}, 3, {padding}{bias})",
    ]


def keras_of_images(dice, n, sizes, padding, activation, bias):
    even = f"strides={dice.choice([1, 2])}"
    return [
        f"layers.DepthwiseConv2D({sizes}, {even}, depth_multiplier={dice.choice([1, 2])}, {padding}{bias})",
        f"layers.SeparableConv2D({n}, {sizes}, {even}, {padding}{activation})",
        f"layers.Conv2D({dice.choice([4, 6])}, 3, groups=2, {padding})",
        "layers.UpSampling2D((2, 3), interpolation='bilinear')",
        "layers.ZeroPadding2D(((1, 0), (2, 1)))",
        "layers.Cropping2D(((0, 1), (1, 0)))",
    ]


LAMBDAS = ["t * 0.5", "t - 1", "t / 2 + t", "t", "t[:, 1:]", "keras.ops.relu(t)"]
MERGES = ["Add", "Multiply", "Average", "Maximum", "Subtract", "Concatenate"]


def keras_step(dice, rank, number):
    """A line that changes `x`, now and then with what was kept before."""
    roll = dice.random()
    if roll < 0.1:
        return "x = x * 2 - x"
    if roll < 0.2 and number > 1:
        return f"x = layers.{dice.choice(MERGES)}()([x, kept])"
    if roll < 0.3:
        return "kept = x"
    if roll < 0.35:
        return f"shared = {keras_layer(dice, rank)}; x = layers.Concatenate()([shared(x), shared(x)])"
    if roll < 0.42:
        return f"x = layers.Lambda(lambda t: {dice.choice(LAMBDAS)})(x)"
    if roll < 0.5 and rank == 1:
        options = f"{dice.choice([1, 2, 3])}, {dice.choice([1, 2, 4])}, use_bias={dice.random() < 0.8}"
        return f"x = layers.MultiHeadAttention({options})(x, {dice.choice(['x', 'x', 'kept', 'kept, x'])})"
    return f"x = {keras_layer(dice, rank)}(x)"


def keras_model(seed):
    """The source of a random model, which Keras builds."""
    import keras

    dice = random.Random(seed)
    rank = dice.choice([0, 1, 1, 2, 2, 2, 2, 3])
    shape = (*[dice.choice([7, 8, 9, 11, 12]) for _ in range(rank)], dice.choice([2, 3, 4]))
    head = ["import keras", "from keras import layers", f"inputs = keras.Input({shape})", "x = kept = inputs"]
    lines, scope = [], {}
    exec("\n".join(head), scope)
    for number in range(dice.choice([1, 2, 4, 7])):
        line = keras_step(dice, len(scope["x"].shape) - 2, number)
        before = dict(scope)
        try:
            exec(line, scope)
            if 0 in scope["x"].shape[1:] or len(scope["x"].shape) < 2 or size(scope["x"].shape) > 50_000:
                raise ValueError("too large or without a cell")
            lines.append(line)
        except Exception:  # the framework refuses it, in whatever way: another line
            scope = before
    keras.backend.clear_session()
    return "\n".join([*head, *lines, "model = keras.Model(inputs, x)", ""])


def size(shape):
    cells = 1
    for one in shape[1:]:
        cells *= one or 1
    return cells


def torch_layer(dice, shape):
    """A module that may take a tensor of this shape."""
    rank, c, n = len(shape) - 2, shape[1], dice.choice([2, 3, 4, 6])
    anywhere = torch_anywhere(dice, shape, n)
    if rank not in (1, 2, 3):
        return dice.choice([*anywhere, f"nn.BatchNorm1d({c}, momentum=0.3)"])
    choices = torch_of_rank(dice, rank, c, n)
    if rank == 1:
        choices += torch_of_series(dice, shape[-1], n)
    if rank == 2:
        choices += torch_of_images(dice, c, n)
    return dice.choice([*choices, *choices, *anywhere])


def torch_anywhere(dice, shape, n):
    """Modules that take any number of axes."""
    slope = dice.choice([0.01, 0.2])
    return [
        f"nn.Linear({shape[-1]}, {n}, bias={dice.random() < 0.8})",
        f"nn.LeakyReLU({slope})",
        f"nn.GELU(approximate='{dice.choice(['none', 'tanh'])}')",
        "nn.ReLU()",
        "nn.Hardswish()",
        "nn.Softmax(dim=1)",
        "nn.LogSoftmax(dim=-1)",
        "nn.ELU(0.5)",
        "nn.Dropout(0.4)",
        "nn.Softplus()",
        f"nn.LayerNorm({shape[-1]})",
        "nn.Flatten()",
        "nn.Identity()",
    ]


def torch_of_rank(dice, rank, c, n):
    """Modules that there are for one, two and three spatial axes, of c channels."""
    sizes, strides = pair(dice, rank, [1, 2, 3, 5]), f"stride={pair(dice, rank, [1, 2, 3])}"
    padding, dilation = f"padding={pair(dice, rank, [0, 1, 2])}", f"dilation={dice.choice([1, 1, 1, 2])}"
    pool = f"{strides}, padding={dice.choice([0, 0, 1])}, ceil_mode={dice.random() < 0.5}"
    added = dice.choice([0, 1])
    return [
        f"nn.Conv{rank}d({c}, {n}, {sizes}, {strides}, {padding}, {dilation}, bias={dice.random() < 0.8})",
        f"nn.Conv{rank}d({c}, {n}, {sizes}, padding='same', {dilation})",
        f"nn.Conv{rank}d({c}, {c * 2}, {sizes}, {padding}, groups={c})",
        f"nn.ConvTranspose{rank}d({c}, {n}, {dice.choice([2, 3, 4])}, {strides}, {padding}, output_padding={added})",
        f"nn.MaxPool{rank}d({dice.choice([2, 3])}, {pool})",
        f"nn.AvgPool{rank}d({dice.choice([2, 3])}, {pool}, count_include_pad={dice.random() < 0.6})",
        f"nn.Adaptive{dice.choice(['Avg', 'Max'])}Pool{rank}d({dice.choice([1, 1, 2, 3])})",
        f"nn.BatchNorm{rank}d({c}, eps=1e-4, affine={dice.random() < 0.8})",
        f"nn.GroupNorm({dice.choice([1, c])}, {c})",
        f"nn.InstanceNorm{rank}d({c}, affine={dice.random() < 0.5})",
        f"nn.PReLU({dice.choice([1, c])})",
        f"nn.ConstantPad{rank}d({dice.choice([1, 2])}, 0.5)",
        f"nn.Dropout{rank}d(0.1)",
    ]


def torch_of_series(dice, features, n):
    options = f"batch_first={dice.random() < 0.7}, bidirectional={dice.random() < 0.3}"
    layers = f"num_layers={dice.choice([1, 1, 2])}, bias={dice.random() < 0.8}"
    cell = dice.choice(["LSTM", "GRU", "RNN"])
    recurrent = f"First(nn.{cell}({features}, {n}, {options}, {layers}))"
    first, heads = f"batch_first={dice.random() < 0.7}", dice.choice([1, features])
    norm, activation = f"norm_first={dice.random() < 0.5}", f"activation='{dice.choice(['relu', 'gelu'])}'"
    attention = f"Itself(nn.MultiheadAttention({features}, {heads}, bias={dice.random() < 0.8}, {first}))"
    encoder = f"nn.TransformerEncoderLayer({features}, {heads}, {n}, {first}, {norm}, {activation})"
    return [recurrent] * 4 + [attention] * 2 + [encoder] * 2


def torch_of_images(dice, c, n):
    return [
        f"nn.Upsample(scale_factor={dice.choice([2, 3])}, mode='{dice.choice(['nearest', 'bilinear'])}')",
        "nn.PixelShuffle(2)",
        "nn.MaxPool2d(2, stride=1, dilation=2)",
        "nn.Upsample(scale_factor=2, mode='bilinear', align_corners=True)",
        "nn.ZeroPad2d((1, 0, 2, 1))",
        "nn.ReflectionPad2d(1)",
        f"nn.Conv2d({c}, {n}, 3, padding=1, padding_mode='reflect')",
    ]


def torch_operation(dice, shape):
    return dice.choice(
        [
            "F.relu(x)",
            "x.view(x.size(0), -1)",
            "torch.flatten(x, 1)",
            "x.permute(0, 2, 1)" if len(shape) == 3 else "x.transpose(1, -1)",
            "x.mean(dim=-1)",
            "x.mean(dim=(2, 3), keepdim=True)" if len(shape) == 4 else "x.sum(dim=1, keepdim=True)",
            "x.unsqueeze(1)",
            "torch.cat([x, x], dim=1)",
            "torch.cat([x, kept], dim=1)",
            "x + kept",
            "x + x.mean(dim=1, keepdim=True)",
            "x[:, :, 1:]" if len(shape) > 2 else "x[:, 1:]",
            "x[:, 0]" if len(shape) > 2 else "x * 0.5",
            "x.chunk(2, dim=1)[1]",
            "F.max_pool2d(x, 2)" if len(shape) == 4 else "1 - x",
            "F.interpolate(x, scale_factor=2)" if len(shape) == 4 else "x - 1",
            f"F.pad(x, (1, {dice.choice([0, 2])}))",
            "torch.sigmoid(x) / 2",
            "F.leaky_relu(x, 0.3)",
        ]
    )


TORCH_HEAD = """import torch
from torch import nn
import torch.nn.functional as F

class First(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module
    def forward(self, x):
        return self.module(x)[0]

class Itself(First):
    def forward(self, x):
        return self.module(x, x, x)[0]

class Net(nn.Module):
    def __init__(self):
        super().__init__()
"""


def torch_source(shape, made, steps):
    return TORCH_HEAD + "\n".join(
        [
            *[f"        self.{name} = {module}" for name, module in made],
            "    def forward(self, x):",
            "        kept = x",
            *[f"        {step}" for step in steps],
            "        return x",
            "",
            "net = Net().eval()",
            f"out = net(torch.randn{shape})",
            "",
        ]
    )


def torch_model(seed):
    """The source of a module that is called once."""
    import torch

    dice = random.Random(seed)
    rank = dice.choice([0, 1, 1, 2, 2, 2, 2, 3])
    shape = start = (
        dice.choice([2, 3]),
        dice.choice([2, 3, 4]),
        *[dice.choice([7, 8, 9, 11]) for _ in range(rank)],
    )
    made, steps = [], []
    for number in range(dice.choice([1, 2, 4, 7])):
        module, name = [], f"layer{number}"
        if dice.random() < 0.7:
            module, step = [(name, torch_layer(dice, shape))], f"x = self.{name}(x)"
        else:
            step = "kept = x" if dice.random() < 0.2 else f"x = {torch_operation(dice, shape)}"
        scope = {}
        try:
            with torch.no_grad():
                exec(torch_source(start, made + module, [*steps, step]), scope)
        except Exception:  # PyTorch refuses it: another line
            continue
        found = tuple(scope["out"].shape)
        if 0 in found or len(found) < 2 or size(found) > 50_000:
            continue
        made, steps, shape = made + module, [*steps, step], found
    return torch_source(start, made, steps)
