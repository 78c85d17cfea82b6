"""Words of the other language are marked, and nothing else of a page changes."""

import re
from xml.etree import ElementTree

import pytest

from sitebuild.prose.glossary import Terms
from sitebuild.prose.running_text import treat


@pytest.mark.parametrize(
    ("language", "content", "marked"),
    [
        ("ko", "<p>합성곱(convolution)과 특징 맵(feature map)</p>", ["convolution", "feature map"]),
        ("ko", '<p><a class="term">합성곱</a>(convolution)은</p>', ["convolution"]),
        ("ko", '<dt id="overlap">겹침 · overlap</dt>', ["overlap"]),
        ("ko", "<p>f(x) <code>f(abc)</code><pre><code>g(abc)</code></pre><math>(abc)</math></p>", []),
        ("en", "<dt>overlap, twice · 겹침, 두 번</dt><p>by 조성현.</p>", ["겹침, 두 번", "조성현"]),
        ("en", "<p>convolution</p><pre>합성곱</pre>", []),
    ],
)
def test_words_of_the_other_language_are_marked(language, content, marked):
    root = ElementTree.fromstring(f"<div>{content}</div>")
    treat(root, language, Terms("", ""))
    made = ElementTree.tostring(root, "unicode")
    other = {"ko": "en", "en": "ko"}[language]
    assert re.findall(rf'<span lang="{other}">(.*?)</span>', made) == marked
    assert (
        re.sub(r"<span lang=\"..\">(.*?)</span>", r"\1", made.replace("\u2060", "").replace("\u00a0", " "))
        == f"<div>{content}</div>"
    )
