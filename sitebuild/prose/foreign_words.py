"""Words of the other language say so, for a screen reader to pronounce them: 합성곱(convolution), overlap · 겹침."""

import re

PIECE = re.compile(r"(<(pre|code|svg|math|script|style|figure)\b.*?</\2>|<[^>]+>)", re.S)
FOREIGN = {
    "ko": ("en", re.compile(r"(?<=\()[A-Za-z][A-Za-z -]+(?=\))|(?<= · )[A-Za-z][A-Za-z, -]+$")),
    "en": ("ko", re.compile(r"[가-힣](?:[가-힣, ]*[가-힣])?")),
}


def on_page_content(content, page, config, files):
    other, words = FOREIGN[config.theme["language"]]

    def marked(text):
        return words.sub(rf'<span lang="{other}">\g<0></span>', text)

    pieces = PIECE.split(content)  # text, markup, the name of what is skipped, text, …
    pieces[::3] = map(marked, pieces[::3])
    del pieces[2::3]
    return "".join(pieces)
