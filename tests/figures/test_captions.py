"""What HTML a caption becomes: the last words of a long one stand together."""

import pytest

from sitebuild.figures.markdown import captioned

GAP = "\N{NO-BREAK SPACE}"
SENTENCES = "This caption goes on and on. " * 10
ENDS = {
    "The numbers are equal in all four.": f"are{GAP}equal{GAP}in{GAP}all{GAP}four.",
    'They are <a href="#same place">equal to <em>these</em></a>.': f'<a href="#same place">equal{GAP}to{GAP}<em>these</em></a>.',
    "넷의 값이 모두 같은 자리에 놓인다.": f" 모두{GAP}같은{GAP}자리에{GAP}놓인다.",
}


@pytest.mark.parametrize("end", ENDS)
def test_the_last_words_of_a_long_caption_stand_together(end):
    long = captioned(SENTENCES + SENTENCES + end)
    assert long.startswith('<figcaption class="long">This caption goes on and on. ')
    assert ENDS[end] in long and long.replace(GAP, " ").endswith(f" {end}</figcaption>")


def test_a_short_caption_stays_as_it_is():
    assert captioned("The numbers are equal.") == "<figcaption>The numbers are equal.</figcaption>"
