"""What a paste lacks is asked of the reader, kept in the link, and offered where it can be tried."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from models_page import ASKS, FITS, NO_INPUT, paste, rows, settled, verdict
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_what_the_paste_lacks_is_asked_and_kept_in_the_link(page, tab):
    paste(page, ASKS)
    verdict(page, r"paste lacks: num_classes")
    field = page.get_by_label("num_classes")
    field.fill("many")
    field.press("Enter")
    expect(page.locator(".sm-field")).to_contain_text("Write it like 10.")
    field.fill("7")
    field.press("Enter")
    verdict(page, r"All shapes fit\. model gives the output \(None, 32, 48, 7\)")
    assert field.input_value() == "7" and field.evaluate("it => it === document.activeElement")
    page.wait_for_url("**set=*")
    assert parse_qs(urlsplit(page.url).query)["set"] == ["num_classes=7"]
    other = tab()
    other.goto(page.url)
    verdict(other, r"\(None, 32, 48, 7\)")
    assert other.get_by_label("num_classes").input_value() == "7"
    field.fill("")
    field.press("Enter")
    verdict(page, r"paste lacks: num_classes")


def test_a_press_on_a_repair_is_not_lost_as_the_field_is_left(page):
    """Leaving the field says `change` between the button going down and coming up."""
    paste(
        page,
        "from keras import layers, models\nmodel = models.Sequential()\n"
        "model.add(layers.Conv1D(8, 5, input_shape=(steps, 3)))\nmodel.add(layers.MaxPooling1D(2))\n",
    )
    page.get_by_label("steps").press_sequentially("4")
    button = page.locator(".sm-repair").first
    button.wait_for()
    settled(page)
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.up()
    verdict(page, "All shapes fit")


def test_an_input_without_its_batch_is_offered_with_one(page):
    paste(
        page,
        "import torch.nn as nn\nnet = nn.Sequential(nn.Conv2d(3, 4, 3), nn.Flatten(), nn.Linear(144, 2))",
    )
    verdict(page, "does not say the shape of its input")
    page.get_by_label("with the batch").fill("(3, 8, 8)")
    verdict(page, "It does not fit")
    page.get_by_role("button", name="With the batch in front it fits: (1, 3, 8, 8)").click()
    verdict(page, r"All shapes fit\. net gives the output \[1, 2\]")
    assert page.get_by_label("with the batch").input_value() == "(1, 3, 8, 8)"
    page.get_by_label("with the batch").fill("8, 8, 3")
    page.get_by_role(
        "button", name="With the channels first, as PyTorch has them, it fits: (1, 3, 8, 8)"
    ).click()
    assert page.get_by_label("with the batch").input_value() == "(1, 3, 8, 8)"
    expect(page.locator(".sm-offered")).to_be_hidden()


def test_an_input_that_the_paste_does_not_say_is_offered_as_its_layers_want_it(page):
    paste(
        page,
        "import torch.nn as nn\nnet = nn.Sequential(nn.Conv2d(1, 4, 5), nn.Flatten(), nn.Linear(2304, 9))",
    )
    verdict(page, "does not say the shape of its input")
    page.get_by_role("button", name="Take (1, 1, 28, 28)").click()
    verdict(page, r"All shapes fit\. net gives the output \[1, 9\]")
    paste(page, "import torch.nn as nn\nnet = nn.Sequential(nn.Conv2d(1, 32, 3), nn.Conv2d(16, 64, 3))")
    page.get_by_label("with the batch").fill("")
    verdict(page, "does not say the shape of its input")
    page.get_by_role("button", name="No usual size fits").click()
    verdict(page, "expected input.* to have 16 channels, but got 32 channels")


def test_a_value_is_read_as_it_is_typed_and_tab_goes_to_the_next_field(page):
    asks = (
        "x = inputs = keras.Input((img_size, img_size, 3))\nfor _ in range(2):\n    x = layers.Conv2D(4, 3)(x)\n"
        "x = layers.Flatten()(x)\nmodel = keras.Model(inputs, layers.Dense(num_classes)(x))"
    )
    paste(page, asks)
    verdict(page, "paste lacks: img_size, num_classes")
    size, classes = page.get_by_label("img_size"), page.get_by_label("num_classes")
    lefts = [field.bounding_box()["x"] for field in (size, classes)]
    assert lefts[0] == lefts[1] and size.get_attribute("placeholder") == "e.g. 10"
    size.press_sequentially("16")
    verdict(page, "paste lacks: num_classes")
    page.keyboard.press("Tab")  # the line of the next field
    page.keyboard.press("Tab")
    page.keyboard.type("5")
    assert classes.input_value() == "5"
    verdict(page, r"gives the output \(None, 5\)")
    page.keyboard.press("Backspace")
    page.keyboard.type("6")
    page.evaluate("document.querySelector('shape-tracer').load({})")  # takes the field away, with the focus
    paste(page, asks)
    verdict(page, "paste lacks: img_size, num_classes")


def test_what_is_asked_is_told_once(page):
    paste(page, ASKS)
    verdict(page, r"paste lacks: num_classes")
    expect(page.locator(".sm-places li")).to_have_count(0)
    paste(page, ASKS + "import mine\nmine.change(model)\n")
    verdict(page, r"paste lacks: num_classes")
    expect(page.locator(".sm-places li")).to_have_text(re.compile("Line 1[56]: .*mine"))


def test_an_input_shape_is_asked(page):
    paste(page, NO_INPUT)
    verdict(page, "does not say the shape of its input")
    assert [row[2] for row in rows(page)] == ["— not known"] * 3
    field = page.get_by_label("Shape of the input")
    field.fill("(2, 1, 8, 8)")
    field.press("Enter")
    verdict(page, r"net gives the output \[2, 10\]")
    field.fill("(2, 1, 9, 9)")
    field.press("Enter")
    verdict(page, r"PyTorch refuses line 2:.*mat1 and mat2 shapes cannot be multiplied \(2x150 and 96x10\)")


def test_a_field_of_the_paste_before_is_gone(page):
    paste(page, ASKS)
    page.get_by_label("num_classes").fill("10")
    verdict(page, "All shapes fit")
    expect(page.locator(".sm-field")).to_have_count(1)
    paste(page, FITS)
    verdict(page, "All shapes fit")
    expect(page.locator(".sm-field:visible")).to_have_count(0)
    paste(page, NO_INPUT)
    page.get_by_label("Shape of the input").fill("banana")
    expect(page.locator(".sm-wrong")).to_have_text(re.compile("Write it like"))
    paste(page, FITS)
    verdict(page, "All shapes fit")
    expect(page.locator(".sm-field:visible")).to_have_count(0)
