/** How a layer is shown. */
import { isPooling, isScattering, isTransposed, isUpsampling } from '../../../arithmetic/index.ts';
import type { Axis, Setting } from '../../../arithmetic/index.ts';
import type { State } from '../state/state.ts';

export interface Mode {
  transposed: boolean;
  upsampling: boolean;
  pooling: boolean;
  /** Whether each input cell leaves a stamp; else each output cell gathers. */
  scattering: boolean;
  /** Whether it is told stamp by stamp; else window by window. */
  stamping: boolean;
  /** The view with zeros between the input cells. */
  zeros: boolean;
  /** The view as a matrix. */
  matrix: boolean;
  /** The view that counts the stamps in each cell. */
  counting: boolean;
  /** Whether the window is a frame round input cells; else each of its cells is marked. */
  framed: boolean;
}

export function modeOf(setting: Setting, both: readonly [Axis, Axis], state: State): Mode {
  const transposed = isTransposed(setting);
  const view = transposed ? state.view : '';
  const scattering = isScattering(setting);
  const upsampling = isUpsampling(setting);
  return {
    transposed,
    upsampling,
    pooling: isPooling(setting),
    scattering,
    stamping: scattering && view !== 'zeros',
    zeros: view === 'zeros',
    matrix: view === 'matrix',
    counting: view === 'counts',
    framed: !scattering && !upsampling && both.every(({ dilation }) => dilation === 1),
  };
}
