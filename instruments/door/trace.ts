/**
 * The door for programs: `trace FILE [--input "(1, 3, 32, 32)"] [--set name=value] [--to pytorch] [--sizes]
 * [--want SHAPE]` prints one JSON object.
 * Exit status 0 when all was followed and fits, 1 for a fault of the model, 2 for what could not be followed.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { keras } from '../frameworks/keras/whole.ts';
import { pytorch } from '../frameworks/pytorch/index.ts';
import type { Shape } from '../graph/tensor.ts';
import type { Value } from '../languages/python/values.ts';
import { readSetting, readShape } from '../tracer/literal.ts';
import type { FittingSizes } from '../repairs/sizes.ts';
import { allSizes, trace } from '../tracer/trace.ts';
import type { Trace } from '../tracer/trace.ts';
import type { FrameworkName } from '../translation/operation.ts';
import { translate } from '../translation/translate.ts';

const frameworks = [keras, pytorch];
/** A program waits longer than a reader would, on a machine that may have much else to do. */
const [MILLISECONDS, REPAIR_MILLISECONDS] = [60_000, 4000];
const status = { fits: 0, fault: 1, unfollowed: 2 } as const;

interface Request {
  readonly source: string;
  readonly inputs: Shape[];
  readonly settings: Map<string, Value>;
  /** The framework into which the models of the other are translated. */
  to: FrameworkName | null;
  /** Whether repairs are looked for; true unless said otherwise. */
  readonly repairs?: boolean;
  /** Whether all sizes of the input that fit are looked for. */
  sizes?: boolean;
  /** What a model is to give; then only those sizes. */
  wanted?: Shape;
}

class Misuse extends Error {}

function readCommand(words: readonly string[]): Request {
  const request: Request = { source: '', inputs: [], settings: new Map(), to: null };
  let file: string | null = null;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (word === '--input') addInput(request, words[++at]);
    else if (word === '--set') addSetting(request, words[++at]);
    else if (word === '--to') request.to = frameworkNamed(words[++at]);
    else if (word === '--sizes') request.sizes = true;
    else if (word === '--want') addWanted(request, words[++at]);
    else if (word.startsWith('--')) throw new Misuse(`unknown option ${word}`);
    else if (file !== null) throw new Misuse('one file at a time');
    else file = word;
  }
  // npm runs scripts in the package's folder and says in INIT_CWD where it was called.
  if (file === null) throw new Misuse('which file?');
  try {
    return {
      ...request,
      source: readFileSync(file === '-' ? 0 : resolve(process.env['INIT_CWD'] ?? '.', file), 'utf8'),
    };
  } catch (error) {
    throw new Misuse(`${file} cannot be read: ${(error as Error).message}`);
  }
}

function addInput(request: Request, text: string | undefined): void {
  const shape = text === undefined ? undefined : readShape(text);
  if (!shape) throw new Misuse(`--input takes a shape such as "(1, 3, 32, 32)", not ${text ?? 'nothing'}`);
  request.inputs.push(shape);
}

function frameworkNamed(text: string | undefined): FrameworkName {
  if (text === 'keras' || text === 'pytorch') return text;
  throw new Misuse(`--to takes keras or pytorch, not ${text ?? 'nothing'}`);
}

function addSetting(request: Request, text: string | undefined): void {
  const setting = text === undefined ? undefined : readSetting(text);
  if (!setting) throw new Misuse(`--set takes an expression and its value, name=10, not ${text ?? 'nothing'}`);
  request.settings.set(...setting);
}

function addWanted(request: Request, text: string | undefined): void {
  const shape = text === undefined ? undefined : readShape(text);
  if (!shape) throw new Misuse(`--want takes a shape such as "(None, 64, 64, 2)", not ${text ?? 'nothing'}`);
  request.wanted = shape;
}

function answer(request: Request): Trace & { sizes?: FittingSizes | null } {
  const { source, inputs, settings, to, repairs = true, wanted } = request;
  const options = { frameworks, inputs, settings, milliseconds: MILLISECONDS };
  const traced = trace(source, { ...options, repairMilliseconds: repairs ? REPAIR_MILLISECONDS : 0 });
  const translated = to === null ? traced : withTranslations(traced, to);
  if (!request.sizes && !wanted) return translated;
  return { ...translated, sizes: allSizes(source, options, wanted ?? null) };
}

function withTranslations(traced: Trace, to: FrameworkName): Trace {
  const models = traced.models.map((model) => {
    const from = to === 'keras' ? 'pytorch' : 'keras';
    if (model.framework !== from) return model;
    const name = model.variable ?? model.name ?? model.type;
    return { ...model, translation: model.program ? translate(model.program(), from, name) : null };
  });
  return { ...traced, models };
}

/** Answers each line of the standard input as soon as it is there. Not by `readline`, which also ends lines at U+2028. */
async function answerLines(): Promise<void> {
  let begun = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    const lines = (begun + String(chunk)).split('\n');
    begun = lines.pop() ?? '';
    lines.forEach(answerLine);
  }
  answerLine(begun);
}

/** @param line a `LineRequest`; a blank one has no answer */
function answerLine(line: string): void {
  if (!line.trim()) return;
  const { source, inputs = [], set = [], to, want, ...rest } = JSON.parse(line) as LineRequest;
  const named = to === undefined ? null : frameworkNamed(to);
  const request: Request = { source, inputs: [], settings: new Map(), to: named, ...rest };
  if (want !== undefined) addWanted(request, want);
  for (const one of inputs) addInput(request, one);
  for (const one of set) addSetting(request, one);
  process.stdout.write(`${JSON.stringify(answer(request))}\n`);
}

interface LineRequest {
  readonly source: string;
  readonly inputs?: readonly string[];
  readonly set?: readonly string[];
  readonly to?: string;
  readonly repairs?: boolean;
  readonly sizes?: boolean;
  readonly want?: string;
}

async function main(words: readonly string[]): Promise<number> {
  try {
    if (words[0] === '--lines') {
      await answerLines();
      return 0;
    }
    const result = answer(readCommand(words));
    process.stdout.write(`${JSON.stringify(result, null, 1)}\n`);
    return status[result.verdict];
  } catch (error) {
    if (!(error instanceof Misuse)) throw error;
    process.stderr.write(
      `${error.message}\ntrace FILE [--input SHAPE]… [--set EXPRESSION=VALUE]… [--to FRAMEWORK] [--sizes] [--want SHAPE]\n`,
    );
    return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
