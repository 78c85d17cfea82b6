"""The instruments read Python as CPython does: the same trees of real files, of Keras's and of this project."""

import ast
from pathlib import Path

import keras
from frameworks.door import syntax
from frameworks.syntax import block

from sitebuild.pages.page import ROOT

FOLDERS = [
    ROOT / "tests/convolution",
    ROOT / "snippets",
    Path(keras.__file__).parent / "src/layers/convolutional",
]
# The parser, @lezer/python, refuses a star in brackets, `reach[:, *kept]` (Python 3.11): such a line is named as unread.
UNREAD = {"same_valid.py", "arithmetic.py", "draw.py"}
# What people paste and these files lack.
STYLES = """
x = layers.Rescaling(1. / 255)(x) + 1.e-3 + .5 + 6.
both = tuple(f(layer) for i, layer in enumerate(stack) if not i and layer or not stack)
def block(x, /, filters, *sizes, kernel=3, **options): yield
with (tf.device("/gpu:0"), strategy.scope()):
    y = lambda *a, **k: (a, k)
a = b = c[1:, ..., None, ::-2]; d, *e = *a, b
x: int = 3
@partial(jit, static=(0,))
class Net(nn.Module, metaclass=M):
    y: int
    def f(self): return not self.x if a else (n := 10)
model = (Sequential()
    .add(Dense(3)))
"""


def test_trees_are_those_of_cpython():
    paths = [path for folder in FOLDERS for path in sorted(folder.rglob("*.py"))]
    sources = [STYLES, *(path.read_text() for path in paths)]
    read = syntax(sources)
    names = ["styles", *(path.name for path in paths)]
    differ = [
        name
        for name, source, tree in zip(names, sources, read, strict=True)
        if tree != block(ast.parse(source).body)
    ]
    assert set(differ) == UNREAD
    assert len(paths) > 50
