/** What the layers ask of their arguments that turn numbers and words into places of a table. */
import { NativeFunction, PythonFunction } from '../../../languages/python/callables.ts';
import { Class } from '../../../languages/python/classes.ts';
import { Refusal } from '../../../languages/python/errors.ts';
import { repr } from '../../../languages/python/library/format.ts';
import { Float, hash, List, Tuple } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import type { Settings } from '../settings.ts';
import { vocabularyOf } from './vocabulary.ts';

const MODES = ['int', 'one_hot', 'multi_hot', 'count'];
const WITH_FREQUENCIES = [...MODES, 'tf_idf'];
/** Names that older versions have. */
const RENAMED: Readonly<Record<string, string>> = { binary: 'multi_hot', 'tf-idf': 'tf_idf' };

const refuse = (message: string, argument: string): Refusal =>
  new Refusal('ValueError', message, 'argument', { argument });

const numberIn = (value: Value): number | null =>
  value instanceof Float ? value.value : typeof value === 'number' ? value : null;

const told = (args: Settings, name: string): string => `${name}=${args.context.text(args.value(name))}`;
const names = (allowed: readonly string[]): string => repr(new Tuple([...allowed]));

/** `output_mode` by the name that it has now. */
export function modeOf(args: Settings): string {
  const mode = args.text('output_mode');
  return (/Lookup$|^(CategoryEncoding|TextVectorization)$/.test(args.type) && RENAMED[mode]) || mode;
}

/** Keras's `validate_string_arg`. */
function requireWord(args: Settings, name: string, allowed: readonly string[], given = args.value(name)): void {
  if (allowed.includes(given as string)) return;
  const message = `Unknown value for \`${name}\` argument of ${args.type}. Allowed values are: ${names(allowed)}. Received: ${told(args, name)}`;
  throw refuse(message, name);
}

export function requireCategories(args: Settings): void {
  const mode = modeOf(args);
  if (!['count', 'one_hot', 'multi_hot'].includes(mode))
    throw refuse(`Unknown arg for output_mode: ${mode}`, 'output_mode');
  const tokens = args.value('num_tokens');
  if (tokens === null)
    throw refuse(
      'num_tokens must be set to use this layer. If the number of tokens is not known beforehand, use the IntegerLookup layer instead.',
      'num_tokens',
    );
  if ((numberIn(tokens) ?? 1) < 1)
    throw refuse(`\`num_tokens\` must be >= 1. Received: ${told(args, 'num_tokens')}.`, 'num_tokens');
}

export function requireBins(args: Settings): void {
  if (args.type === 'HashedCrossing') return requireWord(args, 'output_mode', ['int', 'one_hot']);
  if (args.type === 'Hashing') return requireHashing(args);
  requireWord(args, 'output_mode', MODES);
  const [bins, boundaries] = [args.value('num_bins'), args.value('bin_boundaries')];
  if ((numberIn(bins) ?? 0) < 0)
    throw refuse(
      `\`num_bins\` must be greater than or equal to 0. Received: \`${told(args, 'num_bins')}\``,
      'num_bins',
    );
  if (bins !== null && boundaries !== null) {
    const both = `\`${told(args, 'num_bins')}\` and \`${told(args, 'bin_boundaries')}\``;
    throw refuse(`Both \`num_bins\` and \`bin_boundaries\` should not be set. Received: ${both}`, 'num_bins');
  }
  if (bins === null && boundaries === null)
    throw refuse('You need to set either `num_bins` or `bin_boundaries`.', 'num_bins');
}

function requireHashing(args: Settings): void {
  const bins = numberIn(args.value('num_bins'));
  if (bins === null || bins <= 0) {
    const message = `The \`num_bins\` for \`Hashing\` cannot be \`None\` or non-positive values. Received: ${told(args, 'num_bins')}.`;
    throw refuse(message, 'num_bins');
  }
  if (!MODES.includes(args.value('output_mode') as string)) {
    const message = `Invalid value for argument \`output_mode\`. Expected one of ${names(MODES)}. Received: ${told(args, 'output_mode')}`;
    throw refuse(message, 'output_mode');
  }
  const salt = args.value('salt');
  const isPair = (salt instanceof Tuple || salt instanceof List) && salt.items.length === 2;
  if (salt === null || isPair || typeof salt === 'number') return;
  const wanted = 'can only be a tuple of size 2 integers, or a single integer';
  throw refuse(`The \`salt\` argument for \`Hashing\` ${wanted}. Received: ${told(args, 'salt')}.`, 'salt');
}

export function requireLookup(args: Settings): void {
  const isOfNumbers = args.type === 'IntegerLookup';
  requireTokens(
    args,
    isOfNumbers ? 'If `max_tokens` is set for `IntegerLookup`, it must be' : 'If set, `max_tokens` must be',
  );
  if ((numberIn(args.value('num_oov_indices')) ?? 0) < 0) {
    const says = isOfNumbers
      ? 'The value of `num_oov_indices` argument for `IntegerLookup` must >= 0'
      : '`num_oov_indices` must be greater than or equal to 0';
    throw refuse(`${says}. Received: ${told(args, 'num_oov_indices')}`, 'num_oov_indices');
  }
  const mode = modeOf(args);
  requireWord(args, 'output_mode', WITH_FREQUENCIES, mode);
  if (args.boolean('invert') && mode !== 'int')
    throw refuse(
      `\`output_mode\` must be \`'int'\` when \`invert\` is true. Received: output_mode=${mode}`,
      'output_mode',
    );
  requireVocabulary(args, isOfNumbers ? 'np.int64' : 'np.str_');
}

function requireTokens(args: Settings, says: string): void {
  const tokens = numberIn(args.value('max_tokens'));
  if (tokens !== null && tokens <= 1)
    throw refuse(`${says} greater than 1. Received: ${told(args, 'max_tokens')}`, 'max_tokens');
}

/** The words are some, each once, and no more than the layer keeps. @param kind NumPy's name of what they are */
function requireVocabulary(args: Settings, kind: string): void {
  const given = args.value('vocabulary');
  if (!(given instanceof List || given instanceof Tuple)) return;
  if (given.items.length === 0) throw refuse('Cannot set an empty vocabulary. Received: vocabulary=[]', 'vocabulary');
  const counts = new Map<unknown, number>();
  for (const item of given.items) counts.set(hash(item), (counts.get(hash(item)) ?? 0) + 1);
  const twice = given.items.filter(
    (item, at) => (counts.get(hash(item)) ?? 0) > 1 && given.items.findIndex((one) => hash(one) === hash(item)) === at,
  );
  if (twice.length > 0) {
    const repeated = twice.map((item) => `${kind}(${args.context.repr(item)})`).join(', ');
    const message = `The passed vocabulary has at least one repeated term. Please uniquify your dataset. The repeated terms are: [${repeated}]`;
    throw refuse(message, 'vocabulary');
  }
  const most = numberIn(args.value('max_tokens'));
  const words = vocabularyOf((name) => args.value(name))?.length ?? 0;
  if (most === null || words <= most) return;
  const message = `Attempted to set a vocabulary larger than the maximum vocab size. Received vocabulary size is ${words}; \`max_tokens\` is ${most}.`;
  throw refuse(message, 'vocabulary');
}

const isCallable = (value: Value): boolean =>
  value instanceof PythonFunction || value instanceof NativeFunction || value instanceof Class;

export function requireText(args: Settings): void {
  const words = {
    standardize: ['lower_and_strip_punctuation', 'lower', 'strip_punctuation'],
    split: ['whitespace', 'character'],
  };
  for (const [name, allowed] of Object.entries(words)) {
    const value = args.value(name);
    if (value !== null && !isCallable(value)) requireWord(args, name, allowed);
  }
  const mode = modeOf(args);
  requireWord(args, 'output_mode', WITH_FREQUENCIES, mode);
  const grams = args.value('ngrams');
  const isSeveral = grams instanceof Tuple && grams.items.every((one) => typeof one === 'number');
  if (grams !== null && typeof grams !== 'number' && !isSeveral)
    throw refuse(
      `\`ngrams\` must be None, an integer, or a tuple of integers. Received: ${told(args, 'ngrams')}`,
      'ngrams',
    );
  requireLength(args, mode);
  requireTokens(args, 'If set, `max_tokens` must be');
}

function requireLength(args: Settings, mode: string): void {
  const length = args.value('output_sequence_length');
  const name = 'output_sequence_length';
  if (mode === 'int' && length !== null && typeof length !== 'number')
    throw refuse(
      `\`${name}\` must be either None or an integer when \`output_mode\` is 'int'. Received: ${told(args, name)}`,
      name,
    );
  if (mode !== 'int' && length !== null)
    throw refuse(`\`${name}\` must not be set if \`output_mode\` is not 'int'. Received ${told(args, name)}.`, name);
}
