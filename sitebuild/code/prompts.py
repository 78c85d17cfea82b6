"""Prompts and outputs look like what they are, and are left out when code is copied."""

import re

# a fence called python whose first line has a prompt
PYTHON = re.compile(r"^((?:[ \t]|>[ \t]?)*(?:`{3,}|~{3,})[ \t]*)(?:python3?|py3?)\b(?=.*\n[ \t>]*>>> )", re.M)
SESSION = re.compile(r'(<div class="[^"]*\blanguage-pycon\b[^"]*">.*?<code>)(.*?)(</code>)', re.S)
TAG = re.compile(r"<[^>]*>")
MESSAGE = re.compile(r"[\w.]+(?:Error|Exception): ")


def on_page_markdown(markdown, page, config, files):
    return PYTHON.sub(r"\1pycon", markdown)


def on_page_content(content, page, config, files):
    return SESSION.sub(lambda match: match[1] + _session(match[2]) + match[3], content)


def _session(code):
    """Put each line of output in a span with its line end, so that both can be left out together."""
    return "".join(
        line if line.isspace() or line.startswith('<span class="gp">') else _output(TAG.sub("", line))
        for line in code.splitlines(keepends=True)
    )


def _output(line):
    """What an error says may wrap, as it has no columns."""
    return f'<span class="output{" message" if MESSAGE.match(line) else ""}">{line}</span>'
