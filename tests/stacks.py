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
    *(
        "Flatten",
        "Dense",
        "Reshape",
        "Permute",
        "Dropout",
        "BatchNormalization",
        "Activation",
        "LayerNormalization",
    ),
    *(
        "LSTM",
        "GRU",
        "SimpleRNN",
        "Embedding",
        "RepeatVector",
        "TimeDistributed",
        "ReLU",
        "LeakyReLU",
        "Softmax",
    ),
]


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
        first = {"data_format": "channels_first"} if self.chance(0.04) else {}
        high = 4 if rank < 3 else 3

        def strides():
            return self.sizes(rank, 0 if self.chance(0.02) else 1, 3)

        def one(low, high):
            return lambda: self.random.randint(low, high)

        full = name.replace("Conv", f"Conv{rank}D") if "Conv" in name else f"{name}{rank}D"
        if name in ("DepthwiseConv", "SeparableConv") and rank == 3:
            full = f"{name}2D"
        kernel = self.sizes(rank, 0 if self.chance(0.02) else 1, high)

        def dilation():
            return self.sizes(rank, 1, 2)

        bias = dict(use_bias=lambda: self.chance(0.5), activation=lambda: self.random.choice(ACTIVATIONS))
        if name == "Conv":
            more = self.some(strides=strides, padding=lambda: self.padding(*["causal"] * (rank == 1)), **bias)
            more |= {"dilation_rate": dilation()} if self.chance(0.15) else {}
            more |= {"groups": self.random.choice([1, 2, 3])} if self.chance(0.06) else {}
            return self.call(full, [self.random.choice([0] + [*range(1, 7)] * 8), kernel], **more, **first)
        if name == "ConvTranspose":
            more = self.some(strides=strides, padding=self.padding, **bias)
            more |= {"dilation_rate": dilation()} if self.chance(0.12) else {}
            more |= {"output_padding": self.sizes(rank, 0, 2)} if self.chance(0.35) else {}
            return self.call(full, [self.random.randint(1, 6), kernel], **more, **first)
        if name in ("DepthwiseConv", "SeparableConv"):
            filters = [self.random.randint(1, 6)] if name == "SeparableConv" else []
            more = self.some(
                strides=strides,
                padding=self.padding,
                depth_multiplier=one(0 if self.chance(0.05) else 1, 3),
                **bias,
            )
            more |= {"dilation_rate": dilation()} if self.chance(0.12) else {}
            return self.call(full, [*filters, kernel], **more, **first)
        if name.startswith("Global"):
            return self.call(full, [], **self.some(keepdims=lambda: self.chance(0.5)), **first)
        if name.endswith("Pooling"):
            given = [] if self.chance(0.1) else [kernel]
            return self.call(full, given, **self.some(strides=strides, padding=self.padding), **first)
        if name == "UpSampling":
            size = (
                self.random.randint(1, 3) if rank == 1 else self.sizes(rank, 0 if self.chance(0.04) else 1, 3)
            )
            more = (
                self.some(
                    interpolation=lambda: self.random.choice(["nearest", "bilinear", "Bicubic", "cubic"])
                )
                if rank == 2
                else {}
            )
            return self.call(full, [size], **more, **(first if rank > 1 else {}))
        first = {} if full == "Cropping1D" else first
        low = -1 if self.chance(0.03) else 0

        def pair():
            return (self.random.randint(low, 2), self.random.randint(0, 2))

        if rank == 1:
            margins = self.random.choice([self.random.randint(low, 2), pair()])
        else:
            each = tuple(
                self.random.choice([self.random.randint(0, 2), pair()])
                for _ in range(rank + self.chance(0.03))
            )
            margins = self.random.choice([self.random.randint(low, 2), each])
        return self.call(full, [margins], **first)

    def plain(self, name, shape):
        units = self.random.choice([0] + [*range(1, 8)] * 5)
        if name == "Dense":
            return self.call(
                name,
                [units],
                **self.some(
                    use_bias=lambda: self.chance(0.5),
                    activation=lambda: self.random.choice([*ACTIVATIONS, "nope"]),
                ),
            )
        if name == "Reshape":
            return self.call(name, [self.target(int(np.prod([n or 1 for n in shape])))])
        if name == "Permute":
            dims = [*range(1, len(shape) + 1 + self.chance(0.05))]
            self.random.shuffle(dims)
            return self.call(name, [tuple(dims) if self.chance(0.95) else tuple(d - 1 for d in dims)])
        if name == "Dropout":
            return self.call(name, [self.random.choice([0, 0.25, 0.5, 1, 1.5, -0.1])])
        if name == "BatchNormalization":

            def axis():
                return self.random.randint(-len(shape) - 2, len(shape) + 1)

            flags = {key: lambda: self.chance(0.5) for key in ("center", "scale", "renorm")}
            return self.call(name, [], **self.some(axis=axis, **flags))
        if name == "LayerNormalization":

            def place():
                return self.random.randint(-len(shape), len(shape) + self.chance(0.1))

            def axis():
                return self.random.choice([place(), tuple(place() for _ in range(self.random.randint(1, 3)))])

            return self.call(
                name,
                [],
                **self.some(axis=axis, center=lambda: self.chance(0.5), scale=lambda: self.chance(0.5)),
            )
        if name == "Activation":
            return self.call(name, [self.random.choice([*ACTIVATIONS, "swish", "hard_tanh", "rulu"])])
        if name in ("LSTM", "GRU", "SimpleRNN"):
            more = {"reset_after": lambda: self.chance(0.5)} if name == "GRU" else {}
            flags = {
                key: lambda: self.chance(0.5) for key in ("return_sequences", "use_bias", "go_backwards")
            }
            return self.call(name, [units], **self.some(**flags, **more))
        if name == "Embedding":
            return self.call(name, [self.random.randint(0, 9), self.random.randint(1, 4)])
        if name == "RepeatVector":
            return self.call(name, [self.random.randint(0, 4)])
        if name == "TimeDistributed":
            inner = self.layer(shape[1:]) if len(shape) > 1 else self.layer(shape)
            return f"layers.TimeDistributed({inner}{', trainable=False' * self.chance(0.1)})"
        return self.call(name, [])

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
