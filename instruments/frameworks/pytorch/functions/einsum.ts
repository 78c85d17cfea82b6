/** `torch.einsum`: letters name axes, and sizes of one letter must agree. */
import { unknownIn } from '../../../graph/graph.ts';
import { Tensor } from '../../../graph/tensor.ts';
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { NativeFunction } from '../../../languages/python/callables.ts';
import { NotFollowed, PythonError } from '../../../languages/python/errors.ts';
import { List, Tuple } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import type { Session } from '../session.ts';
import { requireTaken } from './taken.ts';

export function einsum(session: Session): NativeFunction {
  return new NativeFunction('einsum', (args) => {
    requireTaken('torch', 'einsum', args);
    const [equation, ...given] = args.positional;
    if (typeof equation !== 'string') throw new PythonError('TypeError', 'einsum takes an equation first');
    const operands = listed(given);
    const missing = unknownIn(operands);
    if (missing) throw new NotFollowed(missing, 'an operand of einsum');
    const shapes = operands.flatMap((one) => (one instanceof Tensor ? [one.shape] : []));
    const output = summed(equation.replaceAll(' ', ''), shapes);
    if (output === null) return session.context.unknown('what `...` of this einsum stands for is not followed');
    const product = session.tensor(output);
    product.strides = null; // the cells lie in the order in which the letters were multiplied
    return product;
  });
}

function refuse(why: string): PythonError {
  return new PythonError('RuntimeError', `einsum(): ${why}`);
}

/** The operands by themselves, which may be given in one list. */
function listed(given: readonly Value[]): readonly Value[] {
  const [only] = given;
  return given.length === 1 && (only instanceof List || only instanceof Tuple) ? only.items : given;
}

/** The output's shape; null for an equation whose `...` are other axes in other operands. */
function summed(equation: string, shapes: readonly Shape[]): Shape | null {
  const [left = '', right] = equation.split('->');
  const operands = left.split(',');
  if (operands.length !== shapes.length) {
    const few = shapes.length < operands.length ? 'fewer' : 'more';
    throw refuse(`${few} operands were provided than specified in the equation`);
  }
  const unnamed = operands.map((letters, operand) => unnamedAxes(letters, shapes[operand] as Shape, operand));
  const [first, ...others] = unnamed.filter((axes) => axes !== null);
  if (others.some((axes) => String(axes) !== String(first))) return null;
  const sizes = new Map<string, Dimension>();
  operands.forEach((letters, operand) => {
    const shape = [...(shapes[operand] as Shape)];
    shape.splice(letters.indexOf(REST), unnamed[operand]?.length ?? 0);
    readOperand(letters.replace(REST, ''), shape, operand, sizes);
  });
  const usual = `${first ? REST : ''}${onceIn(operands.join('').replaceAll(REST, ''))}`;
  return outputShape(right ?? usual, sizes, first ?? []);
}

/** What stands for axes that have no letter. */
const REST = '...';

/** The axes without a letter; null where none may be. */
function unnamedAxes(letters: string, shape: Shape, operand: number): Shape | null {
  const at = letters.indexOf(REST);
  if (at < 0) return null;
  const named = letters.length - REST.length;
  if (named > shape.length) {
    throw refuse(
      `the number of subscripts in the equation (${named}) is more than the number of dimensions (${shape.length}) for operand ${operand}`,
    );
  }
  return shape.slice(at, at + shape.length - named);
}

function outputShape(output: string, sizes: ReadonlyMap<string, Dimension>, unnamed: Shape): Shape {
  const letters = [...output.replace(REST, '')];
  const named = letters.map((letter, at) => {
    if (!sizes.has(letter))
      throw refuse(`output subscript ${letter} does not appear in the equation for any input operand`);
    if (letters.indexOf(letter) !== at) throw refuse(`output subscript ${letter} appears more than once in the output`);
    return sizes.get(letter) ?? null;
  });
  const at = output.indexOf(REST);
  return at < 0 ? named : [...named.slice(0, at), ...unnamed, ...named.slice(at)];
}

function readOperand(letters: string, shape: Shape, operand: number, sizes: Map<string, Dimension>): void {
  if (letters.length !== shape.length) {
    throw refuse(
      `the number of subscripts in the equation (${letters.length}) does not match the number of dimensions (${shape.length}) for operand ${operand} and no ellipsis was given`,
    );
  }
  [...letters].forEach((letter, axis) => {
    const [size, seen] = [shape[axis] ?? null, sizes.get(letter)];
    if (seen === undefined || seen === 1 || seen === null) sizes.set(letter, size);
    else if (size !== null && size !== 1 && size !== seen) {
      throw refuse(
        `subscript ${letter} has size ${size} for operand ${operand} which does not broadcast with previously seen size ${seen}`,
      );
    }
  });
}

/** Without `->` the letters that stand once, in order of the alphabet. */
function onceIn(letters: string): string {
  return [...letters]
    .filter((letter) => letters.indexOf(letter) === letters.lastIndexOf(letter))
    .sort()
    .join('');
}
