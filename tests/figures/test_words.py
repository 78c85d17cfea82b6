"""The Korean of figures: no array's name is without, as the build finds, and no word is left over."""

import re

from sitebuild.figures import words
from sitebuild.figures.drawing import drawings
from sitebuild.pages.page import ROOT, Page, all_pages

KOREAN = words.korean()


def test_every_word_is_drawn_somewhere():
    names = sorted({match["name"] for path in all_pages() for _, match in Page(path).figures})
    figures, errors = drawings(ROOT, names)
    assert not errors
    arrays = {array for figure in figures.values() for array in figure.drawn}
    named = {re.fullmatch(r"(.*?)( \d+)?", array.partition(",")[0])[1] for array in arrays}
    labels = "".join(figure.svg for figure in figures.values())
    labs = "".join(path.read_text("utf-8") for path in all_pages() if path.parent.name == "labs")
    written = {
        word
        for word in KOREAN
        if re.search(rf">{re.escape(word)}(?!\w)", labels)
        or re.search(rf"[\"'\[]{re.escape(word)}(?!\w)", labs)
    }
    assert named <= set(KOREAN)
    assert set(KOREAN) == (named | written)


ROLE = re.compile(r"\blabel\((?:fig, )?[\"'](?:input|kernel|output|canvas|image)[\"'].*")


def test_what_a_grid_is_is_written_alike_in_every_figure():
    """Beside it, as `draw.title` above it: small, grey, not bold."""
    found = [
        match[0]
        for folder, ending in [("snippets", "py"), ("instruments/views/live", "ts")]
        for path in sorted((ROOT / folder).rglob(f"*.{ending}"))
        for match in ROLE.finditer(path.read_text("utf-8"))
    ]
    assert len(found) > 15
    assert not [it for it in found if "quiet" not in it or "SMALL" not in it or "bold" in it]


def test_a_word_is_known_as_soon_as_it_is_saved(tmp_path, monkeypatch):
    monkeypatch.setattr(words, "KOREAN", tmp_path / "korean.toml")
    for text in 'canvas = "캔버스"\n', 'canvas = "캔버스"\nblob = "얼룩"\n':
        words.KOREAN.write_text(text, "utf-8")
        assert ("blob" in words.korean()) == ("blob" in text)


def test_more_numbers_than_anybody_listens_to_are_told_as_shape_and_range():
    square = [[float(row * 7 + column) for column in range(7)] for row in range(7)]
    assert words.describe({"output": square}, "en").count(" / ") == 6
    assert words.describe({"output": [*square, [None, *range(49, 55)]]}, "en") == "output: 8×7, from 0 to 54."


# what a Korean page leaves in English: names of code, of an axis, of a variable
NAMES = {"reshape", "moveaxis", "step", "out", "down"}
PLAIN = re.compile(r">(?:&gt; )?([a-z]{3,})(?=<|:| \d)")


def test_a_chapter_in_korean_has_no_english_word_in_a_drawing():
    names = sorted({match["name"] for path in all_pages() for _, match in Page(path).figures})
    figures, _ = drawings(ROOT, names)
    found = {
        (name, word)
        for name, figure in figures.items()
        for text in re.findall(r"<text.*?</text>", words.translated(figure.svg, "ko"), re.S)
        for word in PLAIN.findall(text)
    }
    assert not {(name, word) for name, word in found if word not in NAMES}
