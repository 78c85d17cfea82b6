"""Names, punctuation, operators and spaces of highlighted code have no colour of their own: they stand without a span."""

import re

PLAIN = re.compile(r'<span class="(?:n|p|o|w)">([^<]*)</span>')  # Pygments' short names for these tokens


def on_page_content(content, page, config, files):
    return PLAIN.sub(r"\1", content)
