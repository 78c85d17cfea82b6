/** Which arguments of a layer have a control, and what stands in it. */
import { argument, definition } from '../chain/layers/definitions.ts';
import KERAS from '../chain/layers/keras.json' with { type: 'json' };
import { known } from '../chain/layers/words.ts';
import type { Call } from '../chain/reading/nodes.ts';

export interface Field {
  readonly key: string;
  readonly type: string;
  /** What is written, or what holds when nothing is. */
  readonly code: string;
  readonly isGiven: boolean;
  readonly options: readonly string[];
  readonly kind: 'select' | 'number' | 'text';
}

interface Fields {
  readonly fields: readonly Field[];
  /** The other arguments, which can be added. */
  readonly rest: readonly string[];
}

/** Arguments that have a control though nothing is written. */
const ALWAYS: readonly string[] = KERAS.always.split(' ');

/** Types that no shape depends on. */
const HIDDEN = /^(?:any|initializer|regularizer|constraint|unfollowed|name|shape|inner)$/;

export function fieldsOf(text: string, node: Call): Fields {
  const fields: Field[] = [];
  const rest: string[] = [];
  const { args = [], parameters } = definition(node.name) ?? {};
  for (const key of args) {
    const { type = '', text: fallback = '' } = parameters?.get(key) ?? {};
    const value = argument(node, key)?.value;
    if (!value && !ALWAYS.includes(key)) {
      if (!HIDDEN.test(type)) rest.push(key);
      continue;
    }
    if (type === 'name' || type === 'inner') continue;
    const code = value ? text.slice(value.at, value.end).replace(/^'([^'"]*)'$/, '"$1"') : fallback;
    const options = optionsOf(type, fallback);
    fields.push({ key, type, code, isGiven: value !== undefined, options, kind: kindOf(type, code, options) });
  }
  return { fields, rest };
}

/** The words that an argument takes, as code; none where it takes others. */
function optionsOf(type: string, fallback: string): string[] {
  if (type === 'flag') return ['True', 'False'];
  const words = /\||activation|interpolation/.test(type) ? known(type).map((word) => `"${word}"`) : [];
  return fallback === 'None' && words.length > 0 ? ['None', ...words] : words;
}

function kindOf(type: string, code: string, options: readonly string[]): Field['kind'] {
  if (options.includes(code)) return 'select';
  const takesNumber = /whole|int|sizes|margins|fraction/.test(type);
  return takesNumber && /^-?\d+(?:\.\d+)?$/.test(code) ? 'number' : 'text';
}
