"""What a random Keras program does next: statements as people write them, around random layers.

Each move takes the program and adds to it; `MOVES` says how often it is made.
"""

from frameworks.dice import CHANNELS
from frameworks.keras_layers import pick, window

MERGES = [
    "Add()",
    "Multiply()",
    "Average()",
    "Maximum()",
    "Minimum()",
    "Subtract()",
    "Concatenate()",
    "Concatenate(axis=1)",
]


def channels(program):
    return program.dice.choice(CHANNELS)


def axis(program, name):
    """An axis of a tensor behind the batch, now and then one that it has not."""
    axes = len(program.shape(name))
    return program.dice.choice([*range(1, axes), -1, -1, axes if program.dice.random() < 0.1 else -1])


def one_layer(program):
    source = program.source()
    made = program.made(program.rank(source))
    program.bind(f"{made}({source}, {source})" if "MultiHeadAttention" in made else f"{made}({source})")


def merge(program):
    dice, k = program.dice, program.layers
    one, other = dice.choice(program.names), dice.choice(program.names)
    made = dice.choice(MERGES)
    function = pick(dice, "add", "multiply", "concatenate", "maximum", "subtract")
    program.bind(
        dice.choice(
            [
                f"{k}{made}([{one}, {other}])",
                f"{k}{function}([{one}, {other}])",
                f"{one} + {other}",
                f"{one} * {other}",
                f"{one} - {program.keras}ops.mean({one}, axis={axis(program, one)}, keepdims=True)",
                f"{one} * {k}Dense(1, activation='sigmoid')({one})",
                f"1 - {one}",
                f"{one} / 2.0",
                f"-{one} ** 2",
            ]
        )
    )


def operation(program):
    """A function of `keras.ops`."""
    x, n = program.source(), channels(program)
    at, ops = axis(program, x), f"{program.keras}ops."
    order = list(range(1, len(program.shape(x))))
    program.dice.shuffle(order)
    reduced = pick(program.dice, "mean", "sum", "max", "min", "var", "prod")
    ahead = [[0, 0], *[[pick(program.dice, 0, 1), pick(program.dice, 0, 2)] for _ in order]]
    program.bind(
        program.dice.choice(
            [
                f"{ops}{reduced}({x}, axis={at})",
                f"{ops}{reduced}({x}, axis={at}, keepdims=True)",
                f"{ops}expand_dims({x}, {at})",
                f"{ops}squeeze({x}, axis={at})",
                f"{ops}concatenate([{x}, {x}], axis={at})",
                f"{ops}stack([{x}, {x}], axis={at})",
                f"{ops}split({x}, {pick(program.dice, 2, 3)}, axis={at})[0]",
                f"{ops}transpose({x}, {(0, *order)})",
                f"{ops}reshape({x}, (-1, {n}))",
                f"{ops}reshape({x}, ({ops}shape({x})[0], {n}, -1))",
                f"{ops}repeat({x}, {pick(program.dice, 2, 3)}, axis={at})",
                f"{ops}flip({x}, axis={at})",
                f"{ops}roll({x}, 1, axis={at})",
                f"{ops}pad({x}, {ahead})",
                f"{ops}swapaxes({x}, 1, {at})",
                f"{ops}moveaxis({x}, 1, -1)",
                f"{ops}matmul({x}, {ops}swapaxes({x}, -1, -2))",
                f"{ops}cumsum({x}, axis={at})",
                f"{ops}softmax({x}, axis={at})",
                f"{ops}relu({x})",
                f"{ops}where({x} > 0, {x}, 0.0)",
                f"{ops}take({x}, [0, 1], axis={at})",
                f"{ops}tile({x}, {[1, *[pick(program.dice, 1, 2) for _ in order]]})",
                f"{ops}normalize({x}, axis={at})",
            ]
        )
    )


def parts(program):
    """Slices and indices of a tensor."""
    x = program.source()
    program.bind(
        program.dice.choice(
            [
                f"{x}[:, 1:]",
                f"{x}[:, 0]",
                f"{x}[..., :2]",
                f"{x}[..., None]",
                f"{x}[:, ::2]",
                f"{x}[:, :-1, ..., -1:]",
                f"{x}[:, None, ...]",
                f"{x}[..., {channels(program)}]",
            ]
        )
    )


def sizes(program):
    """What a tensor's shape says goes into the next layer."""
    x, k = program.source(), program.layers
    program.bind(
        program.dice.choice(
            [
                f"{k}Dense({x}.shape[-1] * 2)({x})",
                f"{k}Dense(len({x}.shape))({x})",
                f"{k}Dense(4 if {x}.shape[-1] > 3 else 2)({x})",
                f"{k}Dense(max({x}.shape[-1] // 2, 1), activation='relu')({x})",
                f"{k}Reshape(tuple({x}.shape[1:]) + (1,))({x})",
                f"{k}Reshape([*{x}.shape[2:], {x}.shape[1]])({x})",
                f"{k}Lambda(lambda t: t * 2)({x})",
                f"{k}Lambda(lambda t: {program.keras}ops.mean(t, axis=1))({x})",
            ]
        )
    )


def several(program):
    """What gives more than one tensor."""
    x, k, n = program.source(), program.layers, channels(program)
    one, other = program.new(), program.new()
    statement = program.dice.choice(
        [
            f"{one}, {other} = {program.keras}ops.split({x}, 2, axis={axis(program, x)})\n",
            f"{one}, {other} = {k}GRU({n}, return_sequences=True, return_state=True)({x})\n",
            f"{one}, {other}, _ = {k}LSTM({n}, return_state=True)({x})\n",
            f"{one}, {other} = {k}MultiHeadAttention(2, {n})({x}, {x}, return_attention_scores=True)\n",
            f"{one}, {other} = [{k}Dense(units)({x}) for units in ({n}, {channels(program)})]\n",
        ]
    )
    if program.run(statement):
        program.names += [one, other]


def loop(program):
    x, dice, k = program.source(), program.dice, program.layers
    rank, name = program.rank(x), program.new()
    if rank not in (1, 2, 3):
        return
    filters = [channels(program) for _ in range(dice.choice([2, 3]))]
    conv = f"{k}Conv{rank}D({{}}, 3, padding='same', activation='relu')"
    size = pick(dice, 1, 2, 3)
    heads = [
        f"for filters in {filters}:\n    {name} = {conv.format('filters')}({name})\n",
        f"for i, filters in enumerate({filters}):\n    {name} = {conv.format('filters * (i + 1)')}({name})\n",
        f"for filters, size in zip({filters}, [{size}, 3, 1]):\n    {name} = {k}Conv{rank}D(filters, size)({name})\n",
        f"for i in range({len(filters)}):\n    {name} = {conv.format('2 ** i')}({name})\n",
        f"for filters in reversed({filters}):\n    if filters == 4:\n        continue\n"
        f"    {name} = {conv.format('filters')}({name})\n",
        f"i = 0\nwhile i < {len(filters)}:\n    i += 1\n    {name} = {conv.format('i')}({name})\n",
        f"for stacked in [{conv.format('f')} for f in {filters} if f > 1]:\n    {name} = stacked({name})\n",
    ]
    body = f"    {name} = {k}{window(dice, rank)}({name})\n" if dice.random() < 0.5 else ""
    if program.run(f"{name} = {x}\n{dice.choice(heads)}{body}"):
        program.names.append(name)


def skips(program):
    """Down, keeping what was there, and up again."""
    x, k, dice = program.source(), program.layers, program.dice
    rank, name = program.rank(x), program.new()
    if rank not in (1, 2, 3):
        return
    up = dice.choice([f"{k}Conv{rank}DTranspose(skip.shape[-1], 2, strides=2)", f"{k}UpSampling{rank}D(2)"])
    joined = dice.choice([f"{k}Concatenate()", f"{k}Concatenate(axis=-1)", f"{k}Average()"])
    program.run(
        f"skips, {name} = [], {x}\n"
        f"for filters in [{channels(program)}, {channels(program)}]:\n"
        f"    {name} = {k}Conv{rank}D(filters, 3, padding='same')({name})\n"
        f"    skips.append({name})\n"
        f"    {name} = {k}MaxPooling{rank}D(2)({name})\n"
        f"for skip in {dice.choice(['skips[::-1]', 'reversed(skips)'])}:\n"
        f"    {name} = {up}({name})\n"
        f"    {name} = {joined}([{name}, skip])\n"
    ) and program.names.append(name)


def block(program):
    """A function with a shortcut around convolutions."""
    x, dice, k = program.source(), program.dice, program.layers
    rank, f = program.rank(x), program.new("block")
    if rank not in (1, 2, 3):
        return
    padding = pick(dice, "same", "same", "valid")
    program.bind(
        f"{f}({x}, {channels(program)}, activate={pick(dice, True, False)})",
        f"def {f}(x, filters, size=3, activate=True):\n"
        f"    shortcut = {k}Conv{rank}D(filters, 1)(x)\n"
        f"    x = {k}Conv{rank}D(filters, size, padding={padding!r})(x)\n"
        f"    x = {k}BatchNormalization()(x)\n"
        "    if activate:\n"
        f"        x = {k}Activation('relu')(x)\n"
        f"    return {k}Add()([x, shortcut])\n\n",
    )


def function(program):
    """Functions in all the ways that Python has."""
    x, dice, k, n = program.source(), program.dice, program.layers, channels(program)
    f = program.new("f")
    made = program.made(program.rank(x))
    if "MultiHeadAttention" in made:
        return
    ahead, call = dice.choice(
        [
            (
                f"def {f}(x, *sizes, **options):\n    for units in sizes:\n"
                f"        x = {k}Dense(units, **options)(x)\n    return x\n\n",
                f"{f}({x}, {n}, 3, activation='relu', use_bias={pick(dice, True, False)})",
            ),
            (
                f"def {f}(units):\n    def apply(x):\n        return {k}Dense(units)({made}(x))\n    return apply\n\n",
                f"{f}({n})({x})",
            ),
            (
                f"{f} = lambda t, units={n}: {k}Dense(units)({made}(t))\n",
                f"{f}({x})",
            ),
            (
                f"def {f}(x, depth):\n    if depth == 0:\n        return x\n    return {f}({k}Dense(depth)(x), depth - 1)\n\n",
                f"{f}({x}, {pick(dice, 0, 2, 3)})",
            ),
            (
                f"from functools import partial\n{f} = partial({k}Dense, use_bias=False)\n",
                f"{f}({n})({x})",
            ),
            (
                f"def {f}(x, kind='a', scale=None):\n    table = {{'a': {k}Dense, 'b': {k}Dropout}}\n"
                f"    scale = scale or {n}\n    return table[kind](0.5 if kind == 'b' else scale)(x)\n\n",
                f"{f}({x}, kind={pick(dice, 'a', 'b')!r})",
            ),
        ]
    )
    program.bind(call, ahead)


def own_layer(program):
    """A class of the paste's own."""
    x, dice, k, n = program.source(), program.dice, program.layers, channels(program)
    cls = program.new("Own")
    head = f"class {cls}({k}Layer):\n    def __init__(self, units, **kwargs):\n        super().__init__(**kwargs)\n"
    made = program.made(program.rank(x))
    if "MultiHeadAttention" in made:
        made = f"{k}Dense(3)"
    body = dice.choice(
        [
            "        self.units = units\n"
            f"        self.inner = {k}Dense(units * 2)\n\n"
            "    def build(self, shape):\n"
            "        self.w = self.add_weight(shape=(self.units * 2, self.units), name='w')\n\n"
            "    def call(self, x):\n"
            f"        return {program.keras}ops.matmul(self.inner(x), self.w)\n\n",
            "        self.units = units\n\n"
            "    def build(self, input_shape):\n"
            "        self.kernel = self.add_weight(shape=(input_shape[-1], self.units))\n"
            "        self.bias = self.add_weight(shape=(self.units,), initializer='zeros')\n\n"
            "    def call(self, inputs):\n"
            f"        return {program.keras}ops.matmul(inputs, self.kernel) + self.bias\n\n",
            f"        self.stack = [{k}Dense(units), {made}]\n\n"
            "    def call(self, x, training=False):\n"
            "        for one in self.stack:\n"
            "            x = one(x)\n"
            "        return x\n\n",
            f"        self.one = {made}\n"
            f"        self.norm = {k}LayerNormalization()\n\n"
            "    def call(self, x):\n"
            "        return self.norm(x + self.one(x))\n\n",
            f"        self.inner = {program.keras}Sequential([{made}, {k}Dense(units)])\n\n"
            "    def call(self, x):\n"
            "        return self.inner(x)\n\n",
        ]
    )
    program.bind(f"{cls}({n})({x})", head + body)


def shared(program):
    """One layer on two tensors."""
    dice, one = program.dice, program.source()
    other, layer = dice.choice(program.names), program.new("shared")
    made = program.made(program.rank(one))
    if "MultiHeadAttention" not in made and program.bind(f"{layer}({one})", f"{layer} = {made}\n"):
        program.bind(f"{layer}({other})")


def inner_model(program):
    """A model in the model."""
    x, dice, k, n = program.source(), program.dice, program.layers, channels(program)
    one, other = program.made(program.rank(x)), program.made(program.rank(x))
    shape = program.shape(x)[1:]
    if "MultiHeadAttention" in one + other or program.shape(x)[:1] != (None,):
        return
    inner, ins = program.new("inner"), program.new("z")
    ahead = dice.choice(
        [
            f"{inner} = {program.keras}Sequential([{one}, {other}], name='{inner}')\n",
            f"{inner} = {program.keras}Sequential([{program.keras}Sequential([{one}]), {k}Dense({n})])\n",
            f"{inner} = {program.keras}Sequential([{program.keras}Input({shape}), {one}])\n",
            f"{inner} = {program.keras}Sequential()\nfor units in ({n}, 2):\n"
            f"    {inner}.add({k}Dense(units))\n{inner}.add({one})\n",
            f"{ins} = {program.keras}Input({shape})\n{inner} = {program.keras}Model({ins}, {one}({ins}))\n",
        ]
    )
    if program.bind(f"{inner}({x})", ahead) and dice.random() < 0.3:
        program.bind(f"{inner}({dice.choice(program.names)})")


MOVES = {
    one_layer: 8,
    merge: 3,
    operation: 2,
    parts: 1,
    sizes: 1,
    several: 1,
    loop: 2,
    skips: 1,
    block: 1,
    function: 2,
    own_layer: 2,
    shared: 1,
    inner_model: 2,
}
