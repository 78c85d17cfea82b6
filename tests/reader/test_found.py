"""What readers type into the search box, search.toml, and where they should come out."""

import tomllib
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.check]

QUERIES = tomllib.loads(Path(__file__).with_name("search.toml").read_text("utf-8"))
FOLDERS = {"ko": "", "en": "en/"}
SHOWN = 3  # results that are seen without scrolling


@pytest.fixture(scope="module")
def ranks(search):
    """{(language, query): the place of the right page, 1 the first, or None}"""
    return {
        (language, query): rank(FOLDERS[language], target, search(FOLDERS[language], query))
        for language, queries in QUERIES.items()
        for query, target in queries.items()
    }


def rank(folder, target, answer):
    page, _, section = target.partition("#")
    for place, links in enumerate(answer, 1):
        address, *_ = links[0].split("#")
        if address == f"{folder}{page}/" and (not section or f"{address}#{section}" in links):
            return place
    return None


@pytest.mark.parametrize(
    ("language", "query"), [(language, query) for language, queries in QUERIES.items() for query in queries]
)
def test_a_query_finds_its_page(ranks, search, language, query):
    place = ranks[language, query]
    answer = [links[:4] for links in search(FOLDERS[language], query)[:SHOWN]]
    assert place and place <= SHOWN, f"{QUERIES[language][query]} has place {place} after {answer}"


def test_recall(ranks):
    counts = [sum(bool(place) and place <= within for place in ranks.values()) for within in (SHOWN, 1)]
    print(
        f"{len(ranks)} queries: recall at {SHOWN} is {counts[0] / len(ranks):.3f}, at 1 {counts[1] / len(ranks):.3f}"
    )
    assert counts[0] == len(ranks)
