// @ts-check
// <conv-explorer>: with `address` it opens at once, elsewhere when the reader asks; until then its children are seen, a figure.

import { element } from "../element.js"
import { words } from "./words.js"

class ConvExplorer extends HTMLElement {
  panel

  connectedCallback() {
    if (this.hasAttribute("address")) this.open()
    else if (!this.querySelector("button")) {
      const onclick = () => this.open().then(() => this.querySelector("select")?.focus())
      this.append(element("button", { type: "button", onclick }, words.try))
    }
  }

  async open() {
    try {
      const opened = await import("./panel.js")
      this.panel ??= new opened.Panel(this)
    } catch (error) {
      this.append(element("p", { role: "alert" }, words.failed))
      throw error
    }
  }
}

customElements.define("conv-explorer", ConvExplorer)
