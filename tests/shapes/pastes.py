"""What people paste: each style that the tracer is to survive, what is more than a chain, and what is to hurt it."""

HEAD = "import keras\nfrom keras import layers\n"
INPUT = "inputs = keras.Input((8, 8, 1))\n"

# what is no chain of layers, or not followed to its end
PROGRAMS = {
    "second model of the same name": "model = Sequential()\nmodel.add(Input((8,)))\nmodel.add(Dense(4))\n"
    "model = Sequential()\nmodel.add(Dense(2))",
    "two models with add": "a = Sequential()\nb = Sequential()\na.add(Dense(4))\nb.add(Dense(2))",
    "models in a model": "a = keras.Sequential([layers.Flatten()])\nb = keras.Sequential([a])",
    "a function of the paste": "x = inputs = keras.Input((8, 8, 1))\nx = conv_block(x, 64)\nx = layers.Flatten()(x)",
    "def": "def block(x):\n    return layers.Dense(3)(x)\ny = block(keras.Input((3,)))",
    "a block a line": "layers.Conv2D(3, 3)\nconv_block(64)\nlayers.Flatten()",
    "concatenate": f"{INPUT}x = layers.Conv2D(2, 3, padding='same')(inputs)\nx = concatenate([x, inputs])",
    "layers.concatenate": f"{INPUT}b = layers.Conv2D(2, 3)(inputs)\nc = layers.concatenate([inputs, b])",
    "a merging layer": f"{INPUT}b = layers.Conv2D(2, 3)(inputs)\nx = layers.Concatenate()([inputs, b])",
    "layers.add alone": f"{INPUT}layers.add([inputs, inputs])",
    "a sum": f"{INPUT}x = layers.Conv2D(8, 3)(inputs)\nb = x + inputs",
    "a sum after a call": f'{INPUT}x = layers.Conv2D(8, 3, padding="same")(inputs) + inputs',
    "an operation": f"{INPUT}x = keras.ops.max(inputs, axis=(1, 2))",
    "an index": f"{INPUT}x = inputs[:, 1:3]",
    "a second argument": f"{INPUT}x = layers.LSTM(3)(inputs, initial_state=state)",
    "two arguments": f"{INPUT}x = layers.Attention()(inputs, inputs)",
    "a call in a call": f"{INPUT}x = layers.Conv2D(3, 3)(layers.UpSampling2D(2)(inputs))",
    "outputs made in the model": f"{INPUT}x = layers.Flatten()(inputs)\nmodel = keras.Model(inputs, layers.Dense(10)(x))",
    "two outputs": f"{INPUT}x = layers.Flatten()(inputs)\ny = layers.Dense(3)(x)\nkeras.Model(inputs, [x, y])",
    "outputs in a dict": f"{INPUT}x = layers.Flatten()(inputs)\nmodel = keras.Model(inputs, {{'a': x}})",
    "an output on the way": f"{INPUT}x = layers.Flatten()(inputs)\ny = layers.Dense(3)(x)\nmodel = keras.Model(inputs, x)",
    "an input on the way": "x = keras.Input((8,))\nx = layers.Dense(3)(x)\ny = layers.Dense(2)(x)\nmodel = keras.Model(x, y)",
    "layers after the model": f"{INPUT}x = layers.Flatten()(inputs)\nmodel = keras.Model(inputs, x)\ny = layers.Dense(3)(x)",
    "a second input": "a = keras.Input((8,))\nb = keras.Input((4,))\nx = layers.Dense(3)(b)",
    "a branch": f"{INPUT}x = layers.Flatten()(inputs)\ny = layers.Conv2D(3, 3)(inputs)",
    "pop": "model = Sequential([layers.Flatten(), layers.Dense(3)])\nmodel.pop()",
    "pop in print": "model = Sequential([layers.Flatten()])\nprint(model.pop())",
    "pop of its layers": "model = Sequential([layers.Flatten()])\nmodel.layers.pop()",
    "frozen": "model = Sequential([layers.Dense(3)])\nmodel.trainable = False",
    "a layer without a list": "keras.Sequential(layers.Dense(4))",
    "layers without a list": "keras.Sequential(layers.Dense(4), layers.Dense(2))",
    "a sum of lists": "keras.Sequential([layers.Dense(4)] + [layers.Dense(2)])",
    "a function in the list": "keras.Sequential([layers.Flatten(), block(3)])",
    "a pair in the list": "keras.Sequential([('a', layers.Dense(3))])",
    "a layer kept": "d = layers.Dense(3)\nmodel = keras.Sequential([d])",
    "a list kept": "stack = [layers.Dense(3)]\nmodel = keras.Sequential(stack)",
    "a choice": "model.add(layers.Dense(3) if large else layers.Dense(2))",
    "a choice in the list": "keras.Sequential([layers.Flatten(), layers.Dense(3) if a else b])",
    "a choice at the end": f"{INPUT}x = layers.Conv2D(3, 3)(inputs) if a else inputs",
    "comprehension": "keras.Sequential([layers.Dense(n) for n in (3, 4)])",
    "loop": "model = Sequential()\nfor n in 3, 4:\n    model.add(Dense(n))",
    "if": "model = Sequential()\nif deep:\n    model.add(Dense(3))",
    "with": "with strategy.scope():\n    model = Sequential([Dense(3)])",
    "class": "class Net(keras.Model):\n    def __init__(self):\n        self.d = Dense(3)",
    "another Conv2D": "from mylib import Conv2D\nmodel = Sequential([Conv2D(3, 3)])",
    "Conv2D made anew": "Conv2D = partial(layers.Conv2D, padding='same')\nmodel = Sequential([Conv2D(3, 3)])",
    "the model anew": "model = other = None\nmodel = Sequential([Dense(3)])\nx = model = load()\nmodel.add(Dense(2))",
    "channels first": 'set_image_data_format("channels_first")\nConv2D(3, 3)',
    "typographic quotes": "layers.Dense(3)\nlayers.Dense(3, activation=‘relu’)",
    "a French quote": "layers.Dense(3, activation=«relu»)",
    "torch": "net = nn.Sequential(nn.Linear(3, 4), nn.ReLU())",
    "torch imported": "from torch.nn import Conv2d, Sequential\nSequential(Conv2d(1, 20, 5))",
    "torch class": "import torch.nn as layers\nlayers.Conv2d(1, 20, 5)",
    "a set of some": "seen = {id(model) for model in order}",
    "a fence": "```python\nlayers.Dense(3)\n```",
    "a prompt": ">>> model = Sequential()",
    "a magic": "%matplotlib inline\nlayers.Dense(3)",
    "augmented": f"{INPUT}inputs += 1",
    "a deleted model": "model = Sequential([Dense(3)])\ndel model",
}

# read to the end, with the layers that Keras has; each is run by Keras, too
FOLLOWED = {
    "list": "model = keras.Sequential([keras.Input((8, 8, 1)), layers.Conv2D(3, 3), layers.Flatten(), layers.Dense(4)])",
    "add": "model = keras.Sequential()\nmodel.add(keras.Input((8, 8, 1)))\n"
    "model.add(layers.Conv2D(3, 3))\nmodel.add(layers.Flatten())",
    "named": "model = keras.Sequential([keras.Input((8,)), layers.Dense(4)], name='a')\n"
    "model.summary()\nprint(model.output_shape)",
    "functional": f"{INPUT}x = layers.Conv2D(3, 3)(inputs)\nx = layers.BatchNormalization()(x, training=True)\n"
    "x = layers.Flatten()(x)\nmodel = keras.Model(inputs, x)\nmodel.compile(loss='mse')",
    "one in a list": f"{INPUT}x = layers.Flatten()(inputs)\nmodel = keras.Model(inputs=[inputs], outputs=[x], name='m')",
    "another name": f"{INPUT}x = inputs\nx = layers.Flatten()(x)\ny = z = x\n"
    "z = layers.Dense(3)(z)\nmodel = keras.Model(inputs, z)",
    "an optimizer besides": "opt = keras.optimizers.Adam(1e-3)\n"
    "model = keras.Sequential([keras.Input((8,)), layers.Dense(4)])\n"
    "model.compile(optimizer=opt, loss='mse')\nkeras.utils.set_random_seed(1)",
    "numbers": "h, w = 8, 8\nside = filters = 4\nshape = 8, 8, 1\n"
    "model = keras.Sequential([keras.Input(shape), layers.Conv2D(filters, 2 * 2 - 1)])",
    "nested": "model = keras.Sequential([keras.Input((8, 8, 1)), keras.Sequential([layers.Conv2D(3, 3), "
    "layers.Flatten()]), layers.Dense(2)])",
    "time": "model = keras.Sequential([keras.Input((2, 2, 8)), "
    "layers.TimeDistributed(layers.TimeDistributed(layers.Dense(4)))])",
}

HOSTILE = {
    "a script": "<script>parent.hacked = 1</script>",
    "an image": "<img src=x onerror='parent.hacked = 1'>",
    "a name": "layers.Conv2D(8, 3, name='<img src=x onerror=\"parent.hacked = 1\">', padding='<b>')",
    "a megabyte of brackets": "[" * 1_000_000,
    "brackets": "(" * 19_999,
    "closed brackets": "(" * 9_000 + ")" * 9_000,
    "calls in calls": "layers.TimeDistributed(" * 800 + ")" * 800,
    "deep in time": "keras.Input((3, 3, 3))\n"
    + "layers.TimeDistributed(" * 39
    + "layers.Dense(1)"
    + ")" * 39,
    "deep in time, and it fits": f"keras.Input(({'2, ' * 41}))\n{'layers.TimeDistributed(' * 38}layers.Dense(1){')' * 38}",
    "signs": "-" * 19_000,
    "dots": "a." * 9_000,
    "quotes": '"' * 19_999,
    "typographic quotes": "“" * 19_999,
    "backslashes": "'''" + "\\" * 19_000,
    "sums": "x=" + "1+" * 9_000 + "1",
    "calls": "f" + "()" * 9_000,
    "indices": "f" + "[0]" * 6_000,
    "targets": "a=" * 9_000 + "1",
    "layers": "layers.Dense(3)\n" * 1_200,
    "heavy layers": "keras.Input((500, 500, 500, 3))\n" + "layers.Conv3D(4, 3)\n" * 99,
    "heavy layers that break": "keras.Input((90, 90, 90, 3))\n" + "layers.Conv3D(4, 3)\n" * 99,
    "digits": "layers.Dense(" + "9" * 19_000 + ")",
    "zero bytes": "\0" * 9_000,
    "blank lines": "\n" * 20_000,
    "as many lines as are read": "\n" * 999,
    "tuples of tuples": "a = (1, 2)\n" + "a = (a, a)\n" * 60 + "layers.Reshape(a)",
    "other names": "x = layers.Dense(3)(x)\n" + "".join(f"y{i} = x\n" for i in range(900)),
    "a long name": "keras.Input((3,))\nlayers." + "Dens" * 4_000 + "()",
    "an argument often": "layers.Dense(4, " + "name='a', " * 1_900 + ")",
    "lone surrogates": "layers.Dense(3, name='\ud83d \udc00')",
    "code": "__import__('os').system('true')",
    "attributes": "constructor.constructor('return 1')()",
    "prototype": "layers.constructor(1)\nlayers.__proto__(2)",
    "names of methods": "layers.Dense(3, constructor=1)\nlayers.Dense(toString, valueOf=constructor)",
    "prototype's names": "__proto__ = 3\nconstructor = layers.Dense(3)(toString)\nhasOwnProperty.add(layers.Dense(valueOf))",
    "right to left": "layers.Dense(3)  # \u202e)4(esneD.sreyal",
    "nothing": "",
    "backticks": "`model`\n``` `",
}
