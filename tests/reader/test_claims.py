"""The ledger by verdict and chapter: what is chosen is all that is seen, and stands in the address."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

ENTRIES = "article h3[id^=c]:not([id*='-'])"


def seen(page):
    return page.locator(ENTRIES).evaluate_all(
        "all => all.filter(it => it.checkVisibility()).map(it => it.id)"
    )


def test_only_entries_of_the_verdict_and_the_chapter_are_seen(tab, home):
    page = tab(new=True)
    page.goto(f"{home}en/claims/")
    expect(page.get_by_role("status")).to_have_text("39 of 39 claims")
    page.get_by_label("Verdict").select_option(label="holds only if")
    verdicts = page.locator(".verdict:visible").evaluate_all(
        "all => all.filter(it => !it.closest('li')).map(it => it.textContent)"  # the summary is a list
    )
    assert set(verdicts) == {"holds only if"} and len(verdicts) == len(seen(page)) == 12
    page.get_by_role("combobox", name="Chapter").select_option(label="Pooling")
    assert seen(page) == ["c6", "c37"]
    expect(page.get_by_role("status")).to_have_text("2 of 39 claims")
    expect(page.get_by_role("heading", name="Basic notions")).to_be_visible()
    expect(page.get_by_role("heading", name="Upsampling")).to_be_hidden()
    expect(page.locator(".md-nav--secondary a[href='#c1']:visible")).to_have_count(0)
    assert page.url.endswith("?verdict=only-if&chapter=pooling")


def test_the_address_opens_what_was_chosen_and_the_keyboard_chooses_anew(tab, home):
    page = tab(new=True)
    page.goto(f"{home}claims/?verdict=wrong")
    assert seen(page) == ["c17", "c21"]
    page.get_by_label("판정").focus()
    page.keyboard.press("Home")
    expect(page.get_by_role("status")).to_have_text("주장 39개 가운데 39개")
    assert len(seen(page)) == 39 and "verdict" not in page.url
    page.goto(f"{home}claims/?verdict=odd")
    assert len(seen(page)) == 39


def test_an_entry_that_a_link_leads_to_is_seen_whatever_is_chosen(tab, home):
    page = tab(new=True)
    page.goto(f"{home}en/claims/?verdict=wrong#c3")
    expect(page.locator("#c3")).to_be_in_viewport()
    page.get_by_label("Verdict").select_option("wrong")
    page.locator("a.claim", has_text="C23").click()
    expect(page.locator("#c23")).to_be_in_viewport()
    assert len(seen(page)) == 39


def test_without_scripts_every_entry_is_there_and_nothing_asks(tab, home):
    page = tab(java_script_enabled=False)
    page.goto(f"{home}en/claims/?verdict=wrong")
    assert page.locator(ENTRIES).count() == 39
    expect(page.locator("#c1")).to_be_visible()
    expect(page.locator(".claims-shown")).to_be_hidden()
