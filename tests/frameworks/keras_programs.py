"""Random Keras programs as people write them, each run in Keras while it is written, so that Keras says what is right.

A program is a list of statements. One that Keras refuses is taken back, or, in a program that is meant to break, is its last.
"""

import random

from frameworks import keras_moves
from frameworks.dice import CHANNELS
from frameworks.keras_layers import layer

HEADS = [
    ("import keras\nfrom keras import layers\n", "layers.", "keras."),
    ("import tensorflow as tf\nfrom tensorflow.keras import layers, Model\n", "layers.", "tf.keras."),
    ("import keras\nfrom keras.layers import *\n", "", "keras."),
]


class Program:
    """Grows statement by statement; `names` are the tensors so far, `fault` the line that Keras refused."""

    def __init__(self, seed, breaks=False):
        self.dice = random.Random(seed)
        self.breaks = breaks
        head, self.layers, self.keras = self.dice.choice(HEADS)
        self.text, self.scope, self.fault, self.error = "", {}, None, None
        self.run(head)
        self.names, self.inputs, self.count = [], [], 0

    @property
    def line(self):
        return self.text.count("\n") + 1

    def run(self, statement):
        """Add the statement if Keras takes it; whether it did."""
        code = compile("\n" * (self.line - 1) + statement, "program", "exec")
        try:
            exec(code, self.scope)
        except Exception as error:
            if not self.breaks:
                return False
            # the innermost line of the program that was being run
            trace, line = error.__traceback__, self.line
            while trace:
                if trace.tb_frame.f_code.co_filename == "program":
                    line = trace.tb_lineno
                trace = trace.tb_next
            self.fault, self.error = line, f"{type(error).__name__}: {error}"
            self.text += statement
            return False
        self.text += statement
        return True

    def bind(self, value, ahead=""):
        """A further tensor, behind the definitions that it needs; whether Keras takes both."""
        name = self.new()
        taken = self.run(f"{ahead}{name} = {value}\n")
        if taken:
            self.names.append(name)
        return taken

    def shape(self, name):
        return tuple(self.scope[name].shape)

    def rank(self, name):
        return len(self.shape(name)) - 2

    def source(self):
        """One of the latest tensors."""
        return self.dice.choice(self.names[-2:])

    def new(self, prefix="x"):
        self.count += 1
        return f"{prefix}{self.count}"

    def made(self, rank):
        """A layer as the program spells it, those in it too."""
        text = f"{self.layers}{layer(self.dice, rank)}"
        for outer in ("TimeDistributed(", "Bidirectional("):
            text = text.replace(outer, f"{outer}{self.layers}")
        return text

    def add_input(self):
        rank = self.dice.choice([0, 1, 1, 2, 2, 2, 2, 3])
        sizes = [
            None if self.dice.random() < 0.08 else self.dice.choice([4, 6, 7, 8, 9, 12, 16])
            for _ in range(rank)
        ]
        shape = (*sizes, self.dice.choice(CHANNELS))
        name = self.new("inputs")
        if self.run(f"{name} = {self.keras}Input(shape={shape})\n"):
            self.names.append(name)
            self.inputs.append(name)

    def grow(self, steps):
        self.add_input()
        if self.dice.random() < 0.2:
            self.add_input()
        for _ in range(steps):
            if self.fault:
                return
            self.dice.choices(*zip(*keras_moves.MOVES.items(), strict=True))[0](self)
        if not self.fault:
            self.finish()

    def finish(self):
        """A model of the last tensor, or of the last two, and of the inputs that they come from."""
        outputs = self.names[-2:] if self.dice.random() < 0.2 and len(self.names) > 1 else self.names[-1:]
        shown = outputs[0]
        if len(outputs) > 1:
            as_dict = ", ".join(f"'out{number}': {name}" for number, name in enumerate(outputs))
            shown = self.dice.choice([f"[{', '.join(outputs)}]", f"{{{as_dict}}}"])
        given = f"[{', '.join(self.inputs)}]" if len(self.inputs) > 1 else self.inputs[0]
        named = "inputs={}, outputs={}" if self.dice.random() < 0.3 else "{}, {}"
        breaks, self.breaks = self.breaks, False
        self.run(f"model = {self.keras}Model({named.format(given, shown)})\n")
        self.breaks = breaks


def sequential(seed, breaks=False):
    """A program that stacks by a list or by `add`."""
    program = Program(seed, breaks)
    dice = program.dice
    rank = dice.choice([1, 2, 2, 3])
    shape = (*[dice.choice([6, 8, 9, 12, 16]) for _ in range(rank)], dice.choice(CHANNELS))
    program.run(f"model = {program.keras}Sequential()\nmodel.add({program.keras}Input({shape}))\n")
    for _ in range(dice.choice([3, 5, 8])):
        if program.fault:
            break
        output = program.scope["model"].outputs[0] if program.scope["model"].layers else None
        axes = len(output.shape) - 2 if output is not None else rank
        made = program.made(axes)
        if "MultiHeadAttention" in made:
            continue
        if dice.random() < 0.15:
            made = f"{program.keras}Sequential([{made}, {program.made(axes)}])"
        before = list(program.scope["model"].layers)
        if not program.run(f"model.add({made})\n") and not program.fault:
            model = program.scope["model"]
            while len(model.layers) > len(before):  # Keras keeps what it refused
                model.pop()
    return program


def outcome(program):
    """What Keras says of the program: {"source", "fault": [line, message] or None, "layers": [[class, shape, count]] of its
    model, "parameters": the whole count}; without layers where there is no model, or one that is not built."""
    fault = program.fault and [program.fault, program.error]
    model = program.scope.get("model")
    if model is None or not model.built:
        return {"source": program.text, "fault": fault, "layers": None, "parameters": None}
    depths = (getattr(model, "_functional", None) or model)._nodes_by_depth
    nodes = [node for same_depth in depths.values() for node in same_depth]
    layers = []
    for one in model.layers:
        called = next((node for node in one._inbound_nodes if node in nodes), None)
        shape = list(called.outputs[0].shape) if called else None
        layers.append([type(one).__name__, shape, one.count_params()])
    return {"source": program.text, "fault": fault, "layers": layers, "parameters": model.count_params()}


def judged(start, count):
    """What Keras says of each program, as `told` has it: every third is meant to break, every fourth is a Sequential."""
    import keras

    for seed in range(start, start + count):
        breaks = seed % 3 == 0
        if seed % 4 == 1:
            program = sequential(seed, breaks)
        else:
            program = Program(seed, breaks)
            program.grow(program.dice.choice([3, 5, 8, 12]))
        yield outcome(program)
        # a garbage collection for each took two thirds of the time
        keras.backend.clear_session(free_memory=False)
