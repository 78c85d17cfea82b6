"""Each page with code can be taken along as a notebook, and opened in Colab where the site's repository is on GitHub."""

import html
import json
from pathlib import Path

from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url
from nbformat import validate

from sitebuild.notebooks.notebook import notebook
from sitebuild.pages.includes import PageError
from sitebuild.pages.page import markdown_files

WORDS = {
    "ko": {"download": "이 페이지를 노트북으로 내려받기", "colab": "Colab에서 열기"},
    "en": {"download": "Take this page along as a notebook", "colab": "Open it in Colab"},
}
GITHUB = "https://github.com/"
COLAB = "https://colab.research.google.com/github/{repository}/blob/notebooks/{language}/{place}"


class NotebooksPlugin(BasePlugin):
    def on_files(self, files, config):
        folder, book = Path(config.docs_dir), config.plugins["pages"].book
        for path in markdown_files(folder):
            place = path.relative_to(folder).with_suffix("").as_posix()
            try:
                page = book.page(path)
                if not page.cells:
                    continue
                drawn = {name: files.get_file_from_path(f"figures/{name}.svg") for name in _figures(page)}
            except PageError:  # the page itself says what is wrong
                continue
            if None not in drawn.values():
                svgs = {name: file.content_string for name, file in drawn.items()}
                made = notebook(page, place, svgs.get, config.site_url)
                validate(made)
                content = json.dumps(made, ensure_ascii=False) + "\n"  # on one line: fast
                files.append(File.generated(config, _address(place), content=content))

    def on_page_content(self, content, page, config, files):
        place = page.file.src_uri.rpartition(".")[0]
        if not (file := files.get_file_from_path(_address(place))):
            return content
        words = WORDS[config.theme["language"]]
        links = [(get_relative_url(file.url, page.url), words["download"])]
        if (config.repo_url or "").startswith(GITHUB):
            repository = config.repo_url.removeprefix(GITHUB).strip("/")
            language = config.theme["language"]
            colab = COLAB.format(repository=repository, language=language, place=f"{place}.ipynb")
            links.append((colab, words["colab"]))
        shown = " · ".join(f'<a href="{html.escape(to)}">{text}</a>' for to, text in links)
        return f'{content}\n<p class="take-along" data-search-exclude>{shown}</p>'


def _figures(page):
    return {match["name"] for _, match in page.figures}


def _address(place):
    return f"notebooks/{place}.ipynb"
