"""A Korean particle stays on the line of its word, also behind a bracket or a formula, where a browser would break it off."""

import re

JOINER = "\u2060"  # no line ends here; browsers leave it out of account beside a formula
PLACE = re.compile(
    r"<(pre|script|style|svg)\b.*?</\1>"  # stays as it is
    r"|(?P<formula><math\b[^<]*(?:<(?!/math>)[^<]*)*</math>)(?P<particle>[가-힣]+)"
    r"|(?P<bracket>\)(?:</\w+>)*)(?=[가-힣])",
    re.S,
)


def on_page_content(content, page, config, files):
    return PLACE.sub(_kept, content)


def _kept(match):
    if match["formula"]:
        return f'<span class="kept">{match["formula"]}{match["particle"]}</span>'
    return match["bracket"] + JOINER if match["bracket"] else match[0]
