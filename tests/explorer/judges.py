"""What Keras with TensorFlow, and PyTorch by way of ONNX Runtime, answer to a setting of the explorer.

Results are (channels, height, width); where there is one axis, the height is 1.
"""

import ast

import keras
import numpy as np
import tensorflow as tf
from explorer.settings import DEPTHWISE, GROUPED, LINES, USUAL, WITH_KERNEL, shapes
from reference import onnx

# when Keras refuses, as the page's sentence for each reason has it
WHEN = {
    "output_padding": "built",
    "filters": "built",
    "dilation": "built",
    "groups": "built",
    "window": "built",
    "pool": "model",
    "empty": "called",
    "even": "called",
}


def layer_of(it):
    """The Keras layer; raises where Keras refuses to build it."""

    def along_axes(name):
        value = it[name]
        return value and tuple(value[-1:] if it["op"] in LINES else value)

    if it["op"] == "UpSampling2D":
        return keras.layers.UpSampling2D(along_axes("strides"), interpolation=it["interpolation"])
    arguments = {"strides": along_axes("strides"), "padding": it["padding"]}
    if it["op"] not in WITH_KERNEL:
        return getattr(keras.layers, it["op"])(along_axes("kernel_size"), **arguments)
    arguments |= {"kernel_size": along_axes("kernel_size"), "dilation_rate": along_axes("dilation_rate")}
    has = {"use_bias": True, "filters": it["op"] != "DepthwiseConv2D", "groups": it["op"] in GROUPED}
    has |= {"depth_multiplier": it["op"] in DEPTHWISE}
    arguments |= {name: it[name] for name, takes in has.items() if takes}
    if it["op"].endswith("Transpose"):
        arguments["output_padding"] = along_axes("output_padding")
    return getattr(keras.layers, it["op"])(**arguments)


def arrays_of(it):
    """The arrays as Keras takes them."""
    it = USUAL | it
    given = {"pointwise": [], "bias": []} | {name: it[name] for name in ("image", "kernel") if name in it}
    given |= it.get("arrays", {})
    made = {name: np.array(given[name], "float32").reshape(shape) for name, shape in shapes(it).items()}
    if it["op"] in LINES:
        made["image"], made["kernel"] = made["image"][0], made["kernel"][0]
    return made


def weights_of(it, arrays):
    """Those that the layer has."""
    has = ["kernel", *["pointwise"] * (it["op"] == "SeparableConv2D"), *["bias"] * it["use_bias"]]
    return [arrays[name] for name in has] if it["op"] in WITH_KERNEL else []


def by_keras(it):
    """("built", reason) or ("called", reason) where it refuses, ("model", reason) where only a model does, else ("", result)."""
    arrays = arrays_of(it)
    shape = arrays["image"].shape
    try:
        layer = layer_of(it)
        layer.build((1, *shape))
    except ValueError as error:
        return "built", str(error)
    layer.set_weights(weights_of(it, arrays))
    if it["op"] not in WITH_KERNEL:
        # only a model sees a window that is too large; called on an array, TensorFlow may give nothing, fail, or crash
        try:
            layer(keras.Input(shape))
        except ValueError as error:
            return "model", str(error)
    try:
        result = layer(arrays["image"][None])
    except (ValueError, tf.errors.OpError) as error:
        return "called", str(error)
    if 0 in result.shape:
        return "called", "an empty result"  # refused where TensorFlow does without oneDNN
    return "", planes(result[0].numpy(), it)


def planes(result, it):
    """Channels first, and an axis of one cell where there is one axis only."""
    return np.moveaxis(result[None] if it["op"] in LINES else result, -1, 0)


def by_keras_recipe(recipe, it):
    """What a Keras recipe's lines leave as `y`."""
    arrays = arrays_of(it)
    names = {"keras": keras, "x": keras.ops.convert_to_tensor(arrays["image"][None])}
    layer = names["layer"] = eval(recipe["layer"], names)
    layer.build((1, *[None] * (arrays["image"].ndim - 1), it["channels"]))
    layer.set_weights(weights_of(it, arrays))
    exec("\n".join(recipe["lines"]), names)
    return planes(keras.ops.convert_to_numpy(names["y"])[0], it)


def by_pytorch(call, it):
    """The result of a PyTorch layer."""
    return by_torch_recipe({"layer": call, "lines": ["y = layer(x)"]}, it)


def by_torch_recipe(recipe, it):
    """What a PyTorch recipe's lines leave as `y`, its layers run by ONNX Runtime."""
    arrays = arrays_of(it)
    names = {"torch": Torch, "layer": lambda x: torch_layer(recipe["layer"], x, it, arrays)}
    names["x"] = np.moveaxis(arrays["image"], -1, 0)[None]
    exec("\n".join(recipe["lines"]), names)
    result = names["y"][0]
    return result[:, None] if it["op"] in LINES else result


def torch_layer(text, x, it, arrays):
    """A layer with the setting's weights, or two in a torch.nn.Sequential, which is a separable convolution."""
    kernel, bias = arrays["kernel"], arrays["bias"] if it["use_bias"] else None
    if it["op"] in DEPTHWISE:
        kernel = kernel.transpose(2, 3, 0, 1).reshape(-1, 1, *it["kernel_size"])
    else:
        kernel = np.moveaxis(kernel, (-1, -2), (0, 1))
    if not text.startswith("torch.nn.Sequential("):
        return onnx_layer(text, x, kernel, bias)
    first, second = text.removeprefix("torch.nn.Sequential(").removesuffix(")").split(", torch.nn.Conv2d(")
    between = onnx_layer(first, x, kernel, None)
    return onnx_layer(f"torch.nn.Conv2d({second}", between, arrays["pointwise"].transpose(3, 2, 0, 1), bias)


def read(call):
    """Name, positional and named arguments of a call such as `torch.nn.Conv2d(1, 1, 3, stride=2)`."""
    node = ast.parse(call, mode="eval").body
    return (
        node.func.attr,
        [ast.literal_eval(value) for value in node.args],
        {named.arg: ast.literal_eval(named.value) for named in node.keywords},
    )


def onnx_layer(call, x, weights=None, bias=None):
    """What a PyTorch layer gives of arrays in its order, (batch, channels, …): what PyTorch exports it to, in ONNX Runtime."""
    name, args, named = read(call)
    if name == "Upsample":
        return upsampled(x, named)
    if "Pool" in name:
        return pooled(x, name, args, named)
    return convolved(x, name, args, named, weights, bias)


def along(value, axes):
    return [value] * axes if isinstance(value, int) else list(value)


def upsampled(x, named):
    mode = {"nearest": "nearest", "bilinear": "linear"}[named.get("mode", "nearest")]
    attributes = {
        "mode": mode,
        "nearest_mode": "floor",
        "coordinate_transformation_mode": "asymmetric" if mode == "nearest" else "half_pixel",
    }
    scales = np.array([1, 1, *along(named["scale_factor"], 2)], "float32")
    return onnx("Resize", {"x": x, "": None, "scales": scales}, **attributes)


def pooled(x, name, args, named):
    size, padding = along(args[0], 2), along(named.get("padding", 0), 2)
    assert all(p <= k / 2 for p, k in zip(padding, size, strict=True)), "PyTorch refuses this"
    attributes = {
        "kernel_shape": size,
        "strides": along(named.get("stride", args[0]), 2),
        "pads": padding * 2,
    }
    if name == "AvgPool2d":
        attributes["count_include_pad"] = int(named.get("count_include_pad", True))
    operator = {"MaxPool2d": "MaxPool", "AvgPool2d": "AveragePool"}[name]
    return onnx(operator, {"x": x}, **attributes)


def convolved(x, name, args, named, weights, bias):
    axes, groups = x.ndim - 2, named.get("groups", 1)
    transposed = name.startswith("ConvTranspose")
    wanted = [args[0], args[1] // groups] if transposed else [args[1], args[0] // groups]
    assert [*weights.shape] == [*wanted, *along(args[2], axes)] and x.shape[1] == args[0]
    assert (bias is None) == (named.get("bias") is False)
    attributes = {
        "strides": along(named.get("stride", 1), axes),
        "dilations": along(named.get("dilation", 1), axes),
        "group": groups,
    }
    padding = named.get("padding", 0)
    if padding == "same":
        assert attributes["strides"] == [1] * axes, "PyTorch refuses this"
        attributes["auto_pad"] = "SAME_UPPER"
        # ONNX Runtime takes no dilation beside it; a kernel with zeros in its gaps is the same
        weights, attributes["dilations"] = spaced(weights, attributes["dilations"]), [1] * axes
    else:
        attributes["pads"] = along(padding, axes) * 2
    if transposed:
        more = attributes["output_padding"] = along(named.get("output_padding", 0), axes)
        assert all(map(int.__lt__, more, attributes["strides"])), "PyTorch refuses this"
    inputs = {"x": x, "w": weights} | ({} if bias is None else {"b": bias})
    return onnx("ConvTranspose" if transposed else "Conv", inputs, **attributes)


def spaced(weights, dilations):
    """The kernel with zeros in the gaps of its dilation."""
    sizes = [(k - 1) * d + 1 for k, d in zip(weights.shape[2:], dilations, strict=True)]
    wide = np.zeros((*weights.shape[:2], *sizes), "float32")
    wide[(..., *(slice(None, None, step) for step in dilations))] = weights
    return wide


class Torch:
    """The names that a PyTorch recipe uses beside its layer, in NumPy."""

    class nn:
        class functional:
            @staticmethod
            def pad(x, around, value=0.0):
                last_first = list(zip(around[::2], around[1::2], strict=True))
                return np.pad(x, [(0, 0), (0, 0), *last_first[::-1]], constant_values=value)

    ones_like = staticmethod(np.ones_like)
