"""By keyboard alone, and with a screen reader."""

import numpy as np
import pytest
from explorer_page import START, cell, grid, numbers, position, rare, says, settle
from reference import transpose

pytestmark = pytest.mark.browser


def test_keyboard_alone(explorer):
    page = explorer(START)
    page.get_by_label("Step", exact=True).focus()
    page.keyboard.press("Home")
    assert position(page) == "0 / 5"
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    settle(page)
    assert says(page).startswith(
        "Stamp 3 of 4: 3 × kernel. input[1, 0] = 3: goes to canvas rows 2–4, columns 0–2."
    )
    page.keyboard.press("End")
    settle(page)
    reached = []
    for _ in range(12):  # from the steps backwards through the grids
        page.keyboard.press("Shift+Tab")
        reached.append(
            page.evaluate("document.activeElement.closest('[role=grid]')?.getAttribute('aria-label') ?? ''")
        )
    assert [name.split(" ")[0] for name in reached if name][:3] == ["output", "kernel", "input"]
    cell(page, "input", 0, 0).focus()
    for key in "ArrowRight", "ArrowDown":
        page.keyboard.press(key)
    assert "input[1, 1] = 4" in says(page)
    page.keyboard.press("Enter")
    page.keyboard.type("-7")
    page.keyboard.press("Enter")
    settle(page)
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "−7"
    assert numbers(grid(page, "output")) == transpose([[1, 2], [3, -7]], np.ones((3, 3)), strides=2).tolist()
    assert "input=1,2,3,-7" in page.url
    page.keyboard.press("8")
    page.keyboard.press("Escape")
    settle(page)
    assert grid(page, "input")[1][1] == "−7"


# the title of the grid that the keyboard is in, and the row and the column of the cell
HERE = """() => {
  const cell = document.activeElement, grid = cell.closest("[role=grid]")
  const place = it => [...it.parentElement.children].indexOf(it)
  return grid && [grid.ariaLabel.replace(/ .*/, ""), place(cell.parentElement), place(cell)]
}"""


def test_of_several_channels_the_keyboard_stays_in_its_grid_and_reaches_every_one(explorer):
    page = explorer("en/explorer/?op=Conv2D&channels=2&filters=3&kernel=count&cell=canvas,0,1")

    def press(*keys):
        for key in keys:
            page.keyboard.press(key)
            settle(page)
        return page.evaluate(HERE)

    cell(page, "kernel", 0, 0).focus()
    settle(page)
    assert press("ArrowDown", "ArrowRight") == ["kernel", 1, 1]
    assert press("Tab") == ["output", 0, 0] and press("ArrowRight") == ["output", 0, 1]
    looked_at = says(page)
    assert press("Shift+Tab") == ["of", 0, 0]  # what each channel adds
    assert press("ArrowDown") == press("Enter") == ["of", 1, 0] and says(page) == looked_at
    assert press("Shift+Tab") == ["kernel", 1, 1] and press("Shift+Tab") == ["input", 0, 0]


def test_the_keyboard_is_not_lost_with_the_cell_that_it_is_on(explorer):
    page = explorer("en/explorer/?op=Conv2D&channels=2&filters=3")
    result = cell(page, "output", 0, 1)
    result.hover()
    settle(page)
    grid_of_sums = page.locator("[role=grid][aria-label='of each channel']")
    grid_of_sums.locator("[tabindex='0']").focus()
    page.mouse.move(0, 0)  # nothing is looked at: there are no sums
    grid_of_sums.wait_for(state="detached")
    settle(page)
    assert page.evaluate(HERE) == ["output", 0, 0]


def test_a_screen_reader_hears_result_and_step(explorer):
    page = explorer(START)
    live = page.locator("conv-explorer [role=status]")
    cell(page, "output", 2, 2).focus()
    live.get_by_text("= 10").wait_for(state="attached")
    page.get_by_label("One step back").click()
    live.get_by_text("Stamp 4 of 4").wait_for(state="attached")
    rare(page, "output_padding").focus()
    page.keyboard.press("End")
    live.get_by_text("output_padding must be smaller than strides").wait_for(state="attached")
    unnamed = "all => all.filter(it => !(it.ariaLabel || it.labels?.length || it.textContent.trim())).map(it => it.outerHTML)"
    assert page.locator("conv-explorer :is(input, select, button, a)").evaluate_all(unnamed) == []


def test_where_frames_come_late_what_is_read_out_is_that_of_the_step(tab, home):
    page = tab(new=True)
    page.add_init_script(
        "const frame = requestAnimationFrame; window.requestAnimationFrame = then => setTimeout(frame, 300, then)"
    )
    page.goto(home + START)
    settle(page)
    page.get_by_label("One step back").click()
    settle(page)
    assert page.locator("conv-explorer [role=status]").inner_text() == page.locator(".says").inner_text()
    assert page.locator(".steps output").inner_text() == "4 / 5"
