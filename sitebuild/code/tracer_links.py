"""`[Open it in the tracer](shapes.md){ .of-code }`: the link carries the code of the block before it."""

import html
import re
from urllib.parse import quote_plus

LINK = re.compile(r'<a class="of-code" href="(?P<page>[^"?#]*)">')
BLOCK = re.compile(r'<code id="code-[^"]*"[^>]*>(?P<code>.*?)</code>', re.S)
TAG = re.compile(r"<[^>]*>")
PROMPT = re.compile(r"^(?:>>> ?|\.\.\. ?)", re.M)


def with_sources(content: str) -> str:
    """The HTML with each of these links leading to the code; ValueError where no code stands before one."""

    def link(match: re.Match[str]) -> str:
        blocks = list(BLOCK.finditer(content, 0, match.start()))
        if not blocks:
            raise ValueError("a link of the class of-code has no code before it")
        return f'<a class="of-code" href="{match["page"]}?code={quote_plus(source(blocks[-1]["code"]), safe="(),:*")}">'

    return LINK.sub(link, content)


def source(code: str) -> str:
    """What a reader would copy of a published block: the lines with prompts, without these."""
    lines = [html.unescape(TAG.sub("", line)) for line in code.split("\n")]
    prompted = [line for line in lines if PROMPT.match(line)]
    return "\n".join(PROMPT.sub("", line).rstrip() for line in prompted or lines).strip()
