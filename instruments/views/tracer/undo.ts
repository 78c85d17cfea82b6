/** What the tracer changed in the code, so that one press takes it back: a phone has no key for it. */
import type { Edit } from '../../tracer/stack/edit.ts';

interface Change {
  readonly before: Required<Edit>;
  /** The text that it left: as long as the reader has not written since, it can be taken back. */
  readonly after: string;
}

/** As many can be taken back. */
const MOST = 100;

export class Undo {
  private readonly changes: Change[] = [];

  add(before: Required<Edit>, after: string): void {
    if (before.text !== after) this.changes.push({ before, after });
    if (this.changes.length > MOST) this.changes.shift();
  }

  /** Whether the text is as the last change left it. */
  isOf(text: string): boolean {
    return this.changes.at(-1)?.after === text;
  }

  /** What was there before the last change, which is forgotten; null where there is none. */
  take(): Required<Edit> | null {
    return this.changes.pop()?.before ?? null;
  }
}
