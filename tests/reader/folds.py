"""What is folded on a page."""

OPEN_ALL = "document.querySelectorAll('details').forEach(it => { it.open = true })"
