/**
 * The link to the other language leads to the place and the state of an instrument where the reader is: both languages
 * have the same ids and the same parameters.
 */
const link = document.querySelector<HTMLAnchorElement>('a.language');

function follow(): void {
  const { search, hash } = location;
  if (link) Object.assign(link, { search, hash });
}

link?.addEventListener('pointerdown', follow);
link?.addEventListener('click', follow);

export {};
