"""Random layers of Keras as text, for the random programs."""

from frameworks.dice import CHANNELS, pair

SIZES = [1, 2, 3, 4, 5]


def pick(dice, *choices):
    return dice.choice(choices)


def convolution(dice, rank):
    kind = dice.choice(["Conv", "Conv", "Conv", "Transpose", "Depthwise", "Separable"])
    size, strides = pair(dice, rank, SIZES), pair(dice, rank, [1, 1, 2, 3])
    options = [f"padding={pick(dice, 'valid', 'same', 'same')!r}", f"strides={strides}"]
    if dice.random() < 0.2:
        options.append("use_bias=False")
    if dice.random() < 0.2:
        options.append(f"dilation_rate={dice.choice([1, 2, 3])}")
    filters = dice.choice(CHANNELS)
    if kind == "Transpose":
        if dice.random() < 0.3:
            options.append(f"output_padding={dice.choice([0, 1, 2])}")
        return f"Conv{rank}DTranspose({filters}, {size}, {', '.join(options)})"
    if rank == 3 and kind in ("Depthwise", "Separable"):
        kind = "Conv"
    if kind == "Depthwise":
        return f"DepthwiseConv{rank}D({size}, depth_multiplier={dice.choice([1, 2])}, {', '.join(options)})"
    if kind == "Separable":
        return f"SeparableConv{rank}D({filters}, {size}, {', '.join(options)})"
    if dice.random() < 0.2:
        options.append(f"groups={dice.choice([1, 2, 3])}")
    if rank == 1 and dice.random() < 0.2:
        options[0] = "padding='causal'"
    return f"Conv{rank}D({filters}, {size}, {', '.join(options)})"


def window(dice, rank):
    kind = pick(dice, "MaxPooling", "AveragePooling", "UpSampling", "ZeroPadding", "Cropping")
    if kind == "UpSampling":
        return f"UpSampling{rank}D({dice.choice([1, 2, 3]) if rank == 1 else pair(dice, rank, [1, 2, 3])})"
    if kind in ("ZeroPadding", "Cropping"):
        return f"{kind}{rank}D({dice.choice([0, 1, 2])})"
    strides = f", strides={pair(dice, rank, [1, 2, 3])}" if dice.random() < 0.4 else ""
    return f"{kind}{rank}D({pair(dice, rank, [1, 2, 3])}{strides}, padding={pick(dice, 'valid', 'same')!r})"


def recurrent(dice):
    kind = pick(dice, "LSTM", "GRU", "SimpleRNN")
    options = [f"return_sequences={pick(dice, True, True, False)}"]
    if dice.random() < 0.2:
        options.append("use_bias=False")
    layer = f"{kind}({dice.choice(CHANNELS)}, {', '.join(options)})"
    if dice.random() < 0.3:
        return f"Bidirectional({layer}, merge_mode={pick(dice, 'concat', 'sum', 'ave')!r})"
    return layer


def anywhere(dice):
    """A layer that takes any rank."""
    n = dice.choice(CHANNELS)
    return dice.choice(
        [
            f"Dense({n}, activation='relu')",
            f"Dense({n}, use_bias=False)",
            "BatchNormalization()",
            f"BatchNormalization(axis={dice.choice([-1, 1, 2])}, scale=False)",
            "LayerNormalization()",
            f"GroupNormalization(groups={dice.choice([1, 2, 3, -1])})",
            "Activation('relu')",
            "LeakyReLU(0.1)",
            f"PReLU(shared_axes=[{dice.choice([1, 2])}])",
            "Dropout(0.3)",
            "Flatten()",
            f"Reshape(({n}, -1))",
            f"Reshape((-1, {n}, {dice.choice([1, 2])}))",
            f"RepeatVector({n})",
            "Permute((2, 1))",
            "GaussianNoise(0.1)",
            f"TimeDistributed(Dense({n}))",
            "UnitNormalization()",
            "Identity()",
        ]
    )


def layer(dice, rank):
    """A layer that may follow a tensor of `rank` axes besides batch and channels; now and then one of a wrong rank."""
    if dice.random() < 0.07:
        rank = dice.choice([1, 2, 3])
    if rank not in (1, 2, 3):
        return anywhere(dice)
    choice = dice.random()
    if choice < 0.4:
        return convolution(dice, rank)
    if choice < 0.62:
        return window(dice, rank)
    if choice < 0.68:
        return f"Global{pick(dice, 'Max', 'Average')}Pooling{rank}D({pick(dice, '', 'keepdims=True')})"
    if rank == 1 and choice < 0.8:
        if dice.random() < 0.25:
            return f"MultiHeadAttention({dice.choice([1, 2])}, {dice.choice(CHANNELS)})"
        return recurrent(dice)
    return anywhere(dice)
