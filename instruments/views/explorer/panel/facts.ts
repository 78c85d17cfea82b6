/** What there is to read of the layer: its size, its shapes, the line of Keras and of PyTorch, the program, why it is refused. */
import { caution, formula, kerasCall } from '../../../arithmetic/index.ts';
import type { Formula, Matrix, Refusal, TorchCall } from '../../../arithmetic/index.ts';
import { element } from '../../../site/element.ts';
import type { Scene } from '../scene/scene.ts';
import { say, word } from '../words.ts';
import type { Layer } from './layer.ts';
import type { Parts } from './parts.ts';

const array = (rows: Matrix): string => JSON.stringify(rows).replaceAll(',', ', ');
const batched = (height: number, width: number): string => `(1, ${height}, ${width}, 1)`;

export function showFacts(parts: Parts, { setting, refused, theirs }: Layer, seen: Scene | null): void {
  const [down, across] = [formula(setting, 0), formula(setting, 1)];
  const given = batched(setting.height, setting.width);
  // a refused layer has no size, unless it is refused for that size
  if (refused && Math.min(down.size, across.size) > 0) parts.size.textContent = '–';
  else showSize(parts.size, down, across);
  parts.shapes.textContent = `${given} → ${refused ? '–' : batched(down.size, across.size)}`;
  parts.line.textContent = parts.layer.textContent = kerasCall(setting);
  parts.image.textContent = array(setting.image);
  parts.weights.textContent = array(setting.kernel);
  parts.built.textContent = given;
  parts.caution.textContent = refused ? '' : word(caution(setting));
  parts.repairs.hidden = !refused;
  if (refused) showRefusal(parts, refused);
  parts.torch.hidden = !theirs;
  if (theirs && seen) showTorch(parts, theirs, seen);
}

/** One line for both axes where they are alike. */
function showSize(part: HTMLElement, down: Formula, across: Formula): void {
  const row = (name: string, { numbers, size }: Formula): HTMLElement =>
    element('span', {}, `${name} `, element('code', {}, `${numbers} = `, element('b', {}, size)));
  const alike = down.numbers === across.numbers;
  const rows = alike ? [row('=', down)] : [row(word('height'), down), row(word('width'), across)];
  part.replaceChildren(element('span', {}, element('code', {}, down.letters)), ...rows);
}

function showRefusal(parts: Parts, { why, values }: Refusal): void {
  parts.why.textContent = word(`refused_${why}`);
  parts.keras.textContent = say(`keras_${why}`, ...values);
  parts.quoted.hidden = !parts.keras.textContent;
}

function showTorch(parts: Parts, { call, hint, output }: TorchCall, { fits, same }: Scene): void {
  parts.besideChoice.hidden = same;
  parts.call.textContent = call;
  const name = `unlike${fits ? '' : '_size'}${hint ? '_hint' : ''}`;
  parts.unlike.textContent = same ? word('same') : say(name, hint, output?.length ?? '', output?.[0]?.length ?? '');
}
