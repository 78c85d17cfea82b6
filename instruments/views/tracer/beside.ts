/** Code and what is made of it, side by side or one above the other: what the reader is at is seen in both. */
import type { Editor } from './editor.ts';
import type { Parts } from './parts.ts';

/** As in shapes.css: from here on they stand side by side. */
const SIDE_BY_SIDE = matchMedia('(min-width: 60em)');

/** Pixels from the top of the window to where the reader reads, and from the right of the layers to where these are met. */
const HEADER = 130;
const INSET = 40;

export class Beside {
  /** The line whose layers are marked. */
  private pointed = 0;
  /** Where the page stood after it was scrolled for the reader. */
  private ownTop = -1;

  /** @param isActive whether the layers of a whole are seen */
  constructor(
    private readonly parts: Pick<Parts, 'area' | 'whole'>,
    private readonly editor: Editor,
    private readonly isActive: () => boolean,
  ) {}

  /** Does something to what stands above the code on a phone; what has the focus, code or a row's field, stays where it is. */
  steadily(action: () => void): void {
    const { area } = this.parts;
    const held = document.activeElement;
    if (!held || !area.closest('shape-tracer')?.contains(held)) return action();
    const top = (): number => held.getBoundingClientRect().top;
    const before = top();
    action();
    if (!held.isConnected || !held.checkVisibility()) return;
    scrollBy({ top: top() - before, behavior: 'instant' });
    this.ownTop = scrollY;
  }

  /** The line of the code that the reader is in shows its layers. */
  point(): void {
    const { line } = this.editor;
    const { whole } = this.parts;
    if (!this.isActive() || line === this.pointed || !whole.point) return; // which is there once its script is
    this.pointed = line;
    whole.point(line, SIDE_BY_SIDE.matches);
    this.ownTop = scrollY;
  }

  /** Layers that the reader scrolls to show their line, where the code stands beside them. */
  follow(): void {
    if (!this.isActive() || scrollY === this.ownTop || !SIDE_BY_SIDE.matches || !this.editor.isLong) return;
    const { right } = this.parts.whole.getBoundingClientRect();
    const row = document.elementFromPoint(right - INSET, HEADER)?.closest<HTMLElement>('[data-line]');
    if (row) this.editor.show(Number(row.dataset['line']));
  }

  /** Selects a line. What was chosen stays where it is; its layers are marked, not scrolled to. */
  select(line: number): void {
    this.editor.select(line);
    this.pointed = line;
    this.parts.whole.point?.(line, false);
  }
}
