"""Code that the instruments write has the colours of the pages' own, which are those of Pygments."""

from pathlib import Path

from frameworks import recorded
from javascript import values
from pygments import lex
from pygments.lexers import PythonLexer
from pygments.token import STANDARD_TYPES

# Pygments' classes by the colour that the theme gives them; the others are of the colour of the text
COLOURS = {
    "keyword": "k kd kn kp kr kt nd",
    "string": "s s1 s2 sa sd",
    "number": "mi mf",
    "constant": "nb bp",
    "function": "nc ne nf nn",
    "operator": "o ow p",
    "comment": "c1",
}
COLOUR = {kind: colour for colour, kinds in COLOURS.items() for kind in kinds.split()}


def by_letter(pieces):
    return [
        (letter, COLOUR.get(kind, "")) for kind, text in pieces for letter in text if not letter.isspace()
    ]


def test_code_that_a_script_writes_is_coloured_as_pygments_colours_the_pages():
    _, lines = recorded.read(Path(__file__).with_name("bridge.jsonl"), "")
    sources = [line["source"] for line in lines]
    assert len(sources) > 100
    made = values("site/highlighted.ts", "coloured", [[source] for source in sources])
    for source, pieces in zip(sources, made, strict=True):
        assert "".join(piece["text"] for piece in pieces) == source
        expected = [(STANDARD_TYPES[kind], text) for kind, text in lex(source, PythonLexer(stripnl=False))]
        found = by_letter((piece["kind"], piece["text"]) for piece in pieces)
        wrong = [pair for pair in zip(found, by_letter(expected), strict=True) if pair[0] != pair[1]]
        assert not wrong, (wrong, source)
