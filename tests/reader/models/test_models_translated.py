"""The same model in the other framework."""

import re

import pytest
from models_page import AS_WHOLE, ASKS, FITS, LENET, NO_INPUT, REFUSED, TRANSLATED, paste, settled, verdict
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


CHAIN = """model = keras.Sequential([
    keras.Input((28, 28, 1)),
    layers.Conv2D(8, 3),
    layers.Flatten(),
    layers.Dense(10),
])
"""


def test_a_chain_too_has_every_column_and_is_translated(page):
    paste(page, CHAIN)
    expect(page.locator(".st-stack")).to_be_visible()
    page.get_by_role("button", name=AS_WHOLE).click()
    verdict(page, "All shapes fit")
    expect(page.locator(".st-stack")).to_be_hidden()
    page.get_by_label("Receptive field").check()
    assert "Receptive field" in page.locator(".sm-table thead").inner_text()
    page.get_by_text("The same model in PyTorch").click()
    assert "nn.Conv2d(1, 8, 3" in page.locator(TRANSLATED).inner_text()
    page.wait_for_url("**view=whole")
    page.reload()  # a link leads to what was seen
    verdict(page, "All shapes fit")
    expect(page.locator(".st-stack")).to_be_hidden()
    page.get_by_role("button", name="Read line by line").click()
    expect(page.locator(".st-stack")).to_be_visible()
    expect(page.locator(".sm-table")).to_be_hidden()
    assert page.input_value("#st-code") == CHAIN


PLACES = """['.sm-verdict', '.sm-table', '.sm-box + .sm-fold'].map(
  it => document.querySelector(it).getBoundingClientRect().y + scrollY)"""


@pytest.mark.parametrize(
    "code, framework, begins, layer, from_",
    [
        (FITS, "PyTorch", "import torch\nfrom torch import nn\n", "nn.Conv2d(3, 8, 3, padding=1)", "model"),
        (LENET, "Keras", "import keras\nfrom keras import layers, ops\n", "layers.Conv2D(16, 5", "net"),
    ],
)
def test_the_same_model_in_the_other_framework(page, code, framework, begins, layer, from_):
    paste(page, code)
    verdict(page, "All shapes fit")
    fold = page.get_by_text(f"The same model in {framework}", exact=True)
    shown = page.locator(TRANSLATED)
    expect(shown).to_have_count(0)
    before = page.evaluate(PLACES)
    fold.click()
    expect(shown).to_be_visible()
    assert page.evaluate(PLACES) == before
    assert shown.inner_text().startswith(begins) and layer in shown.inner_text()
    shown.locator("..").get_by_role("button").click()
    expect(shown.locator("..").get_by_role("button")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == shown.inner_text().strip()
    page.get_by_text("Copy the weights as well").click()
    weights = page.locator(".sm-translated pre", has_text="def weights_of")
    expect(weights).to_be_visible()
    assert weights.inner_text().strip().endswith(f"weights = weights_of({from_})")
    compile(copied + weights.inner_text(), "copied", "exec")


def test_a_translation_stays_while_the_code_is_written(page):
    paste(page, FITS)
    verdict(page, "All shapes fit")
    page.get_by_text("The same model in PyTorch").click()
    expect(page.locator(TRANSLATED)).to_contain_text("nn.Conv2d(8, 4, 1)")
    paste(page, FITS.replace("Conv2D(4, 1)", "Conv2D(5, 1)"))
    expect(page.locator(TRANSLATED)).to_contain_text("nn.Conv2d(8, 5, 1)")
    page.get_by_label("Memory").check()
    expect(page.locator(TRANSLATED)).to_be_visible()
    page.get_by_label("Memory").uncheck()
    page.get_by_text("The same model in PyTorch").click()
    paste(page, FITS)
    settled(page)
    expect(page.locator(TRANSLATED)).to_be_hidden()


def test_what_has_no_translation_is_said_first(page):
    paste(page, LENET.replace("nn.Tanh(), nn.Linear", "nn.Softplus(beta=2), nn.Linear"))
    verdict(page, "All shapes fit")
    page.get_by_text("The same model in Keras").click()
    first = page.locator(".sm-translated > *").first
    expect(first).to_contain_text("Keras’s softplus has no beta")
    expect(first.get_by_role("button")).to_have_text("8")  # its line
    edges = page.evaluate("""[".sm-missing", ".sm-differs"].map(
        it => getComputedStyle(document.querySelector(it)).borderLeftColor)""")
    assert edges[0] != edges[1]  # as a warning
    expect(page.locator(".sm-differs")).to_contain_text("PyTorch reads the cells in another order")
    assert "raise NotImplementedError(" in page.locator(TRANSLATED).inner_text()


def test_of_many_layers_the_first_are_named_and_the_others_unfold(page):
    norms = ", ".join(["nn.BatchNorm2d(3)"] * 9)
    paste(page, f"from torch import nn\nnet = nn.Sequential({norms})\nnet(torch.randn(2, 3, 8, 8))\n")
    verdict(page, "All shapes fit")
    page.get_by_text("The same model in Keras").click()
    differs = page.locator(".sm-differs")
    expect(differs.locator("code", has_text=re.compile(r"^\d$")).locator("visible=true")).to_have_count(4)
    differs.get_by_text("And 5 other layers").click()
    expect(differs.locator("code", has_text=re.compile(r"^\d$")).locator("visible=true")).to_have_count(9)


@pytest.mark.parametrize("code", [REFUSED, NO_INPUT, ASKS])
def test_what_does_not_fit_or_is_not_known_is_not_translated(page, code):
    paste(page, code)
    verdict(page, "fit|shape|needed")
    expect(page.locator(".sm-models")).to_be_visible()
    expect(page.locator(".sm-box + .sm-fold")).to_have_count(0)


def test_on_a_phone_translated_code_scrolls_in_its_box(phone):
    paste(phone, FITS)
    verdict(phone, "All shapes fit")
    phone.get_by_text("The same model in PyTorch").click()
    expect(phone.locator(TRANSLATED)).to_be_visible()
    assert phone.locator(TRANSLATED).evaluate("it => it.scrollWidth > it.clientWidth")
    assert phone.evaluate("document.documentElement.scrollWidth") <= phone.viewport_size["width"]


def test_the_korean_page_says_in_korean_what_differs(tab, home):
    page = tab()
    page.goto(f"{home}shapes/")
    paste(page, LENET)
    page.get_by_text("Keras로 옮기면").click()
    expect(page.locator(".sm-differs")).to_contain_text("칸을 읽는 축의 순서가 다르므로")
