"""The site's own search box, in the page's language."""

import pytest

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
}
ENGLISH = {
    "kernel": "The kernel moves over the image, and kernels are stamps.",
    "other": "Nothing of the kind.",
}


@pytest.fixture(scope="module")
def home(throw_away):
    pages = {f"ko/{name}.md": f"# Page {name}\n\n{text}\n" for name, text in KOREAN.items()}
    pages |= {f"en/{name}.md": f"# Page {name}\n\n{text}\n" for name, text in ENGLISH.items()}
    return throw_away(pages)


@pytest.fixture(scope="module")
def pages(search):
    """A function: language folder, query → the pages that the search box finds."""
    return lambda language, query: {links[0].rstrip("/") for links in search(language, query)}


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
    page.keyboard.type("커널을")
    page.locator(".md-search-result__link").first.wait_for()
    assert [url for url in asked if "search_index" in url]
    page.close()
