"""Several channels and filters, and one dimension."""

import ast
import re

import keras
import numpy as np
import pytest
from explorer_page import DEEP, UNSEEN, cell, facts, grid, numbers, says, settle
from reference import transpose

pytestmark = pytest.mark.browser


UNFOLDED = DEEP + "&depth=unfolded"


def kernel_of(channels, filters):
    """What the preset 1, 2, 3, … comes to in Keras's order."""
    return np.arange(1, 4 * channels * filters + 1).reshape(channels, filters, 2, 2).transpose(2, 3, 0, 1)


def test_several_channels_show_what_keras_gives_and_write_the_sum_over_them(explorer, capsys):
    page = explorer(DEEP)
    image = np.arange(1, 25).reshape(2, 3, 4).transpose(1, 2, 0)
    layer = keras.layers.Conv2D(3, 2)
    layer.build((1, 3, 4, 2))
    layer.set_weights([kernel_of(2, 3), np.array([1, 2, 3])])
    expected = layer(image[None].astype("float32"))[0, ..., 2].numpy()
    assert numbers(grid(page, "output")) == expected.tolist()
    assert "(1, 3, 4, 2) → (1, 2, 3, 3)" in facts(page).inner_text()
    one, other = (float((image[1:3, 2:4, c] * kernel_of(2, 3)[..., c, 2]).sum()) for c in (0, 1))
    assert f"output[1, 2, 2] = {one:.0f} + {other:.0f} + 3 = {expected[1, 2]:.0f}" in says(page)
    exec(page.locator("conv-explorer [data-part=source]").text_content(), {})
    printed = re.sub(r"(?<=[\d.])\s+(?=[-\d])", ",", capsys.readouterr().out)
    assert ast.literal_eval(re.sub(r"\]\s+\[", "],[", printed)) == expected.tolist()


def test_channels_are_blocks_that_unfold_into_cells_each_with_its_number(explorer):
    page = explorer(DEEP, viewport={"width": 1280, "height": 800})
    button = page.locator("conv-explorer .views button")

    def is_folded():
        settle(page)
        names = page.locator("[role=grid]").evaluate_all("all => all.map(it => it.ariaLabel)")
        assert any(name.startswith("output 2×3, channel 2") for name in names)
        inputs = [name for name in names if "input" in name]
        assert len(inputs) == (1 if button.get_attribute("aria-expanded") == "false" else 2)
        return len(inputs) == 1

    assert is_folded()
    assert grid(page, "input 3×4, channel 0 (1 more behind)")[0] == ["1", "2", "3", "4"]
    shown = [float(row[0]) for row in grid(page, "of each channel")]
    assert f"= {shown[0]:.0f} + {shown[1]:.0f} + 3 =" in says(page)
    button.focus()
    page.keyboard.press("Enter")
    assert not is_folded() and "depth=unfolded" in page.url
    numbered = page.locator("[role=grid][aria-label*=input] [role=gridcell]")
    assert sorted(numbered.evaluate_all("all => all.map(it => Number(it.ariaLabel))")) == list(range(1, 25))
    page.keyboard.press("Enter")
    assert is_folded() and "depth" not in page.url
    front = cell(page, "input 3×4", 0, 0).bounding_box()
    page.mouse.click(front["x"] + front["width"] / 2, front["y"] - 12)  # on its title
    assert not is_folded()


def test_the_channel_in_front_is_chosen(explorer):
    page = explorer(DEEP)
    page.get_by_label("input_channel", exact=True).press("ArrowRight")
    settle(page)
    assert grid(page, "input 3×4, channel 1 (1 more behind)")[0] == ["13", "14", "15", "16"]
    assert "input_channel=1" in page.url


@pytest.mark.parametrize("folding", ["folded", "unfolded"])
def test_of_three_channels_what_comes_out_is_in_sight_on_a_desk(explorer, folding):
    query = f"op=Conv2D&channels=3&filters=2&use_bias=True&depth={folding}"
    page = explorer(f"en/explorer/?{query}", viewport={"width": 1280, "height": 800})
    for place in (0, 0), (1, 1):
        box = cell(page, "output", *place).bounding_box()
        assert box["y"] > 0 and box["y"] + box["height"] <= 800
    assert page.evaluate(UNSEEN) == [0, 0]


def test_a_matrix_of_several_channels_is_that_of_the_chosen_one(explorer):
    query = "op=Conv2DTranspose&channels=2&filters=1&kernel_size=2&strides=1&kernel=count&view=matrix&input_channel=1"
    page = explorer(f"en/explorer/?{query}")
    table, vector = np.array(numbers(grid(page, "Cᵀ"))), np.array(numbers(grid(page, "input")))
    part = transpose([[5, 6], [7, 8]], [[5, 6], [7, 8]], strides=1)  # the second channel's
    assert (table @ vector == part.reshape(-1, 1)).all()
    assert numbers(grid(page, "canvas")) == part.reshape(-1, 1).tolist()
    assert "The matrix of input channel 1" in says(page)


def test_a_cell_of_one_channel_is_typed_into_that_channel_alone(explorer):
    page = explorer(UNFOLDED)
    before = grid(page, "input 3×4, channel 0")
    target = page.locator("[role=grid][aria-label$='channel 1'] [role=gridcell]").first
    target.focus()
    page.keyboard.type("-7")
    page.keyboard.press("Enter")
    settle(page)
    assert grid(page, "+ input 3×4, channel 1") == [] and grid(page, "input 3×4, channel 0") == before
    assert grid(page, "input 3×4, channel 1")[0][0] == "−7"
    page.reload()
    settle(page)
    assert grid(page, "input 3×4, channel 1")[0][0] == "−7" and not page.locator(".notice").inner_text()


def test_a_causal_window_sees_nothing_that_comes_after(explorer):
    page = explorer("en/explorer/?op=Conv1D&width=6&kernel_size=3&padding=causal&kernel=count")
    assert page.get_by_label("height", exact=True).is_hidden()
    layer = keras.layers.Conv1D(1, 3, padding="causal", use_bias=False)
    layer.build((1, 6, 1))
    layer.set_weights([np.arange(1, 4).reshape(3, 1, 1)])
    assert numbers(grid(page, "output")) == layer(np.arange(1.0, 7).reshape(1, 6, 1))[..., 0].numpy().tolist()
    page.get_by_label("keras.layers", exact=True).select_option("Conv1DTranspose")
    settle(page)
    assert page.locator("select[name=padding] option[value=causal]").is_disabled()
    assert (
        "Conv1DTranspose" in facts(page).inner_text()
        and '"causal" → "valid"' in page.locator(".remark").inner_text()
    )
