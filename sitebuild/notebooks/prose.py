"""A page's prose as a notebook's Markdown: figures attached, boxes opened, links as they work outside the site."""

import base64
import posixpath
import re

from sitebuild.pages.page import FIGURE

FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n+", re.S)
NOTE = re.compile(r'( *)(?:\?\?\?\+?|!!!) +[\w-]+ +"(.*)"\s*$')
QUOTED = re.compile(r"(`[^`\n]+`)\{[^}\n]*\.quoted[^}\n]*title=\"([^\"]+)\"[^}\n]*\}")
ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*(?:[#.]|lights=)[^{}\n]*\}")
LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\(([^)\s]+)\)")
HTML = re.compile(r"^ *</?(?:div|conv-explorer|shape-tracer)\b[^>\n]*>\n", re.M)
TORCH = re.compile(r"^```torch\b[^\n]*\n(.*?)^```", re.M | re.S)
SPAN = re.compile(r"(`+[^`\n]+`+)")


def markdown(text, drawing, link):
    """(Markdown, attachments) of the text."""
    attachments = {}

    def picture(match):
        name = match["name"].replace("/", "-") + ".svg"
        attachments[name] = {"image/svg+xml": base64.b64encode(_alone(drawing(match["name"]))).decode()}
        return f"![{match['name']}](attachment:{name})\n\n*{match['caption']}*"

    text = TORCH.sub(_session, text)
    text = LINK.sub(link, FIGURE.sub(picture, HTML.sub("", QUOTED.sub(r"\1 (\2)", text))))
    pieces = SPAN.split(text)
    text = "".join(piece if i % 2 else ATTRIBUTES.sub("", piece) for i, piece in enumerate(pieces))
    text = re.sub(r"\n\s*\n", "\n\n", text).strip()
    return text, attachments


def _session(match):
    """A session that is not run here, as code to read: what came out stands in comments."""
    lines = match[1].splitlines()
    code = [line[4:] if line.startswith((">>> ", "... ")) else f"# {line}" for line in lines]
    return "\n".join(["```python", *code, "```"])


def outside(match, place, home):
    """A link as it works outside the site."""
    text, target = match.groups()
    path, *state = re.split(r"(?=[?#])", target, maxsplit=1)
    if ":" in path:
        return match[0]
    if not home:
        return text
    path = posixpath.normpath(posixpath.join(posixpath.dirname(place), path)) if path else place
    folder = re.sub(r"(?:(?<=/)|^)index$", "", re.sub(r"\.(?:md|ipynb)$", "", path))
    return f"[{text}]({home}{folder}{'/' if folder else ''}{''.join(state)})"


def without_notes(text):
    """(offset, line) of the text, where what stands in notes and hidden answers stands at top level."""
    depth, offset = [0], FRONT_MATTER.match(text).end() if FRONT_MATTER.match(text) else 0
    for line in text[offset:].splitlines(keepends=True):
        if line.strip():
            while len(line) - len(line.lstrip(" ")) < depth[-1]:
                depth.pop()
        if match := NOTE.match(line):
            depth.append(len(match[1]) + 4)
            yield offset, f"**{match[2]}**\n"
        else:
            yield offset, line[depth[-1] :] if line.strip() else line
        offset += len(line)


def _alone(svg):
    """The drawing as a picture of its own: on paper, in a plain typeface."""
    paper = '<rect width="100%" height="100%" fill="#fff"/>'
    svg = re.sub(r"(<svg[^>]*>)", rf"\1{paper}", svg, count=1)
    return svg.replace("<svg ", '<svg font-family="sans-serif" ', 1).encode()
