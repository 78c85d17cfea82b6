/** What the instruments need of a page. */

/** What the page has for a script, as JSON. */
export const given = (id: string): unknown => JSON.parse(document.getElementById(id)?.textContent ?? '{}');

/** A sentence with its gaps filled: "{n} layers". */
export const fill = (sentence: string, values: Readonly<Record<string, string | number | undefined>>): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));

/** Whether the reader has asked for pages on which nothing moves by itself. */
export const wantsStillness = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

type Child = Node | string | number | false | null | undefined;

/** An element with properties, or attributes where it has no such property; false, null and "" are no children. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Readonly<Record<string, unknown>> = {},
  ...children: (Child | readonly Child[])[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties))
    if (name in made) Object.assign(made, { [name]: value });
    else made.setAttribute(name, String(value));
  for (const child of children.flat())
    if (child || child === 0) made.append(child instanceof Node ? child : String(child));
  return made;
}

/** Gives an element those properties that it has otherwise: each that is set has the browser look at it anew. */
export function put<Kind extends Element>(target: Kind, properties: Partial<Kind>): void {
  for (const [name, value] of Object.entries(properties) as [keyof Kind, Kind[keyof Kind]][])
    if (target[name] !== value) target[name] = value;
}

/** Puts the page's template into a host; each part that the template names becomes the owner's under that name. */
export function furnish(host: HTMLElement, id: string, owner: object = host): void {
  const template = document.getElementById(id);
  if (!(template instanceof HTMLTemplateElement)) throw new Error(`the page has no template ${id}`);
  host.replaceChildren(template.content.cloneNode(true));
  for (const part of host.querySelectorAll<HTMLElement>('[data-part]'))
    Object.assign(owner, { [part.dataset['part'] ?? '']: part });
}

const TOLD_FOR = 2500; // ms

/** What a button says when it has copied, when it may not, and when there is too much. */
export interface CopyWords {
  copied: string;
  uncopied: string;
  overlong?: string;
}

/** Makes a button copy a text, and say whether it did. `text` gives "" where there is too much of it. */
export function copies(
  button: HTMLElement,
  text: () => string,
  { copied, uncopied, overlong = uncopied }: CopyWords,
): void {
  const label = button.textContent;
  button.onclick = async () => {
    const wanted = text();
    let said = overlong;
    if (wanted)
      try {
        await navigator.clipboard.writeText(wanted);
        said = copied;
      } catch {
        said = uncopied; // not allowed, or no safe connection
      }
    button.textContent = said;
    setTimeout(() => {
      button.textContent = label;
    }, TOLD_FOR);
  };
}

type Filling = Node | string | number;

/**
 * A sentence as what can be appended: its gaps filled, by texts or elements, and what stands between backticks as code.
 * What fills a gap is never read for backticks or gaps itself.
 */
export function rich(
  sentence: string,
  values: Readonly<Record<string, Filling | readonly Filling[] | undefined>> = {},
): (string | Node)[] {
  const filled = (part: string): (string | Node)[] =>
    part
      .split(/\{(\w+)\}/)
      .flatMap((text, index): Filling | readonly Filling[] => (index % 2 ? (values[text] ?? '') : text))
      .map((one) => (one instanceof Node ? one : String(one)));
  return sentence.split('`').flatMap((part, index) => (index % 2 ? element('code', {}, filled(part)) : filled(part)));
}
