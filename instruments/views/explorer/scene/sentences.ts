/** What is said below the picture: what this step did, and what the cell that is looked at is made of, or where it goes. */
import { cellAt, combine, hasKernel } from '../../../arithmetic/index.ts';
import type { Term } from '../../../arithmetic/index.ts';
import { format } from './look.ts';
import type { Saying } from './look.ts';
import type { Place } from './place.ts';
import { isKept, isWhole, stampValue, tintOf } from './situation.ts';
import type { Situation } from './situation.ts';

/** HTML, of numbers alone, or one of the page's sentences. */
export type Sentence = string | Saying;

/** What this step did. */
export function happened(situation: Situation): Sentence[] {
  const { both, mode, walk, setting } = situation;
  const edges = both.flatMap(({ before, after }) => [before, after]);
  if (walk.done) return resulted(situation, edges);
  if (walk.step === 0) return [['start']];
  if (walk.active < 0) return [[walk.first[walk.step - 1] ?? 'start', ...edges]];
  const name = !mode.stamping ? 'windowStep' : hasKernel(setting) ? 'stampStep' : 'copyStep';
  return [[name, walk.active + 1, walk.count, format(stampValue(situation))]];
}

function resulted({ both, mode }: Situation, edges: readonly number[]): Sentence[] {
  const said: Sentence[] = [['result', both[0].size, both[1].size]];
  if (mode.scattering && edges.some((cells) => cells > 0)) said.push(['cropped', ...edges]);
  const added = both.map(({ size, start, full }) => Math.max(start + size - full, 0));
  if (added.some((cells) => cells > 0)) said.push(['added', ...added]);
  return said;
}

/** What the cell in focus is made of, or where it goes. */
export function explained(situation: Situation): Sentence[] {
  const { focus, setting } = situation;
  if (!focus) return [];
  if (focus.part === 'canvas') return sumOf(situation, focus);
  const value = cellAt(focus.part === 'input' ? setting.image : setting.kernel, focus.row, focus.column);
  const what = `<code>${focus.part}[${focus.row}, ${focus.column}] = ${format(value, 4)}</code>`;
  return focus.part === 'input' ? [`${what}:`, goesTo(situation)] : [what];
}

/** As the title of the grid has it: a canvas until it is cropped, and as a vector. */
const isCanvas = ({ mode, walk }: Situation): boolean => mode.transposed && (!walk.done || mode.matrix);

function goesTo(situation: Situation): Saying {
  const { mode, reached } = situation;
  const [rows, columns] = [span(reached[0]), span(reached[1])];
  if (rows === '' || columns === '') return ['nowhere'];
  if (isCanvas(situation) || !isWhole(situation)) return ['goes_canvas', rows, columns];
  return [mode.scattering ? 'goes_output' : 'reaches', rows, columns];
}

const span = (all: readonly number[]): string =>
  all.length > 1 ? `${all[0]}–${all.at(-1)}` : all.map(String).join('');

function sumOf(situation: Situation, focus: Place): Sentence[] {
  const {
    setting,
    both: [rows, columns],
    parts,
    made,
  } = situation;
  const isOutput = isKept(situation, focus.row, focus.column);
  const name =
    isOutput && !isCanvas(situation)
      ? `output[${focus.row - rows.start}, ${focus.column - columns.start}]`
      : `canvas[${focus.row}, ${focus.column}]`;
  const said: Sentence[] = [`<code>${name}</code> =`];
  if (parts.length) said.push(`${written(situation)} =`);
  const all = cellAt(made, focus.row, focus.column).length;
  const isPartial = parts.length < all;
  // a full stop, or the number would run on into the sentence that follows it
  said.push(`<strong>${format(combine(setting, parts), 4)}</strong>${isPartial ? '' : '.'}`);
  if (isPartial) said.push(['partial']);
  else if (!all) said.push([focus.row >= rows.full || focus.column >= columns.full ? 'appended' : 'noStamp']);
  said.push(...padded(situation, all));
  if (!isOutput) said.push(['notKept']);
  return said;
}

/** How many cells of the window are padding. */
function padded({ both: [rows, columns], mode }: Situation, terms: number): Sentence[] {
  if (mode.scattering || mode.upsampling) return [];
  const padding = rows.kernel * columns.kernel - terms;
  return padding ? [[mode.pooling ? 'skipped' : 'zeroPads', padding]] : [];
}

/** The sum, the maximum or the average of the parts. */
function written(situation: Situation): string {
  const { setting, mode, parts } = situation;
  const products = parts.map((part) => product(situation, part));
  if (setting.op === 'MaxPooling2D') return `max(${products.join(', ')})`;
  return mode.pooling ? `(${products.join(' + ')}) / ${parts.length}` : products.join(' + ');
}

function product(situation: Situation, term: Term): string {
  const { setting, mode } = situation;
  const tint = mode.scattering ? ` term-${tintOf(situation, term)}` : '';
  const isWeighted = hasKernel(setting) || (mode.upsampling && !mode.scattering);
  const weight = isWeighted ? `·${signed(term.weight)}` : '';
  return `<span class="term${tint}">${signed(term.value)}${weight}</span>`;
}

const signed = (value: number): string => (value < 0 ? `(${format(value, 4)})` : format(value, 4));
