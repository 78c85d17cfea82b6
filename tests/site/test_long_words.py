"""Where a line of code may break on a phone."""

import re

import pytest

from sitebuild.code.blocks import finished


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ('    model.compile(keras.optimizers.Adam(<b title="a.b">0.005</b>), 1)', 6),
        ("<i>&gt;&gt;&gt; </i>np.array_equal(by_keras(np.array([[1]])), ones)", 8),
        ("windows = np.lib.stride_tricks.sliding_window_view(picture, 2)", 5),
        ("    model.compile(loss=Huber(), optimizer=1)", 1),
        ("    total = model.compile(Adam(0.005), 1)", 1),
        ("", 1),
    ],
)
def test_a_line_with_a_word_that_is_too_long_breaks_within_it(line, pieces):
    page = f"<pre><code>first\n{line}</code></pre>"
    broken = finished(page, "en")
    assert broken.count("<wbr>") == pieces - 1
    inner = re.search(r"<code[^>]*>(.*)</code>", broken, re.S)[1]
    inner = re.sub(r'<span class="hang-\d+">(.*)</span>', r"\1", inner)  # which sets in what is left
    assert inner.replace("<wbr>", "") == f"first\n{line}"
    assert all(re.fullmatch(r".*[(\[.,]", piece, re.S) for piece in inner.split("<wbr>")[:-1])
