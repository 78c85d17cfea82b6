"""The site's own search box, in the page's language."""

import re

import pytest
from playwright.sync_api import expect

from sitebuild.pages.page import ROOT

pytestmark = pytest.mark.browser

KOREAN = {
    "object": "먼저 커널을 움직인다.",
    "possessive": "그 커널의 크기를 본다.",
    "subject": "여기서 커널이 스탬프다.",
    "bare": "값이 모두 1인 커널 하나.",
    "elsewhere": "이 문장과는 상관없는 이야기.",
    "spaced": "그다음은 전치 합성곱 차례다.",
    "field": "이때 `output_padding`을 준다.",
    "layer": "여기 `Conv2DTranspose`가 있다.",
    "short": "빈 칸을 채운다.",
    "capital": "여러 축에서 `channels_last`를 쓴다.",
    "old": "옛 이름으로는 `Convolution2D`다.",
    "message": "오류는 `expected min_ndim=4, found ndim=3`.\n\n## 고치기 { #repair }\n\n축을 붙인다.",
    "numbers": "여기서 4와 3을 찾는다. ndim은 축의 수다. min은 최솟값.",
    "entity": "The stamp can't be greater than 28.\n\n```pycon\n>>> stamp = 28\n```",
    "code": "눈금을 센다.\n\n```python\nticks = count(axis.ticks)  # 눈금의 수\n```",
    "glossary": "## 말 { #words }\n\n체커보드 · checkerboard { #checkerboard }\n:   출력에 생기는 무늬.\n"
    ":   다른 글에서: 바둑판무늬\n",
}
ENGLISH = {
    "kernel": "The kernel moves over the image, and kernels are stamps.",
    "other": "Nothing of the kind.",
}


@pytest.fixture(scope="module")
def home(throw_away):
    pages = {f"ko/{name}.md": f"# Page {name}\n\n{text}\n" for name, text in KOREAN.items()}
    pages |= {f"en/{name}.md": f"# Page {name}\n\n{text}\n" for name, text in ENGLISH.items()}
    return throw_away(pages | {"names.txt": (ROOT / "docs/names.txt").read_text("utf-8")})


@pytest.fixture(scope="module")
def pages(search):
    """A function: language folder, query → the pages that the search box finds."""
    return lambda language, query: {links[0].rstrip("/") for links in search(language, query) if links}


@pytest.mark.parametrize("query", ["커널을", "커널의", "커널이", "커널", "커널에서"])
def test_a_word_is_found_whichever_particle_follows(pages, query):
    assert pages("", query) == {"object", "possessive", "subject", "bare"}


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ("전치합성곱", "spaced"),
        ("전치 합성곱의", "spaced"),
        ("output_padding", "field"),
        ("padding", "field"),
        ("Conv2DTranspose", "layer"),
        ("conv2dtranspose", "layer"),
        ("transpose", "layer"),
        ("칸이", "short"),
        ("channels_last", "capital"),
    ],
)
def test_terms_however_they_are_written(pages, query, page):
    assert pages("", query) == {page}


@pytest.mark.parametrize(
    "query",
    [
        "checkerboard",
        "체커보드",
        "바둑판무늬가",
        "격자 무늬",
        "checker board",
        "checkerbord",
        "체커보두",
        "체커보드무늬",
    ],
)
def test_a_term_is_a_result_of_its_own_under_each_of_its_names(search, query):
    assert search("", query)[0] == ["glossary/", "glossary/#checkerboard"]


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ("Deconvolution2D", "layer"),  # old Keras
        ("ConvTranspose2d", "layer"),  # PyTorch
        ("nn.ConvTranspose2d(", "layer"),
        ("upconvolution의", "layer"),
        ("convolution2d", "old"),
        ("expected min_ndim=4, found ndim=3. Full shape received: [416, 416, 3]", "message"),
        ('"expected min_ndim=4, found ndim=3"', "message"),
        ("output_paddng", "field"),
    ],
)
def test_what_others_call_it_and_whole_messages_come_first(search, query, page):
    assert search("", query)[0] == [f"{page}/"]


def test_each_section_is_a_result_below_the_name_of_its_page(search):
    assert search("", "고치기")[0] == ["message/", "message/#repair"]


def test_what_was_met_is_marked_without_its_particle_and_is_shown(chromium, home):
    page = chromium.new_page()
    page.goto(home)
    page.fill("input.md-search__input", "바둑판무늬")
    page.press("input.md-search__input", "End")
    result = page.locator(".md-search-result__item").first
    result.locator("h2 mark").first.wait_for()
    assert result.locator("h2 mark").all_inner_texts() == ["체커보드", "checkerboard"]
    assert result.locator("p").first.inner_text() == "출력에 생기는 무늬. (바둑판무늬)"
    page.fill("input.md-search__input", "커널이")
    page.press("input.md-search__input", "End")
    page.locator(".md-search-result__item p mark", has_text="커널").first.wait_for()
    assert set(page.locator(".md-search-result__item p mark").all_inner_texts()) == {"커널"}
    page.close()


def test_marked_words_break_as_the_text_does_and_their_line_is_no_underscore(chromium, home):
    page = chromium.new_page()
    page.goto(home)
    page.fill("input.md-search__input", "channels_last")
    mark = page.locator(".md-search-result__item mark").first
    mark.wait_for()
    style = "it => [getComputedStyle(it).wordBreak, parseFloat(getComputedStyle(it).textUnderlineOffset)]"
    word_break, offset = mark.evaluate(style)
    assert word_break == "keep-all" and offset >= 3  # px: the underscore of a text lies at 1 to 2
    page.close()


@pytest.fixture
def first(tab, home):
    """A function: query → the first result, when it is there; a reader's first query of that page."""

    def ask(query):
        page = tab(again=True)
        page.goto(home)
        page.fill("input.md-search__input", query)
        page.press("input.md-search__input", "End")
        result = page.locator(".md-search-result__item").first
        result.wait_for()
        return result

    return ask


def test_words_of_any_sentence_are_not_told_as_missing(first):
    result = first("눈금이 왜 뜻이 뭐야 zebra")
    assert result.locator("del").all_inner_texts() == ["zebra"]


def test_a_name_that_a_page_calls_otherwise_is_not_told_as_missing(first):
    result = first("Deconvolution3D zebra")
    assert "전치" in result.inner_text() or "Conv2DTranspose" in result.inner_text()
    assert result.locator("del").all_inner_texts() == ["zebra"]


@pytest.mark.parametrize("query", ["눈금을왜세나 zebra", "눈금 checkerbord zebra"])
def test_what_was_read_as_other_words_is_not_told_as_missing(first, query):
    assert first(query).locator("del").all_inner_texts() == ["zebra"]


def test_the_page_marks_words_and_leaves_its_code_whole(first):
    result = first("can't be greater than 28")
    result.locator("a").last.click()
    marked = result.page.locator("article mark")
    marked.first.wait_for()
    assert set(marked.all_inner_texts()) == {"greater"}
    assert ">>> stamp = 28" in result.page.locator("article pre").inner_text()


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("눈금 count ticks", "눈금을 센다."),  # though the code says more of it
        ("axis.ticks", "axis.ticks"),  # which only the code says
        ("눈금 count(ticks)", "count(axis.ticks)"),  # which asks for code
    ],
)
def test_prose_is_shown_rather_than_code(first, query, shown):
    assert shown in first(query).locator("article p").first.inner_text()


def test_english_pages_answer_in_english(pages):
    assert pages("en/", "kernel") == {"en/kernel"}
    assert pages("", "kernel") == set()


def test_the_index_is_fetched_when_the_reader_turns_to_the_search(chromium, home):
    page = chromium.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(home, wait_until="networkidle")
    assert not [url for url in asked if "search_index" in url or "workers/" in url]
    page.keyboard.press("s")  # Material's own key
    page.keyboard.insert_text("커널을")  # as a paste: no key goes up
    page.locator(".md-search-result__link").first.wait_for()
    page.get_by_text(re.compile("^가장 잘 맞는 절 4개$")).wait_for()  # not as if there were no more
    assert [url for url in asked if "search_index" in url]
    page.close()


@pytest.mark.parametrize(("path", "says"), [("", "맞는 절이 없다"), ("en/", "No matching section")])
def test_a_search_that_finds_nothing_speaks_of_sections(tab, home, path, says):
    page = tab()
    page.goto(f"{home}{path}")
    page.fill("input.md-search__input", "qqzzx")
    expect(page.locator(".md-search-result__meta")).to_have_text(says)
