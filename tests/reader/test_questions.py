"""A question is answered in the page, in the page's words; what was answered is kept, and counted per chapter."""

import pytest
from chapters import CHAPTERS
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def question(page, key):
    form = page.locator(f".asked > form[data-key='{key}']")
    form.scroll_into_view_if_needed()
    return form, form.locator(".reply"), form.locator("xpath=following-sibling::details")


def give(form, text):
    form.get_by_role("textbox").fill(text)
    form.get_by_role("textbox").press("Enter")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_wrong_shape_is_answered_in_words_and_a_right_one_opens_its_proof(tab, home, width):
    page = tab(new=True, viewport={"width": width, "height": 800})
    page.goto(f"{home}en/conv2d_transpose/")
    form, reply, answer = question(page, "shape-valid")
    expect(answer.get_by_text("adds nothing")).to_be_hidden()
    give(form, "4 x 4")
    expect(reply).to_contain_text("What does padding do in this layer")
    give(form, "7×7")
    expect(reply).to_contain_text("Try again")
    expect(answer.get_by_text("adds nothing")).to_be_hidden()
    give(form, "(5, 5)")
    expect(reply).to_contain_text("Right")
    expect(answer.get_by_text("adds nothing")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_was_answered_is_kept_in_both_languages_and_on_the_home_page(tab, home):
    page = tab(new=True)
    page.goto(f"{home}en/conv2d_transpose/")
    count = page.locator("p.answered")
    of = page.locator(".asked > form").count()
    expect(count).to_have_text(f"questions 0 / {of}")
    form, reply, _ = question(page, "mistake-same")
    form.get_by_role("button", name="Yes").click()
    expect(reply).to_contain_text("sums to less")
    expect(count).to_have_text(f"questions 0 / {of}")
    expect(form.get_by_role("button", name="Yes", pressed=True)).to_have_count(1)  # what the reply is about
    wrong = form.get_by_role("button", pressed=True).evaluate("it => getComputedStyle(it).backgroundColor")
    form.get_by_role("button", name="No").click()
    expect(form.get_by_role("button", pressed=True)).to_have_text("No")
    expect(form.get_by_role("button", pressed=True)).not_to_have_css("background-color", wrong)
    expect(count).to_have_text(f"questions 1 / {of}")
    page.goto(f"{home}conv2d_transpose/")
    expect(page.locator("p.answered")).to_have_text(f"물음 1 / {of}")
    page.goto(home)
    expect(page.locator(".map li", has_text="전치 합성곱").last).to_contain_text(f"물음 1 / {of}")


def test_what_is_kept_may_be_damaged(tab, home):
    page = tab(new=True)
    page.goto(home)
    for kept in ("[1]", "7", '{"pooling": 3, "conv2d_transpose": {"done": "x", "of": "y"}}', "no JSON"):
        page.evaluate("text => localStorage.setItem(`${__md_scope.pathname}.answered`, text)", kept)
        page.goto(f"{home}en/pooling/")
        expect(page.locator("p.answered")).to_contain_text("questions 0 /")
        page.goto(home)
        expect(page.locator(".map span.answered")).to_have_count(0)
    assert page.faults == []


def test_without_scripts_the_answer_is_folded_and_nothing_asks(tab, home):
    page = tab(java_script_enabled=False)
    page.goto(f"{home}en/conv2d_transpose/")
    box = page.locator(".asked").first
    expect(box.locator("form")).to_be_hidden()
    box.locator("summary").first.click()
    expect(box.get_by_text("adds nothing")).to_be_visible()


def test_a_box_that_is_left_empty_is_said_and_each_part_is_asked_for(tab, home):
    page = tab(new=True)
    page.goto(f"{home}en/convolution/")
    form, reply, answer = question(page, "exercise-size")
    form.get_by_role("button", name="Check").click()
    expect(reply).to_have_text("An answer is still missing.")
    form.get_by_label("VALID").fill("2")
    form.get_by_label("VALID").press("Enter")
    expect(reply).to_have_text("An answer is still missing.")
    form.get_by_label("SAME").fill("5")
    form.get_by_label("SAME").press("Enter")
    expect(reply).to_contain_text("Try again")
    form.get_by_label("SAME").fill("4")
    form.get_by_label("SAME").press("Enter")
    expect(reply).to_contain_text("Right")
    expect(answer).to_have_attribute("open", "")


@pytest.mark.parametrize("width", [360, 1280])
def test_cells_are_chosen_by_pressing_them_and_their_number_is_not_given_away(tab, home, width):
    page = tab(new=True, viewport={"width": width, "height": 800})
    page.goto(f"{home}en/conv2d_transpose/")
    form, reply, answer = question(page, "cut-cells")
    meant = [bit == "1" for bit in form.get_attribute("data-cells")]
    cells, check = form.locator(".cells button"), form.get_by_role("button", name="Check")
    check.click()
    expect(reply).to_have_text("Choose the cells first.")
    wrong, first = meant.index(False), meant.index(True)
    cells.nth(wrong).click()
    check.click()
    expect(reply).to_contain_text("1 too many")
    cells.nth(wrong).click()
    cells.nth(first).click()
    check.click()
    expect(reply).to_have_text("✗ All that you chose are right, but not all that are right are chosen.")
    expect(answer).not_to_have_attribute("open", "")
    for at, is_meant in enumerate(meant):
        if is_meant and at != first:
            cells.nth(at).click()
    check.click()
    expect(reply).to_contain_text("Right")
    expect(answer).to_have_attribute("open", "")


def test_the_words_of_a_box_keep_off_it(tab, home):
    page = tab()
    page.goto(f"{home}en/upsampling/")
    form, _, _ = question(page, "exercise-count")
    gap = form.locator("label").evaluate("""label => {
      const words = document.createRange()
      words.selectNode(label.firstChild)
      return label.querySelector("input").getBoundingClientRect().left - words.getBoundingClientRect().right
    }""")
    assert gap >= 6  # CSS pixels


def test_what_is_said_to_a_wrong_answer_is_signed_in_the_folded_answer_too(tab, home):
    page = tab(new=True)
    page.goto(f"{home}en/conv2d_transpose/")
    signs = page.locator(".answer dt").evaluate_all(
        "all => all.map(it => getComputedStyle(it, '::before').content)"
    )
    assert len(signs) > 10 and all("✗" in sign for sign in signs)


# of each question: by how much it grows where the longest of what is said to wrong answers comes
GROWS = """() => [...document.querySelectorAll(".asked")].flatMap(box => {
  const reply = box.querySelector(":scope > form > .reply"), height = () => box.getBoundingClientRect().height, before = height()
  return [...box.querySelectorAll("details.answer dd")].map(said => {
    reply.replaceChildren("✗ ", ...said.cloneNode(true).childNodes)
    const grown = height() - before
    reply.replaceChildren()
    return grown
  })
})"""


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_reply_has_its_room_before_it_comes(tab, home, language, width):
    page = tab(idle=True, viewport={"width": width, "height": 800})
    grown = []
    for name in CHAPTERS:
        page.goto(f"{home}{language}{name}/")
        page.evaluate("document.fonts.ready")
        grown += page.evaluate(GROWS)
    assert len(grown) > 50
    assert max(grown) < 2  # a formula in it makes a line so much higher


def test_on_paper_a_question_has_what_it_asks_about_and_nothing_to_press(tab, home):
    page = tab(new=True, viewport={"width": 794, "height": 1100})
    page.goto(f"{home}en/backpropagation/")
    page.emulate_media(media="print")
    forms = page.locator(".asked > form")
    asked = forms.locator(":scope > button[value], :scope .cells button, :scope label")
    assert asked.count() > 20 and all(one.is_visible() for one in asked.all())
    assert not any(one.is_visible() for one in forms.locator(".check-answer, .reply").all())
