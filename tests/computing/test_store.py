"""Answers on disk are whole, checked when they are read, and kept in memory where nothing can be written."""

import os

import pytest

from sitebuild.computing.store import Store

ANSWER = {"svg": "<svg>" + "합" * 100}


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "cache")


def test_gives_what_was_saved(store, tmp_path):
    store.save("ch/one", "key", ANSWER)
    assert Store(tmp_path / "cache").load("ch/one", "key") == ANSWER
    assert store.load("ch/one", "other") is None


def test_holds_whole_files_only(store, monkeypatch):
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        store.save("ch/one", "key", ANSWER)
    assert store.load("ch/one", "key") is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-20],
        lambda data: data.replace(b"<svg>", b"<SVG>"),
        lambda data: b"\xff" + data[1:],
        None,
    ],
    ids=["empty", "cut", "changed", "no text", "vanished"],
)
def test_what_is_damaged_is_not_given(store, tmp_path, damage):
    store.save("ch/one", "key", ANSWER)
    (file,) = (tmp_path / "cache").rglob("*.json")
    if damage:
        file.write_bytes(damage(file.read_bytes()))
    else:
        file.unlink()
    assert store.load("ch/one", "key") is None


def test_remembers_where_nothing_can_be_written(store, tmp_path):
    (tmp_path / "cache").write_text("not a folder")
    store.save("ch/one", "key", ANSWER)
    assert store.load("ch/one", "key") == ANSWER


def test_deletes_what_nothing_asks_for(store, tmp_path):
    store.save("ch/one", "key", ANSWER)
    store.save("ch/one", "old", ANSWER)
    store.prune({("ch/one", "key")})
    assert [file.name for file in (tmp_path / "cache").rglob("*.json")] == ["one-key.json"]
