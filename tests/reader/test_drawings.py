"""drawn.js, by which every page's drawings are judged: it sees each fault, and no other."""

from pathlib import Path

import pytest

DRAWN = Path(__file__).with_name("drawn.js").read_text("utf-8")

pytestmark = pytest.mark.browser


STRONG = 'class="stroke-ink" stroke="#000" stroke-width="1.6" fill="none"'
FAULTY = {
    "text": ('<text x="20" y="30">ab</text><text x="22" y="32">cd</text>', '"ab" touches "cd"'),
    "near": ('<text x="20" y="20">ab</text><text x="20" y="29">cd</text>', '"ab" touches "cd"'),
    "wall": ('<text x="20" y="30">−10</text><path d="M19 10v30" stroke="#000"/>', '"−10" touches a mark'),
    "curve": (
        '<text x="20" y="30">ab</text><path d="M0 26Q25 20 60 26" stroke="#000" fill="none"/>',
        "a mark",
    ),
    "picture": (
        '<text x="20" y="30">ab</text><image x="25" y="20" width="30" height="30" href="data:,"/>',
        "picture",
    ),
    "dot": (
        '<defs><path id="o" d="M-3 0h6v6h-6z"/></defs><text x="20" y="30">ab</text><use href="#o" x="25" y="26"/>',
        "a mark",
    ),
    "tint": (
        '<text x="20" y="30">ab</text><path d="M25 10h30v30h-30z" fill="#fa0" fill-opacity=".4"/>',
        "a mark",
    ),
    "beside": (
        f'<text x="44" y="30">ab</text><path d="M10 15h30v20h-30z" {STRONG}/>',
        '"ab" touches a mark',
    ),
    "outside": ('<text x="95" y="30">ab</text>', '"ab" leaves the drawing'),
    "small": ('<text x="20" y="30" font-size="6">ab</text>', '"ab" is only'),
}
SVG = '<svg viewBox="0 0 100 50" width="133.3" font-size="10" font-family="sans-serif">'
FINE = """<text x="20" y="20">ab</text><text x="20" y="40">cd</text><path d="M15 5h30v20h-30z" fill="#fa0"/>
    <clipPath id="c"><path d="M60 0h40v50h-40z"/></clipPath><path clip-path="url(#c)" d="M0 36h100" stroke="#000"/>
    <text x="70" y="30">56</text><path d="M50 15h15v20h-15z" STRONG/><path d="M61 15h15v20h-15z" fill="#fa0" opacity=".4"/>
    <path d="M76 15h15v20h-15z" fill="#0af" opacity=".4"/>""".replace("STRONG", STRONG)


@pytest.mark.parametrize("fault", [*FAULTY, "none"])
def test_each_fault_is_seen(tab, fault):
    drawing, report = FAULTY.get(fault, (FINE, None))
    page = tab(again=True, viewport={"width": 400, "height": 300})
    page.set_content(f'<body class="md-content">{SVG}{drawing}</svg>')
    found = page.evaluate(DRAWN)
    assert (report in found[0]) if report else found == []
