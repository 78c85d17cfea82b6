/** Which section of the page of error messages is about an error: the one whose heading is in what the framework says. */

/** Of each section of that page its id and its heading. */
export type Sections = readonly { readonly id: string; readonly title: string }[];

/** The id, null where no section is about it. */
export function sectionOf(says: string, sections: Sections): string | null {
  const said = plain(says);
  const about = sections.filter(({ title }) => said.includes(plain(title)));
  const [longest] = about.sort((one, other) => other.title.length - one.title.length);
  return longest?.id ?? null;
}

const MESSAGE = /^\s*(?:[\w.]*\.)?[A-Z]\w*(?:Error|Exception): +(?=\S)/m;

/** The error that was pasted: what its last message says, or all of a paste without code; "" where there is none. */
export function messageIn(paste: string, hasCode: boolean): string {
  const parts = paste.split(new RegExp(MESSAGE, 'gm'));
  return (parts.length > 1 || !hasCode ? (parts.at(-1) ?? '') : '').replace(/\s+/g, ' ');
}

/** Without what is of this model alone: numbers, sizes in brackets; and without the marks of code. */
function plain(text: string): string {
  let inner = text.replace(/^PyTorch: /, '').replace(/[`‘’]/g, '');
  for (let before = ''; before !== inner;) {
    before = inner;
    inner = inner.replace(/ ?(\([^()[\]]*\)|\[[^()[\]]*\])/g, '');
  }
  return inner.replace(/\d+/g, '#').toLowerCase();
}
