"""Random layers and stacks, written as code, and what Keras makes of them."""

import random
import re
import warnings

import keras
import numpy as np
from keras import layers

ACTIVATIONS = "relu", "sigmoid", "softmax", "linear", "gelu", None


SPATIAL = [
    *("Conv", "ConvTranspose", "DepthwiseConv", "SeparableConv", "MaxPooling", "AveragePooling"),
    *("GlobalMaxPooling", "GlobalAveragePooling", "UpSampling", "ZeroPadding", "Cropping"),
]
PLAIN = [
    *("Flatten", "Dense", "Reshape", "Permute", "Dropout", "BatchNormalization", "Activation", "LayerNormalization"),
    *("LSTM", "GRU", "SimpleRNN", "Embedding", "RepeatVector", "TimeDistributed", "ReLU", "LeakyReLU", "Softmax"),
]  # fmt: skip


class Stacks:
    """Layers that mostly fit the shape they are given, and now and then do not."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def chance(self, share):
        return self.random.random() < share

    def sizes(self, rank, low, high):
        """One number for all axes, or one for each."""
        one = self.random.randint(low, high)
        if self.chance(0.7):
            return one
        return tuple(
            self.random.randint(low, high) for _ in range(self.random.choice([rank] * 12 + [rank + 1]))
        )

    def shape(self, rank=None):
        rank = self.random.choice([1, 1, 2, 2, 2, 3]) if rank is None else rank
        high = {0: 9, 1: 12, 2: 9, 3: 6}[rank]
        return (*(self.random.randint(1, high) for _ in range(rank)), self.random.randint(1, 6))

    def layer(self, shape):
        """The code of a layer for a shape (without the batch)."""
        rank = len(shape) - 1
        fitting = [*PLAIN]
        if 1 <= rank <= 3:
            fitting += SPATIAL * 3
        name = self.random.choice(fitting)
        if name in SPATIAL:
            if self.chance(0.03):
                rank = self.random.choice([1, 2, 3])
            return self.spatial(name, max(1, min(rank, 3)), shape)
        return self.plain(name, shape)

    def call(self, name, given, **named):
        """Some of the leading arguments by position, the others by name."""
        if self.chance(0.02):
            named[self.random.choice(["kernal_size", "stride", "units_", "foo"])] = 1
        if self.chance(0.03):
            named["trainable"] = self.random.choice([True, False])
        shown = [*map(repr, given), *(f"{key}={value!r}" for key, value in named.items())]
        if self.chance(0.01) and given:
            shown.pop(0)
        return f"layers.{name}({', '.join(shown)})"

    def padding(self, *more):
        return self.random.choice(["valid", "same", *more] * 6 + ["SAME", "Valid", "full", "causal"])

    def some(self, **optional):
        """Each of the arguments, or not."""
        return {key: make() for key, make in optional.items() if self.chance(0.35)}

    def spatial(self, name, rank, shape):
        """A layer of `rank` moving axes."""
        first = {"data_format": "channels_first"} if self.chance(0.04) else {}
        full = name.replace("Conv", f"Conv{rank}D") if "Conv" in name else f"{name}{rank}D"
        if name in ("DepthwiseConv", "SeparableConv") and rank == 3:
            full = f"{name}2D"
        kernel = self.sizes(rank, 0 if self.chance(0.02) else 1, 4 if rank < 3 else 3)
        if name == "Conv":
            return self.convolution(full, rank, kernel, first)
        if name == "ConvTranspose":
            return self.transposed(full, rank, kernel, first)
        if name in ("DepthwiseConv", "SeparableConv"):
            return self.depthwise(full, rank, kernel, first)
        if name.startswith("Global"):
            return self.call(full, [], **self.some(keepdims=self.flag), **first)
        if name.endswith("Pooling"):
            given = [] if self.chance(0.1) else [kernel]
            optional = self.some(strides=self.strides(rank), padding=self.padding)
            return self.call(full, given, **optional, **first)
        if name == "UpSampling":
            return self.upsampling(full, rank, first)
        return self.margins(full, rank, {} if full == "Cropping1D" else first)

    def strides(self, rank):
        """What makes strides, now and then 0."""
        return lambda: self.sizes(rank, 0 if self.chance(0.02) else 1, 3)

    def dilation(self, rank, share):
        """A dilation, or none."""
        return {"dilation_rate": self.sizes(rank, 1, 2)} if self.chance(share) else {}

    def flag(self):
        return self.chance(0.5)

    def activation(self):
        return self.random.choice(ACTIVATIONS)

    def convolution(self, full, rank, kernel, first):
        more = self.some(
            strides=self.strides(rank),
            padding=lambda: self.padding(*["causal"] * (rank == 1)),
            use_bias=self.flag,
            activation=self.activation,
        )
        more |= self.dilation(rank, 0.15)
        more |= {"groups": self.random.choice([1, 2, 3])} if self.chance(0.06) else {}
        filters = self.random.choice([0] + [*range(1, 7)] * 8)
        return self.call(full, [filters, kernel], **more, **first)

    def transposed(self, full, rank, kernel, first):
        more = self.some(
            strides=self.strides(rank), padding=self.padding, use_bias=self.flag, activation=self.activation
        )
        more |= self.dilation(rank, 0.12)
        more |= {"output_padding": self.sizes(rank, 0, 2)} if self.chance(0.35) else {}
        return self.call(full, [self.random.randint(1, 6), kernel], **more, **first)

    def depthwise(self, full, rank, kernel, first):
        """A depthwise convolution; a separable one has filters besides."""
        filters = [self.random.randint(1, 6)] if full.startswith("Separable") else []
        least = 0 if self.chance(0.05) else 1
        more = self.some(
            strides=self.strides(rank),
            padding=self.padding,
            depth_multiplier=lambda: self.random.randint(least, 3),
            use_bias=self.flag,
            activation=self.activation,
        )
        more |= self.dilation(rank, 0.12)
        return self.call(full, [*filters, kernel], **more, **first)

    def upsampling(self, full, rank, first):
        if rank == 1:
            return self.call(full, [self.random.randint(1, 3)])
        size = self.sizes(rank, 0 if self.chance(0.04) else 1, 3)
        if rank == 3:
            return self.call(full, [size], **first)
        names = ["nearest", "bilinear", "Bicubic", "cubic"]
        return self.call(full, [size], **self.some(interpolation=lambda: self.random.choice(names)), **first)

    def margins(self, full, rank, first):
        """Zeros around, or what is cut off: one number, or one or two for each axis."""
        low = -1 if self.chance(0.03) else 0

        def pair():
            return (self.random.randint(low, 2), self.random.randint(0, 2))

        if rank == 1:
            margins = self.random.choice([self.random.randint(low, 2), pair()])
        else:
            axes = range(rank + self.chance(0.03))
            each = tuple(self.random.choice([self.random.randint(0, 2), pair()]) for _ in axes)
            margins = self.random.choice([self.random.randint(low, 2), each])
        return self.call(full, [margins], **first)

    def plain(self, name, shape):
        """A layer without a window."""
        units = self.random.choice([0] + [*range(1, 8)] * 5)
        if name in ("LSTM", "GRU", "SimpleRNN"):
            return self.recurrent(name, units)
        made = {
            "Dense": lambda: self.dense(units),
            "Reshape": lambda: self.call(name, [self.target(int(np.prod([n or 1 for n in shape])))]),
            "Permute": lambda: self.permute(shape),
            "Dropout": lambda: self.call(name, [self.random.choice([0, 0.25, 0.5, 1, 1.5, -0.1])]),
            "BatchNormalization": lambda: self.batch_normalization(shape),
            "LayerNormalization": lambda: self.layer_normalization(shape),
            "Activation": lambda: self.call(
                name, [self.random.choice([*ACTIVATIONS, "swish", "hard_tanh", "rulu"])]
            ),
            "Embedding": lambda: self.call(name, [self.random.randint(0, 9), self.random.randint(1, 4)]),
            "RepeatVector": lambda: self.call(name, [self.random.randint(0, 4)]),
            "TimeDistributed": lambda: self.time_distributed(shape),
        }
        return made[name]() if name in made else self.call(name, [])

    def recurrent(self, name, units):
        more = {"reset_after": self.flag} if name == "GRU" else {}
        flags = {key: self.flag for key in ("return_sequences", "use_bias", "go_backwards")}
        return self.call(name, [units], **self.some(**flags, **more))

    def dense(self, units):
        names = [*ACTIVATIONS, "nope"]
        more = self.some(use_bias=self.flag, activation=lambda: self.random.choice(names))
        return self.call("Dense", [units], **more)

    def permute(self, shape):
        dims = [*range(1, len(shape) + 1 + self.chance(0.05))]
        self.random.shuffle(dims)
        return self.call("Permute", [tuple(dims) if self.chance(0.95) else tuple(d - 1 for d in dims)])

    def batch_normalization(self, shape):
        flags = {key: self.flag for key in ("center", "scale", "renorm")}
        more = self.some(axis=lambda: self.random.randint(-len(shape) - 2, len(shape) + 1), **flags)
        return self.call("BatchNormalization", [], **more)

    def layer_normalization(self, shape):
        def place():
            return self.random.randint(-len(shape), len(shape) + self.chance(0.1))

        def axis():
            return self.random.choice([place(), tuple(place() for _ in range(self.random.randint(1, 3)))])

        more = self.some(axis=axis, center=self.flag, scale=self.flag)
        return self.call("LayerNormalization", [], **more)

    def time_distributed(self, shape):
        inner = self.layer(shape[1:] if len(shape) > 1 else shape)
        return f"layers.TimeDistributed({inner}{', trainable=False' * self.chance(0.1)})"

    def target(self, size):
        """A shape of as many cells; now and then one that does not fit."""
        sizes = []
        while size > 1 and len(sizes) < 3:
            factor = self.random.choice([d for d in range(1, size + 1) if size % d == 0])
            sizes.append(factor)
            size //= factor
        sizes.append(size)
        self.random.shuffle(sizes)
        if self.chance(0.4):
            sizes[self.random.randrange(len(sizes))] = -1
        if self.chance(0.15):
            sizes[self.random.randrange(len(sizes))] = self.random.choice([-2, -1, 0, 2, 5])
        return tuple(sizes)

    def stack(self, length, shape=None):
        """(input shape, the codes of layers, what Keras makes of each): each mostly fits those before it."""
        shape = shape or self.shape()
        x, codes, made = keras.Input(shape), [], []
        for _ in range(length):
            codes.append(self.layer(x.shape[1:]))
            row, x = judge(x, codes[-1])
            made.append(row)
            if x is None or np.prod([n or 1 for n in x.shape[1:]]) > 4000 or len(x.shape) > 5:
                break
        return shape, codes, made


def judge(x, code, call=True):
    """What Keras does with a layer after `x`, and its output: refused, shape, weights, and how a call on zeros goes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            layer = eval(code, {"layers": layers, "keras": keras})
            y = layer(x)
        except Exception as error:
            return {"refused": f"{type(error).__name__}: {plain(error)}"}, None
    weights = [
        int(sum(np.prod(w.shape) for w in some))
        for some in (layer.trainable_weights, layer.non_trainable_weights)
    ]
    row = {"refused": "", "shape": tuple(y.shape), "weights": weights, "called": None}
    # an axis of size 0 ends some processors' kernels in more than an exception
    if call and None not in (*x.shape[1:], *y.shape[1:]) and 0 not in (*x.shape, *y.shape):
        try:
            row["called"] = tuple(layer(np.zeros((1, *x.shape[1:]), "float32")).shape)
        except Exception as error:
            row["called"] = f"{type(error).__name__}: {plain(error)}"
    return row, y


def plain(error):
    return re.sub(r"\x1b\[[\d;]*m|\s+", " ", str(error))[:300]


def text(shape, codes):
    return "\n".join(
        [
            "keras.Sequential([",
            f"    keras.Input(shape={shape!r}),",
            *(f"    {code}," for code in codes),
            "])",
        ]
    )
