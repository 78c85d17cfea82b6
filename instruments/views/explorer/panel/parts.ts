/** The parts of docs/theme/partials/explorer.html, by their names there. */
import { furnish } from '../../../site/element.ts';
import type { PictureParts } from '../picture/picture.ts';
import type { StageParts } from '../stage/stage.ts';

export interface Parts extends StageParts, PictureParts {
  notice: HTMLElement;
  form: HTMLFormElement;
  closing: HTMLElement;
  close: HTMLButtonElement;
  gallery: HTMLElement;
  rare: HTMLDetailsElement;
  unfold: HTMLButtonElement;
  fresh: HTMLButtonElement;
  refusal: HTMLElement;
  brief: HTMLElement;
  asks: HTMLButtonElement;
  reason: HTMLElement;
  why: HTMLElement;
  quoted: HTMLElement;
  keras: HTMLElement;
  repairs: HTMLElement;
  saying: HTMLElement;
  says: HTMLElement;
  walk: HTMLFieldSetElement;
  play: HTMLButtonElement;
  back: HTMLButtonElement;
  forward: HTMLButtonElement;
  position: HTMLOutputElement;
  views: HTMLElement;
  size: HTMLElement;
  others: HTMLElement;
  shapes: HTMLElement;
  line: HTMLElement;
  caution: HTMLElement;
  torch: HTMLElement;
  call: HTMLElement;
  unlike: HTMLElement;
  usual: HTMLElement;
  recipe: HTMLElement;
  backward: HTMLElement;
  backLines: HTMLElement;
  program: HTMLDetailsElement;
  torchSource: HTMLElement;
  source: HTMLElement;
  link: HTMLAnchorElement;
  live: HTMLElement;
}

/** Puts them into the host. */
export function furnished(host: HTMLElement): Parts {
  const parts = {};
  furnish(host, 'explorer-template', parts);
  return parts as Parts;
}

/** The control of that name. */
export const control = (form: HTMLFormElement, name: string): HTMLInputElement =>
  form.elements.namedItem(name) as HTMLInputElement;
