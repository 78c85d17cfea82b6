"""The explorer's state: written and read back, its presets by definition, and its size formula as Keras reckons."""

import math

import keras
import numpy as np
import pytest
from explorer.judges import WHEN, layer_of
from explorer.settings import WITH_KERNEL, at_random, channels_out, shapes, with_defaults_for_untaken
from javascript import values as ask
from scipy.signal import windows

STATE = "views/explorer/state"
ADDRESS, PRESETS, ARITHMETIC = f"{STATE}/address.ts", f"{STATE}/presets.ts", "arithmetic/index.ts"
KERNELS = "ones", "count", "identity", "edge", "blur", "bilinear"


def states(count):
    """Settings at random as states: some numbers from presets, some typed; some in the middle of a step."""
    draw = np.random.default_rng(5)
    for it in at_random(count, seed=6):
        state = {name: value for name, value in it.items() if name not in ("image", "kernel")}
        typed = draw.random() < 0.5
        state["input"] = it["image"] if typed else str(draw.choice(["count", "ones", "random17"]))
        state["kernel"] = it["kernel"] if typed and it["op"].startswith("Conv2D") else "ones"
        state["view"] = (
            str(draw.choice(["stamps", "zeros", "matrix", "counts"]))
            if it["op"] == "Conv2DTranspose"
            else "stamps"
        )
        state["step"] = int(draw.integers(9)) if draw.random() < 0.3 else None
        state["cell"] = f"canvas,{draw.integers(9)},3" if draw.random() < 0.3 else None
        if it["op"].endswith("Pooling2D") or it["op"] == "UpSampling2D":
            state |= {"output_padding": None, "dilation_rate": [1, 1], "kernel": "ones"}
        if it["op"] == "UpSampling2D":
            state |= {"kernel_size": [3, 3], "padding": "valid"}
        yield state | ONE_CHANNEL


ONE_CHANNEL = {
    "pointwise": "count",
    "bias": "count",
    "output_channel": 0,
    "input_channel": 0,
    "depth": "folded",
}


def deep_states(count):
    """The same with channels, of every operation: numbers from presets, or typed for each plane."""
    draw = np.random.default_rng(9)
    for it in at_random(count, seed=10, deep=True):
        if it["channels"] % it["groups"] or it["filters"] % it["groups"]:
            continue
        state = {name: value for name, value in with_defaults_for_untaken(it).items() if name != "arrays"}
        planes = {
            "input": [state["channels"], state["height"], state["width"]],
            "kernel": [math.prod(shapes(state)["kernel"][2:]), *state["kernel_size"]],
        }
        for name, shape in planes.items():
            typed = draw.integers(-9, 10, shape).tolist()
            state[name] = "random5" if draw.random() < 0.5 else typed if shape[0] > 1 else typed[0]
        if it["op"] not in WITH_KERNEL:
            state |= {"kernel": "ones"}
        out = channels_out(state)
        state |= {"pointwise": "count", "bias": "random4", "view": "stamps", "step": None}
        state |= {"output_channel": int(draw.integers(out)), "cell": "input,1,0,1"}
        takes_several = it["op"] in WITH_KERNEL and it["op"] != "DepthwiseConv2D"
        state |= {"input_channel": int(draw.integers(state["channels"])) if takes_several else 0}
        state |= {"depth": str(draw.choice(["folded", "unfolded"])) if takes_several else "folded"}
        yield state if state["use_bias"] else state | {"bias": "count"}


def test_what_is_written_of_a_deep_layer_is_read_back():
    given = list(deep_states(300))
    assert len(given) > 200
    written = ask(ADDRESS, "query", [[state] for state in given])
    entries = [[[part.split("=", 1) for part in query[1:].split("&")]] for query in written]
    for state, query, it in zip(given, written, ask(ADDRESS, "read", entries), strict=True):
        assert it == {"state": state, "faults": []}, query


def test_what_is_written_is_read_back():
    given = list(states(300))
    written = ask(ADDRESS, "query", [[state] for state in given])
    entries = [[[part.split("=", 1) for part in query[1:].split("&")]] for query in written]
    found = ask(ADDRESS, "read", entries)
    for state, query, it in zip(given, written, found, strict=True):
        assert it == {"state": state, "faults": []}, query


def test_only_the_explorers_own_names_are_read():
    """A style sheet's or a campaign's attributes and keys are not the reader's mistake; what is the explorer's own is told."""
    foreign = [
        ["style", "content-visibility: visible;"],
        ["id", "a"],
        ["utm_source", "x"],
        ["h", "word"],
        ["__proto__", "1"],
    ]
    foreign += [[f"key{n}", "1"] for n in range(5_000)]
    own = [["op", "Conv2D"], ["height", "99"], ["kernel", "1,2"]]
    (bare,) = ask(ADDRESS, "read", [[own[:1]]])
    (found,) = ask(ADDRESS, "read", [[foreign + own]])
    assert found["faults"] == [{"name": "height", "value": "99"}, {"name": "kernel", "value": "1,2"}]
    assert found["state"] == bare["state"]


@pytest.mark.parametrize("shape", [(3, 3), (2, 5), (1, 4), (7, 6)])
def test_presets(shape):
    state = {"op": "Conv2D", "height": 1, "width": 1, "kernel_size": shape, "input": "ones"}
    made = ask(PRESETS, "setting", [[state | {"kernel": name}] for name in KERNELS])
    ones, count, identity, edge, blur, bilinear = (np.array(it["kernel"]) for it in made)
    assert (ones == np.ones(shape)).all() and (count == np.arange(1, ones.size + 1).reshape(shape)).all()
    assert identity.sum() == 1 and identity[(shape[0] - 1) // 2, (shape[1] - 1) // 2] == 1
    assert edge.sum() == 0 and (edge + 1 == identity * ones.size).all()
    binomial = [np.array([math.comb(k - 1, i) for i in range(k)]) / 2 ** (k - 1) for k in shape]
    np.testing.assert_allclose(blur, np.outer(*binomial))
    # triangles; of even length so that the middle lies between two cells, as enlarging by half of it wants
    triangles = [windows.triang(k) if k % 2 == 0 else windows.bartlett(k + 2)[1:-1] for k in shape]
    np.testing.assert_allclose(bilinear, np.outer(*triangles))


def test_the_bilinear_kernel_enlarges_as_upsampling_does():
    """A transposed convolution of kernel 2·s, stride s and this kernel, away from the edges."""
    (made,) = ask(
        PRESETS,
        "setting",
        [
            [
                {
                    "op": "Conv2DTranspose",
                    "height": 4,
                    "width": 5,
                    "kernel_size": [4, 4],
                    "input": "random8",
                    "kernel": "bilinear",
                }
            ]
        ],
    )
    image = np.array(made["image"], "float32")[None, ..., None]
    layer = keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", use_bias=False)
    layer.build(image.shape)
    layer.set_weights([np.array(made["kernel"])[..., None, None]])
    expected = keras.layers.UpSampling2D(2, interpolation="bilinear")(image)
    np.testing.assert_allclose(layer(image)[0, 1:-1, 1:-1], expected[0, 1:-1, 1:-1], rtol=1e-5)


def test_formula_with_numbers_comes_to_the_size_that_keras_computes():
    given = list(at_random(300, seed=7))
    refused = ask(ARITHMETIC, "refusal", [[it] for it in given])
    told = [
        (it, why)
        for it, why in zip(given, refused, strict=True)
        if not why or why["why"] in ("window", "pool")
    ]
    for a in 0, 1:
        formulas = ask(ARITHMETIC, "formula", [[it, a] for it, _ in told])
        for (it, why), formula in zip(told, formulas, strict=True):
            python = formula["numbers"].replace("−", "-").replace("·", "*").replace("mod", "%")
            for left, right, name in ("⌈", "⌉", "math.ceil"), ("⌊", "⌋", "math.floor"):
                python = python.replace(left, f"{name}(").replace(right, ")")
            if why:  # it comes to what it says all the same, also below 0
                assert eval(python) == formula["size"], (it, formula)
                continue
            size = layer_of(it).compute_output_shape((1, it["height"], it["width"], 1))[1 + a]
            assert eval(python) == size == formula["size"], (it, formula)
            canvas = formula["canvas"]
            assert bool(canvas) == (it["op"] == "Conv2DTranspose")
            if canvas:
                cells = eval(canvas["numbers"].replace("−", "-").replace("·", "*"))
                assert cells == canvas["size"] == size + canvas["start"] + canvas["end"] - canvas["added"], it


@pytest.mark.parametrize("deep", [False, True])
def test_the_keras_line_builds_the_layer(deep):
    given = [[it] for it in at_random(200, seed=8, deep=deep)]
    refused = ask(ARITHMETIC, "refusal", given)
    for (it,), why, line in zip(given, refused, ask(ARITHMETIC, "kerasCall", given), strict=True):
        if not (why and WHEN[why["why"]] == "built"):
            ours, theirs = eval(line).get_config(), layer_of(it).get_config()
            assert ours | {"name": None} == theirs | {"name": None}
