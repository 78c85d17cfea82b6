/** The reader types into a cell of the input or the kernel. */
import { at, cellAt, kernelAxes } from '../../../arithmetic/index.ts';
import { element } from '../../../site/element.ts';
import { placeOf } from '../scene/place.ts';
import type { Place } from '../scene/place.ts';
import { planesIn } from '../state/presets.ts';
import type { Cell, Values } from '../state/state.ts';
import { say } from '../words.ts';
import type { Panel } from './panel.ts';

const LARGEST = 1e4; // not reached
const DIGITS = 4; // after the point
const LONGEST_TOLD = 20; // letters of what is not taken

export const isEditable = (cell: Cell): boolean => cell.startsWith('input') || cell.startsWith('kernel');

/** Makes the overlaid element take text, until it is left or Enter or Escape is pressed. */
export function typeInto(panel: Panel, target: HTMLElement, cell: Cell): void {
  const place = placeOf(cell);
  if (!place || place.part === 'canvas') return;
  const { part, row, column } = place;
  const planes = planesIn(panel.state, part);
  const plane = planeOf(panel, place);
  const numbers = at(planes, plane);
  target.contentEditable = 'true';
  target.inputMode = 'decimal';
  target.ariaLabel = say('change', part, row, column);
  target.textContent = String(Number(cellAt(numbers, row, column).toFixed(DIGITS)));
  target.onkeydown = (event) => leaveOn(event, target);
  target.onblur = () => {
    const [value, text] = [typed(target), target.textContent.trim()];
    target.contentEditable = 'false';
    target.textContent = '';
    target.onblur = target.onkeydown = null;
    if (value === null) {
      panel.told.remark(text && say('untyped', escaped(text), LARGEST));
      return panel.redraw();
    }
    const line = at(numbers, row).with(column, value);
    const changed = planes.with(plane, numbers.with(row, line));
    panel.change({ [part]: typedValues(changed), step: panel.state.step });
    panel.keepInAddress(true);
  };
  target.focus();
  getSelection()?.selectAllChildren(target);
}

/** Which of all planes: a cell tells only which of those that the output channel is made of. */
function planeOf(panel: Panel, { part, plane = 0 }: Place): number {
  const shown = panel.layer.setting.planes?.[plane];
  if (!shown) return plane;
  const [one, other] = shown.place;
  return part === 'input' ? shown.channel : one * kernelAxes(panel.layer.setting)[1] + other;
}

/** Of one channel its rows alone. */
const typedValues = (planes: readonly (readonly number[][])[]): Values =>
  planes.length === 1 ? at(planes, 0) : (planes as Values);

/** Enter takes what is typed, Escape lets it go. */
function leaveOn(event: KeyboardEvent, target: HTMLElement): void {
  event.stopPropagation();
  if (event.key === 'Escape') target.textContent = '';
  else if (event.key !== 'Enter') return;
  event.preventDefault();
  target.blur();
  target.focus();
}

/** Typed text within the HTML of a sentence. */
const escaped = (text: string): string =>
  element('span', {}, text.length > LONGEST_TOLD ? `${text.slice(0, LONGEST_TOLD)}…` : text).innerHTML;

/** The number, null where it is none or too large. */
function typed({ textContent }: HTMLElement): number | null {
  const text = textContent.trim();
  const value = Number(text.replace('−', '-').replace(',', '.'));
  return text && Math.abs(value) < LARGEST ? Number(value.toFixed(DIGITS)) : null;
}
