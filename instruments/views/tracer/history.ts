/** The state in the address, and in the browser's history: what is written in one go is one step back. */
import { decode, encode } from './address.ts';
import type { State } from './address.ts';

/** Milliseconds that a writer rests before what was written is a step. */
const REST = 500;

export class Steps {
  private saving: ReturnType<typeof setTimeout> | undefined;

  /** @param state what is seen */
  constructor(private readonly state: () => Partial<State>) {}

  /** What the address says, or where that would be too long, the browser keeps; null where neither does. */
  static read(): Partial<State> | null {
    return (history.state as { tracer?: Partial<State> | null } | null)?.tracer ?? decode(location.search);
  }

  /** The address of what is seen; "" where it would be too long. */
  link(): string {
    const state = this.state();
    const query = encode(state);
    return query || !state.code ? location.href.replace(/[?#].*/s, '') + query : '';
  }

  /** Later, or now. */
  save(now = false): void {
    clearTimeout(this.saving);
    this.saving = setTimeout(() => this.push(), now ? 0 : REST);
  }

  /** What was written just now is a step of its own, to which Back leads. */
  finish(): void {
    if (this.saving !== undefined) this.push();
  }

  private push(): void {
    clearTimeout(this.saving);
    this.saving = undefined;
    const state = this.state();
    const query = encode(state);
    const tracer = query ? null : state;
    if (query !== location.search || tracer) history.pushState({ tracer }, '', query || location.pathname);
  }
}
