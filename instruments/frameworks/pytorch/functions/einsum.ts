/** `torch.einsum`: letters name axes, and sizes of one letter must agree. */
import { unknownIn } from '../../../graph/graph.ts';
import { Tensor } from '../../../graph/tensor.ts';
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { NativeFunction } from '../../../languages/python/callables.ts';
import { NotFollowed, PythonError } from '../../../languages/python/errors.ts';
import type { Session } from '../session.ts';

export function einsum(session: Session): NativeFunction {
  return new NativeFunction('einsum', ({ positional: [equation, ...operands] }) => {
    if (typeof equation !== 'string') throw new PythonError('TypeError', 'einsum takes an equation first');
    const missing = unknownIn(operands);
    if (missing) throw new NotFollowed(missing, 'an operand of einsum');
    const shapes = operands.flatMap((one) => (one instanceof Tensor ? [one.shape] : []));
    const output = summed(equation.replaceAll(' ', ''), shapes);
    if (output === null) return session.context.unknown('an einsum with `...` is not followed');
    const product = session.tensor(output);
    product.strides = null; // the cells lie in the order in which the letters were multiplied
    return product;
  });
}

function refuse(why: string): PythonError {
  return new PythonError('RuntimeError', `einsum(): ${why}`);
}

/** The output's shape; null for an equation with an ellipsis. */
function summed(equation: string, shapes: readonly Shape[]): Shape | null {
  const [left = '', right] = equation.split('->');
  if (equation.includes('.')) return null;
  const operands = left.split(',');
  if (operands.length !== shapes.length) {
    const few = shapes.length < operands.length ? 'fewer' : 'more';
    throw refuse(`${few} operands were provided than specified in the equation`);
  }
  const sizes = new Map<string, Dimension>();
  operands.forEach((letters, operand) => {
    readOperand(letters, shapes[operand] as Shape, operand, sizes);
  });
  const output = right ?? onceIn(operands.join(''));
  [...output].forEach((letter, at) => {
    if (!sizes.has(letter))
      throw refuse(`output subscript ${letter} does not appear in the equation for any input operand`);
    if (output.indexOf(letter) !== at) throw refuse(`output subscript ${letter} appears more than once in the output`);
  });
  return [...output].map((letter) => sizes.get(letter) ?? null);
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
