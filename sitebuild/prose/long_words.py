"""A word of code that is too long for a line on a phone breaks after a bracket, a comma or a dot; else it would break anywhere,
or stand below the blanks that it is set in by."""

import html
import re

CODE = re.compile(r"(?<=<code>).*?(?=</code></pre>)", re.S)
TAG = re.compile(r"<[^>]*>")
WORD = re.compile(r"^(?:>>> |\.\.\. )? *\S+|\S+")  # the first with what it is set in by
BREAK = re.compile(r"(?:[(\[,](?=[^\s)\]])|\.(?=[A-Za-z_]))(?=[^<>]*(?:<|$))")  # not in a tag
FITS = 40  # characters of a line on a phone
SET_IN = 8  # where what is left of a line goes on (site.css)


def on_page_content(content, page, config, files):
    return CODE.sub(lambda code: "\n".join(map(_broken, code[0].split("\n"))), content)


def _broken(line):
    first, *more = WORD.findall(html.unescape(TAG.sub("", line))) or [""]
    longest = max(len(first), *(SET_IN + len(word) for word in more), 0)
    return BREAK.sub(r"\g<0><wbr>", line) if longest > FITS else line
