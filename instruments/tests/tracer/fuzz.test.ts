/** Nothing that is pasted throws, and nothing takes long: broken pastes and hostile ones. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keras } from '../../frameworks/keras/index.ts';
import { trace } from '../../tracer/trace.ts';

const paste = `import keras
from keras import layers

class Gate(layers.Layer):
    def __init__(self, ratio=4, **kwargs):
        super().__init__(**kwargs)
        self.inner = [layers.Dense(n) for n in (8, 16)]

    def call(self, x):
        for layer in self.inner:
            x = layer(x)
        return x

def block(x, filters, *, kernel=3, **options):
    y = layers.Conv2D(filters, kernel, padding="same", name=f"conv{filters}", **options)(x)
    return layers.concatenate([x, y]) if filters > 8 else y

inputs = keras.Input((28, 28, 1))
x = inputs
for i, filters in enumerate([8, 16]):
    x = block(x, filters, activation="relu")
    x = layers.MaxPooling2D(2)(x) + 1.
x = Gate()(layers.Flatten()(x))
model = keras.Model(inputs, layers.Dense(num_classes)(x))
model.compile("adam")
`;
const junk =
  '( ) [ ] { } : , \n = . * ** @ # \\ " \' """ >>> ``` % ! self None 10**100 lambda: yield return del super() 0 -1 “ for if'.split(
    ' ',
  );

/** Numbers that look random and are the same in each run. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function broken(text: string, random: (below: number) => number): string {
  let result = text;
  for (let change = random(5); change >= 0; change--) {
    const at = random(result.length);
    const insert = random(2) ? (junk[random(junk.length)] as string) : result.slice(at, at + random(30));
    result = result.slice(0, at) + insert + result.slice(at + random(10));
  }
  return result;
}

test('broken pastes are read as far as they go', () => {
  const random = randomNumbers(1);
  for (let time = 0; time < 100; time++) {
    const source = broken(paste, random);
    assert.doesNotThrow(() => JSON.stringify(trace(source, { frameworks: [keras] })), source);
  }
});

const hostile: Record<string, string> = {
  brackets: '('.repeat(50_000),
  'nested lists': `x = ${'['.repeat(5000)}${']'.repeat(5000)}`,
  'a long sum': `x = ${'1 + '.repeat(20_000)}1`,
  'many elifs': `if a: pass\n${'elif b: pass\n'.repeat(3000)}`,
  'a large power': 'x = 10 ** 10 ** 10\ny = 2 ** 60 * 2 ** 60',
  'a large range': 'for i in range(10 ** 12): x = i\ny = list(range(10 ** 12))',
  'a loop without end': 'x = 0\nwhile True: x += 1',
  'a list that doubles': 'x = [1]\nfor i in range(100): x = x + x',
  'a text that doubles': 'x = "a"\nfor i in range(100): x = f"{x!r}{x}"',
  'lists in lists': 'x = [1]\nfor i in range(100): x = [x, x]\ny = str(x)\nz = x == [x, x]\nd = {(x,): 1}',
  'a list in itself': 'x = []\nx.append(x)\ny = str(x)\nz = x == x\nimport keras\nkeras.Model(x, x)',
  'tuples in tuples': 'x = (1,)\nfor i in range(100): x = (x, x)\nd = {x: 1}',
  recursion: 'def f(n): return f(n + 1)\nf(0)',
  'recursion of two': 'def f(n): return g(n) + g(n)\ndef g(n): return f(n + 1) if n < 60 else 0\nf(0)',
  'unpacking without end': 'import keras\na, b = keras.Input((3,))\nfor x in keras.Input((3,)): y = x',
  'a class of itself': 'class A: pass\nclass A(A): pass\nclass B(A, A): pass',
  'a large format': 'x = f"{1:>999999999}"\ny = "%999999999d" % 1\nz = "a".zfill(10 ** 9)',
};

for (const [name, source] of Object.entries(hostile)) {
  test(`a hostile paste ends: ${name}`, () => {
    const { verdict, unfollowed, models } = trace(source, { frameworks: [keras] });
    assert.notEqual(verdict, 'fits');
    assert.ok(unfollowed.length > 0 || models.some(({ fault }) => fault));
  });
}
