/** What einops does to a tensor of a shape: cut axes apart, reduce some, put the others in order, repeat, join. */
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { Refusal } from '../../../languages/python/errors.ts';
import { refused, REST } from './pattern.ts';
import type { Pattern, Side } from './pattern.ts';

export const REDUCTIONS = ['min', 'max', 'sum', 'mean', 'prod', 'any', 'all'];

export interface Plan {
  /** The sizes of all axes that the left side names, cut apart. */
  readonly cut: Shape;
  /** The order in which they then stand: those that stay, and behind them those that are reduced. */
  readonly order: readonly number[];
  readonly reduced: number;
  /** Axes that are put in, from the front: where, and how often what is there is repeated. */
  readonly repeated: readonly { readonly at: number; readonly size: Dimension }[];
  /** The right side's axes, and whether each is made of one name. */
  readonly joined: Shape;
  readonly isSingle: boolean;
}

/**
 * What can be refused before sizes are looked at, in einops's order.
 *
 * @param input the tensor's shape; null as a layer is made
 * @throws PythonError EinopsError
 */
export function requireSense(
  pattern: Pattern,
  operation: string,
  given: ReadonlyMap<string, number>,
  input: Shape | null,
): void {
  requireSameNames(pattern, operation, given);
  if (input) spread(pattern.left, input);
  for (const name of given.keys())
    if (!pattern.left.names.has(name) && !pattern.right.names.has(name))
      throw refused(`Axis ${name} is not used in transform`);
  for (const group of pattern.left.groups) {
    const open = group.filter((name) => name !== REST && !given.has(name) && !pattern.left.sized.has(name));
    if (open.length > 1) throw refused(`Could not infer sizes for ${setOf(open)}`);
  }
}

function requireSameNames({ left, right }: Pattern, operation: string, given: ReadonlyMap<string, number>): void {
  const [gone, made] = [beyond(left, right), beyond(right, left)];
  if (operation === 'rearrange') {
    if (left.sized.size + right.sized.size > 0)
      throw refused('Non-unitary anonymous axes are not supported in rearrange (exception is length 1)');
    if (gone.length + made.length > 0)
      throw refused(`Identifiers only on one side of expression (should be on both): ${setOf([...gone, ...made])}`);
    return;
  }
  if (operation === 'repeat') {
    if (gone.length > 0) throw refused(`Unexpected identifiers on the left side of repeat: ${setOf(gone)}`);
    const open = made.filter((name) => !right.sized.has(name) && !given.has(name));
    if (open.length > 0) throw refused(`Specify sizes for new axes in repeat: ${setOf(open)}`);
    return;
  }
  if (!REDUCTIONS.includes(operation))
    throw refused(
      `Unknown reduction ${operation}. Expect one of (${REDUCTIONS.map((name) => `'${name}'`).join(', ')}).`,
    );
  if (made.length > 0) throw refused(`Unexpected identifiers on the right side of reduce ${operation}: ${setOf(made)}`);
}

/** Axes of one side that the other has not; a size that is written out is another axis on each side. */
function beyond(side: Side, other: Side): string[] {
  return [...side.names].filter((name) => side.sized.has(name) || !other.names.has(name));
}

/** As Python prints a set; several names come in an order that changes from run to run. */
function setOf(names: readonly string[]): string {
  return `{${names.map((name) => (/^\d/.test(name) ? `${name.split(' ')[0]}-axis` : `'${name}'`)).join(', ')}}`;
}

/** @throws Refusal, in einops's words, where the tensor does not fit the pattern */
export function planned(pattern: Pattern, given: ReadonlyMap<string, number>, input: Shape): Plan {
  const { left, right } = pattern;
  const groups = spread(left, input);
  const known = new Map<string, Dimension>([...given, ...left.sized]);
  groups.forEach((group, axis) => {
    fillIn(group, input[axis] ?? null, known, input);
  });
  const before = groups.flat();
  const rest = before.filter((name) => name.startsWith(REST));
  const into = right.groups.flatMap((group) =>
    group[0] === REST && !right.isRestGrouped
      ? rest.map((name) => [name])
      : [group.flatMap((name) => (name === REST ? rest : [name]))],
  );
  const after = into.flat();
  const stays = after.filter((name) => before.includes(name) && !right.sized.has(name));
  const gone = before.filter((name) => !stays.includes(name));
  const sizeOf = (name: string): Dimension => right.sized.get(name) ?? known.get(name) ?? null;
  return {
    cut: before.map((name) => known.get(name) ?? null),
    order: [...stays, ...gone].map((name) => before.indexOf(name)),
    reduced: gone.length,
    repeated: after.flatMap((name, at) => (stays.includes(name) ? [] : [{ at, size: sizeOf(name) }])),
    joined: into.map((group) => product(group.map(sizeOf))),
    isSingle: into.every((group) => group.length === 1),
  };
}

function product(sizes: Shape): Dimension {
  return sizes.reduce<Dimension>((all, size) => (all === null || size === null ? null : all * size), 1);
}

/** The left side with as many axes in place of `…` as the tensor has. */
function spread({ groups }: Side, input: Shape): readonly (readonly string[])[] {
  const at = groups.findIndex((group) => group[0] === REST);
  const named = at < 0 ? groups.length : groups.length - 1;
  if (at < 0 ? input.length !== named : input.length < named) {
    const message = `Wrong shape: expected ${at < 0 ? '' : '>='}${named} dims. Received ${input.length}-dim tensor.`;
    throw new Refusal('EinopsError', message, 'rank', { input });
  }
  if (at < 0) return groups;
  const rest = Array.from({ length: input.length - named }, (_, index) => [`${REST}${index}`]);
  return [...groups.slice(0, at), ...rest, ...groups.slice(at + 1)];
}

/** One name of a group may be without a size: it is what the others leave. */
function fillIn(group: readonly string[], size: Dimension, known: Map<string, Dimension>, input: Shape): void {
  const open = group.find((name) => !known.has(name));
  const fixed = product(group.filter((name) => name !== open).map((name) => known.get(name) ?? null));
  if (open === undefined) {
    if (size === null || fixed === null || size === fixed) return;
    throw new Refusal('EinopsError', `Shape mismatch, ${size} != ${fixed}`, 'division', { input });
  }
  if (size !== null && fixed !== null && size % fixed !== 0) {
    const message = `Shape mismatch, can't divide axis of length ${size} in chunks of ${fixed}`;
    throw new Refusal('EinopsError', message, 'division', { input });
  }
  known.set(open, size === null || fixed === null ? null : size / fixed);
}
