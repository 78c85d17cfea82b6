/** Arguments that name an activation, initializer, regularizer or constraint: Keras looks it up as the layer is made. */
import { Refusal } from '../../languages/python/errors.ts';
import { List, Tuple } from '../../languages/python/values.ts';
import type { Value } from '../../languages/python/values.ts';
import { repr } from '../../languages/python/library/format.ts';
import names from './names.json' with { type: 'json' };

const NOUNS = {
  activation: 'activation function',
  initializer: 'initializer',
  regularizer: 'regularizer',
  constraint: 'constraint',
} as const;

type Kind = keyof typeof NOUNS;

/** The layer takes it and does not look at it. */
const UNREAD: readonly string[] = ['SimpleRNN.activity_regularizer'];

/** The names that an argument knows, `kernel_initializer` for instance; null where it takes none of these. */
export function namesOf(argument: string): readonly string[] | null {
  const kind = kindOf(argument);
  return kind && names[kind];
}

const kinds = new Map<string, Kind | null>();

/** Asked for each argument of each layer. */
function kindOf(argument: string): Kind | null {
  const known = kinds.get(argument);
  if (known !== undefined) return known;
  const [, kind] = /(?:^|_)(activation|initializer|regularizer|constraint)$/.exec(argument) ?? [];
  kinds.set(argument, (kind as Kind | undefined) ?? null);
  return (kind as Kind | undefined) ?? null;
}

/**
 * Checks what a layer is given to look up; what is no string or number may be a function or an object.
 *
 * @throws Refusal
 */
export function checkName(type: string, argument: string, value: Value | undefined): void {
  const kind = kindOf(argument);
  if (!kind || UNREAD.includes(`${type}.${argument}`)) return;
  const isList = value instanceof List || value instanceof Tuple;
  if (typeof value !== 'string' && typeof value !== 'number' && !isList) return;
  if (typeof value === 'string' && names[kind].includes(value)) return;
  const told = isList ? repr(value) : value;
  throw new Refusal('ValueError', `Could not interpret ${NOUNS[kind]} identifier: ${told}`, 'argument', { argument });
}
