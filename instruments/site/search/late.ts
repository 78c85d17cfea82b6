/**
 * Material fetches the search index, the heaviest file of the site, and its worker with every page; here both wait until
 * the reader turns to the search, or came from it: its words are then marked. The worker is the site's own, worker.ts.
 */
import { SETUP } from './messages.ts';

const here = (document.currentScript as HTMLScriptElement).src;
const isOpenedFromSearch = new URLSearchParams(location.search).has('h');
const addressOf = (name: string): string => new URL(name, here).href;

const asked = new Promise<void>((resolve) => {
  if (isOpenedFromSearch) resolve();
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
      this.worker = new Worker(addressOf('search/worker.js'));
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

/** Arrow keys go from section to section: the name of its page, above each, would be a stop that leads away from what was found. */
function skipNames(): void {
  const results = document.querySelector('.md-search-result__list');
  let step = 0;
  const onkeydown = ({ key }: KeyboardEvent): void => {
    step = { ArrowDown: 1, ArrowUp: -1 }[key] ?? 0;
  };
  document.addEventListener('keydown', onkeydown, true);
  results?.addEventListener('focusin', ({ target }) => {
    if (!step || !(target instanceof HTMLElement) || !target.matches('a:not(:only-child):has(h1)')) return;
    const links = [...results.querySelectorAll<HTMLElement>('a[href]')];
    const query = document.querySelector<HTMLElement>('[data-md-component=search-query]');
    (links[links.indexOf(target) + step] ?? query)?.focus();
  });
}

holdIndex();
Object.assign(window, { Worker: LateWorker });
mendBox();
mendResults();
skipNames();
if (isOpenedFromSearch)
  document.head.append(Object.assign(document.createElement('script'), { src: addressOf('search/marked.js') }));
