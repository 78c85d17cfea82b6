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
WORD = re.compile(r"^(?:>>> |\.\.\. )? *\S+|\S+")  # the first with its indentation
BREAK = re.compile(r"(?:[(\[,](?=[^\s)\]])|\.(?=[A-Za-z_]))(?=[^<>]*(?:<|$))")  # not in a tag
COMMENT = re.compile(r'(<span class="c1">)(# [^\s<]+)')
# what a browser would part behind its hyphen, or a name from the value that it is given: -right, 1e-6, "i->j", axis=(
TOKEN = r'<span class="[a-z0-9]+">[^<\s]{1,20}</span>'
STRING = r'<span class="s[12](?: kept)?">[^<\s]{1,20}</span>'
HELD = re.compile(rf"""(?<![\w)\]"'<=-])-(?:{TOKEN}|\w{{1,20}})|(?<=\w)=(?:[(\[{{]|{STRING})""")
HYPHENED = re.compile(r'<span class="(mf|s[12])">(?=[^<\s]{1,20}</span>)(?=[^<]*-)')
FITS_A_PHONE = 40  # characters of a line
FITS_ANY_PHONE = 30
SET_IN = 4  # hanging indent: a wrapped line continues so many characters further in than it begins
MOST_SET_IN = 20  # site.css has a class for each multiple of SET_IN up to here
BLANK = re.compile(r"(?:>>> |\.\.\. )? *")  # the indentation of a line, its prompt included
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
        is_session = "language-pycon" in (match["classes"] or "")
        code = _session(code) if is_session else "".join(map(_hanging, code.splitlines(keepends=True)))
        code = "\n".join(map(_held, map(_breakable, code.split("\n"))))
        longest = max(map(len, html.unescape(TAG.sub("", code)).splitlines()), default=0)
        reached = ' tabindex="0"' if longest > FITS else ""
        button = f'<button class="md-code__button" title="{name}" data-clipboard-target="#{id}" data-md-type="copy"></button>'
        return f'{match["opening"]}<span class="md-code__nav">{button}</span><code id="{id}"{reached}>{code}</code>'

    return BLOCK.sub(block, content)


def _session(code):
    """Put each line of output in a span with its line end, so that both are left out when code is copied."""
    return "".join(
        _hanging(line)
        if line.isspace() or line.startswith('<span class="gp">')
        else _output(TAG.sub("", line))
        for line in code.splitlines(keepends=True)
    )


def _output(line):
    """What an error says may wrap, as it has no columns."""
    if MESSAGE.match(line):
        return f'<span class="output message">{_hanging(line)}</span>'
    return f'<span class="output">{line}</span>'


def _hanging(line):
    """A line that a phone may wrap, in a span with a hanging indent, so that it reads as one line of Python."""
    text = html.unescape(TAG.sub("", line)).rstrip("\n")
    if len(text) <= FITS_ANY_PHONE or line.count("<span") != line.count("</span>"):
        return line
    set_in = min(SET_IN * (len(BLANK.match(text)[0]) // SET_IN + 1), MOST_SET_IN)
    ended = line.removesuffix("\n")
    end = line[len(ended) :]
    ended = COMMENT.sub(r'\1<span class="kept">\2</span>', ended)  # no line ends with the sign of a comment
    return f'<span class="hang-{set_in}">{ended}</span>{end}'


def _held(line):
    """A line that a phone may wrap, with elements that it does not part."""
    if 'class="hang-' not in line:
        return line
    return HELD.sub(r'<span class="kept">\g<0></span>', HYPHENED.sub(r'<span class="\1 kept">', line))


def _breakable(line):
    """`<wbr>` after brackets, commas and dots of a line that has a word too long for a phone; else the browser would break it
    anywhere, or below its own indentation."""
    first, *more = WORD.findall(html.unescape(TAG.sub("", line))) or [""]
    set_in = len(first) - len(first.removeprefix(">>> ").removeprefix("... ").lstrip()) + SET_IN
    longest = max(len(first), *(set_in + len(word) for word in more), 0)
    return BREAK.sub(r"\g<0><wbr>", line) if longest > FITS_A_PHONE else line
