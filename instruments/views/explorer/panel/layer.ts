/** What Keras and PyTorch make of a state; what is told later is reckoned when it is told. */
import { axes, canvasOf, kept, refusal, torch } from '../../../arithmetic/index.ts';
import type { ChannelNumbers, Matrix, Refusal, Setting, TorchCall } from '../../../arithmetic/index.ts';
import { numbersOfChannels, setting } from '../state/presets.ts';
import type { State } from '../state/state.ts';

/** PyTorch's own layer, where its result is another than Keras's. */
export interface Unlike extends TorchCall {
  output: number[][];
  /** Whether at least the size is the same. */
  fits: boolean;
}

export class Layer {
  readonly setting: Setting;
  readonly refused: Refusal | null;
  private readonly state: State;
  private compared: Unlike | null | undefined;

  constructor(state: State) {
    this.state = { ...state };
    this.setting = setting(state);
    this.refused = refusal(this.setting);
  }

  /** Null where one channel and one filter are all of it. */
  get channelNumbers(): ChannelNumbers | null {
    return numbersOfChannels(this.state);
  }

  /** Null where Keras refuses the setting, where no PyTorch layer has this size, and where it gives the same. */
  get unlike(): Unlike | null {
    return (this.compared ??= this.compare());
  }

  private compare(): Unlike | null {
    const { setting: ours, refused } = this;
    const byPyTorch = refused ? null : torch(ours);
    if (!byPyTorch?.output) return null;
    const { output } = byPyTorch;
    const both = axes(ours);
    const expected: Matrix = kept(both, canvasOf(ours, both));
    const fits = output.length === expected.length && output[0]?.length === expected[0]?.length;
    return fits && String(output) === String(expected) ? null : { ...byPyTorch, output, fits };
  }
}
