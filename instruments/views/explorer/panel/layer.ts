/** What Keras and PyTorch make of a state. */
import { refusal, torch } from '../../../arithmetic/index.ts';
import type { Refusal, Setting, TorchCall } from '../../../arithmetic/index.ts';
import { setting } from '../state/presets.ts';
import type { State } from '../state/state.ts';

export interface Layer {
  setting: Setting;
  refused: Refusal | null;
  /** Null where Keras refuses the setting, or no PyTorch layer has this size. */
  theirs: TorchCall | null;
}

export function layerOf(state: State): Layer {
  const made = setting(state);
  const refused = refusal(made);
  return { setting: made, refused, theirs: refused ? null : torch(made) };
}

/** The numbers' name in a setting. */
export const NUMBERS = { input: 'image', kernel: 'kernel' } as const;
export type Numbers = keyof typeof NUMBERS;
