"""Repairs that were tried are buttons that mend the text."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from models_page import MERGE, NO_INPUT, PASTE, REFUSED, deep, paste, top, verdict
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_repair_that_was_tried_is_a_button_that_mends_the_text(page):
    paste(page, MERGE)
    verdict(page, "does not fit")
    repair = page.locator(".sm-repair").first
    repair.wait_for()
    changed = repair.locator(".sm-change code").all_inner_texts()
    assert changed and not any(line in MERGE for line in changed)
    repair.click()
    verdict(page, "All shapes fit")
    assert all(line in page.input_value("#st-code") for line in changed)
    expect(page.locator(".sm-repair")).to_have_count(0)
    page.wait_for_url(lambda address: changed[0] in parse_qs(urlsplit(address).query).get("code", [""])[0])


@pytest.mark.parametrize(("width", "height"), [(360, 780), (1280, 800)])
def test_after_a_repair_the_verdict_is_in_sight_below_the_header(page, width, height):
    page.set_viewport_size({"width": width, "height": height})
    paste(page, MERGE)
    repair = page.locator(".sm-repair").first
    repair.wait_for()
    repair.evaluate(
        "it => scrollBy(0, it.getBoundingClientRect().top - 100)"
    )  # the verdict is above the window
    repair.click()
    verdict(page, "All shapes fit")
    page.wait_for_timeout(700)  # what is drawn below it, and what keeps the code where it was
    header = page.locator(".md-header").bounding_box()
    box = page.locator(".sm-verdict").bounding_box()
    assert header["height"] <= box["y"] and box["y"] + box["height"] <= height, box


def test_all_sizes_that_fit_are_told_where_another_size_is_a_repair(page):
    page.evaluate(PASTE, deep(REFUSED))
    verdict(page, "It does not fit")
    sizes = page.locator(".sm-sizes")
    place = sizes.bounding_box()
    expect(sizes).to_contain_text("multiples of 16: 16, 32, … 512", timeout=30_000)
    assert sizes.bounding_box()["y"] == place["y"]
    paste(page, MERGE.replace("(16, 24, 3)", "(16, 24, 4)"))  # strides in one branch: no size mends it
    verdict(page, "It does not fit")
    expect(sizes).to_have_count(0)


def test_a_repair_says_what_the_model_then_gives_and_where_none_is_found_that_is_said(page):
    paste(page, MERGE)
    repair = page.locator(".sm-repair").first
    told = repair.locator(".sm-gives code").inner_text()
    repair.click()
    verdict(page, f"All shapes fit.*{re.escape(told)}")
    paste(page, "import keras\nx = keras.Input((8, 8, 3))\ny = 1 / 0\n")
    verdict(page, "It does not fit")
    expect(page.locator(".sm-repairs")).to_have_text("No repair of it was found.")
    paste(page, MERGE.replace("strides=2", "strides=1"))
    verdict(page, "fit")
    expect(page.locator(".sm-repairs")).not_to_contain_text("No repair")


def test_a_repair_of_pytorch_mends_the_text(page):
    paste(page, NO_INPUT.replace("96", "100") + "net(torch.zeros(1, 1, 8, 8))\n")
    verdict(page, r"PyTorch refuses line 2:.*\(1x96 and 100x10\)")
    page.locator(".sm-repair", has_text="Line 2").first.click()
    verdict(page, r"All shapes fit\. net gives the output \[1, 10\]")
    assert "nn.Linear(96, 10)" in page.input_value("#st-code")


@pytest.mark.parametrize(
    "name, code, change", [("keras", MERGE, "Cropping2D"), ("pytorch", None, "Linear(96, 10)")]
)
def test_on_a_phone_verdict_and_best_repair_of_a_paste_stand_above_the_code(phone, name, code, change):
    phone.locator(".st-tools").scroll_into_view_if_needed()
    phone.evaluate(PASTE, code or NO_INPUT.replace("96", "100") + "net(torch.zeros(1, 1, 8, 8))\n")
    verdict(phone, "does not fit")
    for part in phone.locator("#sm-verdict"), phone.locator(".sm-repair").first:
        expect(part).to_be_in_viewport(ratio=1)
    assert change in phone.locator(".sm-repair").first.inner_text()
    assert top(phone, "#sm-verdict") < top(phone, ".sm-repair >> nth=0") < top(phone, "#st-code")
    assert phone.locator(".sm-repair:visible").count() == 1


def test_undo_takes_a_repair_back(page):
    page.locator("#st-code").focus()
    page.evaluate(PASTE, REFUSED)
    verdict(page, "does not fit")
    page.locator(".sm-repair").first.click()
    verdict(page, "All shapes fit")
    page.locator("#st-code").focus()
    page.keyboard.press("Control+z")
    expect(page.locator("#st-code")).to_have_value(REFUSED)
    verdict(page, "does not fit")
    page.keyboard.press("Control+Shift+z")
    verdict(page, "All shapes fit")
