"""Each code block has its copy button from the start; Material's script, which serves it, would otherwise put in one after
another while the page loads, and have a browser lay out the page anew for each."""

import itertools
import re

CODE = re.compile(r"<pre>((?:<span></span>)?)<code>")
NAMES = {"ko": "클립보드로 복사", "en": "Copy to clipboard"}


def on_page_content(content, page, config, files):
    numbers, name = itertools.count(1), NAMES[config.theme["language"]]

    def with_button(match):
        code = f"code-{next(numbers)}"
        button = f'<button class="md-code__button" title="{name}" data-clipboard-target="#{code}" data-md-type="copy"></button>'
        return f'<pre>{match[1]}<span class="md-code__nav">{button}</span><code id="{code}">'

    return CODE.sub(with_button, content)
