/** The frameworks, each loaded when a paste first names it: most pastes use one. */
import { NotLoaded, whenUsed } from '../../frameworks/framework.ts';
import type { FrameworkFactory } from '../../frameworks/framework.ts';
import { PATHS as KERAS_PATHS } from '../../frameworks/keras/paths.ts';
import { assumed as assumedOfPyTorch, PATHS as PYTORCH_PATHS } from '../../frameworks/pytorch/paths.ts';

/** With Keras comes what reads a chain of its layers. */
export type Keras = typeof import('./keras.ts');

/** A module that is loaded once; after a failure it may be tried again. */
class Later<Module> {
  module: Module | null = null;

  constructor(private readonly load: () => Promise<Module>) {}

  async get(): Promise<void> {
    this.module ??= await this.load();
  }
}

function miss(): never {
  throw new NotLoaded();
}

const keras = new Later<Keras>(() => import('./keras.ts'));
const pytorch = new Later(() => import('../../frameworks/pytorch/index.ts'));
const applications = new Later(() => import('../../frameworks/keras/applications/index.ts'));

/** Any name that nothing binds may be one of Keras's many, but for PyTorch's few. */
const assumedOfKeras = (name: string): undefined => (assumedOfPyTorch(name) === undefined ? miss() : undefined);

/** Of a framework that is not loaded the factory makes one that throws `NotLoaded` when a paste asks for it. */
export const FRAMEWORKS: readonly FrameworkFactory[] = [
  (context) => keras.module?.keras(context) ?? whenUsed('keras', KERAS_PATHS, assumedOfKeras, miss),
  (context) => pytorch.module?.pytorch(context) ?? whenUsed('pytorch', PYTORCH_PATHS, assumedOfPyTorch, miss),
];

/** What reads a chain of layers; null while no paste has needed it. */
export const kerasModule = (): Keras | null => keras.module;

/** The paste that was found to use more than its words tell. */
let found: string | null = null;

/** Reads a paste; where it asks for a framework that is not there, `waiting`, and `isLoadedFor` tells so from then on. */
export function readOr<Result>(text: string, waiting: Result, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof NotLoaded)) throw error;
    found = text;
    return waiting;
  }
}

/** Whether all is there that a paste names, as far as its words tell; what they do not tell is found as it is read. */
export function isLoadedFor(text: string): boolean {
  return namedIn(text).every(({ module }) => module !== null);
}

/** Loads what `isLoadedFor` waits for. */
export async function loadFor(text: string): Promise<void> {
  await Promise.all(namedIn(text).map((one) => one.get()));
}

function namedIn(text: string): readonly Later<unknown>[] {
  const isPyTorch = /\b(?:import|from)\s+(?:torch|lightning|pytorch_lightning)\b/.test(text);
  const isKeras = !isPyTorch || /\b(?:keras|tensorflow)\b/.test(text);
  const isFound = text === found;
  return [
    ...(isKeras || isFound ? [keras] : []),
    ...((isKeras && /\bapplications\b/.test(text)) || isFound ? [applications] : []),
    ...(isPyTorch || isFound ? [pytorch] : []),
  ];
}
