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
import { highlighted } from '../../../site/highlighted.ts';
import { format } from '../scene/look.ts';
import { onBothAxes } from '../state/state.ts';
import { say, told, word } from '../words.ts';
import type { Layer } from './layer.ts';
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
  parts.line.textContent = kerasCall(setting);
  showProgram(parts.source, kerasProgram(setting, refused ? null : channelNumbers));
  parts.caution.textContent = refused ? '' : word(caution(setting));
  parts.torch.hidden = refused !== null;
  if (refused) showRefusal(parts, refused, setting);
  else showTorch(parts, layer);
}

/** Has the programs coloured when their fold is opened. */
export function colourWhenOpened(parts: Parts): void {
  parts.program.ontoggle = () => colourPrograms(parts);
}

/** … and for paper, on which every fold is open. */
export function colourPrograms(parts: Parts): void {
  for (const part of [parts.source, parts.torchSource]) showProgram(part, part.textContent);
}

/** In colours where it is seen: hundreds of spans are not made anew at each change for nobody. */
function showProgram(part: HTMLElement, code: string): void {
  part.replaceChildren(...(part.closest('details')?.open || matchMedia('print').matches ? highlighted(code) : [code]));
}

/** One line for both axes where they are alike. */
function showSize(part: HTMLElement, down: Formula, across: Formula): void {
  const row = (name: string, { numbers, size }: Formula): HTMLElement =>
    element('span', {}, `${name} `, element('code', {}, `${numbers} = `, element('b', {}, format(size))));
  const isSquare = down.numbers === across.numbers;
  const rows = isSquare
    ? [row('=', down), canvasRow(down)]
    : [row(word('height'), down), canvasRow(down), row(word('width'), across), canvasRow(across)];
  part.replaceChildren(element('span', {}, element('code', {}, down.letters)), ...rows.filter((it) => it !== null));
}

/** How a transposed convolution comes to its size: the canvas, and what is cut off it or added. */
function canvasRow({ canvas, size }: Formula): HTMLElement | null {
  if (!canvas) return null;
  const { numbers, size: cells, start, end, added } = canvas;
  const change = added ? `${cells} + ${added} = ${size}` : start + end ? `${cells} − ${start} − ${end} = ${size}` : '';
  const name = added ? 'canvas_added' : change ? 'canvas_cut' : 'canvas_whole';
  return element('span', { class: 'canvas' }, rich(word(name), { canvas: `${numbers} = ${cells}`, change }));
}

/** Rows and columns of what comes out, as one number where they are alike. */
function sizeOf(setting: Setting): string {
  const size = forBoth((axis) => formula(setting, axis).size);
  return isLine(setting) || size[0] === size[1] ? String(size[1]) : size.join('×');
}

/** The sizes that a transposed convolution has with the other padding, and with each output_padding. */
function otherSizes(parts: Parts, setting: Setting): (string | Node)[] {
  return isTransposed(setting) ? [...ofOtherPadding(setting), ...ofOutputPadding(parts, setting)] : [];
}

/** All sizes that it has there, whatever `output_padding`; nothing where there is no other size. */
function ofOtherPadding(setting: Setting): (string | Node)[] {
  const other: Setting = { ...setting, padding: setting.padding === 'same' ? 'valid' : 'same' };
  const usual: Setting = { ...other, output_padding: null };
  const sizes = [usual, ...withOutputPaddings(other)].flatMap((one) => (refusal(one) ? [] : [sizeOf(one)]));
  const distinct = [...new Set(sizes)].sort((one, next) => parseInt(one) - parseInt(next));
  if (distinct.every((size) => size === sizeOf(setting))) return [];
  return [...rich(word('other_padding'), { padding: other.padding, size: distinct.join(', ') }), ' '];
}

/** The setting with each `output_padding` that the stride leaves. */
const withOutputPaddings = (setting: Setting): Setting[] =>
  range(Math.max(...(setting.strides ?? [1]))).map((added) => ({
    ...setting,
    output_padding: onBothAxes(setting, 'output_padding', added),
  }));

/** The sizes between which the stride leaves the choice, and the way to choose one. */
function ofOutputPadding(parts: Parts, setting: Setting): (string | Node)[] {
  const choices = withOutputPaddings(setting).flatMap((chosen, added) =>
    refusal(chosen) ? [] : [{ added, size: sizeOf(chosen) }],
  );
  if (choices.length < 2) return [];
  const button = element('button', { type: 'button' }, word('set_it'));
  button.onclick = () => {
    parts.rare.open = true;
    parts.rare.querySelector<HTMLInputElement>('input[name=output_padding]')?.focus();
  };
  const gaps = {
    choices: choices.map(({ added }) => added).join(', '),
    sizes: choices.map(({ size }) => size).join(', '),
  };
  return [...rich(word('other_sizes'), gaps), ' ', button];
}

function showRefusal(parts: Parts, { why, values }: Refusal, setting: Arguments): void {
  const isGapped = why === 'window' && axes(setting).some(({ dilation }) => dilation > 1);
  const name = isGapped ? 'gapped' : why;
  parts.brief.replaceChildren(...told(`brief_${name}`, ...values));
  parts.why.replaceChildren(...told(`refused_${name}`, ...values));
  parts.keras.textContent = say(`keras_${why}`, ...values);
  parts.quoted.hidden = !parts.keras.textContent;
}

/** The lines that give Keras's values; and, where they are others, PyTorch's own padding, and that in Keras. */
function showTorch(parts: Parts, { setting, channelNumbers, unlike }: Layer): void {
  parts.recipe.textContent = linesOf(torchRecipe(setting));
  showProgram(parts.torchSource, torchProgram(setting, channelNumbers));
  parts.usual.hidden = !unlike;
  if (!unlike) return;
  const { call, hint, output, fits } = unlike;
  parts.call.textContent = call;
  const name = `unlike${fits ? '' : '_size'}${hint ? '_hint' : ''}`;
  parts.unlike.replaceChildren(...told(name, hint, output.length, output[0]?.length ?? ''));
  const back = kerasRecipe(setting);
  parts.backward.hidden = !back;
  if (back) parts.backLines.textContent = linesOf(back);
}

/** The layer alone where nothing else is needed. */
const linesOf = ({ layer, lines }: Recipe): string =>
  lines.length === 1 && lines[0] === 'y = layer(x)' ? layer : [`layer = ${layer}`, ...lines].join('\n');
