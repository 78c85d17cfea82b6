"""Random PyTorch programs as people write them, run by real PyTorch while they are written: what it says is the judge's table.

    python -m venv torch && torch/bin/pip install torch==2.13.0    an environment of its own: torch is large
    torch/bin/python tools/pytorch_judge.py 0 500                  writes tests/instruments/pytorch.jsonl

Beside the random ones it runs those that were written by hand, tests/instruments/pytorch_pastes/, which leave `net` and `out`.

Its first line is {"torch": version, "first": seed, "count": programs, "sha256": of the lines after it}; each other line is
{"source", "fault": [line, message] or null, "calls": [[qualified name, class, shape, parameters]], "parameters", "output"}.
"""

import hashlib
import json
import random
import sys
import traceback
from pathlib import Path

TABLE = Path(__file__).resolve().parents[1] / "tests/instruments/pytorch.jsonl"
WRITTEN = TABLE.parent / "pytorch_pastes"
CHANNELS = [1, 2, 3, 4, 6, 8]


def pair(dice, rank, sizes):
    if dice.random() < 0.6:
        return str(dice.choice(sizes))
    return "(" + "".join(f"{dice.choice(sizes)}, " for _ in range(rank)) + ")"


def slip(dice, value):
    """The right value, or now and then a wrong one."""
    return dice.choice(CHANNELS) if dice.random() < 0.05 else value


def layer(dice, shape):
    """A module that may take a tensor of this shape (batch, channels, sizes …)."""
    rank, c, n = len(shape) - 2, slip(dice, shape[1]), dice.choice(CHANNELS)
    anywhere = [
        "nn.ReLU()",
        "nn.Dropout(0.2)",
        "nn.GELU()",
        "nn.Flatten()",
        f"nn.Linear({slip(dice, shape[-1])}, {n})",
        f"nn.LayerNorm({slip(dice, shape[-1])})",
        "nn.Identity()",
        "nn.Softmax(dim=1)",
        f"nn.Linear({slip(dice, shape[-1])}, {n}, bias=False)",
    ]
    if rank not in (1, 2, 3):
        return dice.choice([*anywhere, f"nn.BatchNorm1d({c})"])
    choice = dice.random()
    if choice < 0.3:
        options = [f"stride={pair(dice, rank, [1, 1, 2, 3])}", f"padding={pair(dice, rank, [0, 1, 2])}"]
        if dice.random() < 0.2:
            options = ["padding='same'", f"dilation={dice.choice([1, 2])}"]
        if dice.random() < 0.2:
            options.append(f"groups={dice.choice([1, 2, 3])}")
        if dice.random() < 0.2:
            options.append("bias=False")
        return f"nn.Conv{rank}d({c}, {n}, {pair(dice, rank, [1, 2, 3, 5])}, {', '.join(options)})"
    if choice < 0.42:
        options = f"stride={pair(dice, rank, [1, 2, 3])}, padding={dice.choice([0, 1])}, output_padding={dice.choice([0, 0, 1])}"
        return f"nn.ConvTranspose{rank}d({c}, {n}, {dice.choice([1, 2, 3, 4])}, {options})"
    if choice < 0.57:
        kind = dice.choice(["MaxPool", "AvgPool"])
        options = f"stride={pair(dice, rank, [1, 2, 3])}, padding={dice.choice([0, 0, 1])}, ceil_mode={dice.random() < 0.4}"
        return f"nn.{kind}{rank}d({dice.choice([1, 2, 3])}, {options})"
    if choice < 0.63:
        return f"nn.Adaptive{dice.choice(['Avg', 'Max'])}Pool{rank}d({dice.choice([1, 2, 5])})"
    if choice < 0.73:
        return dice.choice(
            [
                f"nn.BatchNorm{rank}d({c})",
                f"nn.GroupNorm({dice.choice([1, 2, 3])}, {c})",
                f"nn.InstanceNorm{rank}d({c}, affine=True)",
                f"nn.PReLU({c})",
            ]
        )
    if choice < 0.8 and rank == 2:
        return dice.choice(
            [
                "nn.PixelShuffle(2)",
                f"nn.Upsample(scale_factor={dice.choice([2, 3])})",
                "nn.ZeroPad2d((1, 0, 2, 1))",
            ]
        )
    return dice.choice(anywhere)


def operation(dice, shape):
    """What `forward` does to x besides calling modules."""
    n = dice.choice(CHANNELS)
    return dice.choice(
        [
            "F.relu(x)",
            "x.view(x.size(0), -1)",
            "torch.flatten(x, 1)",
            "x.permute(0, 2, 1)" if len(shape) == 3 else "x.transpose(1, -1)",
            "x.mean(dim=-1)",
            "x.unsqueeze(1)",
            "x.squeeze()",
            "torch.cat([x, x], dim=1)",
            "x + x.mean(dim=1, keepdim=True)",
            f"x.reshape(x.shape[0], {n}, -1)",
            "x[:, :, 1:]" if len(shape) > 2 else "x[:, 1:]",
            "x.chunk(2, dim=1)[0]",
            "torch.stack([x, x]).sum(0)",
            "F.max_pool2d(x, 2)" if len(shape) == 4 else "x * 2",
            "F.interpolate(x, scale_factor=2)" if len(shape) == 4 else "x - 1",
            "x.flatten(start_dim=1)",
        ]
    )


class Program:
    """A module that grows line by line, each line tried in PyTorch."""

    def __init__(self, seed, breaks):
        self.dice, self.breaks = random.Random(seed), breaks
        self.made, self.steps = [], []
        rank = self.dice.choice([1, 2, 2, 2, 3])
        sizes = [self.dice.choice([6, 8, 9, 12, 16]) for _ in range(rank)]
        self.shape = (self.dice.choice([1, 2, 4]), self.dice.choice(CHANNELS), *sizes)

    def source(self, made, steps):
        lines = [
            "import torch",
            "from torch import nn",
            "import torch.nn.functional as F",
            "",
            "class Net(nn.Module):",
        ]
        lines += [
            "    def __init__(self):",
            "        super().__init__()",
            *made,
            "    def forward(self, x):",
            *steps,
        ]
        return "\n".join(
            [*lines, "        return x", "", "net = Net()", f"out = net(torch.randn{self.shape})", ""]
        )

    def grow(self, steps):
        shape = self.shape
        for number in range(steps):
            if len(shape) < 2:
                break
            made, line = [], f"        x = {operation(self.dice, shape)}"
            if self.dice.random() < 0.75:
                module = layer(self.dice, shape)
                if self.dice.random() < 0.15:
                    module = f"nn.Sequential({module}, nn.ReLU())"
                made, line = [f"        self.layer{number} = {module}"], f"        x = self.layer{number}(x)"
            told = run(self.source(self.made + made, [*self.steps, line]))
            if told["fault"] and not self.breaks:
                continue
            self.made += made
            self.steps.append(line)
            if told["fault"]:
                return told
            shape = told["output"]
        return run(self.source(self.made, self.steps))


def run(source):
    """What PyTorch says of a program."""
    import torch
    from torch import nn

    calls = []

    def called(module, args, output):
        calls.append(
            [module, type(module).__name__, shape_of(output), sum(p.numel() for p in module.parameters())]
        )

    handle = nn.modules.module.register_module_forward_hook(called)
    scope, told = {}, {"source": source, "fault": None}
    try:
        with torch.no_grad():
            exec(compile(source, "program", "exec"), scope)
    except Exception as error:
        if isinstance(error, SyntaxError):
            raise
        lines = [
            frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "program"
        ]
        told["fault"] = [lines[-1], f"{type(error).__name__}: {error}"]
        return told
    finally:
        handle.remove()
    names = {module: name for name, module in scope["net"].named_modules()}
    told["calls"] = [[names[module], *rest] for module, *rest in calls if names[module]]
    told["parameters"] = sum(parameter.numel() for parameter in scope["net"].parameters())
    told["output"] = list(scope["out"].shape)
    return told


def shape_of(output):
    if output is None:  # attention without its weights
        return []
    return list(output.shape) if hasattr(output, "shape") else [shape_of(one) for one in output]


def main(first, count):
    import torch

    torch.manual_seed(0)
    lines = []
    for seed in range(first, first + count):
        program = Program(seed, breaks=seed % 3 == 0)
        lines.append(json.dumps(program.grow(program.dice.choice([3, 5, 8]))) + "\n")
    lines += [json.dumps(run(path.read_text("utf-8"))) + "\n" for path in sorted(WRITTEN.glob("*.py"))]
    digest = hashlib.sha256("".join(lines).encode()).hexdigest()
    head = {"torch": torch.__version__, "first": first, "count": len(lines), "sha256": digest}
    TABLE.write_text(json.dumps(head) + "\n" + "".join(lines), "utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
