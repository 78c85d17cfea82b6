// @ts-check
// From a folder, file://, Chromium starts no worker: there the search's script runs in a hidden frame of the page.
{
  class FrameWorker extends EventTarget {
    /** @param {string} address */
    constructor(address) {
      super()
      const frame = document.createElement("iframe")
      frame.hidden = true
      document.body.append(frame)
      const inside = /** @type {Window & typeof globalThis} */ (frame.contentWindow)
      inside.document.open() // else Firefox lays a new, empty document in its place later
      inside.document.write("<body>")
      inside.document.close()

      /** @param {string} src */
      const load = src => new Promise(resolve => {
        const script = Object.assign(inside.document.createElement("script"), { src, onload: resolve })
        inside.document.body.append(script)
      })
      Object.assign(inside, {
        postMessage: (/** @type {any} */ data) => this.dispatchEvent(new MessageEvent("message", { data })),
        importScripts: async (/** @type {string[]} */ ...all) => { for (const src of all) await load(src) },
      })
      this.inside = inside
      this.ready = load(address)
    }

    /** @param {any} data */
    postMessage(data) {
      this.ready.then(() => this.inside.dispatchEvent(new MessageEvent("message", { data })))
    }
  }

  // Material's search looks for the second name, and then for its dictionaries beside the script
  Object.assign(window, { Worker: FrameWorker, IFrameWorker: FrameWorker })
}
