"""The pages' links to the explorer: the same in both languages, understood to the letter, and what the page says of them."""

import re

import javascript
import numpy as np
import pytest
import yaml
from chapters import PAGES
from explorer.judges import by_keras

from sitebuild.pages.page import ROOT, Page, all_pages

LINK = re.compile(r"\]\(explorer\.md(\?[^)\s#]+)\)")


def links(path):
    return LINK.findall(Page(path).prose)


def read(queries):
    entries = [[[part.split("=", 1) for part in query[1:].split("&")]] for query in queries]
    return javascript.values("views/explorer/state/address.ts", "read", entries)


def settings(queries):
    states = [[found["state"]] for found in read(queries)]
    return javascript.values("views/explorer/state/presets.ts", "setting", states)


def test_links_are_whole_and_understood():
    queries = sorted({query for path in all_pages() for query in links(path)})
    found = read(queries)
    assert [query for query, it in zip(queries, found, strict=True) if it["faults"]] == []
    written = javascript.values("views/explorer/state/address.ts", "query", [[it["state"]] for it in found])
    # every argument is given, so that a link outlives a change of defaults
    assert written == queries
    assert len(queries) >= 10


@pytest.mark.parametrize("name", PAGES, ids=str)
def test_languages_link_alike(name):
    korean, english = (links(ROOT / "docs" / language / name) for language in ("ko", "en"))
    assert korean == english


def values(**wanted):
    """What Keras gives for the states of the explorer's own examples that have these arguments."""
    for it in settings(links(ROOT / "docs/en/explorer.md")):
        if all(it[name] == value for name, value in wanted.items()):
            when, found = by_keras(it)
            return when, found if when else found[0]
    raise AssertionError(f"no example has {wanted}")


def test_what_the_examples_are_said_to_show():
    _, ours = values(op="Conv2DTranspose", kernel_size=[4, 4], padding="same", output_padding=None)
    _, theirs = values(op="UpSampling2D")
    differing = np.argwhere(~np.isclose(ours, theirs))
    edge = np.argwhere(np.pad(np.zeros(np.subtract(ours.shape, 2)), 1, constant_values=1))
    assert len(differing) and set(map(tuple, differing)) <= set(map(tuple, edge))
    _, edges = values(op="Conv2D", kernel_size=[3, 3], strides=[1, 1])
    assert (edges[1:-1, 1:-1] == 0).all() and edges.any()
    assert values(output_padding=[0, 0])[0] == "called"
    _, gaps = values(kernel_size=[2, 2], strides=[3, 3])
    assert not gaps[-1].any() and not gaps[2].any()


def test_languages_have_the_same_words_with_the_same_gaps():
    korean, english = (
        yaml.safe_load((ROOT / f"docs/{language}/explorer.md").read_text("utf-8").split("\n---\n")[0])[
            "explorer"
        ]["words"]
        for language in ("ko", "en")
    )
    gaps = [
        {key: set(re.findall(r"\{\w+\}", text)) for key, text in words.items()} for words in (korean, english)
    ]
    assert gaps[0] == gaps[1]
    quoted = [
        {key: text for key, text in words.items() if key.startswith("keras_")} for words in (korean, english)
    ]
    assert quoted[0] == quoted[1]
