/** What there is to read of the layer: its size, its shapes, the line of Keras and of PyTorch, the program, why it is refused. */
import {
  axes,
  caution,
  channelsOf,
  forBoth,
  formula,
  isLine,
  isTransposed,
  kerasCall,
  kerasProgram,
  kerasRecipe,
  outputChannels,
  range,
  refusal,
  spatial,
  tuple,
  torchProgram,
  torchRecipe,
} from '../../../arithmetic/index.ts';
import type { Arguments, Formula, Recipe, Refusal, Setting } from '../../../arithmetic/index.ts';
import { element, rich } from '../../../site/element.ts';
import { format } from '../scene/look.ts';
import { onBothAxes } from '../state/state.ts';
import { say, word } from '../words.ts';
import type { Layer } from './layer.ts';
import { control } from './parts.ts';
import type { Parts } from './parts.ts';

const batched = (layer: Arguments, height: number, width: number, channels: number): string =>
  tuple([1, ...spatial(layer, [height, width]), channels]);

export function showFacts(parts: Parts, layer: Layer): void {
  const { setting, channelNumbers, refused } = layer;
  const [down, across] = [formula(setting, 0), formula(setting, 1)];
  const given = batched(setting, setting.height, setting.width, channelsOf(setting).channels);
  const made = batched(setting, down.size, across.size, outputChannels(setting));
  // a refused layer has no size, unless it is refused for that size
  if (refused && Math.min(down.size, across.size) > 0) parts.size.textContent = word('sizeless');
  else showSize(parts.size, isLine(setting) ? across : down, across);
  parts.others.replaceChildren(...(refused ? [] : otherSizes(parts, setting)));
  parts.shapes.textContent = `${given} → ${refused ? '—' : made}`;
