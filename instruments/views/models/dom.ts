/** Elements with text and attributes: no markup is parsed and no style is set, so that nothing pasted can run. */
import { whole } from '../../site/whole.ts';
import { withBreaks } from './breaks.ts';

export type Child = Node | string;
export type Words = Readonly<Record<string, string>>;

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** A sentence with its gaps filled, `{line}`; what stands between backticks is code. */
export function sentence(text: string, gaps: Readonly<Record<string, Child | number>> = {}): Child[] {
  return coded(text, (part) =>
    part.split(/\{(\w+)\}/).flatMap((piece, at) => {
      if (at % 2 === 0) return whole(piece);
      const gap = gaps[piece];
      return typeof gap === 'object' ? [gap] : whole(String(gap ?? ''));
    }),
  );
}

/** What the tracer or a framework says, English in both languages. */
export function english(tag: 'span' | 'q', text: string): HTMLElement {
  return element(tag, { lang: 'en' }, ...coded(text, (part) => broken(whole(part))));
}

/** Text in which code stands between backticks; one whose backticks are no pairs stays as it is. */
function coded(text: string, inner: (part: string) => Child[]): Child[] {
  const parts = text.split('`');
  if (parts.length % 2 === 0) return inner(text);
  return parts.flatMap((part, index) =>
    index % 2 === 0 ? inner(part) : [element('code', {}, ...broken(inner(part)))],
  );
}

const broken = (parts: readonly Child[]): Child[] =>
  parts.flatMap((part) => (typeof part === 'string' ? withBreaks(part) : [part]));
