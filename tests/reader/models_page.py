"""What the tests of whole models on the tracer's page share: pastes, and what is read there."""

import re

from playwright.sync_api import expect

DESKTOP = {"width": 1300, "height": 900}


# Sizes and counts beside the code were printed by PyTorch and Keras, or follow from the sizes by hand.
UNET = """\
import torch
import torch.nn as nn

class Double(nn.Module):
    def __init__(self, a, b):
        super().__init__()
        self.conv = nn.Sequential(nn.Conv2d(a, b, 3, padding=1), nn.ReLU(), nn.Conv2d(b, b, 3, padding=1), nn.ReLU())

    def forward(self, x):
        return self.conv(x)

class UNet(nn.Module):
    def __init__(self, classes=2):
        super().__init__()
        self.down = Double(3, 16)
        self.pool = nn.MaxPool2d(2)
        self.middle = Double(16, 32)
        self.up = nn.ConvTranspose2d(32, 16, 2, stride=2)
        self.merge = Double(32, 16)
        self.head = nn.Conv2d(16, classes, 1)

    def forward(self, x):
        skip = self.down(x)
        x = self.up(self.middle(self.pool(skip)))
        return self.head(self.merge(torch.cat([x, skip], dim=1)))

model = UNet()
masks = model(torch.randn(1, 3, 64, 96))
"""


LOOP = """\
from keras import Input, Model, layers

inputs = x = Input((32, WIDTH, 3))
skips = []
for filters in [8, 16]:
    x = layers.Conv2D(filters, 3, padding="same")(x)
    skips.append(x)
    x = layers.MaxPooling2D(2)(x)
for filters, skip in zip([16, 8], reversed(skips)):
    x = layers.UpSampling2D(2)(x)
    x = layers.Concatenate()([x, skip])
    x = layers.Conv2D(filters, 3, padding="same")(x)
model = Model(inputs, layers.Conv2D(CLASSES, 1)(x))
model.compile("adam")
"""


FITS = LOOP.replace("WIDTH", "48").replace("CLASSES", "4")


def deep(code):
    return code.replace("[8, 16]", "[8, 16, 16, 16]").replace("[16, 8]", "[16, 16, 16, 8]")


REFUSED = LOOP.replace("WIDTH", "50").replace("CLASSES", "4")  # 50 → 25 → 12 → 24


ASKS = LOOP.replace("WIDTH", "48").replace("CLASSES", "num_classes")


MERGE = """\
from keras import Input, Model, layers
inputs = Input((16, 24, 3))
x = layers.Conv2D(8, 3, padding="same")(inputs)
y = layers.Conv2D(8, 3, strides=2, padding="same")(x)
model = Model(inputs, layers.Add()([x, y]))
"""


NO_INPUT = "import torch.nn as nn\nnet = nn.Sequential(nn.Conv2d(1, 6, 5), nn.Flatten(), nn.Linear(96, 10))\n"


LENET = """\
import torch
from torch import nn

net = nn.Sequential(
    nn.Conv2d(1, 6, 5), nn.Tanh(), nn.AvgPool2d(2),
    nn.Conv2d(6, 16, 5), nn.Tanh(), nn.AvgPool2d(2),
    nn.Flatten(),
    nn.Linear(256, 120), nn.Tanh(), nn.Linear(120, 10),
)
scores = net(torch.randn(1, 1, 28, 28))
"""


def paste(page, code):
    page.fill("#st-code", code)


PASTE = """text => {
  const area = document.querySelector("#st-code")
  area.focus()
  area.setRangeText(text, 0, area.value.length, "end")
  area.dispatchEvent(new InputEvent("input", { inputType: "insertFromPaste", bubbles: true }))
}"""


def top(page, selector):
    return page.locator(selector).bounding_box()["y"]


AS_WHOLE = "As a table, where receptive field and PyTorch can be chosen"


def settled(page):
    """Waits until all that is shown is that of the text in the box."""
    expect(page.locator("whole-models")).to_have_attribute("aria-busy", "false")


def verdict(page, pattern):
    """Waits for the sentence on this text, and sees that it is the only one that a reader sees."""
    settled(page)
    expect(page.locator("#sm-verdict:visible")).to_have_text(re.compile(pattern, re.S))
    expect(page.locator("#st-outcome")).to_be_hidden()


def rows(page):
    """The visible rows of layers, as (name, type, shape, parameters, line)."""
    seen = page.locator(".sm-table tbody tr:not(.sm-break):visible")
    cells = seen.evaluate_all(
        "all => all.map(row => ['.sm-name', '.sm-type', '.sm-output', '.sm-parameters', '.sm-line']"
        ".map(it => row.querySelector(it).innerText.trim()))"
    )
    return [tuple(cell.replace("\n", " ") for cell in row) for row in cells]


def total(page):
    return page.locator(".sm-table tfoot tr").locator("th, td").all_inner_texts()


TRANSLATED = ".sm-translated > .sm-copied > pre"  # the code of the model
