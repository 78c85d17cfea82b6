"""What readers type into the search box, search.toml, and whether they see where it is answered."""

import re
import tomllib
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.check]

QUERIES = tomllib.loads(Path(__file__).with_name("search.toml").read_text("utf-8"))
FOLDERS = {"ko": "", "en": "en/"}
SHOWN = 3  # results
SHARE = 0.95  # of the queries of a language that are answered among them


def found(folder, pattern, answer):
    """The place of the first result that a reader sees and that fits, 1 the first, or None."""
    for place, links in enumerate(answer[:SHOWN], 1):
        if any(re.search(pattern, link.removeprefix(folder)) for link in links):
            return place
    return None


@pytest.mark.parametrize("language", QUERIES)
def test_what_answers_is_seen_among_the_first(search, language):
    folder, queries, places, misses = FOLDERS[language], QUERIES[language], [], []
    for query, pattern in queries.items():
        answer = search(folder, query)
        places.append(found(folder, pattern, answer))
        if places[-1] is None:
            misses.append(f"{query}: not {pattern}, but {answer[:SHOWN]}")
    first, seen = places.count(1) / len(places), 1 - len(misses) / len(places)
    report = f"{language}: of {len(places)} queries {seen:.1%} are answered in the first {SHOWN}, {first:.1%} first"
    print("\n".join([report, *misses]))
    assert seen >= SHARE, "\n".join([report, *misses])
