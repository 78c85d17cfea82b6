/** Where the explorer stands in a chapter, its form, its words and its style sheet come from its own page, when a reader asks. */

/** Puts them into this page, once; an error where the page or the sheet does not come. */
export async function takeFromOwnPage(): Promise<void> {
  if (document.getElementById('explorer-template')) return;
  const address = new URL(document.getElementById('explorer-try')?.dataset['page'] ?? '', location.href);
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  const own = new DOMParser().parseFromString(await response.text(), 'text/html');
  const sheet = own.querySelector('link[href$="/explorer.css"]')?.getAttribute('href');
  if (sheet) await loaded(new URL(sheet, address));
  for (const id of ['explorer-data', 'explorer-template']) {
    const part = own.getElementById(id);
    if (!part) throw new Error(`no ${id} at ${address}`);
    part.dataset['page'] = address.href;
    document.body.append(document.adoptNode(part));
  }
}

/** The style sheet is in force before anything is shown by it. */
function loaded(address: URL): Promise<unknown> {
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: address.href });
  const outcome = new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => reject(new Error(`no style sheet at ${address}`));
  });
  document.head.append(link);
  return outcome;
}
