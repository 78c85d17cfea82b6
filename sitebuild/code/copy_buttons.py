"""Each code block has its copy button, and the keyboard's way in where it may scroll, from the start; Material's script,
which serves them, would otherwise put them in one by one while the page loads, and have it laid out anew for each."""

import html
import itertools
import re

CODE = re.compile(r"<pre>((?:<span></span>)?)<code>(.*?)</code>", re.S)
TAG = re.compile(r"<[^>]*>")
NAMES = {"ko": "클립보드로 복사", "en": "Copy to clipboard"}
# characters of a line, with any font and in an answer that unfolds; where a longer one fits after all, Material closes the
# way as it comes into view
FITS = 70


def on_page_content(content, page, config, files):
    numbers, name = itertools.count(1), NAMES[config.theme["language"]]

    def mended(match):
        before, code = match.groups()
        anchor = f"code-{next(numbers)}"
        longest = max(map(len, html.unescape(TAG.sub("", code)).splitlines()), default=0)
        reached = ' tabindex="0"' if longest > FITS else ""
        button = f'<button class="md-code__button" title="{name}" data-clipboard-target="#{anchor}" data-md-type="copy"></button>'
        return f'<pre>{before}<span class="md-code__nav">{button}</span><code id="{anchor}"{reached}>{code}</code>'

    return CODE.sub(mended, content)
