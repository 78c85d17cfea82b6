"""The explorer's PyTorch programs of settings at random, and the table of what real PyTorch makes of them."""

from pathlib import Path

from explorer.settings import at_random
from javascript import values

TABLE = Path(__file__).with_name("torch.jsonl")
MODULE = "arithmetic/index.ts"


def ask(name, settings):
    """What a function of the explorer's arithmetic says of each setting."""
    return values(MODULE, name, [[it] for it in settings])


def taken(settings):
    """Those that the explorer, and so Keras, does not refuse."""
    return [it for it, refusal in zip(settings, ask("refusal", settings), strict=True) if not refusal]


def outputs(settings):
    """What the explorer shows of each, (channels, height, width)."""
    if "arrays" in settings[0]:
        return values(MODULE, "channelsOut", [[it, it["arrays"]] for it in settings])
    return [[plane] for plane in ask("output", settings)]


def of_one_channel(settings):
    """The same with `image` and `kernel`: where they have channels, the first's."""
    if "arrays" in settings[0]:
        return values(MODULE, "ofChannel", [[it, it["arrays"], 0] for it in settings])
    return settings


def programs(count=150):
    """[(program, what the explorer shows as its output)]."""
    settings = taken(list(at_random(count, seed=30)))
    return list(zip(ask("torchProgram", settings), ask("output", settings), strict=True))


def deep_programs(count=150):
    """The same of layers with channels; each prints its last output channel."""
    settings = taken(list(at_random(count, seed=31, deep=True)))
    shown = outputs(settings)
    asked = [[it, it["arrays"], len(every) - 1] for it, every in zip(settings, shown, strict=True)]
    numbers = [{"arrays": arrays, "out": out} for _, arrays, out in asked]
    last = values(MODULE, "ofChannel", asked)
    found = values(MODULE, "torchProgram", zip(last, numbers, strict=True))
    return list(zip(found, [every[-1] for every in shown], strict=True))
