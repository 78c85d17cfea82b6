"""What mkdocs-jupyter makes of a lab's notebook, as a page like the site's others.

mkdocs-jupyter 0.26.3 has no setting that leaves out JupyterLab's style sheet (575 KB), the scripts from other hosts,
the prompts or its own copy button, and makes an <img> of an SVG, which no scheme's colours reach: `mend` sees to that.
"""

import base64
import functools
import html

from bs4 import BeautifulSoup

from sitebuild.figures.markdown import inline

FOLDED = 16  # lines; longer output is folded
WORDS = {
    "ko": {
        "fold": "출력 {}줄",
        "run": "이 실습의 코드 칸 {cells}개를 {time}에 실행했다: {versions}.",
    },
    "en": {
        "fold": "{} lines of output",
        "run": "All {cells} code cells of this lab were run on {time}: {versions}.",
    },
}


@functools.lru_cache(maxsize=16)  # under `mkdocs serve` few labs change from one build to the next
def mend(content, captions, language):
    """The page: its prose, and each cell as the site's other pages show code and figures."""
    soup = BeautifulSoup(content[content.index('<div class="jp-Notebook"') :], "html.parser")
    captions, pieces = iter(captions), []
    for number, cell in enumerate(soup.select(".jp-Notebook > .jp-Cell")):
        if prose := cell.select_one(".jp-RenderedMarkdown > div"):
            pieces.append(prose.decode_contents())
            continue
        code = cell.select_one(".highlight-ipynb pre").decode_contents()
        pieces.append(f'<div class="language-python highlight"><pre><code>{code}</code></pre></div>')
        caption = next(captions)
        for output in cell.select(".jp-OutputArea-output"):
            pieces.append(_shown(output, f"cell-{number}", caption, language))
    return "\n".join(pieces)


def _shown(output, anchor, caption, language):
    if image := output.find("img"):
        svg = base64.b64decode(image["src"].partition(",")[2]).decode()
        drawing = inline(svg, anchor, html.escape(caption), language)
        return f'<figure class="drawn">{drawing}<figcaption>{html.escape(caption)}</figcaption></figure>'
    text = output.find("pre").decode_contents().rstrip("\n")
    shown, lines = f'<pre class="cell-output">{text}</pre>', text.count("\n") + 1
    if lines <= FOLDED:
        return shown
    summary = WORDS[language]["fold"].format(lines)
    return f'<details class="fold"><summary>{summary}</summary>{shown}</details>'


def stamp(lab, language):
    """When the cells were run, and on what."""
    if not lab.cells:
        return ""
    versions = ", ".join(f"{name} {number}" for name, number in lab.run["versions"].items())
    words = WORDS[language]["run"].format(cells=len(lab.cells), time=lab.run["time"], versions=versions)
    return f'<p class="verified passed" data-search-exclude>{html.escape(words)}</p>'
