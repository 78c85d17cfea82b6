/** Fourier transforms: `torch.fft`, whose functions ATen calls `fft_rfft` and so on, `stft` and `istft`. */
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { Refusal } from '../../../languages/python/errors.ts';
import { Tuple } from '../../../languages/python/values.ts';
import type { Reading } from '../reading.ts';
import type { Short } from '../rules.ts';
import { list } from '../text.ts';
import { differs, input, refused } from './rule.ts';
import type { Rule } from './rule.ts';
import { broadcast } from './shapes.ts';

type Sized = (size: Dimension) => Dimension;

const stays: Sized = (size) => size;
/** Of real numbers half of the frequencies say all. */
const half: Sized = (size) => size && Math.floor(size / 2) + 1;
const doubled: Sized = (size) => size && 2 * (size - 1);

/** @throws Refusal where nothing is left to transform */
function requirePoints(size: Dimension, shape: Shape): Dimension {
  if (size === null || size > 0) return size;
  throw refused(`Invalid number of data points (${size}) specified`, 'size', shape);
}

/** Real functions give half of the frequencies. @throws Refusal */
function requireReal(args: Reading, name: string): void {
  if (!args.tensor('input').dtype.startsWith('complex')) return;
  throw refused(`${name} expects a real input tensor, but got ComplexFloat`, 'type', input(args));
}

/** How many points go in where `n` does not say it, and how many come out of so many. */
interface Transform {
  readonly points: Sized;
  readonly given: Sized;
  readonly takesReal: boolean;
}

const COMPLEX: Transform = { points: stays, given: stays, takesReal: false };
const FROM_REAL: Transform = { points: stays, given: half, takesReal: true };
const TO_REAL: Transform = { points: doubled, given: stays, takesReal: false };

/** Along one axis. */
const line = (name: string, { points, given, takesReal }: Transform): Rule => ({
  parameters: ['input', ['n', null], ['dim', -1], ['norm', null], '**kwargs'],
  run: (args) => {
    const shape = input(args);
    if (takesReal) requireReal(args, name);
    const axis = args.axis('dim', shape.length);
    const count = requirePoints(args.optionalInteger('n') ?? points(shape[axis] ?? null), shape);
    return shape.map((size, at) => (at === axis ? given(count) : size));
  },
});

/** Along several, of which real numbers have the last one halved. */
const grid = (name: string, { points, given, takesReal }: Transform, usual: Short): Rule => ({
  parameters: ['input', ['s', null], usual, ['norm', null], '**kwargs'],
  run: (args) => {
    const shape = input(args);
    if (takesReal) requireReal(args, name);
    const axes = axesOf(args, shape);
    const sizes = args.value('s') === null ? null : args.shape('s');
    const last = axes.at(-1);
    return shape.map((size, axis) => {
      const at = axes.indexOf(axis);
      if (at < 0) return size;
      const told = sizes?.[at] ?? -1;
      const isLast = axis === last;
      const count = requirePoints(told >= 0 ? told : isLast ? points(size) : size, shape);
      return isLast ? given(count) : count;
    });
  },
});

/** @throws Refusal where an axis comes twice, or there are not as many sizes */
function axesOf(args: Reading, shape: Shape): number[] {
  const sizes = args.value('s') === null ? null : args.shape('s');
  const given = args.value('dim') === null ? null : args.axes('dim', shape.length);
  const count = sizes?.length ?? shape.length;
  const axes = given ?? Array.from({ length: count }, (_, index) => shape.length - count + index);
  if (sizes && sizes.length !== axes.length)
    throw refused('When given, dim and shape arguments must have the same length', 'argument', shape);
  if (new Set(axes).size !== axes.length) throw refused('FFT dims must be unique', 'argument', shape);
  return axes;
}

const KINDS: readonly (readonly [string, Transform])[] = [
  ['fft', COMPLEX],
  ['ifft', COMPLEX],
  ['rfft', FROM_REAL],
  ['irfft', TO_REAL],
];

const shifted: Rule = {
  parameters: ['input', ['dim', null]],
  run: (args) => {
    if (args.value('dim') !== null) args.axes('dim', input(args).length);
    return input(args);
  },
};

const frequencies = (given: Sized): Rule => ({
  parameters: ['n', ['d', 1], '**kwargs'],
  run: (args) => [given(args.integer('n'))],
});

const STFT: readonly Short[] = [
  'n_fft',
  ['hop_length', null],
  ['win_length', null],
  ['window', null],
  ['center', true],
];

/** Columns of frequencies, a step of `hop_length` apart. */
const shortTime: Rule = {
  parameters: [
    'input',
    ...STFT,
    ...([
      ['pad_mode', 'reflect'],
      ['normalized', false],
      ['onesided', null],
      ['return_complex', null],
      ['align_to_window', null],
    ] as const),
  ],
  run: (args) => {
    const shape = input(args);
    const size = args.integer('n_fft');
    const isComplex = args.value('return_complex');
    if (isComplex === null) throw refused(NO_COMPLEX, 'argument', shape);
    const length = lengthOf(args, shape, size);
    requireWindow(args, size);
    const hop = args.optionalInteger('hop_length') ?? Math.floor(size / 4);
    const frames = length === null ? null : 1 + Math.floor((length - size) / hop);
    const isWhole = args.value('onesided') === false;
    const output = [...shape.slice(0, -1), isWhole ? size : half(size), frames];
    return args.boolean('return_complex') ? output : [...output, 2];
  },
};

const NO_COMPLEX =
  'stft requires the return_complex parameter be given for real inputs, and will further require that return_complex=True in a future PyTorch release.';

/** The length with what `center` puts on both ends. @throws Refusal where it is too short, or no signal */
function lengthOf(args: Reading, shape: Shape, size: number): Dimension {
  const around = args.boolean('center') ? Math.floor(size / 2) : 0;
  const own = shape.at(-1) ?? null;
  const padded = own === null ? null : own + 2 * around;
  if (own !== null && around > 0 && own <= around && args.text('pad_mode') === 'reflect') {
    const whole = [...Array<number>(Math.max(0, 3 - shape.length)).fill(1), ...shape];
    const message = `Argument #4: Padding size should be less than the corresponding input dimension, but got: padding (${around}, ${around}) at dimension 2 of input ${list(whole)}`;
    throw refused(message, 'size', shape);
  }
  if (shape.length > 2) throw refused(`${told(args, shape, padded)} : expected a 1D or 2D tensor`, 'rank', shape);
  if (padded === null || size <= padded) return padded;
  throw refused(`${told(args, shape, padded)} : expected 0 < n_fft < ${padded}, but got n_fft=${size}`, 'size', shape);
}

/** The call as PyTorch writes it ahead of what is wrong. */
function told(args: Reading, shape: Shape, padded: Dimension): string {
  const size = args.integer('n_fft');
  const hop = args.optionalInteger('hop_length') ?? Math.floor(size / 4);
  const window = args.value('window') === null ? 'None' : `torch.FloatTensor{${list(args.tensor('window').shape)}}`;
  const flag = (name: string): string => (args.value(name) === null ? 'None' : String(Number(args.boolean(name))));
  return (
    `stft(torch.FloatTensor${list([...shape.slice(0, -1), padded])}, n_fft=${size}, hop_length=${hop}, ` +
    `win_length=${args.optionalInteger('win_length') ?? size}, window=${window}, normalized=${flag('normalized')}, ` +
    `onesided=${flag('onesided')}, return_complex=${flag('return_complex')}, align_to_window=${flag('align_to_window')})`
  );
}

/** @throws Refusal for a window that has another length */
function requireWindow(args: Reading, size: number): void {
  const shape = input(args);
  const length = args.optionalInteger('win_length') ?? size;
  const own = shape.at(-1) ?? null;
  const padded = own === null ? null : own + (args.boolean('center') ? 2 * Math.floor(size / 2) : 0);
  if (length <= 0 || length > size) {
    const message = `${told(args, shape, padded)} : expected 0 < win_length <= n_fft, but got win_length=${length}`;
    throw refused(message, 'size', shape);
  }
  if (args.value('window') === null) return;
  const window = args.tensor('window').shape;
  if (window.length === 1 && !differs(window[0], length)) return;
  const message = `expected a 1D window tensor of size equal to win_length=${length}, but got window with size ${list(window)}`;
  throw refused(`${told(args, shape, padded)} : ${message}`, 'size', shape);
}

/** The signal of columns of frequencies. */
const backwards: Rule = {
  parameters: [
    'input',
    ...STFT,
    ...([
      ['normalized', false],
      ['onesided', null],
      ['length', null],
      ['return_complex', false],
    ] as const),
  ],
  run: (args) => {
    const [shape, size] = [input(args), args.integer('n_fft')];
    const hop = args.optionalInteger('hop_length') ?? Math.floor(size / 4);
    const frames = shape.at(-1) ?? null;
    const rows = args.value('onesided') === false ? size : half(size);
    if (differs(shape.at(-2), rows))
      throw new Refusal('RuntimeError', otherRows(size, shape), 'size', { input: shape });
    const ends = args.boolean('center') ? 2 * Math.floor(size / 2) : 0;
    const whole = frames === null ? null : size + hop * (frames - 1) - ends;
    return [...shape.slice(0, -2), args.optionalInteger('length') ?? whole];
  },
};

const otherRows = (size: number, shape: Shape): string =>
  `expected the frequency dimension (3rd to the last) of the input tensor to match n_fft / 2 + 1 when onesided=True, but got ${shape.at(-2) ?? '?'} (n_fft=${size})`;

const windowOf: Rule = {
  parameters: ['window_length', ['periodic', true], '*rest', '**kwargs'],
  run: (args) => [args.integer('window_length')],
};

const asReal: Rule = {
  parameters: ['input'],
  run: (args) => {
    if (args.tensor('input').dtype.startsWith('complex') || !args.tensor('input').isTyped) return [...input(args), 2];
    throw refused('view_as_real is only supported for complex tensors', 'type', input(args));
  },
};

const asComplex: Rule = {
  parameters: ['input'],
  run: (args) => {
    const shape = input(args);
    if (differs(shape.at(-1), 2) || shape.length === 0)
      throw refused('Tensor must have a last dimension of size 2', 'size', shape);
    return shape.slice(0, -1);
  },
};

const ofTwo = (one: string, other: string): Rule => ({
  parameters: [one, other, '**kwargs'],
  run: (args) => broadcast(args.tensor(one).shape, args.tensor(other).shape),
});

const part: Rule = { parameters: ['input', '**kwargs'], run: input };

export const FOURIER: readonly (readonly [string, Rule])[] = [
  ...KINDS.map(([name, transform]) => [`fft_${name}`, line(name, transform)] as const),
  ['fft_hfft', line('hfft', TO_REAL)],
  ['fft_ihfft', line('ihfft', FROM_REAL)],
  ...KINDS.flatMap(([name, transform]): [string, Rule][] => [
    [`fft_${name}2`, grid(`${name}2`, transform, ['dim', new Tuple([-2, -1])])],
    [`fft_${name}n`, grid(`${name}n`, transform, ['dim', null])],
  ]),
  ['fft_fftshift', shifted],
  ['fft_ifftshift', shifted],
  ['fft_fftfreq', frequencies(stays)],
  ['fft_rfftfreq', frequencies(half)],
  ['stft', shortTime],
  ['istft', backwards],
  ...['hann_window', 'hamming_window', 'blackman_window', 'bartlett_window', 'kaiser_window'].map(
    (name) => [name, windowOf] as const,
  ),
  ['view_as_real', asReal],
  ['view_as_complex', asComplex],
  ['complex', ofTwo('real', 'imag')],
  ['polar', ofTwo('abs', 'angle')],
  ...['angle', 'real', 'imag', 'conj', 'resolve_conj'].map((name) => [name, part] as const),
];
