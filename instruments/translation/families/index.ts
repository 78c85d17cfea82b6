/** Every layer and function that is read, by framework and name; every operation that is written. */
import type { Writer } from '../draft.ts';
import type { FrameworkName, Operation } from '../operation.ts';
import type { Reader } from '../source.ts';
import * as activation from './activation.ts';
import * as attention from './attention.ts';
import * as convolution from './convolution.ts';
import * as linear from './linear.ts';
import * as merging from './merging.ts';
import * as normalization from './normalization.ts';
import * as pooling from './pooling.ts';
import * as recurrent from './recurrent.ts';
import * as reshaping from './reshaping.ts';

const families = [activation, attention, convolution, linear, merging, normalization, pooling, recurrent, reshaping];

type Readers = ReadonlyMap<string, Reader>;

function tableOf(framework: FrameworkName): Readers {
  return new Map(families.flatMap((family): [string, Reader][] => Object.entries(family.readers[framework])));
}

export const READERS: Readonly<Record<FrameworkName, Readers>> = {
  keras: tableOf('keras'),
  pytorch: tableOf('pytorch'),
};

const WRITERS = {
  ...activation.writers,
  ...attention.writers,
  ...convolution.writers,
  ...linear.writers,
  ...merging.writers,
  ...normalization.writers,
  ...pooling.writers,
  ...recurrent.writers,
  ...reshaping.writers,
} satisfies {
  [Kind in Operation['kind']]: Readonly<Record<FrameworkName, Writer<Extract<Operation, { kind: Kind }>>>>;
};

export function writerOf(operation: Operation, target: FrameworkName): Writer<Operation> {
  return WRITERS[operation.kind][target] as Writer<Operation>;
}
