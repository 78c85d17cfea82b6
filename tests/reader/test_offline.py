"""The edition that opens from a folder: no server, no other host, and everything works."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def visit(tab, folder):
    """A function: path → the page; nothing of it may fail, nor come from elsewhere."""
    page, faults, asked = tab(), [], []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: said.type in ("error", "warning") and faults.append(said.text))
    page.on("request", lambda request: asked.append(request.url))

    def open_at(path):
        page.goto(folder + path)
        return page

    yield open_at
    assert not faults
    assert asked and [url for url in asked if not url.startswith("file:")] == []


@pytest.mark.parametrize("language", ["", "en/"])
def test_the_explorer_steps(visit, language):
    page = visit(
        f"{language}explorer.html?op=Conv2DTranspose&height=2&width=2&kernel_size=3&strides=2&kernel=ones"
    )
    page.wait_for_selector("conv-explorer [role=gridcell]")
    expect(page.locator(".steps output")).to_have_text("5 / 5")
    page.locator(".steps button").nth(1).click()
    expect(page.locator(".steps output")).to_have_text("4 / 5")
    page.get_by_label("height", exact=True).press("ArrowRight")
    page.wait_for_url("**height=3**")
    page.go_back()
    page.wait_for_url("**step=4**")


def test_the_explorer_opens_inside_a_chapter(visit):
    page = visit("conv2d_transpose.html")
    page.locator("conv-explorer > button").first.click()
    page.wait_for_selector("conv-explorer [role=gridcell]")
    page.locator("conv-explorer a", has_text="탐색기").first.click()
    page.wait_for_url("**/explorer.html?op=*")
    page.wait_for_selector("conv-explorer [role=gridcell]")


@pytest.mark.parametrize("language", ["", "en/"])
def test_the_tracer_traces(visit, language):
    page = visit(f"{language}shapes.html")
    page.fill("#st-code", "keras.Input((28, 28, 1))\nlayers.Conv2D(8, 5)\nlayers.Flatten()\n")
    expect(page.locator(".st-stack .st-shape").last).to_have_text("(None, 4608)")  # once what reads has come
    assert page.locator(".st-stack .st-shape").all_inner_texts()[-2:] == ["(None, 24, 24, 8)", "(None, 4608)"]
    page.wait_for_url("**Flatten**")


def test_the_tracer_translates(visit):
    page = visit("en/shapes.html")
    page.fill(
        "#st-code", "from torch import nn\nimport torch\nnet = nn.Linear(2, 3)\ny = net(torch.ones(1, 2))\n"
    )
    page.get_by_text("The same model in Keras").click()
    page.locator(".sm-translated pre", has_text="keras.Input((2,))").wait_for()


@pytest.mark.parametrize("language, query", [("", "커널을"), ("en/", "kernel")])
def test_the_search_finds(visit, language, query):
    page = visit(f"{language}index.html")
    page.locator("input.md-search__input").fill(query)
    page.locator("input.md-search__input").press("End")
    page.locator(".md-search-result__link[href*='#']").first.click()
    page.locator("article mark").first.wait_for()


def test_the_language_switch_keeps_page_and_place(visit):
    page = visit("conv2d_transpose.html#stride-2")
    assert page.evaluate("document.documentElement.lang") == "ko"
    page.locator("a.language").click()
    page.wait_for_url("**/en/conv2d_transpose.html#stride-2")
    page.locator("a.language").click()
    page.wait_for_url("**/site/conv2d_transpose.html#stride-2")


def test_every_page_opens(visit, folder):
    page = visit("index.html")
    links = page.evaluate(
        "[...document.querySelectorAll('.md-nav__link[href]')].map(link => link.href.split('#')[0])"
    )
    pages = sorted({link.removeprefix(folder) for link in links if link.startswith(folder)})
    assert len(pages) > 10
    for language in ("", "en/"):
        for path in pages:
            assert visit(language + path).locator("h1").count() == 1
