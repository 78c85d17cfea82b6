// @ts-check
// Material fetches the search index, the heaviest file of the site, and its worker with every page; here both wait until
// the reader turns to the search, or came from it: its words are then marked. The worker is the site's own, search_worker/.
{
  const own = new URL("search_worker/search_worker.js", /** @type {HTMLScriptElement} */ (document.currentScript).src)
  const asked = new Promise(resolve => {
    if (new URLSearchParams(location.search).has("h")) resolve(null)
    for (const event of ["focusin", "change"])
      document.querySelectorAll("#__search, [data-md-component=search]")
        .forEach(place => place.addEventListener(event, resolve, { once: true }))
  })
  const { open, send } = XMLHttpRequest.prototype
  /** @type {WeakSet<XMLHttpRequest>} */
  const waiting = new WeakSet()

  XMLHttpRequest.prototype.open = /** @this {XMLHttpRequest} */ function (method, url, ...rest) {
    if (String(url).endsWith("/search/search_index.json")) waiting.add(this)
    // @ts-ignore: the arguments as they came
    return open.call(this, method, url, ...rest)
  }
  XMLHttpRequest.prototype.send = /** @this {XMLHttpRequest} */ function (body) {
    if (waiting.has(this)) asked.then(() => send.call(this, body))
    else send.call(this, body)
  }

  const { Worker } = window, SETUP = 0
  class LateWorker extends EventTarget {
    /** @type {any[]} */
    waiting = []

    /** @param {any} data */
    postMessage(data) {
      if (data.type === SETUP) { // it brings the index
        this.worker = new Worker(own.href)
        this.worker.addEventListener("message", ({ data }) => this.dispatchEvent(new MessageEvent("message", { data })))
      }
      this.waiting.push(data)
      if (this.worker) for (const one of this.waiting.splice(0)) this.worker.postMessage(one)
    }
  }
  Object.assign(window, { Worker: LateWorker })

  // the switch can have the focus, for the keyboard; once it is on, it hands it to the words to search for
  const toggle = /** @type {HTMLInputElement | null} */ (document.getElementById("__search"))
  const query = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-md-component=search-query]"))
  toggle?.addEventListener("change", () => { if (toggle.checked) query?.focus() })
  // Material searches when a key goes up, and would not see what is pasted, dictated or composed
  query?.addEventListener("input", () => query.dispatchEvent(new KeyboardEvent("keyup")))
  // WebKit would give the focus to the switch of the label that was tapped, after that, and a soft keyboard would not come
  document.querySelector(".md-header__button[for=__search]")?.addEventListener("click", event => {
    event.preventDefault()
    toggle?.click()
  })

  // the tags of each result are a <nav>; a screen reader would list them all as landmarks
  const results = document.querySelector(".md-search-result__list")
  const demote = () => {
    for (const nav of results?.querySelectorAll(".md-tags") ?? []) nav.setAttribute("role", "presentation")
  }
  if (results) new MutationObserver(demote).observe(results, { childList: true, subtree: true })
}
