/** The stack as a table, a row for each layer. */
import type { Act } from '../changes.ts';
import type { Row } from '../../../tracer/stack/stack.ts';
import type { Sentences } from '../sentences.ts';
import { barsOf, kindOf } from './drawing.ts';
import { RowView } from './row.ts';

/** What the reader does to a layer; `row` is its place. */
interface Hand {
  readonly attempt: (action: () => void) => void;
  readonly set: (row: number, key: string, value: string) => void;
  /** Sets an argument that is not written yet. */
  readonly add: (row: number, key: string) => void;
  readonly act: (row: number, act: Act) => void;
}

type Control = HTMLInputElement | HTMLSelectElement;

export class StackTable {
  private views: RowView[] = [];

  constructor(
    private readonly body: HTMLTableSectionElement,
    private readonly sentences: Sentences,
    hand: Hand,
  ) {
    body.oninput = ({ target }): void => hand.attempt(() => set(target as Control, hand));
    body.onclick = ({ target }): void => hand.attempt(() => act(target as Element, hand));
  }

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
        view.show(row, i);
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

  /** The button of a row; at the ends of the stack, where it would do nothing, the one beside it. */
  button(row: number, act: Act): HTMLElement | null {
    const isEnd = row < 1 || row >= this.views.length - 1;
    return this.views[row]?.element.querySelector(`[name=${isEnd ? 'remove' : act}]`) ?? null;
  }

  /** Fills the menus of the rows, which takes longer than a frame may. */
  offer(): void {
    for (const view of this.views) view.offer();
  }
}

const rowOf = (target: Element): number => target.closest('tr')?.sectionRowIndex ?? -1;

/** The menu of the other arguments has no name. */
function set(control: Control, hand: Hand): void {
  const { name, value } = control;
  if (!value) return;
  if (name) hand.set(rowOf(control), name, value);
  else hand.add(rowOf(control), value);
}

function act(target: Element, hand: Hand): void {
  if (target instanceof HTMLButtonElement) hand.act(rowOf(target), target.name as Act);
}
