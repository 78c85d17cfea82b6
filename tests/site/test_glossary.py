"""Terms lead to the glossary: whatever particle follows, once a section, and only from running prose."""

import json
import re
import time
from xml.etree import ElementTree

import pytest
from sites import CONFIG, FIGURE

from sitebuild.pages.page import ROOT
from sitebuild.prose.glossary import Terms
from sitebuild.prose.running_text import treat

KOREAN = """# 용어

커널, 필터 · kernel, filter { #kernel }
:   곱하는 "작은" [배열](page.md#kernel).
:   다른 글에서: 마스크

축 · axis, axes { #axis }
:   세는 방향.

창 · window { #window }
:   덮는 자리.

배치 · batch { #batch }
:   (배치, …)

합성곱 · convolution { #convolution }
:   창마다 내적.

전치 · transpose { #transpose }
:   행과 열을 맞바꾼 것.

전치 합성곱 · transposed convolution { #transposed-convolution }
:   (n − 1) · s + k칸.

SAME { #same }
:   n · s칸.

`output_padding` { #output-padding }
:   크기를 고른다.
"""
ENGLISH = """# Glossary

kernel, filter · 커널, 필터 { #kernel }
:   The "small" [array](page.md#kernel).

axis, axes · 축 { #axis }
:   A direction.

window · 창 { #window }
:   What is covered.

convolution · 합성곱 { #convolution }
:   Inner products.

transposed convolution · 전치 합성곱 { #transposed-convolution }
:   (n − 1) · s + k cells.

SAME { #same }
:   n · s cells.
"""
TERM = re.compile(r'<a class="term" href="([^"]*)#([\w-]+)" title="([^"]*)">([^<]*)</a>')


def mark(content, text=KOREAN, link="g/", language="ko"):
    """The HTML with its terms marked."""
    root = ElementTree.fromstring(f"<div>{content}</div>")
    treat(root, language, Terms(text, link))
    return "".join(ElementTree.tostring(child, "unicode") for child in root).replace("\u2060", "")


def marked(content, text=KOREAN):
    """What leads to the glossary, as (id, word)."""
    return [(id, word) for _, id, _, word in TERM.findall(mark(content, text))]


def paragraph(prose, text=KOREAN):
    return marked(f"<p>{prose}</p>", text)


PARTICLES = """
을 이 의 은 에 에서 에서는 로 로는 과 과의 도 만 만이 까지 부터 처럼 보다 마다 하고 이나 이란
이다 이며 이고 이라 이라는 이면 이므로 이지만 인 일 들 들을 들에서는 (kernel) . ' ,
"""
OTHER_WORDS = """
커널링 커널층 커널가 서브커널 커널을링 압축 축소 축약 축가 건축의 창고 창가 창의적 창문을 합성곱하다 역합성곱을
"""


@pytest.mark.parametrize("particle", ["", *PARTICLES.split()])
def test_whatever_particle_follows(particle):
    assert paragraph(f"먼저 커널{particle} 본다.") == [("kernel", "커널")]


@pytest.mark.parametrize("particle", ["는", "가", "를", "와", "로", "라는", "고", "다", "여야"])
def test_particles_after_a_vowel(particle):
    assert paragraph(f"먼저 배치{particle} 본다.") == [("batch", "배치")]


@pytest.mark.parametrize("particle", ["은", "는", "이", "가", "에서는"])
def test_particles_after_a_latin_word(particle):
    assert paragraph(f"먼저 SAME{particle} 본다.") == [("same", "SAME")]


@pytest.mark.parametrize("word", OTHER_WORDS.split())
def test_not_inside_another_word(word):
    assert paragraph(f"먼저 {word} 본다.") == []


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("kernel", "kernel"),
        ("Kernels", "kernel"),
        ("kernel's", "kernel"),
        ("filters", "kernel"),
        ("axes", "axis"),
        ("windows", "window"),
        ("SAME", "same"),
        ("same", None),
        ("kernelled", None),
        ("subkernel", None),
        ("multi-axis", None),
        ("axis-free", None),
        ("kernel_size", None),
    ],
)
def test_english(word, expected):
    assert [id for id, _ in paragraph(f"The {word} here.", ENGLISH)] == ([expected] if expected else [])


def test_longest_term_wins_also_where_it_is_not_marked():
    assert paragraph("전치 합성곱과 전치\n합성곱을 본다") == [("transposed-convolution", "전치 합성곱")]
    assert paragraph("전치 합성곱 앞의 전치") == [
        ("transposed-convolution", "전치 합성곱"),
        ("transpose", "전치"),
    ]
    assert paragraph("합성곱, 전치 합성곱") == [
        ("convolution", "합성곱"),
        ("transposed-convolution", "전치 합성곱"),
    ]
    assert paragraph("A transposed convolution.", ENGLISH) == [
        ("transposed-convolution", "transposed convolution")
    ]


def test_first_use_in_a_section_only():
    content = "<h1>가</h1><p>커널과 필터와 커널.</p><h2>나</h2><p>커널을</p><h3>다</h3><p>커널이</p><h2>라</h2><p>필터</p>"
    assert marked(content) == [("kernel", "커널"), ("kernel", "커널"), ("kernel", "필터")]


@pytest.mark.parametrize(
    "content",
    [
        '<h2 id="커널">커널</h2>',
        "<h3>커널 <em>커널</em></h3>",
        "<p><code>커널</code></p>",
        "<pre><span>커널</span> <code>a</code> 커널</pre>",
        '<p><a href="x">커널의 <em>커널</em></a></p>',
        "<math><mtext>커널</mtext></math>",
        '<figure class="drawn"><img alt="커널" /><figcaption>커널을</figcaption></figure>',
        "<svg><text>커널</text></svg>",
        '<p><img alt="커널을 본다" title="a &gt; 커널" /></p>',
        "<script>var 커널 = 1</script>",
        "<details><summary>커널은?</summary></details>",
        '<p class="admonition-title">커널</p>',
        '<label for="x">커널</label>',
        '<p><em class="quoted" title="x">커널</em></p>',
        '<p><strong class="verdict holds">커널</strong></p>',
    ],
)
def test_running_prose_only(content):
    assert mark(content) == content
    assert marked(f"{content}<p>커널</p>") == [("kernel", "커널")], "what was skipped is no use"


def test_tables_lists_and_answers_are_prose():
    for tags in ("<td>{}</td>", "<li>{}</li>", "<details><p>{}</p></details>", "<strong>{}</strong>을"):
        assert marked(tags.format("커널")) == [("kernel", "커널")]


def test_marking_twice_changes_nothing():
    content = "<h2>가</h2><p>커널과 커널, 전치 합성곱</p><h2>나</h2><p>커널</p>"
    once = mark(content)
    assert mark(once) == once != content


def test_text_stays_and_the_meaning_is_a_title():
    content = "<p>이 커널 &amp; 축.</p>"
    result = mark(content, link="../glossary/")
    assert re.sub(r"</?a\b[^>]*>", "", result) == content
    address, id, title, _ = TERM.findall(result)[0]
    assert (address, id) == ("../glossary/", "kernel")
    assert title == "커널, 필터 · kernel, filter: 곱하는 &quot;작은&quot; 배열."


def test_broken_glossary_marks_nothing():
    assert marked("<p>커널</p>", "# 용어\n\n커널\n:   뜻\n") == []


def test_time_grows_with_the_page_and_not_with_its_square():
    entries = (ROOT / "docs/ko/glossary.md").read_text("utf-8")

    def spent(sentences):
        content = f"<p>{'이 커널을 <code>x</code> 축소된 창의 합성곱에서 옮긴다. ' * sentences}</p>"
        start = time.process_time()
        mark(content, entries)
        return time.process_time() - start

    assert min(spent(2000) for _ in range(3)) < 4 * 10 * min(spent(200) for _ in range(3))


# the site

PAGE = "# 커널\n\n커널을 옮긴다. 커널이.\n\n![커널 하나.](figures/ch/one.svg){ #one }\n\n## 둘 { #two }\n\n`커널` 커널은\n"
ENGLISH_PAGE = (
    "# Kernel\n\nA kernel and kernels.\n\n![One kernel.](figures/ch/one.svg){ #one }\n\n"
    "## Two { #two }\n\n`kernel` Kernels\n"
)

PROSE = "sitebuild.markdown: { language: ko, glossary: !relative $docs_dir/glossary.md }"


@pytest.fixture
def book(site):
    config = CONFIG.replace("links: {", "links: { absolute_links: relative_to_docs,") % (
        "material",
        "search, ",
    )
    site.write("mkdocs.yml", config.replace("  attr_list:", f"  attr_list:\n  def_list:\n  {PROSE}"))
    site.write(
        "mkdocs.en.yml",
        site.read("mkdocs.en.yml") + "markdown_extensions: { sitebuild.markdown: { language: en } }\n",
    )
    site.write("snippets/ch/one.py", FIGURE)
    for language, page, entries in (("ko", PAGE, KOREAN), ("en", ENGLISH_PAGE, ENGLISH)):
        for name, text in (("index", page), ("page", page), ("glossary", entries)):
            site.write(f"docs/{language}/{name}.md", text)
    return site


def search_index(site, language):
    docs = json.loads(site.read(f"site/{language}search/search_index.json"))["docs"]
    return [(doc["location"], doc["text"]) for doc in docs]


@pytest.mark.check  # builds sites of its own
def test_every_page_leads_to_its_own_languages_glossary(book):
    book.good_build()
    for language, word in (("", "커널"), ("en/", "kernel")):
        entries = book.read(f"site/{language}glossary/index.html")
        assert '<dt id="kernel">' in entries
        assert not TERM.search(entries), "the glossary does not lead to itself"
        for page, address in (("", "glossary/"), ("page/", "../glossary/")):
            content = book.read(f"site/{language}{page}index.html")
            found = [(there, id, said.lower()) for there, id, _, said in TERM.findall(content)]
            assert found == [(address, "kernel", word), (address, "kernel", word + "s" * (word == "kernel"))]
            assert "<figcaption>" in content and "<svg" in content
    with_terms = [search_index(book, language) for language in ("", "en/")]
    book.write(
        "mkdocs.yml", book.read("mkdocs.yml").replace(", glossary: !relative $docs_dir/glossary.md", "")
    )
    book.good_build()
    assert not TERM.search(book.read())
    assert [search_index(book, language) for language in ("", "en/")] == with_terms


@pytest.mark.check  # builds sites of its own
def test_an_edit_of_the_glossary_shows_and_a_mistake_in_it_is_survived(book):
    with book.serve() as until:
        until("/page/", lambda page: 'title="커널, 필터 · kernel, filter: 곱하는' in page)
        book.write("docs/ko/glossary.md", KOREAN.replace("곱하는", "고친"))
        until("/page/", lambda page: 'title="커널, 필터 · kernel, filter: 고친' in page)
        book.write("docs/ko/glossary.md", "커널 · kernel { #kernel\n: 뜻\n")
        until("/page/", lambda page: "커널을" in page and not TERM.search(page))
        (book.folder / "docs/ko/glossary.md").unlink()
        until("/page/", lambda page: "커널을" in page)
        book.write("docs/ko/glossary.md", KOREAN)
        until("/page/", TERM.search)
