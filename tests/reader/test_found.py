"""What readers type into the search box, search.toml, and whether they see where it is answered."""

import html
import json
import re
import tomllib
from pathlib import Path

import javascript
import pytest
from bs4 import BeautifulSoup
from chapters import CHAPTERS

from sitebuild.pages.page import ROOT
from sitebuild.prose.ledger import VERDICTS

HERE = Path(__file__)
QUERIES = tomllib.loads(HERE.with_name("search.toml").read_text("utf-8"))
FOLDERS = {"ko": "", "en": "en/"}
SHOWN = 3  # results
SHARE = 0.95  # of the queries of a language that are answered among them
SEEN = 12  # of so many queries one is typed into the box, too


@pytest.fixture(scope="module")
def best(site):
    """A function: language, queries → of each the locations of the results that are shown first, best first."""

    def answers(language, queries):
        file = str(site / FOLDERS[language] / "search/search_index.json")
        return javascript.values(
            HERE.with_name("found.js"), "best", [[file, query, SHOWN] for query in queries]
        )

    return answers


def place(pattern, locations):
    """The place of the first result that fits, 1 the first, or None; a section's page stands above it."""
    for at, location in enumerate(locations, 1):
        if re.search(pattern, location) or re.search(pattern, location.split("#")[0]):
            return at
    return None


def without_blanks(query):
    """As many type Korean."""
    return re.sub(r"(?<=[가-힣]) (?=[가-힣])", "", query)


def with_a_slip(query):
    """Of its longest word two letters trade places; of Hangul a vowel is the next one of the alphabet."""
    word = max(re.findall(r"[A-Za-z]{5,}|[가-힣]{3,}", query), key=len, default="")
    if re.match("[가-힣]", word):
        start, vowel, end = (ord(word[1]) - 0xAC00) // 588, (ord(word[1]) - 0xAC00) // 28 % 21, ord(word[1])
        slip = word[0] + chr(0xAC00 + start * 588 + (vowel + 1) % 21 * 28 + (end - 0xAC00) % 28) + word[2:]
    else:
        slip = word[:2] + word[3:4] + word[2:3] + word[4:]
    return query.replace(word, slip, 1) if word else query


@pytest.mark.parametrize(
    ("language", "typed"),
    [(language, str) for language in QUERIES]
    + [("ko", without_blanks)]
    + [(language, with_a_slip) for language in QUERIES],
)
def test_what_answers_is_among_the_first(best, language, typed):
    queries = QUERIES[language]
    answers = dict(zip(queries, best(language, map(typed, queries)), strict=True))
    places = {query: place(queries[query], found) for query, found in answers.items()}
    misses = [
        f"{query}: not {queries[query]}, but {answers[query]}" for query, at in places.items() if at is None
    ]
    first, seen = list(places.values()).count(1) / len(places), 1 - len(misses) / len(places)
    report = f"{language}: of {len(places)} queries {seen:.1%} are answered in the first {SHOWN}, {first:.1%} first"
    print("\n".join([report, *misses]))
    assert seen >= SHARE, "\n".join([report, *misses])


# what a page is called by a single word, another word of it: the page is what is meant
TITLES = {
    "ko": {
        "합성곱": "convolution",
        "풀링": "pooling",
        "역전파": "backpropagation",
        "업샘플링": "upsampling",
        "전치": "conv2d_transpose",
        "탐색기": "explorer",
        "모양 추적기": "shapes",
        "오류": "errors",
    },
    "en": {
        "convolution": "convolution",
        "pool": "pooling",
        "backpropagation": "backpropagation",
        "upsample": "upsampling",
        "transpose": "conv2d_transpose",
        "transposed": "conv2d_transpose",
        "explorer": "explorer",
        "errors": "errors",
        "porting": "porting",
    },
}


@pytest.mark.parametrize("language", TITLES)
def test_a_word_of_a_pages_title_finds_the_page_first(best, language):
    found = best(language, TITLES[language])
    assert [one for one, *_ in found] == [f"{page}/" for page in TITLES[language].values()]


@pytest.mark.browser
@pytest.mark.parametrize(("language", "query"), [("en", "transpose"), ("ko", "전치")])
def test_of_one_word_each_result_says_where_it_was_met(tab, home, language, query):
    page = tab(again=True)
    page.goto(home + FOLDERS[language])
    page.fill("input.md-search__input", query)
    page.press("input.md-search__input", "End")
    results = page.locator(".md-search-result__item")
    results.first.wait_for()
    unmarked = results.filter(has_not=page.locator("mark"))
    assert results.count() > 3 and unmarked.all_inner_texts() == []


def test_readers_of_both_languages_ask_the_same_sections():
    """A section that only one language asks is found by one half of the readers."""
    asked = [tomllib.loads((ROOT / f"docs/asked/{language}.toml").read_text("utf-8")) for language in FOLDERS]
    korean, english = ({(page, key) for page, keys in pages.items() for key in keys} for pages in asked)
    assert korean == english


# what repeats other sections, or is found by its own words alone
UNASKED = re.compile(r"^$|^about/$|^(claims|glossary)/#|#(summary|exercises|try|claims)$")


@pytest.mark.parametrize("language", FOLDERS)
def test_readers_ask_of_each_section_that_teaches(site, language):
    """One that nobody asks stands behind the others, however well it answers."""
    docs = json.loads((site / FOLDERS[language] / "search/search_index.json").read_text("utf-8"))["docs"]
    taught = [doc for doc in docs if doc["text"] and not UNASKED.search(doc["location"])]
    assert len(taught) > 150
    assert [doc["location"] for doc in taught if not doc.get("asked")] == []


@pytest.mark.browser
@pytest.mark.parametrize("language", QUERIES)
def test_what_the_index_has_first_is_what_a_reader_sees_first(best, search, language):
    queries = list(QUERIES[language])[::SEEN]
    for query, locations in zip(queries, best(language, queries), strict=True):
        seen = [
            links[-1].removeprefix(FOLDERS[language]) for links in search(FOLDERS[language], query)[:SHOWN]
        ]
        assert seen == locations, query


@pytest.mark.parametrize("language", FOLDERS)
def test_a_paragraph_is_found_in_the_section_that_it_stands_in(site, language):
    """A result leads to the paragraph, not to a heading screens above it."""
    docs = json.loads((site / FOLDERS[language] / "search/search_index.json").read_text("utf-8"))["docs"]
    texts = {doc["location"]: letters(re.sub(r"<[^>]+>", "", html.unescape(doc["text"]))) for doc in docs}
    seen = 0
    for chapter in CHAPTERS:
        article = BeautifulSoup(
            (site / FOLDERS[language] / chapter / "index.html").read_bytes(), "html.parser"
        ).article
        location = f"{chapter}/"
        for block in article.find_all(["h2", "h3", "p"]):
            start = letters(block.get_text())[:40]
            if block.name != "p":
                location = f"{chapter}/#{block['id']}"
            elif len(start) == 40 and sum(start in text for text in texts.values()) == 1:
                assert start in texts[location], f"{location}: {block.get_text()[:80]}"
                seen += 1
    assert seen > 100


def letters(text):
    return re.sub(r"\W", "", text)


@pytest.mark.parametrize("language", FOLDERS)
def test_a_claim_is_found_with_its_verdict_first(site, language):
    """The search shows how a section begins: the note's own sentence, which may be refuted."""
    docs = json.loads((site / FOLDERS[language] / "search/search_index.json").read_text("utf-8"))["docs"]
    claims = [doc for doc in docs if re.search(r"claims/#c\d+$", doc["location"])]
    words = [words[language] for words in VERDICTS.values()]
    assert claims
    for claim in claims:
        assert re.match(rf"<p>\(({'|'.join(words)})\) ", claim["text"]), claim["location"]


@pytest.mark.parametrize("language", FOLDERS)
def test_nothing_is_found_that_only_readers_without_scripts_see(site, language):
    index = (site / FOLDERS[language] / "search/search_index.json").read_text("utf-8")
    assert "needs JavaScript" not in index and "자바스크립트가 필요" not in index


@pytest.mark.parametrize("language", FOLDERS)
def test_the_choices_of_a_question_are_not_found_as_one_word(site, language):
    folder = site / FOLDERS[language]
    texts = [
        doc["text"] for doc in json.loads((folder / "search/search_index.json").read_text("utf-8"))["docs"]
    ]
    asked = 0
    for page in CHAPTERS:
        for form in BeautifulSoup((folder / page / "index.html").read_text("utf-8"), "html.parser").find_all(
            "form"
        ):
            choices = [button.get_text() for button in form.find_all("button", value=True)]
            asked += bool(choices)
            assert len(choices) < 2 or not any("".join(choices) in text for text in texts), choices
    assert asked > 5


@pytest.mark.parametrize("language", FOLDERS)
def test_what_is_said_to_a_wrong_answer_is_in_no_excerpt(site, language):
    root = site / FOLDERS[language]
    pages = [
        BeautifulSoup((root / name / "index.html").read_text("utf-8"), "html.parser") for name in CHAPTERS
    ]
    replies = [one.extract().get_text().strip() for page in pages for one in page.select(".asked dd")]
    elsewhere = " ".join(page.get_text() for page in pages)
    replies = [one for one in replies if one not in elsewhere]
    index = json.loads((root / "search/search_index.json").read_text("utf-8"))
    assert len(replies) > 20
    assert not [one for one in replies for section in index["docs"] if one in section["text"]]
