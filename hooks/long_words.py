"""Where a narrow screen has no room for the first word of a line of code, it breaks after a bracket or a dot; else all of it
would stand below the blanks that it is set in by."""

import html
import re

CODE = re.compile(r"(?<=<code>).*?(?=</code></pre>)", re.S)
TAG = re.compile(r"<[^>]*>")
FIRST = re.compile(r"((?:>>>|\.\.\.)? *)\S+")
BREAK = re.compile(r"(?:[(\[,](?=[^\s)\]])|\.(?=[A-Za-z_]))(?=[^<>]*(?:<|$))")  # not in a tag
FITS = 40  # characters of a line on a phone


def on_page_content(content, page, config, files):
    return CODE.sub(lambda code: "\n".join(map(_broken, code[0].split("\n"))), content)


def _broken(line):
    first = FIRST.match(html.unescape(TAG.sub("", line)))
    return BREAK.sub(r"\g<0><wbr>", line) if first and first[1] and len(first[0]) > FITS else line
