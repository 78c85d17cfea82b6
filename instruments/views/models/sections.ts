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

/** Without what is of this model alone: numbers, sizes in brackets; and without the marks of code. */
function plain(text: string): string {
  let inner = text.replace(/^PyTorch: /, '').replace(/[`‘’]/g, '');
  for (let before = ''; before !== inner;) {
    before = inner;
    inner = inner.replace(/ ?(\([^()[\]]*\)|\[[^()[\]]*\])/g, '');
  }
  return inner.replace(/\d+/g, '#').toLowerCase();
}
