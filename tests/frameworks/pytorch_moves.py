"""What a random PyTorch program does next: modules and lines of `forward` as people write them.

Each move takes the dice, the number of the step and the shape of `x`, and gives what stands ahead of the class, in its
`__init__` and in its `forward`; `MOVES` says how often it is made.
"""

from typing import NamedTuple

from frameworks.dice import CHANNELS, pair
from frameworks.pytorch_layers import layer, operation


class Step(NamedTuple):
    ahead: tuple[str, ...] = ()
    made: tuple[str, ...] = ()
    forward: tuple[str, ...] = ()


def one_module(dice, number, shape):
    return called(number, layer(dice, shape))


def called(number, module, ahead=()):
    name = f"self.layer{number}"
    return Step(ahead, (f"{name} = {module}",), (f"x = {name}(x)",))


def one_operation(dice, number, shape):
    return Step(forward=(f"x = {operation(dice, shape)}",))


def sequential(dice, number, shape):
    """`nn.Sequential` in its forms."""
    one, channels = layer(dice, shape), sorted(dice.sample(CHANNELS, 3))
    plain = f"nn.Sequential({one}, nn.ReLU())"
    forms = [
        plain,
        f"nn.Sequential({plain}, nn.Sequential(nn.Identity(), nn.Flatten()))",
        f"nn.Sequential(OrderedDict([('first', {one}), ('second', nn.GELU())]))",
        f"nn.Sequential(OrderedDict(first={one}))",
    ]
    if len(shape) == 4:
        units = f"[{shape[1]}, {', '.join(map(str, channels))}]"
        forms += [
            f"nn.Sequential(*[nn.Conv2d(a, b, 3, padding=1) for a, b in zip({units}, {units}[1:])])",
            f"nn.Sequential(*(nn.Conv2d({shape[1]}, {shape[1]}, {dice.choice([1, 3])}) "
            f"for _ in range({dice.choice([1, 2, 4])})))",
        ]
    step = called(number, dice.choice(forms), ("from collections import OrderedDict",))
    if dice.random() < 0.2:
        name = f"self.layer{number}"
        made = (
            f"{name} = nn.Sequential()",
            f"{name}.add_module('first', {one})",
            f"{name}.append(nn.Tanh())",
        )
        return step._replace(made=made)
    return step


def module_list(dice, number, shape):
    name, count = f"self.layers{number}", dice.choice([1, 2, 3])
    module = dice.choice(
        [layer(dice, shape), f"nn.Conv{max(1, min(3, len(shape) - 2))}d({shape[1]}, {shape[1]}, 3)"]
    )
    made = dice.choice(
        [
            (f"{name} = nn.ModuleList([{module} for _ in range({count})])",),
            (f"{name} = nn.ModuleList()", f"for _ in range({count}):", f"    {name}.append({module})"),
            (f"{name} = nn.ModuleList([{module}])", f"{name}.extend([nn.ReLU(), nn.Dropout(0.1)])"),
        ]
    )
    forward = dice.choice(
        [
            (f"for one in {name}:", "    x = one(x)"),
            (f"for i, one in enumerate({name}):", "    if i != 1:", "        x = one(x)"),
            (f"for i in range(len({name})):", f"    x = {name}[i](x)"),
            ("i = 0", f"while i < len({name}):", f"    x = F.relu({name}[i](x))", "    i += 1"),
            (f"for one in reversed({name}):", "    x = one(x)"),
        ]
    )
    return Step((), made, forward)


def module_dict(dice, number, shape):
    name = f"self.table{number}"
    made = (f"{name} = nn.ModuleDict({{'a': {layer(dice, shape)}, 'b': nn.ReLU()}})",)
    return Step((), made, (f"x = {name}[{dice.choice(['a', 'b'])!r}](x)", f"x = {name}['b'](x)"))


def block(dice, number, shape):
    """A class of the paste's own: a shortcut around convolutions."""
    rank = len(shape) - 2
    if rank not in (1, 2, 3):
        return one_module(dice, number, shape)
    stride, padding = dice.choice([1, 1, 2]), dice.choice([1, 1, 1, 0])
    ahead = (
        f"class Block{number}(nn.Module):",
        "    expansion = 2",
        "    def __init__(self, inputs, outputs, stride=1, **options):",
        "        super().__init__()",
        f"        self.conv1 = nn.Conv{rank}d(inputs, outputs, 3, stride, {padding}, bias=False)",
        f"        self.norm1 = nn.BatchNorm{rank}d(outputs)",
        f"        self.conv2 = nn.Conv{rank}d(outputs, outputs * self.expansion, kernel_size=1, **options)",
        "        self.shortcut = nn.Identity()",
        f"        if stride != 1 or inputs != outputs * Block{number}.expansion:",
        f"            self.shortcut = nn.Conv{rank}d(inputs, outputs * self.expansion, 1, stride=stride)",
        "    def forward(self, x):",
        "        out = F.relu(self.norm1(self.conv1(x)))",
        "        out = self.conv2(out)",
        "        out += self.shortcut(x)",
        "        return F.relu(out)",
    )
    options = dice.choice(["", ", bias=False", f", stride={stride}"])
    return called(number, f"Block{number}({shape[1]}, {dice.choice(CHANNELS)}{options})", ahead)


def function(dice, number, shape):
    """Modules that functions make."""
    module, f = layer(dice, shape), f"make{number}"
    ahead, made = dice.choice(
        [
            (
                (
                    f"def {f}(*others, flat=False):",
                    f"    stack = [{module}, *others]",
                    "    if flat:",
                    "        stack += [nn.Flatten()]",
                    "    return nn.Sequential(*stack)",
                ),
                f"{f}(nn.ReLU(), flat={dice.choice([True, False])})",
            ),
            (
                (f"{f} = lambda units, act=nn.ReLU: nn.Sequential(nn.Linear({shape[-1]}, units), act())",),
                f"{f}({dice.choice(CHANNELS)}, act={dice.choice(['nn.ReLU', 'nn.Tanh'])})",
            ),
            (
                ("from functools import partial", f"{f} = partial(nn.Linear, bias=False)"),
                f"{f}({shape[-1]}, {dice.choice(CHANNELS)})",
            ),
            (
                (
                    f"def {f}(config, inputs={shape[1]}):",
                    "    stack = []",
                    "    for one in config:",
                    "        if one == 'M':",
                    "            stack.append(nn.MaxPool2d(2))",
                    "        else:",
                    "            stack += [nn.Conv2d(inputs, one, 3, padding=1), nn.ReLU(inplace=True)]",
                    "            inputs = one",
                    "    return nn.Sequential(*stack)",
                ),
                f"{f}([{dice.choice(CHANNELS)}, 'M', {dice.choice(CHANNELS)}])",
            ),
        ]
    )
    return called(number, made, ahead)


def shared(dice, number, shape):
    """One module twice."""
    step = called(number, layer(dice, shape))
    name = f"self.layer{number}"
    return step._replace(forward=dice.choice([(f"x = {name}({name}(x))",), (f"x = {name}(x) + {name}(x)",)]))


def merged(dice, number, shape):
    """What a module gives, with what went into it."""
    name, dim = f"self.layer{number}", dice.choice([1, 1, -1])
    forward = dice.choice(
        [
            (f"x = x + {name}(x)",),
            (f"y = {name}(x)", f"x = torch.cat([x, y], dim={dim})"),
            (f"y = {name}(x)", f"x = torch.cat((x, y), {dim})"),
            (f"x = torch.stack([x, {name}(x)], dim={dim})",),
            (f"x = x * torch.sigmoid({name}(x))",),
            (f"y = {name}(x)", "x = x - y.mean(dim=1, keepdim=True)"),
            (f"skips = [x, {name}(x)]", "skips.append(skips[0])", f"x = torch.cat(skips[1:], dim={dim})"),
        ]
    )
    return called(number, layer(dice, shape))._replace(forward=forward)


def parameter(dice, number, shape):
    """Weights and buffers of the module's own."""
    name, c = f"self.weight{number}", dice.choice([shape[1], shape[-1], 1])
    made = dice.choice(
        [
            (f"{name} = nn.Parameter(torch.ones({c}))",),
            (f"{name} = nn.Parameter(torch.randn(1, {c}, 1, 1))",),
            (f"self.register_buffer('weight{number}', torch.zeros(1, {c}, 1))",),
        ]
    )
    return Step((), made, (dice.choice([f"x = x * {name}", f"x = x + {name}.view(1, -1, 1)"]),))


def recurrent(dice, number, shape):
    if len(shape) != 3:
        return one_operation(dice, number, shape)
    name, n = f"self.layer{number}", dice.choice(CHANNELS)
    kind = dice.choice(["LSTM", "GRU", "RNN"])
    options = dice.choice(
        ["batch_first=True", "batch_first=True, bidirectional=True", "num_layers=2", "bias=False"]
    )
    state = "(h, c)" if kind == "LSTM" else "h"
    forward = dice.choice(
        [(f"x, _ = {name}(x)",), (f"x, {state} = {name}(x)", "x = h[-1]"), (f"x = {name}(x)[0][:, -1]",)]
    )
    made = f"{name} = nn.{kind}({shape[-1]}, {n}, {options})"
    if dice.random() < 0.25:
        made = f"{name} = nn.MultiheadAttention({shape[-1]}, {dice.choice([1, 2])}, batch_first=True)"
        forward = (f"x, weights = {name}(x, x, x)",)
    return Step((), (made,), forward)


def method(dice, number, shape):
    """A step in a method of its own, or behind a condition."""
    name = f"self.layer{number}"
    step = called(number, layer(dice, shape))
    limit = pair(dice, 1, [3])
    return step._replace(
        forward=dice.choice(
            [
                (
                    f"if x.size(1) > {dice.choice([2, 4])}:",
                    f"    x = {name}(x)",
                    "else:",
                    "    x = F.relu(x)",
                ),
                (f"apply = lambda t: {name}(t)", "x = apply(x)"),
                ("b, c, *rest = x.shape", f"x = {name}(x).reshape(b, -1)"),
                ("assert x.dim() > 1, f'{x.shape}'", f"x = {name}(x)"),
                (f"try_count = {limit if limit.isdigit() else 3}", f"x = {name}(x).contiguous()"),
                ("if self.training:", f"    x = {name}(x)"),
            ]
        )
    )


MOVES = {
    one_module: 8,
    one_operation: 4,
    sequential: 2,
    module_list: 2,
    module_dict: 1,
    block: 2,
    function: 2,
    shared: 1,
    merged: 2,
    parameter: 1,
    recurrent: 1,
    method: 2,
}
