"""The explorer's PyTorch programs of settings at random, and the table of what real PyTorch makes of them."""

from pathlib import Path

import javascript
from explorer import channels as several
from explorer.settings import at_random

TABLE = Path(__file__).with_name("torch.jsonl")
MODULE = "arithmetic/index.ts"


def ask(name, cases):
    return [answer["value"] for answer in javascript.call(MODULE, name, cases)]


def taken(cases):
    """Those that Keras takes; the setting comes first in each."""
    return [
        case for case, why in zip(cases, ask("refusal", [[it] for it, *_ in cases]), strict=True) if not why
    ]


def programs(count=150):
    """[(program, what the explorer shows as its output)]."""
    cases = taken([[it] for it in at_random(count, seed=30)])
    return list(zip(ask("torchProgram", cases), ask("output", cases), strict=True))


def deep_programs(count=150):
    """The same of layers with channels; each prints one output channel."""
    cases = taken([[it, arrays] for it, arrays in several.at_random(count, seed=31)])
    shown = ask("channelsOut", cases)
    asked = [
        [*ask("ofChannel", [[it, arrays, len(every) - 1]]), {"arrays": arrays, "out": len(every) - 1}]
        for (it, arrays), every in zip(cases, shown, strict=True)
    ]
    return list(zip(ask("torchProgram", asked), [every[-1] for every in shown], strict=True))
