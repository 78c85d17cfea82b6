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


def test_repairs_of_a_chain_stand_between_their_message_and_the_code(phone):
    paste(phone, BROKEN)
    mend = phone.locator(".st-result .st-mend").first
    expect(mend).to_be_visible()
    settled(phone)
    fault, top, bottom, code = phone.evaluate(
        """() => {
          const [fault, mend, code] = ["#st-fault", ".st-result .st-mend", "#st-code"].map(it =>
            document.querySelector(it).getBoundingClientRect())
          return [fault.bottom, mend.top, mend.bottom, code.top]
        }"""
    )
    assert fault <= top < fault + 60 and bottom < code


def test_what_has_the_focus_stays_where_it_is_as_repairs_come_above_it(phone):
    paste(phone, BROKEN.replace("8, 9", "8, 3"))
    settled(phone)
    field = phone.get_by_label("4. Conv2D kernel_size")
    field.focus()
    before = field.bounding_box()["y"]
    field.fill("9")
    expect(phone.locator(".st-result .st-mend").first).to_be_visible()
    assert abs(field.bounding_box()["y"] - before) < 2


@pytest.mark.parametrize("code", [BROKEN, REFUSED])
def test_all_that_is_pressed_is_large_enough(phone, code):
    paste(phone, code)
    settled(phone)
    found = phone.evaluate(PRESSED)
    assert [one for one in found if min(one[1:]) < LEAST] == []
    acts = [one for one in found if one[0] in {"up", "down", "remove"}]
    assert [one for one in acts if one[1] < ROWS[0] or one[2] < ROWS[1]] == []
    assert bool(acts) == (code == BROKEN)


def test_what_undo_brought_back_is_not_marked_as_changed(page):
    paste(page, BROKEN)
    page.locator(".st-result .st-mend").first.click()
    expect(page.locator(".st-changed").first).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".st-fault")).not_to_be_empty()
    settled(page)
    expect(page.locator(".st-changed")).to_have_count(0)
    paste(page, REFUSED)
    verdict(page, "does not fit")


# by how much each line's number is wider than its digits and the room for a fingertip around them
SLACK = """() => [...document.querySelectorAll(":not(.sm-line) > .sm-go")].filter(it => it.offsetParent).map(it => {
  const digits = document.createRange()
  digits.selectNodeContents(it)
  const { paddingLeft, paddingRight } = getComputedStyle(it)
  const slack = it.offsetWidth - digits.getBoundingClientRect().width - parseFloat(paddingLeft) - parseFloat(paddingRight)
  return [it.parentElement.outerHTML, slack]
})"""


def test_the_number_of_a_line_stands_in_its_sentence_without_a_gap(phone):
    paste(phone, REFUSED)
    settled(phone)
    found = phone.evaluate(SLACK)
    assert found and not [one for one in found if one[1] > 1.5]
