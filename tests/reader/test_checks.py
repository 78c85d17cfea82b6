"""Proof on demand: checks are closed until a reader asks, by their mark, by a link or by the switch of the page."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PAGE = """
# Page

First it is [7](#seven).

```pycon
>>> 3
3
```

{filler}

Seven it is.
{{: #seven }}

```pycon check=TensorFlow
>>> 3 + 4
7
```
"""
CODE = ">>> 3 + 4"
MARK = {"": "TensorFlow와 같다", "en/": "as TensorFlow"}


@pytest.fixture(scope="module")
def home(throw_away):
    text = PAGE.format(filler="\n\n".join(f"Line {number}." for number in range(40)))
    return throw_away(
        {"ko/page.md": text, "en/page.md": text, "ko/plain.md": "# Plain\n\n```python\nx = 1\n```\n"}
    )


@pytest.mark.parametrize("scripts", [True, False])
def test_the_mark_opens_code_and_output_in_place(tab, home, scripts):
    page = tab(again=True, java_script_enabled=scripts)
    page.goto(f"{home}en/page/")
    proof = page.get_by_text(CODE)
    expect(page.locator(".highlight").first).to_be_visible()
    expect(proof).to_be_hidden()
    page.get_by_text("as TensorFlow").click()
    expect(proof).to_be_visible()
    expect(page.locator(".check .output")).to_have_text("7\n")
    page.get_by_text("as TensorFlow").click()
    expect(proof).to_be_hidden()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_mark_is_quiet_and_large_enough_to_tap(tab, home, width):
    page = tab(again=True, viewport={"width": width, "height": 800})
    page.goto(f"{home}page/")
    mark = page.get_by_text(MARK[""])
    mark.scroll_into_view_if_needed()  # what is drawn lazily has its height by then
    page.wait_for_timeout(300)
    said, box = page.locator("#seven").bounding_box(), mark.bounding_box()
    middle = box["y"] + box["height"] / 2
    assert said["y"] < middle < said["y"] + said["height"]  # behind its sentence, on the same line
    assert 0 <= box["x"] - said["x"] - said["width"] < 24
    assert 24 <= box["height"] < 40
    style = "it => [getComputedStyle(it.parentElement).borderLeftWidth, getComputedStyle(it).fontWeight]"
    assert mark.evaluate(style) == ["0px", "400"]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_stated_result_opens_its_check(tab, home, scripts):
    page = tab(again=True, java_script_enabled=scripts)
    page.goto(f"{home}page/")
    page.click("a[href='#seven']")
    expect(page.get_by_text(CODE)).to_be_in_viewport()
    page.goto("about:blank")
    page.goto(f"{home}page/#seven")
    expect(page.get_by_text(CODE)).to_be_in_viewport()


def test_a_check_that_a_link_opened_can_be_closed(tab, home):
    page = tab(again=True)
    page.goto(f"{home}page/#seven")
    expect(page.get_by_text(CODE)).to_be_visible()
    page.get_by_text(MARK[""]).click()
    expect(page.get_by_text(CODE)).to_be_hidden()


@pytest.mark.parametrize("shown", ["", "none"])
def test_paper_has_every_check(tab, home, shown):
    page = tab(again=True)
    page.goto(f"{home}page/")
    page.locator(".code-shown select").select_option(shown)
    page.emulate_media(media="print")
    expect(page.get_by_text(CODE)).to_be_visible()
    expect(page.locator(".code-shown")).to_be_hidden()


def test_the_switch_shows_all_code_or_none_in_both_languages(tab, home):
    page = tab(again=True)
    page.goto(f"{home}page/")
    switch, proof = page.get_by_label("코드"), page.get_by_text(CODE)
    blocks = page.locator("article .highlight:visible")
    assert switch.input_value() == "" and blocks.count() == 1
    switch.select_option("모두")
    expect(proof).to_be_visible()
    page.goto(f"{home}en/page/")
    assert page.get_by_label("Code").input_value() == "all"
    expect(proof).to_be_visible()
    page.get_by_label("Code").select_option("none")
    assert blocks.count() == 0
    expect(page.get_by_text(MARK["en/"])).to_be_hidden()
    page.reload()
    assert page.get_by_label("Code").input_value() == "none" and blocks.count() == 0
    page.click("a[href='#seven']")  # what the reader asks for is seen all the same
    expect(proof).to_be_visible()
    page.get_by_label("Code").select_option("key parts")
    assert blocks.count() == 2  # with the one that the link opened
    page.goto(f"{home}page/")
    assert switch.input_value() == "" and blocks.count() == 1


def test_the_switch_is_where_it_works(tab, home):
    page = tab(again=True, java_script_enabled=False)
    page.goto(f"{home}page/")
    expect(page.locator(".code-shown")).to_be_hidden()
    page = tab(again=True)
    page.goto(f"{home}plain/")
    expect(page.locator(".code-shown")).to_have_count(0)


def test_the_keyboard_opens_a_check_and_goes_on_into_it(tab, home):
    page = tab(again=True, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{home}page/")
    page.get_by_label("코드").focus()
    page.keyboard.press("ArrowDown")
    assert page.get_by_label("코드").input_value() == "all"
    page.keyboard.press("ArrowUp")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.check > summary')"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_text(CODE)).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".md-dialog--active").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "3 + 4"


def test_a_screen_reader_hears_the_words_without_the_sign(tab, home):
    page = tab(again=True)
    page.goto(f"{home}page/")
    assert page.locator(".check").aria_snapshot() == f"- group: {MARK['']}"
