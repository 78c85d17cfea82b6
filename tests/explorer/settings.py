"""Settings of the explorer, as its modules take them: at random, and dense grids of all small ones.

One of a single channel has its numbers as `image` and `kernel`; one with channels, groups, a bias or one axis has them in
`arrays`, flat and in Keras's order.
"""

import itertools

import numpy as np

SINGLE_CHANNEL = "Conv2D", "Conv2DTranspose", "MaxPooling2D", "AveragePooling2D", "UpSampling2D"
LINES = {"Conv1D", "Conv1DTranspose"}
DEPTHWISE = {"DepthwiseConv2D", "SeparableConv2D"}
GROUPED = {"Conv1D", "Conv2D"}
WITH_KERNEL = {"Conv2D", "Conv2DTranspose", *LINES, *DEPTHWISE}
OPERATIONS = *SINGLE_CHANNEL, *sorted(LINES), *sorted(DEPTHWISE)
USUAL = {
    "kernel_size": [1, 1],
    "strides": [1, 1],
    "padding": "valid",
    "output_padding": None,
    "dilation_rate": [1, 1],
    "interpolation": "nearest",
    "channels": 1,
    "filters": 1,
    "groups": 1,
    "depth_multiplier": 1,
    "use_bias": False,
}


def setting(op, shape, seed=0, **arguments):
    """One setting; its numbers are whole, so that sums are exact. They are `arrays` where channels are among the arguments."""
    it = {"op": op, "height": shape[0], "width": shape[1], **USUAL, **arguments}
    draw = np.random.default_rng(seed)
    if "channels" in arguments:
        flat = {name: draw.integers(-9, 10, size).flatten().tolist() for name, size in shapes(it).items()}
        return it | {"arrays": flat}
    image, kernel = (draw.integers(-9, 10, size).tolist() for size in (shape, it["kernel_size"]))
    return it | {"image": image, "kernel": kernel}


def shapes(it):
    """Of the arrays, in Keras's order: the image, the kernel, the pointwise kernel, the bias."""
    size, (channels, filters) = tuple(it["kernel_size"]), (it["channels"], it["filters"])
    between = channels * it["depth_multiplier"]
    if it["op"] in DEPTHWISE:
        last = channels, it["depth_multiplier"]
    elif it["op"].endswith("Transpose"):
        last = filters, channels
    else:
        last = channels // it["groups"], filters
    out = between if it["op"] == "DepthwiseConv2D" else filters
    return {
        "image": (it["height"], it["width"], channels),
        "kernel": (*size, *last),
        "pointwise": (1, 1, between, filters) if it["op"] == "SeparableConv2D" else (0,),
        "bias": (out,) if it["use_bias"] else (0,),
    }


def at_random(count, seed, deep=False):
    """So many settings over the range of the controls, those that Keras refuses among them; `deep` ones have channels."""
    draw = np.random.default_rng(seed)
    for number in range(count):
        op = str(draw.choice(OPERATIONS if deep else SINGLE_CHANNEL))
        arguments = _along_the_axes(op, draw)
        if deep:
            arguments |= _in_depth(op, draw)
        yield setting(op, _pair(op, draw, 1, 8), seed=[seed, number], **arguments)


def _pair(op, draw, low, high, absent=1):
    """A number for each axis, often the same; `absent` for the first where the operation has one axis only."""
    first, second = draw.integers(low, high + 1, 2).tolist()
    if op in LINES:
        return [absent, second]
    return [first, second] if draw.random() < 0.7 else [second, second]


def _along_the_axes(op, draw):
    arguments = {"strides": _pair(op, draw, 1, 5)}
    if op == "UpSampling2D":
        return arguments | {"interpolation": str(draw.choice(["nearest", "bilinear"]))}
    if op.endswith("Pooling2D") and draw.random() < 0.25:
        arguments["strides"] = None
    arguments["kernel_size"] = _pair(op, draw, 1, 7)
    arguments["padding"] = str(draw.choice(["valid", "same"] + ["causal"] * (op == "Conv1D")))
    if op in WITH_KERNEL and draw.random() < 0.4:
        arguments["dilation_rate"] = _pair(op, draw, 1, 4)
        if draw.random() < 0.7:
            arguments["strides"] = [1, 1]
    if op.endswith("Transpose") and draw.random() < 0.5:
        top = max(arguments["strides"])
        arguments["output_padding"] = _pair(op, draw, 0, top if draw.random() < 0.2 else top - 1, absent=0)
    return arguments


def _in_depth(op, draw):
    """Channels, filters, groups and a bias; those too that the operation does not take."""
    channels, filters, multiplier, groups = draw.integers(1, [5, 5, 4, 4]).tolist()
    depth = {"channels": channels, "filters": filters, "use_bias": bool(draw.random() < 0.5)}
    if op in DEPTHWISE:
        depth["depth_multiplier"] = multiplier
    if op in GROUPED and draw.random() < 0.6:
        depth["groups"] = groups
        if draw.random() < 0.7:  # else Keras may refuse it
            depth["channels"], depth["filters"] = (groups * draw.integers(1, 4 // groups + 1, 2)).tolist()
    return depth


def with_defaults_for_untaken(it):
    """Arguments that the operation does not take are reset to their defaults."""
    unused = {"interpolation": "nearest"}
    if it["op"] == "UpSampling2D":
        unused = {"kernel_size": [3, 3], "padding": "valid"}
    if it["op"] not in WITH_KERNEL:
        unused |= {"filters": 1, "use_bias": False}
    if it["op"] == "DepthwiseConv2D":
        unused["filters"] = 1
    return it | unused


def channels_out(it):
    """How many channels the layer gives."""
    if it["op"] == "DepthwiseConv2D":
        return it["channels"] * it["depth_multiplier"]
    return it["filters"] if it["op"] in WITH_KERNEL else it["channels"]


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
        for more in range(s + 1):
            yield setting("Conv2DTranspose", shape, **both, strides=[s, s], output_padding=[more, more])
    for n, s, interpolation in itertools.product(range(1, 9), range(1, 6), ("nearest", "bilinear")):
        yield setting("UpSampling2D", (n, n % 3 + 1), strides=[s, s % 3 + 1], interpolation=interpolation)


def dense_in_depth():
    """Every depth of 1 to 3 channels and filters with every padding and stride of every operation with a kernel."""
    choices = (1, 2, 3), (1, 2, 3), (1, 2), ("valid", "same", "causal"), (False, True), (1, 2)
    for op in sorted(WITH_KERNEL):
        rows = 1 if op in LINES else 2
        for seed, (channels, filters, stride, padding, bias, more) in enumerate(itertools.product(*choices)):
            if padding != "causal" or op == "Conv1D":
                yield setting(
                    op,
                    (1 if op in LINES else 5, 4),
                    seed,
                    kernel_size=[rows, 3],
                    strides=[min(stride, rows), stride],
                    padding=padding,
                    channels=channels,
                    filters=filters,
                    groups=more if op in GROUPED else 1,
                    depth_multiplier=more if op in DEPTHWISE else 1,
                    use_bias=bias,
                )
