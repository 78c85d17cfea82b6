/**
 * Material fetches the search index, the heaviest file of the site, and its worker with every page; here both wait until
 * the reader turns to the search, or came from it: its words are then marked. The worker is the site's own, worker.ts.
 */
import { SETUP } from './messages.ts';

const workerAddress = new URL('search/worker.js', (document.currentScript as HTMLScriptElement).src).href;

const asked = new Promise<void>((resolve) => {
  if (new URLSearchParams(location.search).has('h')) resolve();
  for (const place of document.querySelectorAll('#__search, [data-md-component=search]'))
    for (const event of ['focusin', 'change']) place.addEventListener(event, () => resolve(), { once: true });
});

/** The request of the index waits. */
function holdIndex(): void {
  const { open, send } = XMLHttpRequest.prototype;
  const waiting = new WeakSet<XMLHttpRequest>();
  XMLHttpRequest.prototype.open = function (this: XMLHttpRequest, ...given: unknown[]): void {
    if (String(given[1]).endsWith('/search/search_index.json')) waiting.add(this);
    Reflect.apply(open, this, given);
  };
  XMLHttpRequest.prototype.send = function (body): void {
    if (waiting.has(this)) void asked.then(() => send.call(this, body));
    else send.call(this, body);
  };
}

const { Worker } = window;

/** Starts the site's own worker with the message that brings the index; what comes before waits. */
class LateWorker extends EventTarget {
  private waiting: unknown[] = [];
  private worker: Worker | undefined;

  postMessage(message: { type: number }): void {
    if (message.type === SETUP) {
      this.worker = new Worker(workerAddress);
      this.worker.addEventListener('message', ({ data }: MessageEvent<unknown>) =>
        this.dispatchEvent(new MessageEvent('message', { data })),
      );
    }
    this.waiting.push(message);
    if (this.worker) for (const one of this.waiting.splice(0)) this.worker.postMessage(one);
  }
}

/** What Material leaves open for keyboard, pasting and phones. */
function mendBox(): void {
  const toggle = document.querySelector<HTMLInputElement>('#__search');
  const query = document.querySelector<HTMLInputElement>('[data-md-component=search-query]');
  // the switch can have the focus, for the keyboard; once it is on, it hands it to the words to search for
  toggle?.addEventListener('change', () => {
    if (toggle.checked) query?.focus();
  });
  // Material searches when a key goes up, and would not see what is pasted, dictated or composed
  query?.addEventListener('input', () => query.dispatchEvent(new KeyboardEvent('keyup')));
  // WebKit would give the focus to the switch of the label that was tapped, after that, and a soft keyboard would not come
  document.querySelector('.md-header__button[for=__search]')?.addEventListener('click', (event) => {
    event.preventDefault();
    toggle?.click();
  });
}

/** The tags of each result are a <nav>; a screen reader would list them all as landmarks. */
function mendResults(): void {
  const results = document.querySelector('.md-search-result__list');
  if (!results) return;
  const demote = (): void => {
    for (const nav of results.querySelectorAll('.md-tags')) nav.setAttribute('role', 'presentation');
  };
  new MutationObserver(demote).observe(results, { childList: true, subtree: true });
}

const IN_WORD = /[\p{L}\p{N}_]/u;
const LATIN = /[A-Za-z0-9_]/;

/** Material marks what was met within other words, too: "in" in "string", 식 in 형식. What follows a Korean word is its particle. */
function partsWord(mark: Element): boolean {
  const [before, after] = [mark.previousSibling, mark.nextSibling];
  const isJoined = (by: Node | null, to: Node | null | undefined): boolean =>
    by?.textContent === '_' && to instanceof Element && to.matches('mark'); // in_features is met in two parts
  const [first, last] = [before?.textContent?.at(-1) ?? '', after?.textContent?.[0] ?? ''];
  if (isJoined(before, before?.previousSibling) || isJoined(after, after?.nextSibling)) return false;
  const isLatin = LATIN.test(mark.textContent.at(-1) ?? '');
  const isSmall = isLatin && mark.textContent.length < 3; // the "in" of in_features by itself
  return IN_WORD.test(first) || isSmall || (isLatin && LATIN.test(last));
}

function mendMarks(): void {
  const article = document.querySelector('article');
  if (!article || !new URLSearchParams(location.search).has('h')) return;
  const mend = (): void => {
    for (const mark of article.querySelectorAll('mark[data-md-highlight]'))
      if (partsWord(mark)) mark.replaceWith(...mark.childNodes);
  };
  new MutationObserver(mend).observe(article, { childList: true, subtree: true });
}

holdIndex();
mendMarks();
Object.assign(window, { Worker: LateWorker });
mendBox();
mendResults();
