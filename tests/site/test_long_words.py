"""Where a line of code may break on a phone."""

import html
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


@pytest.mark.parametrize(
    ("line", "held"),
    [
        ("inside = counts[kernel_size : -kernel_size]", ["-kernel_size"]),
        (
            'inputs_of_both(<span class="mi">1</span>) <span class="mi">1</span>, -<span class="mi">2</span>, long_name',
            ["-2"],
        ),
        ('response[y, x] + <span class="mf">1e-6</span> - 2 * rest(a-b)', ["1e-6"]),
        ('reordered = np.einsum(<span class="s2">&quot;i-&gt;j&quot;</span>, a) -> array', ['"i->j"']),
        ('first.second.sum(axis=(<span class="mi">1</span>,), a == (b))', ["=("]),
        ('a = <span class="s2">&quot;well-known and long&quot;</span> + b = (1)', []),
    ],
)
def test_no_line_of_code_ends_within_a_number_or_before_what_is_negated(line, held):
    broken = finished(f"<pre><code>first\n{line}</code></pre>", "en")
    found = re.findall(r'<span class="(?:\w+ )?kept">((?:<span[^>]*>[^<]*</span>|[^<])*)</span>', broken)
    assert [html.unescape(re.sub("<[^>]*>", "", it)) for it in found] == held
    assert re.sub("<[^>]*>", "", line) in re.sub("<[^>]*>", "", broken)
