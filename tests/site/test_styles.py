"""Material's style sheet without what no page can meet."""

import pytest

from sitebuild.publish.styles import met

SHEET = """:root{--md-used:1px;--md-icon:url("data:image/svg+xml;charset=utf-8,<svg>");--md-script:2}
.there{width:var(--md-used)}
.absent{color:red}
.absent>a,.there .child:not(.absent),a:is(.absent,.there){margin:0}
[dir=rtl] .there{left:0}
.there--more:not(.absent){top:2px}
@media print{.absent{color:blue}}
@media screen{.there{color:green}.absent{color:blue}}
@keyframes turn{from{top:0}to{top:1px}}
"""


@pytest.fixture(scope="module")
def kept():
    return met(SHEET, {"there", "there--more", "child", "--md-script"})


def test_rules_for_absent_classes_go_and_all_others_stay(kept):
    assert "color:red" not in kept and "color:blue" not in kept and ".absent>a" not in kept
    assert ".there .child:not(.absent),a:is(.absent,.there){margin:0}" in kept
    assert "@media screen{.there{color:green}}" in kept and "@media print" not in kept
    assert "@keyframes turn{from{top:0}to{top:1px}}" in kept and "[dir=rtl]" not in kept


def test_variables_that_nothing_asks_for_go(kept):
    assert "--md-used:1px" in kept and "--md-script:2" in kept
    assert "--md-icon" not in kept
    assert ".there--more:not(.absent){top:2px}" in kept  # a class, no variable


def test_comments_go():
    assert met("/* a } b */.there{top:0}\n/*# map */", {"there"}).strip() == ".there{top:0}"
