"""The glossary's terms by their first letter, to jump by.

The entries themselves stand by subject; each form of a term (`kernel, filter`) is found under its own letter.
"""

import unicodedata

from sitebuild.prose.glossary import terms

PLACE = "<!-- the letters, made by sitebuild/prose/letters.py -->"
LABEL = {"ko": "첫 글자로 찾기", "en": "By first letter"}
DOUBLED = dict(zip("ᄁᄄᄈᄊᄍ", "ᄀᄃᄇᄉᄌ", strict=True))  # ㄲ stands under ㄱ
INITIALS = dict(zip("ᄀᄂᄃᄅᄆᄇᄉᄋᄌᄎᄏᄐᄑᄒ", "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ", strict=True))
DIGITS = "0–9"


def letter_of(form: str) -> str:
    """The letter under which a form is found: ㅋ of 커널, K of kernel, 0–9 of 0 끼워 넣기."""
    first = unicodedata.normalize("NFD", form.strip("`"))[0]
    if first.isdigit():
        return DIGITS
    return INITIALS.get(DOUBLED.get(first, first), first.upper())


def by_letter(glossary: str) -> dict[str, list[tuple[str, str]]]:
    """Letter → (form, id) in the order of the dictionary; of the forms of a term that share a letter only the first."""
    first: dict[tuple[str, str], str] = {}
    for term in terms(glossary):
        for form in term.here:
            first.setdefault((letter_of(form), term.id), form)
    found: dict[str, list[tuple[str, str]]] = {}
    for (letter, anchor), form in sorted(first.items(), key=lambda item: item[1].strip("`").casefold()):
        found.setdefault(letter, []).append((form, anchor))
    return found


def letters(glossary: str, language: str) -> str:
    """Markdown: the letters in order, those of the page's own script first, digits last, each with links to its terms."""
    found = by_letter(glossary)
    order = sorted(found, key=lambda it: (it == DIGITS, it.isascii() == (language == "ko"), it))
    rows = [
        f"- **{it}**\N{NO-BREAK SPACE}" + " ".join(f"[{form}](#{anchor})" for form, anchor in found[it])
        for it in order
    ]
    opened = f'<nav class="letters" aria-label="{LABEL[language]}" data-search-exclude markdown>'
    return "\n".join([opened, "", *rows, "", "</nav>"])


def replaced(markdown: str, language: str) -> str:
    """The page's Markdown with the letters in their place."""
    return markdown.replace(PLACE, letters(markdown, language)) if PLACE in markdown else markdown
