"""Random PyTorch programs as people write them, run by real PyTorch while they are written, so that it says what is right."""

import random
import traceback

from frameworks.dice import CHANNELS
from frameworks.pytorch_moves import MOVES, Step


class Program:
    """A module that grows step by step, each tried in PyTorch; one that is meant to break ends with what is refused."""

    def __init__(self, seed, breaks):
        self.dice, self.breaks = random.Random(seed), breaks
        self.steps = []
        rank = self.dice.choice([1, 1, 2, 2, 2, 2, 3])
        sizes = [self.dice.choice([6, 8, 9, 12, 16]) for _ in range(rank)]
        self.shape = (self.dice.choice([1, 2, 4]), self.dice.choice(CHANNELS), *sizes)

    def source(self, steps):
        whole = Step(*(tuple(line for lines in part for line in lines) for part in zip(*steps, strict=True)))
        lines = [
            "import torch",
            "from torch import nn",
            "import torch.nn.functional as F",
            *dict.fromkeys(line for line in whole.ahead if line.startswith("from ")),
            *(line for line in whole.ahead if not line.startswith("from ")),
            "",
            "class Net(nn.Module):",
            "    def __init__(self):",
            "        super().__init__()",
            *(f"        {line}" for line in whole.made),
            "    def forward(self, x):",
            *(f"        {line}" for line in whole.forward),
            "        return x",
            "",
            "net = Net()",
            f"out = net(torch.randn{self.shape})",
            "",
        ]
        return "\n".join(lines)

    def grow(self, count):
        """What PyTorch says of the program when it has at most so many steps."""
        shape, made = self.shape, None
        for number in range(count):
            if len(shape) < 2:
                break
            move = self.dice.choices(*zip(*MOVES.items(), strict=True))[0]
            steps = [*self.steps, move(self.dice, number, shape)]
            tried = run(self.source(steps))
            is_large = tried["fault"] and "can't allocate memory" in tried["fault"][1]
            if (tried["fault"] and not self.breaks) or is_large:
                continue
            self.steps, made = steps, tried
            if tried["fault"]:
                break
            shape = tried["output"]
        return made or run(self.source([Step(forward=("x = x * 2",))]))


def run(source):
    """What PyTorch says of a program that leaves `net` and `out`."""
    from torch import nn

    calls, types = [], {}

    def entered(module, args):
        types.setdefault(
            module, type(module).__name__
        )  # a lazy one becomes another class as it learns its sizes

    def called(module, args, output):
        calls.append([module, types[module], shape_of(output), count_of(module)])

    handles = [
        nn.modules.module.register_module_forward_pre_hook(entered),
        nn.modules.module.register_module_forward_hook(called),
    ]
    scope, made = {}, {"source": source, "fault": None}
    try:
        exec(compile(source, "program", "exec"), scope)  # with gradients, as readers run it
    except Exception as error:
        if isinstance(error, SyntaxError):
            raise
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in frames if frame.filename == "program"]
        made["fault"] = [lines[-1], f"{type(error).__name__}: {error}"]
        return made
    finally:
        for handle in handles:
            handle.remove()
    names = {module: name for name, module in scope["net"].named_modules()}
    made["calls"] = [[names[module], *rest] for module, *rest in calls if names[module]]
    made["parameters"] = count_of(scope["net"])
    made["output"] = list(scope["out"].shape)
    return made


def count_of(module):
    """The numbers in a module's parameters; a lazy one that saw no input has none yet."""
    from torch.nn.parameter import UninitializedParameter

    made = [one for one in module.parameters() if not isinstance(one, UninitializedParameter)]
    return sum(one.numel() for one in made)


def shape_of(output):
    if output is None:  # attention without its weights
        return None
    return list(output.shape) if hasattr(output, "shape") else [shape_of(one) for one in output]
