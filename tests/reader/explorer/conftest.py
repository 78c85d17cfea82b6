"""The explorer, opened at an address."""

import pytest
from explorer_page import settle


@pytest.fixture
def explorer(tab, home):
    """A function: path → the page, when the explorer's cells are laid over its picture."""
    opened = []

    def open_at(path, **options):
        page = tab(again=True, **options)
        opened.append(page)
        page.goto(home + path)
        settle(page)
        return page

    yield open_at
    assert not [fault for page in opened for fault in page.faults]
