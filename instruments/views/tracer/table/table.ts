/** The stack as a table, a row for each layer. */
import type { Row } from '../chain/trace.ts';
import type { Sentences } from '../sentences.ts';
import { barsOf, kindOf } from './drawing.ts';
import { RowView } from './row.ts';

export class StackTable {
  private views: RowView[] = [];

  constructor(
    private readonly body: HTMLTableSectionElement,
    private readonly sentences: Sentences,
  ) {}

  /** @param stopped the row that breaks, -1 where none does */
  show(rows: readonly Row[], stopped: number, text: string): void {
    for (const view of this.views.splice(rows.length)) view.element.remove();
    const bars = barsOf(rows);
    let before = bars[0]?.width ?? 0;
    for (const [i, row] of rows.entries()) {
      const { issue, item, y } = row;
      const view = (this.views[i] ??= new RowView());
      const bar = bars[i] ?? { width: before, height: 0 };
      const kind = i === stopped ? 'broken' : kindOf(row);
      const said = issue ? this.sentences.why(issue) : [];
      const code = text.slice(item.node.at, item.node.end);
      const words = said.map((part) => (typeof part === 'string' ? part : part.textContent));
      const key = [i, code, y, before, bar.width, bar.height, kind, words].join('|');
      if (view.key !== key) {
        view.key = key;
        if (!view.element.parentNode) this.body.append(view.element);
        view.show(row, i, text);
        view.draw(before, bar, kind);
        view.say(said, issue?.stage);
      }
      before = bar.width;
    }
  }

  clear(): void {
    this.views = [];
    this.body.replaceChildren();
  }

  /** Fills the menus of the rows, which takes longer than a frame may. */
  offer(): void {
    for (const view of this.views) view.offer();
  }
}
