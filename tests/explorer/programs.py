"""The explorer's PyTorch programs of settings at random, and the table of what real PyTorch makes of them."""

from pathlib import Path

import javascript
from explorer.settings import at_random

TABLE = Path(__file__).with_name("torch.jsonl")
MODULE = "arithmetic/index.ts"


def programs(count=150):
    """[(setting, program)] of those that Keras takes."""
    settings = list(at_random(count, seed=30))
    refused = javascript.call(MODULE, "refusal", [[it] for it in settings])
    taken = [it for it, why in zip(settings, refused, strict=True) if why["value"] is None]
    answers = javascript.call(MODULE, "torchProgram", [[it] for it in taken])
    return [(it, answer["value"]) for it, answer in zip(taken, answers, strict=True)]
