/** What Keras and PyTorch make of a state. */
import { refusal, torch } from '../../../arithmetic/index.ts';
import type { Deep, Refusal, Setting, TorchCall } from '../../../arithmetic/index.ts';
import { deepOf, setting } from '../state/presets.ts';
import type { State } from '../state/state.ts';

export interface Layer {
  setting: Setting;
  /** Null where one channel and one filter are all of it. */
  deep: Deep | null;
  refused: Refusal | null;
  /** Null where Keras refuses the setting, or no PyTorch layer has this size. */
  theirs: TorchCall | null;
}

export function layerOf(state: State): Layer {
  const made = setting(state);
  const refused = refusal(made);
  return { setting: made, deep: deepOf(state), refused, theirs: refused ? null : torch(made) };
}
