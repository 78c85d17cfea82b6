// @ts-check
// Material fetches the search index, the heaviest file of the site, with every page; here it waits until the reader
// turns to the search, or came from it: its words are then marked.
{
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

  // the switch can have the focus, for the keyboard; once it is on, it hands it to the words to search for
  const toggle = /** @type {HTMLInputElement | null} */ (document.getElementById("__search"))
  const query = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-md-component=search-query]"))
  toggle?.addEventListener("change", () => { if (toggle.checked) query?.focus() })
}
