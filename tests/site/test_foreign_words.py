"""Words of the other language are marked, and nothing else of a page changes."""

import re
from types import SimpleNamespace

import pytest

from sitebuild.prose import foreign_words

CONFIGS = {language: SimpleNamespace(theme={"language": language}) for language in ("ko", "en")}


@pytest.mark.parametrize(
    ("language", "content", "marked"),
    [
        ("ko", "<p>합성곱(convolution)과 특징 맵(feature map)</p>", ["convolution", "feature map"]),
        ("ko", '<p><a class="term">합성곱</a>(convolution)은</p>', ["convolution"]),
        ("ko", '<dt id="overlap">겹침 · overlap</dt>', ["overlap"]),
        ("ko", "<p>f(x) <code>f(abc)</code><pre><code>g(abc)</code></pre><math>(abc)</math>", []),
        ("en", "<dt>overlap, twice · 겹침, 두 번</dt><p>by 조성현.</p>", ["겹침, 두 번", "조성현"]),
        ("en", "<p>convolution</p><pre>합성곱</pre>", []),
    ],
)
def test_words_of_the_other_language_are_marked(language, content, marked):
    made = foreign_words.on_page_content(content, None, CONFIGS[language], None)
    other = {"ko": "en", "en": "ko"}[language]
    assert re.findall(rf'<span lang="{other}">(.*?)</span>', made) == marked
    assert re.sub(r"<span lang=\"..\">(.*?)</span>", r"\1", made) == content
