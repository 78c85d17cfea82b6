"""The verification stamp at the foot of each page, one line: how many of its examples ran, on what, and when; all versions
under the pointer."""

import html
import json
import re

from sitebuild import checkout
from sitebuild.pages import verified
from sitebuild.pages.fences import TORCH, cells

WORDS = {
    "ko": {
        "passed": "✓ 예제 {examples}개를 모두 실행해 확인했다 ({day}, TensorFlow\u00a0{tensorflow}{torch})",
        "passed, one": "✓ 예제를 실행해 확인했다 ({day}, TensorFlow\u00a0{tensorflow}{torch})",
        "changed": "예제를 {day}에 실행했고, 그 뒤에 글을 고쳤다.",
        "failed": "이 페이지의 예제 가운데 마지막 실행({time})에서 실패한 것이 있다.",
        "torch": "PyTorch\u00a0{version}의 기록과 맞춘 예제 {examples}개",
    },
    "en": {
        "passed": "✓ All {examples} examples run as printed ({day}, TensorFlow\u00a0{tensorflow}{torch})",
        "passed, one": "✓ The example runs as printed ({day}, TensorFlow\u00a0{tensorflow}{torch})",
        "changed": "Examples run on {day}; edited since.",
        "failed": "In the last run ({time}) some examples of this page failed.",
        "torch": "{examples} by the record of PyTorch\u00a0{version}",
    },
}
DAY = re.compile(r"\d{4}-\d\d-\d\d")  # which a line's end would part at its hyphens


def stamp(page, language):
    """HTML for the foot of a page: how its examples went when they were last run; "" where there is no record."""
    entry = verified.find(checkout.of_file(page.path).cache / "verified.json", page) if page.cells else None
    if not entry:
        return ""
    state = status(entry, page.digest)
    numbers = [f"{name} {number}" for name, number in entry["versions"].items()]
    versions = ", ".join([entry["time"], *numbers])
    said = {
        "examples": entry["examples"],
        "time": entry["time"],
        "day": entry["time"].partition(" ")[0],
        "tensorflow": entry["versions"]["TensorFlow"],
    }
    said["torch"] = _of_torch(page, WORDS[language]["torch"]) if state == "passed" else ""
    is_one = state == "passed" and entry["examples"] == 1
    words = WORDS[language]["passed, one" if is_one else state].format(**said)
    text = DAY.sub(r'<span class="kept">\g<0></span>', html.escape(words))
    return f'\n<p class="verified {state}" title="{html.escape(versions)}" data-search-exclude>{text}</p>'


def _of_torch(page, words):
    """What is said of a page's sessions of PyTorch, which are judged where torch is (tools/pytorch_judge.py)."""
    examples = sum(len(cells(fence)) for fence in page.fences if fence.language == TORCH)
    if not examples:
        return ""
    record = checkout.of_file(page.path).root / "tests/pages/torch.jsonl"
    if not record.is_file():  # a copy of the pages alone
        return ""
    with record.open(encoding="utf-8") as lines:
        version = json.loads(next(lines))["torch"].partition("+")[0]
    return ", " + words.format(examples=examples, version=version)


def status(entry, digest):
    """changed, failed or passed: how the page stands to its record."""
    if entry["digest"] != digest:
        return "changed"
    return "passed" if entry["passed"] else "failed"
