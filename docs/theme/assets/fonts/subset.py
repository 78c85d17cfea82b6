"""Renew math.woff2: .venv/bin/python docs/theme/assets/fonts/subset.py texgyrepagella-math.otf

The whole font is in Debian's package fonts-texgyre-math and on CTAN as tex-gyre-math. A character that a page
needs and math.woff2 lacks fails `tests/reader/test_math.py`: add it to CHARACTERS and run this.
"""

import string
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font

# what the pages use, and the digits and italic letters that the next formula is likely to need
CHARACTERS = (
    string.digits
    + " ()+,./={|}·×−∗⋅⌈⌉⌊⌋∑∂≈≠≤≥→′‖ADEILMSVacdmoswxΔα"
    + "\u2061\u2062\u2063"  # invisible: function application, times, separator
    + "𝛼𝛿𝜃𝜋𝜎𝜔𝜕"
    + "".join(map(chr, range(ord("𝐴"), ord("𝑍") + 1)))
    + "".join(map(chr, range(ord("𝑎"), ord("𝑧") + 1))).replace("\U0001d455", "ℎ")  # italic h stands apart
    + "𝖳"  # transposed
)


def main(source):
    options = Options(layout_features=[], hinting=False, notdef_outline=True, glyph_names=False)
    options.flavor = "woff2"
    font = load_font(source, options)
    subsetter = Subsetter(
        options
    )  # keeps all sizes of a bracket: WebKit puts none together that is lower than its parts
    subsetter.populate(text=CHARACTERS)
    subsetter.subset(font)
    for name in font["name"].names:
        if name.nameID in (1, 3, 4, 6):
            name.string = "Convolution Math"
    save_font(font, str(Path(__file__).with_name("math.woff2")), options)


if __name__ == "__main__":
    main(*sys.argv[1:])
