/** What is said below the picture: what this step did, and what the cell that is looked at is made of, or where it goes. */
import {
  cellAt,
  combine,
  hasKernel,
  isLine,
  isPooling,
  isScattering,
  isSeparable,
  isUpsampling,
  outputChannels,
  spatial,
} from '../../../arithmetic/index.ts';
import type { Setting, Term } from '../../../arithmetic/index.ts';
import { format } from './look.ts';
import type { Saying } from './look.ts';
import type { Place } from './place.ts';
import { byPlane, isKept, isWhole, planeCount, stampValue, tintOf } from './situation.ts';
import type { Situation } from './situation.ts';

/** HTML, of numbers alone, or one of the page's sentences. */
export type Sentence = string | Saying;

/** What this step did. */
export function happened(situation: Situation): Sentence[] {
  const { both, mode, walk, setting } = situation;
  const edges = both.flatMap(({ before, after }) => [before, after]);
  if (walk.done) return resulted(situation, edges);
  if (walk.step === 0) return [['start']];
  if (walk.active < 0) return [begun(situation, walk.first[walk.step - 1] ?? 'start', edges)];
  const name = !mode.stamping ? 'windowStep' : hasKernel(setting) ? 'stampStep' : 'copyStep';
  const value = setting.planes && name === 'stampStep' ? vectorOf(situation) : format(stampValue(situation));
  return [[name, walk.active + 1, walk.count, value]];
}

/** A sentence about rows and columns; along one axis there are no rows, and it has words of its own. */
const alongAxes = ({ setting }: Situation, name: string): string => (isLine(setting) ? `${name}_line` : name);

/** What comes before the first stamp or window. */
const begun = (situation: Situation, name: string, edges: readonly number[]): Saying =>
  name === 'pad' ? [alongAxes(situation, name), ...edges, situation.setting.padding] : [name];

/** What every channel has at the place of the stamp. */
const vectorOf = (situation: Situation): string =>
  `(${byPlane(situation)
    .map((plane) => format(stampValue(plane)))
    .join(', ')})`;

function resulted(situation: Situation, edges: readonly number[]): Sentence[] {
  const { both, mode, setting } = situation;
  const size = both.map((axis) => axis.size);
  const made = outputChannels(setting);
  const named = (name: string): string => alongAxes(situation, name);
  const said: Sentence[] = [made > 1 ? [named('resultChannels'), ...size, made] : [named('result'), ...size]];
  if (mode.scattering && edges.some((cells) => cells > 0)) said.push([named('cropped'), ...edges]);
  const added = both.map(({ size, start, full }) => Math.max(start + size - full, 0));
  if (added.some((cells) => cells > 0)) said.push([named('added'), ...added]);
  return said;
}

/** What the cell in focus is made of, or where it goes. */
export function explained(situation: Situation, out: number): Sentence[] {
  const { focus, setting } = situation;
  if (!focus) return [];
  if (focus.part === 'canvas') return sumOf(situation, focus, out);
  const { planes } = setting;
  if (planes && focus.plane === undefined) return [goesTo(situation)]; // a stamp of all channels
  const { image, kernel } = planes?.[focus.plane ?? 0] ?? setting;
  const value = cellAt(focus.part === 'input' ? image : kernel, focus.row, focus.column);
  const what = `<code>${indexed(situation, focus, lastOf(situation, focus))} = ${format(value, 4)}</code>`;
  return focus.part === 'input' ? [`${what}:`, goesTo(situation)] : [what];
}

/** What stands in the last axes of the array that a cell is of; nothing without channels. */
function lastOf({ setting: { planes } }: Situation, { part, plane = 0 }: Place): readonly number[] {
  const shown = planes?.[plane];
  if (!shown) return [];
  return part === 'input' ? [shown.channel] : shown.place;
}

/** `input[0, 1]`, with channels `input[0, 1, 2]`; along one axis `input[1]`. */
function indexed(
  { setting }: Situation,
  { part, row, column }: Place,
  last: readonly number[],
  name = part as string,
): string {
  return `${name}[${[...spatial(setting, [row, column]), ...last].join(', ')}]`;
}

/** As the title of the grid has it: a canvas until it is cropped, and as a vector. */
const isCanvas = ({ mode, walk }: Situation): boolean => mode.transposed && (!walk.done || mode.matrix);

function goesTo(situation: Situation): Saying {
  const { mode, reached } = situation;
  const [rows, columns] = [span(reached[0]), span(reached[1])];
  if (rows === '' || columns === '') return ['nowhere'];
  const isOnCanvas = isCanvas(situation) || !isWhole(situation);
  const name = isOnCanvas ? 'goes_canvas' : mode.scattering ? 'goes_output' : 'reaches';
  return [alongAxes(situation, name), rows, columns];
}

const span = (all: readonly number[]): string =>
  all.length > 1 ? `${all[0]}–${all.at(-1)}` : all.map(String).join('');

function sumOf(situation: Situation, focus: Place, out: number): Sentence[] {
  const {
    setting,
    both: [rows, columns],
    parts,
    made,
  } = situation;
  const isOutput = isKept(situation, focus.row, focus.column);
  const last = setting.planes ? [out] : [];
  const kept = { ...focus, row: focus.row - rows.start, column: focus.column - columns.start };
  const name =
    isOutput && !isCanvas(situation) ? indexed(situation, kept, last, 'output') : indexed(situation, focus, last);
  const said: Sentence[] = [`<code>${name}</code> =`];
  const all = made(focus.row, focus.column).length;
  const isPartial = parts.length < all;
  // a full stop, or the number would run on into the sentence that follows it
  const result = `<strong>${format(combine(setting, parts), 4)}</strong>${isPartial ? '' : '.'}`;
  said.push(parts.length ? `${written(situation)} =\u00a0${result}` : result); // which begins no line
  if (isPartial) said.push(['partial']);
  else if (!all) said.push([focus.row >= rows.full || focus.column >= columns.full ? 'appended' : 'noStamp']);
  said.push(...padded(situation, all));
  if (!isOutput) said.push(['notKept']);
  return [...said, ...ofEachChannel(situation)];
}

/** How many cells of the window are padding. */
function padded({ both: [rows, columns], mode, setting }: Situation, terms: number): Sentence[] {
  if (mode.scattering || mode.upsampling) return [];
  const padding = rows.kernel * columns.kernel - terms / planeCount(setting);
  return padding ? [[mode.pooling ? 'skipped' : 'zeroPads', padding]] : [];
}

/** The sum, the maximum or the average of the parts. */
function written(situation: Situation): string {
  const { setting, parts } = situation;
  if (setting.planes && !isPooling(setting)) return byChannel(situation);
  return joined(
    setting,
    parts.map((part) => product(situation, part)),
  );
}

function joined(setting: Setting, products: readonly string[]): string {
  if (setting.op === 'MaxPooling2D') return `max(${products.join(', ')})`;
  return isPooling(setting) ? `(${products.join(' + ')}) / ${products.length}` : products.join(' + ');
}

/** The same of terms of one channel that have no colour. */
export function plainly(setting: Setting, terms: readonly Term[]): string {
  const isWeighted = hasKernel(setting) || (isUpsampling(setting) && !isScattering(setting));
  const sum = joined(
    setting,
    terms.map(({ weight, value }) => signed(value) + (isWeighted ? `·${signed(weight)}` : '')),
  );
  const scale = setting.planes?.[0]?.scale ?? 1;
  const scaled = scale === 1 ? sum : `${signed(scale)}·(${sum})`;
  return setting.bias ? `${scaled} + ${signed(setting.bias)}` : scaled;
}

/** What each channel comes to, by its terms. */
function channelSums(situation: Situation): { terms: string; sum: string }[] {
  const { setting } = situation;
  return byPlane(situation).map(({ parts }, plane) => {
    const products = parts.map((part) => product(situation, part)).join(' + ') || '0';
    return {
      terms: isSeparable(setting) ? `${signed(setting.planes?.[plane]?.scale ?? 1)}·(${products})` : products,
      sum: signed(combine({ ...setting, bias: 0 }, parts)),
    };
  });
}

/** The sum over the channels and the bias; of one channel its terms stand for it. */
function byChannel(situation: Situation): string {
  const { setting } = situation;
  const sums = channelSums(situation);
  const isOne = sums.length === 1;
  const bias = setting.use_bias && setting.bias !== undefined ? [signed(setting.bias)] : [];
  return [...sums.map(({ terms, sum }) => (isOne ? terms : sum)), ...bias].join(' + ');
}

/** After the sum over several channels, how each of them comes to its part. */
function ofEachChannel(situation: Situation): Sentence[] {
  const { planes = [] } = situation.setting;
  if (planes.length < 2 || !situation.parts.length) return [];
  const isEachOnce = new Set(planes.map(({ channel }) => channel)).size === planes.length; // but for depth_multiplier
  return channelSums(situation).map(({ terms, sum }, at) => {
    const plane = planes[at];
    const name = isEachOnce ? (plane?.channel ?? at) : plane?.place.join(', ');
    return `<span class="channel"><code>[…, ${name}]</code> ${terms} =\u00a0${sum}${at < planes.length - 1 ? ',' : '.'}</span>`;
  });
}

function product(situation: Situation, term: Term): string {
  const { setting, mode } = situation;
  const tint = mode.scattering ? ` term-${tintOf(situation, term)}` : '';
  const isWeighted = hasKernel(setting) || (mode.upsampling && !mode.scattering);
  const weight = isWeighted ? `·${signed(term.weight)}` : '';
  return `<span class="term${tint}">${signed(term.value)}${weight}</span>`;
}

const signed = (value: number): string => (value < 0 ? `(${format(value, 4)})` : format(value, 4));
