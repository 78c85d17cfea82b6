/**
 * The door for programs: `trace FILE [--input "(1, 3, 32, 32)"] [--set name=value]` prints one JSON object.
 * Exit status 0 when all was followed and fits, 1 for a fault of the model, 2 for what could not be followed.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { keras } from '../frameworks/keras/index.ts';
import { pytorch } from '../frameworks/pytorch/index.ts';
import type { Shape } from '../graph/tensor.ts';
import type { Value } from '../languages/python/values.ts';
import { readSetting, readShape } from '../tracer/literal.ts';
import { trace } from '../tracer/trace.ts';
import type { Trace } from '../tracer/trace.ts';

const frameworks = [keras, pytorch];
/** A program waits for repairs longer than a reader would. */
const REPAIR_MILLISECONDS = 4000;
const status = { fits: 0, fault: 1, unfollowed: 2 } as const;

interface Request {
  readonly source: string;
  readonly inputs: Shape[];
  readonly settings: Map<string, Value>;
}

class Misuse extends Error {}

function readCommand(words: readonly string[]): Request {
  const request = { source: '', inputs: [] as Shape[], settings: new Map<string, Value>() };
  let file: string | null = null;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (word === '--input') addInput(request, words[++at]);
    else if (word === '--set') addSetting(request, words[++at]);
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

function addSetting(request: Request, text: string | undefined): void {
  const setting = text === undefined ? undefined : readSetting(text);
  if (!setting) throw new Misuse(`--set takes an expression and its value, name=10, not ${text ?? 'nothing'}`);
  request.settings.set(...setting);
}

function answer({ source, inputs, settings }: Request): Trace {
  return trace(source, { frameworks, inputs, settings, repairMilliseconds: REPAIR_MILLISECONDS });
}

/** One request a line, `{"source", "inputs": ["(1, 28, 28)"], "set": ["a=1"]}`; one answer a line. For tests. */
function answerLines(lines: string): void {
  for (const line of lines.split('\n').filter((one) => one.trim())) {
    const { source, inputs = [], set = [] } = JSON.parse(line) as { source: string; inputs?: string[]; set?: string[] };
    const request: Request = { source, inputs: [], settings: new Map() };
    for (const one of inputs) addInput(request, one);
    for (const one of set) addSetting(request, one);
    process.stdout.write(`${JSON.stringify(answer(request))}\n`);
  }
}

function main(words: readonly string[]): number {
  try {
    if (words[0] === '--lines') {
      answerLines(readFileSync(0, 'utf8'));
      return 0;
    }
    const result = answer(readCommand(words));
    process.stdout.write(`${JSON.stringify(result, null, 1)}\n`);
    return status[result.verdict];
  } catch (error) {
    if (!(error instanceof Misuse)) throw error;
    process.stderr.write(`${error.message}\ntrace FILE [--input SHAPE]… [--set EXPRESSION=VALUE]…\n`);
    return 2;
  }
}

process.exitCode = main(process.argv.slice(2));
