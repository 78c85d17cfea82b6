"""The verification stamp at the foot of each page: how many of its examples ran, on what, and when."""

import html
from pathlib import Path

from sitebuild.pages import verified
from sitebuild.pages.page import ROOT, Page, PageError

WORDS = {
    "ko": {
        "passed": "이 쪽의 예제 {examples}개를 {time}에 실행해 모두 확인했다: {versions}.",
        "changed": "이 쪽의 예제는 마지막 실행({time}) 뒤에 바뀌었고, 아직 다시 실행하지 않았다.",
        "failed": "이 쪽의 예제 가운데 마지막 실행({time})에서 실패한 것이 있다.",
        "never": "이 쪽의 예제는 아직 실행하지 않았다.",
    },
    "en": {
        "passed": "Every example of this page ({examples}) was run and checked on {time}: {versions}.",
        "changed": "The examples of this page have changed since the last run ({time}) and have not been run again.",
        "failed": "In the last run ({time}) some examples of this page failed.",
        "never": "The examples of this page have not been run yet.",
    },
}


def on_page_content(content, page, config, files):
    try:
        source = Page(Path(page.file.abs_src_path))
        if not source.cells:
            return content
    except PageError:
        return content  # the page itself shows the error
    entry = verified.find(ROOT / ".cache" / "verified.json", source)
    state = status(entry, source.digest)
    words = WORDS[config.theme["language"]][state]
    if entry:
        versions = ", ".join(f"{name} {number}" for name, number in entry["versions"].items())
        words = words.format(examples=entry["examples"], time=entry["time"], versions=versions)
    return f'{content}\n<p class="verified {state}" data-search-exclude>{html.escape(words)}</p>'


def status(entry, digest):
    """never, changed, failed or passed."""
    if not entry:
        return "never"
    if entry["digest"] != digest:
        return "changed"
    return "passed" if entry["passed"] else "failed"
