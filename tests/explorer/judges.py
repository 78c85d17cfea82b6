"""What Keras with TensorFlow, and PyTorch by way of ONNX Runtime, answer to a setting of the explorer."""

import ast

import keras
import numpy as np
import tensorflow as tf
from reference import onnx

WITH_KERNEL = {
    "Conv2D",
    "Conv2DTranspose",
    "Conv1D",
    "Conv1DTranspose",
    "DepthwiseConv2D",
    "SeparableConv2D",
}
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
    names = {"kernel_size": "kernel_size", "strides": "strides", "padding": "padding"}
    if it["op"] == "UpSampling2D":
        return keras.layers.UpSampling2D(tuple(it["strides"]), interpolation=it["interpolation"])
    if it["op"] in WITH_KERNEL:
        names["dilation_rate"] = "dilation_rate"
    else:
        names = {"pool_size": "kernel_size", "strides": "strides", "padding": "padding"}
    arguments = {
        name: it[key] if isinstance(it[key], str | None) else tuple(it[key]) for name, key in names.items()
    }
    if it["op"] == "Conv2DTranspose" and it["output_padding"] is not None:
        arguments["output_padding"] = tuple(it["output_padding"])
    if it["op"] in WITH_KERNEL:
        arguments |= {"filters": 1, "use_bias": False}
    return getattr(keras.layers, it["op"])(**arguments)


def by_keras(it):
    """("built", reason) or ("called", reason) where it refuses, ("model", reason) where only a model does, else ("", array)."""
    shape = it["height"], it["width"]
    try:
        layer = layer_of(it)
        layer.build((1, *shape, 1))
    except ValueError as error:
        return "built", str(error)
    if it["op"] in WITH_KERNEL:
        layer.set_weights([np.array(it["kernel"], "float32")[..., None, None]])
    if it["op"] not in WITH_KERNEL:
        # only a model sees a window that is too large; called on an array, TensorFlow may give nothing, fail, or crash
        try:
            layer(keras.Input((*shape, 1)))
        except ValueError as error:
            return "model", str(error)
    try:
        result = layer(np.array(it["image"], "float32")[None, ..., None])
    except (ValueError, tf.errors.OpError) as error:
        return "called", str(error)
    if 0 in result.shape:
        return "called", "an empty result"  # refused where TensorFlow does without oneDNN
    return "", result[0, ..., 0].numpy()


def read(call):
    """Name, positional and named arguments of a call such as `torch.nn.Conv2d(1, 1, 3, stride=2)`."""
    node = ast.parse(call, mode="eval").body
    return (
        node.func.attr,
        [ast.literal_eval(value) for value in node.args],
        {named.arg: ast.literal_eval(named.value) for named in node.keywords},
    )


def pair(value):
    return [value, value] if isinstance(value, int) else list(value)


def by_pytorch(call, image, kernel=None):
    """The result of a PyTorch layer with these arguments, run as the ONNX operator that PyTorch exports it to."""
    x = np.array(image, "float32")[None, None]
    return onnx_layer(call, x, None if kernel is None else np.array(kernel, "float32")[None, None])[0, 0]


def onnx_layer(call, x, weights=None, bias=None):
    """The same of arrays in PyTorch's order: (batch, channels, …)."""
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
    scales = np.array([1, 1, *pair(named["scale_factor"])], "float32")
    return onnx("Resize", {"x": x, "": None, "scales": scales}, **attributes)


def pooled(x, name, args, named):
    size, padding = pair(args[0]), pair(named.get("padding", 0))
    assert all(p <= k / 2 for p, k in zip(padding, size, strict=True)), "PyTorch refuses this"
    attributes = {"kernel_shape": size, "strides": pair(named.get("stride", args[0])), "pads": padding * 2}
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


def by_torch_recipe(recipe, image, kernel):
    """What a recipe's lines leave as `y`, its layer run by ONNX Runtime."""

    def layer(x):
        return by_pytorch(recipe["layer"], x[0, 0], kernel)[None, None]

    names = {"torch": Torch, "layer": layer, "x": np.array(image, "float32")[None, None]}
    exec("\n".join(recipe["lines"]), names)
    return names["y"][0, 0]


def by_keras_recipe(recipe, image, kernel):
    """The same of a Keras recipe."""
    names = {"keras": keras, "x": keras.ops.convert_to_tensor(np.array(image, "float32")[None, ..., None])}
    layer = names["layer"] = eval(recipe["layer"], names)
    if type(layer).__name__ in WITH_KERNEL:
        layer.build((1, None, None, 1))
        layer.set_weights([np.array(kernel, "float32")[..., None, None]])
    exec("\n".join(recipe["lines"]), names)
    return keras.ops.convert_to_numpy(names["y"])[0, ..., 0]
