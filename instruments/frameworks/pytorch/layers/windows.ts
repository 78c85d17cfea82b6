/** What PyTorch asks of the window of a convolution before anything moves over the input. */
import type { Shape } from '../../../graph/tensor.ts';
import { PythonError, Refusal } from '../../../languages/python/errors.ts';
import { List, Tuple } from '../../../languages/python/values.ts';
import { sizesOf } from '../reading.ts';
import type { Reading } from '../reading.ts';
import { cross, list } from '../text.ts';
import { each } from './sizes.ts';
import type { Window } from './sizes.ts';

/** `kernel_size` as it is given: a tuple of another length is refused where the module is called, as PyTorch does. */
export function kernelOf(args: Reading, rank: number): number[] {
  const given = args.value('kernel_size');
  if (given instanceof Tuple || given instanceof List)
    return sizesOf(given, `\`kernel_size\` of ${args.callee}`) as number[];
  return each(rank, args.sizes('kernel_size', 1)[0] ?? 1);
}

/** @throws Refusal `argument` for a window that cannot move, PythonError for one of other axes */
export function requireWindow(window: Window, outputPadding: readonly number[] | null = null): void {
  const rank = window.kernelSize.length;
  requireAxes('stride', window.stride, rank);
  requireAxes('padding', window.padding, rank);
  if (outputPadding === null) requireAxes('dilation', window.dilation, rank);
  const wrong =
    (window.padding.some((one) => one < 0) && 'negative padding') ||
    (outputPadding?.some((one) => one < 0) && 'negative output_padding') ||
    (window.stride.some((one) => one <= 0) && 'non-positive stride');
  if (wrong) {
    const argument = wrong.split(' ')[1] ?? '';
    throw new Refusal('RuntimeError', `${wrong} is not supported`, 'argument', { argument });
  }
  if (window.dilation.some((one) => one < 0)) throw closeTogether('dilation should be greater than zero');
}

const closeTogether = (message: string): Refusal =>
  new Refusal('RuntimeError', message, 'argument', { argument: 'dilation' });

/**
 * A dilation of 0, which PyTorch looks at behind the channels.
 *
 * @param isOfLibrary whether the library computes it that has words of its own
 * @throws Refusal `argument`
 */
export function requireDilation({ dilation }: Window, isTransposed: boolean, isOfLibrary: boolean): void {
  if (!dilation.includes(0)) return;
  if (isOfLibrary) {
    const said = dilation.length === 3 ? 'dimensions are invalid' : notMade(true);
    throw closeTogether(isTransposed ? said : 'non-positive dilation is not supported');
  }
  const all = dilation.length === 1 ? [1, ...dilation] : dilation;
  const axes = ['depth', 'height', 'width'].slice(-all.length);
  const told = isTransposed ? axes.map((axis, at) => `dilation_${axis}: ${all[at]}`).join(', ') : list(all);
  throw closeTogether(`dilation should be greater than zero, but got ${told}`);
}

/** What the library says that computes convolutions. */
const notMade = (isTransposed: boolean): string =>
  `could not create a primitive descriptor for the ${isTransposed ? 'de' : ''}convolution forward propagation primitive. ` +
  'Run workload with environment variable ONEDNN_VERBOSE=all to get additional diagnostic information.';

function requireAxes(name: string, given: readonly number[], rank: number): void {
  if (given.length === 1 || given.length === rank) return;
  const many = rank === 1 ? 'a list of 1 values' : `a list of ${rank} values`;
  const message = `expected ${name} to be a single integer value or ${many} to match the convolution dimensions, but got ${name}=${list(given)}`;
  throw new PythonError('RuntimeError', message);
}

/** A kernel without a cell: the library that computes convolutions has words of its own. @throws Refusal `argument` */
export function requireKernel(kernel: Shape, isTransposed: boolean, isOfLibrary: boolean): void {
  if (!kernel.includes(0)) return;
  const [height, width] = kernel.length === 1 ? [1, ...kernel] : kernel;
  const told =
    kernel.length < 3 ? ` kernel_height: ${height} kernel_width: ${width}` : `: ${cross(kernel, ' x ')} (TxHxW)`;
  const message = isOfLibrary ? notMade(isTransposed) : `kernel size should be greater than zero, but got${told}`;
  throw new Refusal('RuntimeError', message, 'argument', { argument: 'kernel_size' });
}

const MODES = ['zeros', 'reflect', 'replicate', 'circular'];

/** @throws Refusal `argument` for a way to pad that is none */
export function paddingModeOf(args: Reading, name: string, isTransposed: boolean): string {
  const mode = args.text('padding_mode') ?? 'zeros';
  if (!MODES.includes(mode)) {
    const all = `{${MODES.map((one) => `'${one}'`).join(', ')}}`;
    const message = `padding_mode must be one of ${all}, but got padding_mode='${mode}'`;
    throw new Refusal('ValueError', message, 'argument', { argument: 'padding_mode' });
  }
  if (!isTransposed || mode === 'zeros') return mode;
  const message = `Only "zeros" padding mode is supported for ${name}`;
  throw new Refusal('ValueError', message, 'argument', { argument: 'padding_mode' });
}
