"""What is done to each code block of a page's HTML, in one pass: colours, prompts, places to break, copy buttons."""

import html
import itertools
import re

BLOCK = re.compile(
    r'(?P<opening>(?:<div class="(?P<classes>[^"]*)">(?:<span class="filename">[^<]*</span>)?)?'
    r"<pre>(?:<span></span>)?)<code>(?P<code>.*?)</code>(?=</pre>)",
    re.S,
)
TAG = re.compile(r"<[^>]*>")
NAMES = {"ko": "클립보드로 복사", "en": "Copy to clipboard"}
# names, punctuation, operators and spaces have no colour of their own: Pygments' short names for these tokens
PLAIN = re.compile(r'<span class="(?:n|p|o|w)">([^<]*)</span>')
MESSAGE = re.compile(r"[\w.]+(?:Error|Exception): ")
WORD = re.compile(r"^(?:>>> |\.\.\. )? *\S+|\S+")  # the first with what it is set in by
BREAK = re.compile(r"(?:[(\[,](?=[^\s)\]])|\.(?=[A-Za-z_]))(?=[^<>]*(?:<|$))")  # not in a tag
FITS_A_PHONE = 40  # characters of a line
SET_IN = 8  # where what is left of a line goes on (site.css)
# characters of a line, with any font and in an answer that unfolds; where a longer one fits after all, Material takes the
# keyboard's way in away as the block comes into view
FITS = 70


def finished(content: str, language: str, anchor: str = "code") -> str:
    """The HTML with its code blocks as they are published, their ids `code-1`, `code-2`, …

    Material's script would put in the copy buttons one by one while the page loads, and have it laid out anew for each;
    a block that has its button is left alone.
    """
    numbers, name = itertools.count(1), NAMES[language]

    def block(match):
        code, id = PLAIN.sub(r"\1", match["code"]), f"{anchor}-{next(numbers)}"
        if "language-pycon" in (match["classes"] or ""):
            code = _session(code)
        code = "\n".join(map(_breakable, code.split("\n")))
        longest = max(map(len, html.unescape(TAG.sub("", code)).splitlines()), default=0)
        reached = ' tabindex="0"' if longest > FITS else ""
        button = f'<button class="md-code__button" title="{name}" data-clipboard-target="#{id}" data-md-type="copy"></button>'
        return f'{match["opening"]}<span class="md-code__nav">{button}</span><code id="{id}"{reached}>{code}</code>'

    return BLOCK.sub(block, content)


def _session(code):
    """Put each line of output in a span with its line end, so that both are left out when code is copied."""
    return "".join(
        line if line.isspace() or line.startswith('<span class="gp">') else _output(TAG.sub("", line))
        for line in code.splitlines(keepends=True)
    )


def _output(line):
    """What an error says may wrap, as it has no columns."""
    return f'<span class="output{" message" if MESSAGE.match(line) else ""}">{line}</span>'


def _breakable(line):
    """A word that is too long for a line on a phone breaks after a bracket, a comma or a dot; else it would break anywhere,
    or stand below the blanks that it is set in by."""
    first, *more = WORD.findall(html.unescape(TAG.sub("", line))) or [""]
    longest = max(len(first), *(SET_IN + len(word) for word in more), 0)
    return BREAK.sub(r"\g<0><wbr>", line) if longest > FITS_A_PHONE else line
