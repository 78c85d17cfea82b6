/** Pointer and keyboard over the cells of the picture. */
import { focusAlone } from '../stage/overlay.ts';
import type { Hit } from '../stage/overlay.ts';
import { isEditable, typeInto } from './typing.ts';
import type { Panel } from './panel.ts';

/** Rows and columns; 99 goes to the end. */
const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -99],
  End: [0, 99],
  PageUp: [-99, 0],
  PageDown: [99, 0],
};

export class Hands {
  constructor(private readonly panel: Panel) {
    const { sheet } = panel.parts;
    sheet.onpointermove = ({ target, pointerType }) => {
      if (pointerType !== 'touch') this.over(target);
    };
    sheet.onpointerleave = () => panel.point('');
    sheet.addEventListener('focusin', ({ target }) => this.over(target));
    sheet.addEventListener('focusout', ({ relatedTarget }) => this.left(relatedTarget));
    sheet.onclick = (event) => this.click(event);
    sheet.onkeydown = (event) => this.key(event);
  }

  private over(target: EventTarget | null): void {
    const { player, stage } = this.panel;
    const hit = stage.hit(target);
    if (!player.isPlaying && !hit?.follows) this.panel.point(hit?.cell ?? '');
  }

  /** What is looked at stays so when the keyboard goes to what it is made of. */
  private left(next: EventTarget | null): void {
    if (!this.panel.stage.hit(next)?.follows) this.panel.point('');
  }

  /** Keeps a cell, or lets it go; an input or kernel cell that is kept is typed into. A block unfolds. */
  private click({ target: pressed, offsetX, offsetY }: MouseEvent): void {
    const { panel } = this;
    const target = pressed as HTMLElement;
    const cell = panel.stage.hit(target)?.cell;
    if (cell === undefined && panel.stage.isBlock(offsetX, offsetY)) return panel.unfold();
    if (!cell || target.isContentEditable) return;
    const again = cell === panel.state.cell;
    if (again && isEditable(cell)) typeInto(panel, target, cell);
    else panel.pin(again ? null : cell);
  }

  private key(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    const hit = this.panel.stage.hit(target);
    if (!hit || event.ctrlKey || event.metaKey || event.altKey) return;
    if (this.act(event.key, target, hit)) event.preventDefault();
  }

  /** Whether the key meant something, and is not to be typed. */
  private act(key: string, target: HTMLElement, hit: Hit): boolean {
    const move = MOVES[key];
    if (move) focusNext(hit, move);
    else if (isEditable(hit.cell) && /^([-\d]|Enter|F2)$/.test(key)) {
      typeInto(this.panel, target, hit.cell);
      return key.length > 1; // a digit is typed over what is selected
    } else if (hit.cell && (key === 'Enter' || key === ' ')) this.panel.pin(hit.cell);
    else return false;
    return true;
  }
}

function focusNext({ table, row, column }: Hit, [down, across]: readonly [number, number]): void {
  const step = (all: Element, from: number, by: number): Element | undefined =>
    all.children[Math.min(Math.max(from + by, 0), all.children.length - 1)];
  const line = step(table, row, down);
  const next = line && step(line, column, across);
  if (next) focusAlone(next);
}
