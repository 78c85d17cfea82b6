"""Random Keras programs as people write them, each run in Keras while it is written, so that Keras says what is right.

A program is a list of statements. One that Keras refuses is taken back, or, in a program that is meant to break, is its last.
"""

import random

HEADS = [
    ("import keras\nfrom keras import layers\n", "layers.", "keras."),
    ("import tensorflow as tf\nfrom tensorflow.keras import layers, Model\n", "layers.", "tf.keras."),
    ("import keras\nfrom keras.layers import *\n", "", "keras."),
]
SIZES = [1, 2, 3, 4, 5]
CHANNELS = [1, 2, 3, 4, 6, 8]
MERGES = [
    "Add()",
    "Multiply()",
    "Average()",
    "Maximum()",
    "Subtract()",
    "Concatenate()",
    "Concatenate(axis=1)",
]


def pick(dice, *choices):
    return dice.choice(choices)


def pair(dice, rank, sizes):
    """A size for all axes, or one for each."""
    if dice.random() < 0.6:
        return str(dice.choice(sizes))
    return "(" + "".join(f"{dice.choice(sizes)}, " for _ in range(rank)) + ")"


def convolution(dice, rank):
    kind = dice.choice(["Conv", "Conv", "Conv", "Transpose", "Depthwise", "Separable"])
    size, strides = pair(dice, rank, SIZES), pair(dice, rank, [1, 1, 2, 3])
    options = [f"padding={pick(dice, 'valid', 'same', 'same')!r}", f"strides={strides}"]
    if dice.random() < 0.2:
        options.append("use_bias=False")
    if dice.random() < 0.2:
        options.append(f"dilation_rate={dice.choice([1, 2, 3])}")
    filters = dice.choice(CHANNELS)
    if kind == "Transpose":
        if dice.random() < 0.3:
            options.append(f"output_padding={dice.choice([0, 1, 2])}")
        return f"Conv{rank}DTranspose({filters}, {size}, {', '.join(options)})"
    if rank == 3 and kind in ("Depthwise", "Separable"):
        kind = "Conv"
    if kind == "Depthwise":
        return f"DepthwiseConv{rank}D({size}, depth_multiplier={dice.choice([1, 2])}, {', '.join(options)})"
    if kind == "Separable":
        return f"SeparableConv{rank}D({filters}, {size}, {', '.join(options)})"
    if dice.random() < 0.2:
        options.append(f"groups={dice.choice([1, 2, 3])}")
    if rank == 1 and dice.random() < 0.2:
        options[0] = "padding='causal'"
    return f"Conv{rank}D({filters}, {size}, {', '.join(options)})"


def window(dice, rank):
    kind = pick(dice, "MaxPooling", "AveragePooling", "UpSampling", "ZeroPadding", "Cropping")
    if kind == "UpSampling":
        return f"UpSampling{rank}D({dice.choice([1, 2, 3]) if rank == 1 else pair(dice, rank, [1, 2, 3])})"
    if kind in ("ZeroPadding", "Cropping"):
        return f"{kind}{rank}D({dice.choice([0, 1, 2])})"
    strides = f", strides={pair(dice, rank, [1, 2, 3])}" if dice.random() < 0.4 else ""
    return f"{kind}{rank}D({pair(dice, rank, [1, 2, 3])}{strides}, padding={pick(dice, 'valid', 'same')!r})"


def recurrent(dice):
    kind = pick(dice, "LSTM", "GRU", "SimpleRNN")
    options = [f"return_sequences={pick(dice, True, True, False)}"]
    if dice.random() < 0.2:
        options.append("use_bias=False")
    layer = f"{kind}({dice.choice(CHANNELS)}, {', '.join(options)})"
    if dice.random() < 0.3:
        return f"Bidirectional({layer}, merge_mode={pick(dice, 'concat', 'sum', 'ave')!r})"
    return layer


def anywhere(dice):
    """A layer that takes any rank."""
    n = dice.choice(CHANNELS)
    return dice.choice(
        [
            f"Dense({n}, activation='relu')",
            f"Dense({n}, use_bias=False)",
            "BatchNormalization()",
            f"BatchNormalization(axis={dice.choice([-1, 1, 2])}, scale=False)",
            "LayerNormalization()",
            f"GroupNormalization(groups={dice.choice([1, 2, 3, -1])})",
            "Activation('relu')",
            "LeakyReLU(0.1)",
            f"PReLU(shared_axes=[{dice.choice([1, 2])}])",
            "Dropout(0.3)",
            "Flatten()",
            f"Reshape(({n}, -1))",
            f"Reshape((-1, {n}, {dice.choice([1, 2])}))",
            f"RepeatVector({n})",
            "Permute((2, 1))",
            "GaussianNoise(0.1)",
            f"TimeDistributed(Dense({n}))",
            "UnitNormalization()",
            "Identity()",
        ]
    )


def layer(dice, rank):
    """A layer that may follow a tensor of `rank` axes besides batch and channels; now and then one of a wrong rank."""
    if dice.random() < 0.07:
        rank = dice.choice([1, 2, 3])
    if rank not in (1, 2, 3):
        return anywhere(dice)
    choice = dice.random()
    if choice < 0.4:
        return convolution(dice, rank)
    if choice < 0.62:
        return window(dice, rank)
    if choice < 0.68:
        return f"Global{pick(dice, 'Max', 'Average')}Pooling{rank}D({pick(dice, '', 'keepdims=True')})"
    if rank == 1 and choice < 0.8:
        if dice.random() < 0.25:
            return f"MultiHeadAttention({dice.choice([1, 2])}, {dice.choice(CHANNELS)})"
        return recurrent(dice)
    return anywhere(dice)


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

    def rank(self, name):
        return len(self.scope[name].shape) - 2

    def new(self, prefix="x"):
        self.count += 1
        return f"{prefix}{self.count}"

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

    def add_layer(self):
        name, source = self.new(), self.dice.choice(self.names[-2:])
        made = f"{self.layers}{layer(self.dice, self.rank(source))}"
        if made.startswith(f"{self.layers}TimeDistributed("):
            made = made.replace("TimeDistributed(Dense", f"TimeDistributed({self.layers}Dense")
        if "Bidirectional(" in made:
            made = made.replace("Bidirectional(", f"Bidirectional({self.layers}")
        both = f"{source}, {source}" if "MultiHeadAttention" in made else source
        if self.run(f"{name} = {made}({both})\n"):
            self.names.append(name)

    def add_merge(self):
        name, (one, other) = self.new(), (self.dice.choice(self.names), self.dice.choice(self.names))
        merge = self.dice.choice(MERGES)
        source = f"[{one}, {other}]"
        text = self.dice.choice(
            [
                f"{self.layers}{merge}({source})",
                f"{one} + {other}",
                f"{one} * {other}",
                f"1 - {one}",
                f"{one} / 2.0",
            ]
        )
        if self.run(f"{name} = {text}\n"):
            self.names.append(name)

    def add_loop(self):
        name, source = self.new(), self.dice.choice(self.names[-2:])
        filters = [self.dice.choice(CHANNELS) for _ in range(self.dice.choice([2, 3]))]
        rank = self.rank(source)
        if rank not in (1, 2, 3):
            return
        body = (
            f"{name} = {source}\n"
            f"for filters in {filters}:\n"
            f"    {name} = {self.layers}Conv{rank}D(filters, 3, padding='same', activation='relu')({name})\n"
            f"    {name} = {self.layers}{window(self.dice, rank)}({name})\n"
        )
        if self.run(body):
            self.names.append(name)

    def add_function(self):
        name, source = self.new(), self.dice.choice(self.names[-2:])
        rank = self.rank(source)
        if rank not in (1, 2, 3):
            return
        block = f"block{self.count}"
        padding = pick(self.dice, "same", "same", "valid")
        body = (
            f"def {block}(x, filters, size=3, activate=True):\n"
            f"    shortcut = {self.layers}Conv{rank}D(filters, 1)(x)\n"
            f"    x = {self.layers}Conv{rank}D(filters, size, padding={padding!r})(x)\n"
            f"    x = {self.layers}BatchNormalization()(x)\n"
            "    if activate:\n"
            f"        x = {self.layers}Activation('relu')(x)\n"
            f"    return {self.layers}Add()([x, shortcut])\n\n"
        )
        if self.run(body) and self.run(
            f"{name} = {block}({source}, {self.dice.choice(CHANNELS)}, activate={pick(self.dice, True, False)})\n"
        ):
            self.names.append(name)

    def add_class(self):
        name, source = self.new(), self.dice.choice(self.names[-2:])
        units, cls = self.dice.choice(CHANNELS), f"Head{self.count}"
        body = (
            f"class {cls}({self.layers}Layer):\n"
            "    def __init__(self, units, **kwargs):\n"
            "        super().__init__(**kwargs)\n"
            "        self.units = units\n"
            f"        self.inner = {self.layers}Dense(units * 2)\n\n"
            "    def build(self, shape):\n"
            "        self.w = self.add_weight(shape=(self.units * 2, self.units), name='w')\n\n"
            "    def call(self, x):\n"
            f"        return {self.keras}ops.matmul(self.inner(x), self.w)\n\n"
        )
        if self.run(body) and self.run(f"{name} = {cls}({units})({source})\n"):
            self.names.append(name)

    def grow(self, steps):
        self.add_input()
        if self.dice.random() < 0.2:
            self.add_input()
        moves = (
            [self.add_layer] * 6 + [self.add_merge] * 2 + [self.add_loop, self.add_function, self.add_class]
        )
        for _ in range(steps):
            if self.fault:
                return
            self.dice.choice(moves)()
        if not self.fault:
            self.finish()

    def finish(self):
        """A model of the last tensor, or of the last two, and of the inputs that they come from."""
        outputs = self.names[-2:] if self.dice.random() < 0.2 and len(self.names) > 1 else self.names[-1:]
        inputs = self.inputs if len(self.inputs) > 1 else self.inputs[0]
        shown = f"[{', '.join(outputs)}]" if len(outputs) > 1 else outputs[0]
        given = f"[{', '.join(inputs)}]" if isinstance(inputs, list) else inputs
        breaks, self.breaks = self.breaks, False
        self.run(f"model = {self.keras}Model({given}, {shown})\n")
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
        made = layer(dice, axes)
        if "MultiHeadAttention" in made:
            continue
        made = made.replace("TimeDistributed(Dense", f"TimeDistributed({program.layers}Dense")
        made = made.replace("Bidirectional(", f"Bidirectional({program.layers}")
        before = list(program.scope["model"].layers)
        if not program.run(f"model.add({program.layers}{made})\n") and not program.fault:
            model = program.scope["model"]
            while len(model.layers) > len(before):  # Keras keeps what it refused
                model.pop()
    return program


def described(program):
    """What Keras says of the program's model: [(class, shape, count)] of its layers, and the whole count."""
    model = program.scope.get("model")
    if model is None or not model.built:
        return None
    layers = []
    for one in model.layers:
        shapes = [tuple(node.outputs[0].shape) for node in one._inbound_nodes] if one._inbound_nodes else []
        layers.append((type(one).__name__, list(shapes[0]) if shapes else None, one.count_params()))
    return {"layers": layers, "parameters": model.count_params()}
