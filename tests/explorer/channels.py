"""Settings with channels, filters, groups, a bias, and one axis; and what Keras, and PyTorch by ONNX Runtime, make of them."""

import keras
import numpy as np
import tensorflow as tf
from explorer.judges import WITH_KERNEL, Torch, onnx_layer

LINES = {"Conv1D", "Conv1DTranspose"}
DEPTHWISE = {"DepthwiseConv2D", "SeparableConv2D"}
OPERATIONS = [
    "Conv2D",
    "Conv2DTranspose",
    "MaxPooling2D",
    "AveragePooling2D",
    "UpSampling2D",
    *sorted(LINES),
    *sorted(DEPTHWISE),
]


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


def with_arrays(it, seed):
    """The setting and its arrays, of whole numbers, flat."""
    draw = np.random.default_rng(seed)
    return it, {name: draw.integers(-9, 10, shape).flatten().tolist() for name, shape in shapes(it).items()}


def at_random(count, seed):
    """So many (setting, arrays) over the range of the controls, those that Keras refuses among them."""
    draw = np.random.default_rng(seed)

    def number(low, high):
        return int(draw.integers(low, high + 1))

    for index in range(count):
        op = str(draw.choice(OPERATIONS))
        line = op in LINES

        def both(low, high, line=line):
            return [1 if line else number(low, high), number(low, high)]

        it = {
            "op": op,
            "height": 1 if line else number(1, 8),
            "width": number(1, 8),
            "kernel_size": both(1, 5),
            "strides": both(1, 4),
            "padding": str(draw.choice(["valid", "same"] + ["causal"] * (op == "Conv1D"))),
            "output_padding": None,
            "dilation_rate": [1, 1],
            "interpolation": str(draw.choice(["nearest", "bilinear"])),
            "channels": number(1, 4),
            "filters": number(1, 4),
            "groups": 1,
            "depth_multiplier": number(1, 3) if op in DEPTHWISE else 1,
            "use_bias": bool(draw.random() < 0.5),
        }
        if op in WITH_KERNEL and draw.random() < 0.4:
            it["dilation_rate"] = both(1, 3)
            if draw.random() < 0.7:
                it["strides"] = [1, 1]
        if op.endswith("Transpose") and draw.random() < 0.5:
            it["output_padding"] = [
                0 if line else number(0, it["strides"][0] - 1),
                number(0, it["strides"][1]),
            ]
        if op in {"Conv1D", "Conv2D"} and draw.random() < 0.6:
            it["groups"] = number(2, 3)
            if draw.random() < 0.7:  # else Keras may refuse it
                it["channels"] = it["filters"] = it["groups"] * number(1, 4 // it["groups"])
                it["filters"] = it["groups"] * number(1, 4 // it["groups"])
        yield with_arrays(it, seed=[seed, index])


def dense():
    """Every depth of 1 to 3 channels and filters with every padding and stride of every operation with a kernel."""
    for op in sorted(WITH_KERNEL):
        line, depthwise = op in LINES, op in DEPTHWISE
        for n in range(3 * 3 * 2 * 2 * 2 * 2):
            channels, filters, stride, padding, bias, more = np.unravel_index(n, (3, 3, 2, 2, 2, 2))
            it = {
                "op": op,
                "height": 1 if line else 5,
                "width": 4,
                "kernel_size": [1 if line else 2, 3],
                "strides": [1 if line else int(stride) + 1, int(stride) + 1],
                "padding": ["valid", "same"][padding],
                "output_padding": None,
                "dilation_rate": [1, 1],
                "interpolation": "nearest",
                "channels": int(channels) + 1,
                "filters": int(filters) + 1,
                "groups": int(more) + 1 if op in {"Conv1D", "Conv2D"} else 1,
                "depth_multiplier": int(more) + 1 if depthwise else 1,
                "use_bias": bool(bias),
            }
            yield with_arrays(it, seed=n)
            if op == "Conv1D" and padding:
                yield with_arrays(it | {"padding": "causal"}, seed=n)


def as_keras_takes(it):
    """Without what the operation has no argument for: that is as the operation has it at first."""
    op = it["op"]
    if op not in WITH_KERNEL:
        it = it | {"filters": 1, "use_bias": False}
    if op == "DepthwiseConv2D":
        it = it | {"filters": 1}
    unused = (
        {"kernel_size": [3, 3], "padding": "valid"} if op == "UpSampling2D" else {"interpolation": "nearest"}
    )
    return it | unused


def channels_out(it):
    if it["op"] == "DepthwiseConv2D":
        return it["channels"] * it["depth_multiplier"]
    has_filters = it["op"] in WITH_KERNEL
    return it["filters"] if has_filters else it["channels"]


def arrays_of(it, flat):
    """The arrays as Keras takes them."""
    made = {name: np.array(flat[name], "float32").reshape(shape) for name, shape in shapes(it).items()}
    if it["op"] in LINES:
        made["image"], made["kernel"] = made["image"][0], made["kernel"][0]
    return made


def weights_of(it, arrays):
    """Those that the layer has."""
    has = ["kernel", *["pointwise"] * (it["op"] == "SeparableConv2D"), *["bias"] * it["use_bias"]]
    return [arrays[name] for name in has] if it["op"] in WITH_KERNEL else []


def by_keras(line, it, flat):
    """What the layer gives, (channels, height, width), or the text with which Keras refuses it."""
    arrays = arrays_of(it, flat)
    try:
        layer = eval(line, {"keras": keras})
        if it["op"] not in WITH_KERNEL:
            layer(keras.Input(arrays["image"].shape))  # a model sees a window that is too large
        layer.build((1, *arrays["image"].shape))
        layer.set_weights(weights_of(it, arrays))
        result = layer(arrays["image"][None])
    except (ValueError, tf.errors.OpError) as error:
        return str(error)
    return "an empty result" if 0 in result.shape else planes(result[0].numpy(), it)


def planes(result, it):
    """Channels first, and an axis of one cell where there is one axis only."""
    result = result[None] if it["op"] in LINES else result
    return np.moveaxis(result, -1, 0)


def by_torch_recipe(recipe, it, flat):
    """What a recipe's lines leave as `y`, its layers run by ONNX Runtime; (channels, height, width)."""
    arrays = arrays_of(it, flat)
    x = np.moveaxis(arrays["image"], -1, 0)[None]
    kernel, bias = arrays["kernel"], arrays["bias"] if it["use_bias"] else None
    if it["op"] in DEPTHWISE:
        kernel = kernel.transpose(2, 3, 0, 1).reshape(-1, 1, *it["kernel_size"])
    elif it["op"] in WITH_KERNEL:
        kernel = np.moveaxis(kernel, (-1, -2), (0, 1))

    def layer(x):
        text = recipe["layer"]
        if not text.startswith("torch.nn.Sequential("):
            return onnx_layer(text, x, kernel, bias)
        first, second = (
            text.removeprefix("torch.nn.Sequential(").removesuffix(")").split(", torch.nn.Conv2d(")
        )
        between = onnx_layer(first, x, kernel, None)
        pointwise = arrays["pointwise"].transpose(3, 2, 0, 1)
        return onnx_layer(f"torch.nn.Conv2d({second}", between, pointwise, bias)

    names = {"torch": Torch, "layer": layer, "x": x}
    exec("\n".join(recipe["lines"]), names)
    result = names["y"][0]
    return result[:, None] if it["op"] in LINES else result
