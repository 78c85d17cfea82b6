"""What a finger meets on a phone: repairs stand at their message, buttons are as large as its tip."""

import pytest
from models_page import REFUSED, paste, settled, verdict
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

BROKEN = """model = keras.Sequential([
    keras.Input((28, 28, 1)),
    layers.Conv2D(8, 3),
    layers.MaxPooling2D(4),
    layers.Conv2D(8, 9),
    layers.Dense(2),
])
"""
# [class or name, width, height] of what can be pressed; a checkbox is pressed by its words
PRESSED = """() => [...document.querySelectorAll("shape-tracer :is(button, select, summary)")].filter(it => it.offsetParent
  && getComputedStyle(it).visibility === "visible").map(it => {
    const { width, height } = it.getBoundingClientRect()
    return [it.className || it.name, width, height]
  })"""
LEAST = 24  # CSS pixels
ROWS = 26, 40  # width and height of what stands in each row, on the narrowest phone beside the longest names
