/** Numbers that Keras asks of layers which change no shape: slopes and shares. */
import { Refusal } from '../../../languages/python/errors.ts';
import { Float } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import type { Settings } from '../settings.ts';

interface Range {
  readonly argument: string;
  /** Whether a number fits. */
  readonly fits: (number: number) => boolean;
  /** Whether None may stand there. */
  readonly isOptional?: boolean;
  readonly says: (shown: string) => string;
}

const notNegative = (number: number): boolean => number >= 0;

const slope = (argument: string, isOptional = false): Range => ({
  argument,
  fits: notNegative,
  isOptional,
  says: (shown) =>
    `${argument} of a ReLU layer cannot be ${isOptional ? 'a' : 'None or a'} negative value. Received: ${argument}=${shown}`,
});

const penalty = (argument: string): Range => ({
  argument,
  fits: notNegative,
  says: (shown) =>
    `Invalid value for argument ${argument}: expected a non-negative float.Received: ${argument}=${shown}`,
});

const RANGES: Readonly<Record<string, readonly Range[]>> = {
  ReLU: [slope('max_value', true), slope('negative_slope'), slope('threshold')],
  LeakyReLU: [
    {
      argument: 'negative_slope',
      fits: notNegative,
      says: (shown) =>
        `The negative_slope value of a Leaky ReLU layer cannot be None or negative value. Expected a float. Received: negative_slope=${shown}`,
    },
  ],
  GaussianNoise: [
    {
      argument: 'stddev',
      fits: (number) => number >= 0 && number <= 1,
      says: (shown) =>
        `Invalid value received for argument \`stddev\`. Expected a float value between 0 and 1. Received: stddev=${shown}`,
    },
  ],
  ActivityRegularization: [penalty('l1'), penalty('l2')],
};

const numberIn = (value: Value): number | null =>
  value instanceof Float ? value.value : typeof value === 'number' ? value : null;

/** @throws Refusal `argument` for a number that the layer does not take */
export function requireRanges(args: Settings): void {
  for (const { argument, fits, isOptional = false, says } of RANGES[args.type] ?? []) {
    const value = args.value(argument);
    const number = numberIn(value);
    const isMissing = value === null && !isOptional;
    if (isMissing || (number !== null && !fits(number)))
      throw new Refusal('ValueError', says(args.context.text(value)), 'argument', { argument });
  }
}

/** @throws Refusal `argument` for what is no whole number above zero */
export function requirePositive(args: Settings, name: string, isOptional = false): void {
  const value = args.value(name);
  if ((typeof value === 'number' && value > 0) || (isOptional && value === null)) return;
  const wanted = isOptional ? 'a positive integer or `None`' : 'a positive integer';
  const message = `Received an invalid value for argument \`${name}\`, expected ${wanted}. Received: ${name}=${args.context.text(value)}`;
  throw new Refusal('ValueError', message, 'argument', { argument: name });
}
