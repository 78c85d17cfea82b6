/** When a paste is read as a whole, and the element that does it; its script is loaded only then. */
import type { Page } from '../models/view.ts';
import type { Verdict } from '../models/verdict.ts';
import type { WholeModels } from '../models/index.ts';
import type { Traced } from './chain/trace.ts';
import type { Given } from './parts.ts';

/** What only a reader of whole programs can follow. */
const PROGRAM = /\btorch\b|\bnn\.|^\s*(?:async\s+)?(?:def|class|for|while|with|if)\b|\bfor\s+\w+.*\bin\b/m;
const MODEL = /\b(?:Sequential|Model|Functional)\s*\(/g;
const ASSIGNED = /^\s*\w[\w., ]*=(?!=)/m;

/** Faults of the text that the line reader tells by their column, better than the other. */
const TEXT = ['string', 'unclosed', 'closing', 'big', 'deep'];

/** What the line reader does not follow in a layer, and does not take for a slip of the pen. */
const UNFOLLOWED = ['unknown', 'unfollowed', 'inner'];

/** Whether a paste is more than one chain of layers. */
export function isWhole(text: string, { fault, rows }: Traced): boolean {
  if (fault && TEXT.includes(fault.code)) return false;
  if (PROGRAM.test(text)) return true;
  if (fault?.code === 'quotes') return false; // which it can make straight
  const models = (text.match(MODEL) ?? []).length;
  const areLines = rows.length > 0 || fault?.code === 'lines';
  if (models === 0 && !ASSIGNED.test(text) && areLines) return false; // layers alone, one a line
  return (
    fault !== null || models > 1 || rows.some(({ issue }) => issue && !issue.near && UNFOLLOWED.includes(issue.code))
  );
}

/** The element that reads a paste as a whole, once its script is there. */
export class Whole {
  private loading: Promise<void> | null = null;

  constructor(
    private readonly element: WholeModels,
    private readonly given: Given,
    private readonly page: Page,
  ) {}

  /** Loads the script, once; after a failure it may be tried again. */
  async load(): Promise<void> {
    this.loading ??= loadScript(this.given.wholeScript, this.given.isHosted);
    try {
      await this.loading;
    } catch (error) {
      this.loading = null;
      throw error;
    }
  }

  /** Reads a paste and shows it. @param isNew whether the text came in one go */
  show(text: string, filled: string, isNew: boolean): Verdict | null {
    this.element.begin(this.given.models, this.given.reasons ?? {}, this.page);
    return this.element.show(text, filled, isNew);
  }

  /** Whether a paste that the line reader follows does not fit as a whole, or is not followed there. */
  doubts(text: string): boolean {
    return this.element.doubts(text);
  }
}

/** @param isModule from a folder no module can be loaded */
function loadScript(address: string, isModule: boolean): Promise<void> {
  return new Promise((done, failed) => {
    const script = document.createElement('script');
    const fail = (): void => failed(new Error(address));
    script.onload = (): void => (customElements.get('whole-models') ? done() : fail());
    script.onerror = fail;
    script.type = isModule ? 'module' : '';
    script.src = address;
    document.head.append(script);
  });
}
