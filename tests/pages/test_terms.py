"""One term, one word: the glossaries say the same in both languages, and no page uses another word."""

import re

import pytest
from told import Told

from sitebuild.pages.page import ROOT, Page, all_pages
from sitebuild.prose.glossary import terms

LANGUAGES = "ko", "en"
GLOSSARY = {language: (ROOT / f"docs/{language}/glossary.md").read_text("utf-8") for language in LANGUAGES}
TERMS = {language: list(terms(text)) for language, text in GLOSSARY.items()}
SPANS = re.compile(r"(`+)[^`\n].*?\1|\]\([^)\n]*\)|\{[^}\n]*\}")  # code, addresses, attributes
QUOTED = re.compile(r"\*[^*\n]+\*\{[^}\n]*\.quoted[^}\n]*\}")


def faults(page, language):
    """Each word that the glossary lists as another text's, as "line: what is wrong"."""
    prose = page.prose
    for pattern in QUOTED, SPANS:
        prose = pattern.sub(lambda match: " " * len(match[0]), prose)
    for term in TERMS[language]:
        for other in term.others:
            for match in _uses(other, prose):
                yield f"{page.line_at(match.start())}: {match[0]!r}: on this site the word is {term.here[0]!r}"


def _uses(word, text):
    spelt = r"\s+".join(map(re.escape, word.split()))
    return re.finditer(spelt if re.search("[가-힣]", word) else rf"(?i)\b{spelt}(?:s|es)?\b", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_is_read(language):
    written = re.findall(r"^(?!#)\S.* \{ #([\w-]+) \}$", GLOSSARY[language], re.M)
    assert [term.id for term in TERMS[language]] == written
    assert len(set(written)) == len(written) > 30
    pictures = re.findall(r"\n:   !\[[^\[\]]+\]\(figures/\S+\)\{ #picture-([\w-]+) \}", GLOSSARY[language])
    assert set(pictures) <= set(written)
    lines = sum(1 + bool(term.others) for term in TERMS[language]) + len(pictures)
    assert GLOSSARY[language].count("\n:   ") == lines


def test_a_caption_is_held_to_what_its_own_picture_shows():
    captions = re.findall(r"!\[([^\[\]]+?)\.?\]\(figures/(\S+)\.svg\)", GLOSSARY["en"])
    told = {entry.phrase: entry.expression for entry in Told("glossary").entries}
    assert captions
    for caption, figure in captions:
        assert f"drawn.numbers('{figure}'" in told[caption], caption


def test_the_two_glossaries_mirror_each_other():
    for korean, english in zip(TERMS["ko"], TERMS["en"], strict=True):
        assert korean.id == english.id
        assert (korean.here, korean.there) == (english.there or english.here, korean.there and english.here)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_meaning_is_one_line_of_plain_text(language):
    for term in TERMS[language]:
        assert not re.search(r"[$<>*]|\]\(", term.meaning), term
        assert len(term.meaning) < 240, term


def test_each_form_names_one_term_and_is_no_other_texts_word():
    for language in LANGUAGES:
        forms = [form.lower() for term in TERMS[language] for form in term.here]
        assert len(set(forms)) == len(forms)
        for term in TERMS[language]:
            for other in term.others:
                assert not [form for form in forms if list(_uses(other, form))], other


@pytest.mark.parametrize("path", all_pages(), ids=lambda path: str(path.relative_to(ROOT / "docs")))
def test_pages_use_the_one_word(path):
    if path.name == "glossary.md":
        return
    found = list(faults(Page(path), path.relative_to(ROOT / "docs").parts[0]))
    assert not found, "\n" + "\n".join(f"{path.relative_to(ROOT)}:{fault}" for fault in found)


@pytest.mark.parametrize(
    ("language", "line", "word"),
    [
        ("ko", "컨볼루션을 한다.", "합성곱"),
        ("ko", "한 칸씩 보폭을 둔다.", "스트라이드"),
        ("ko", "## 피처 맵 { #maps }", "특징 맵"),
        ("ko", "![특성 맵.](figures/a/b.svg){ #b }", "특징 맵"),
        ("ko", "| 그래디언트 | 1 |", "기울기"),
        ("ko", "[바이어스](x.md)", "편향"),
        ("en", "Deconvolutions are not inverses.", "transposed convolution"),
        ("ko", "`보폭`은 코드다.", None),
        ("ko", '*보폭*{ .quoted title="다른 글의 말" }이라는 말', None),
        ("ko", "[링크](보폭.md)와 합성곱, 스트라이드", None),
        ("en", "A transposed convolution.", None),
    ],
)
def test_the_rule_fires(language, line, word):
    found = list(faults(Page("page.md", f"# Page\n\n{line}\n"), language))
    assert [fault.startswith("3: ") and repr(word) in fault for fault in found] == ([True] if word else [])
