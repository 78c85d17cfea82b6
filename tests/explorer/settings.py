"""Settings of the explorer, as its modules take them: at random, and a dense grid of all small ones."""

import itertools

import numpy as np

ARGUMENTS_OF = {
    "Conv2D": {"strides", "padding", "dilation_rate"},
    "Conv2DTranspose": {"strides", "padding", "dilation_rate", "output_padding"},
    "MaxPooling2D": {"strides", "padding"},
    "AveragePooling2D": {"strides", "padding"},
    "UpSampling2D": {"strides", "interpolation"},
}


def setting(op, shape, seed=0, **arguments):
    """One setting; its image and kernel are whole numbers, so that sums are exact."""
    given = {
        "kernel_size": [1, 1],
        "strides": [1, 1],
        "padding": "valid",
        "output_padding": None,
        "dilation_rate": [1, 1],
        "interpolation": "nearest",
        **arguments,
    }
    draw = np.random.default_rng(seed)
    image = draw.integers(-9, 10, shape).tolist()
    kernel = draw.integers(-9, 10, given["kernel_size"]).tolist()
    return {"op": op, "height": shape[0], "width": shape[1], **given, "image": image, "kernel": kernel}


def at_random(count, seed):
    """So many settings over the whole range of the controls, those that Keras refuses among them."""
    draw = np.random.default_rng(seed)

    def pair(low, high):
        return (
            draw.integers(low, high + 1, 2).tolist()
            if draw.random() < 0.7
            else [int(draw.integers(low, high + 1))] * 2
        )

    for number in range(count):
        op = str(draw.choice(list(ARGUMENTS_OF)))
        has = ARGUMENTS_OF[op]
        arguments = {"kernel_size": pair(1, 7), "strides": pair(1, 5)}
        if op.endswith("Pooling2D") and draw.random() < 0.25:
            arguments["strides"] = None
        if "padding" in has:
            arguments["padding"] = str(draw.choice(["valid", "same"]))
        if "dilation_rate" in has and draw.random() < 0.4:
            arguments["dilation_rate"] = pair(1, 4)
            if draw.random() < 0.7:
                arguments["strides"] = [1, 1]
        if "output_padding" in has and draw.random() < 0.5:
            top = max(arguments["strides"])
            arguments["output_padding"] = pair(0, top if draw.random() < 0.2 else top - 1)
        if "interpolation" in has:
            arguments["interpolation"] = str(draw.choice(["nearest", "bilinear"]))
        yield setting(op, pair(1, 8), seed=[seed, number], **arguments)


def dense():
    """Every setting of 1 to 5 cells, kernels 1 to 4, strides 1 to 3, the other axis different."""
    sizes = range(1, 6), range(1, 5), range(1, 4)
    for (n, k, s), padding in itertools.product(itertools.product(*sizes), ("valid", "same")):
        shape, both = (n, n % 4 + 2), {"kernel_size": [k, k % 3 + 1], "padding": padding}
        for op in "MaxPooling2D", "AveragePooling2D":
            for strides in None, [s, s % 2 + 1]:
                yield setting(op, shape, **both, strides=strides)
        for op in "Conv2D", "Conv2DTranspose":
            for d in range(1, 4):
                yield setting(op, shape, **both, strides=[s, s], dilation_rate=[d, d])
        for op in range(s + 1):
            yield setting("Conv2DTranspose", shape, **both, strides=[s, s], output_padding=[op, op])
    for n, s, interpolation in itertools.product(range(1, 9), range(1, 6), ("nearest", "bilinear")):
        yield setting("UpSampling2D", (n, n % 3 + 1), strides=[s, s % 3 + 1], interpolation=interpolation)
