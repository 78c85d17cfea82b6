// @ts-check
// <conv-explorer>: with `address` it opens at once, elsewhere when the reader asks; until then its children are seen, a figure.

customElements.define("conv-explorer", class extends HTMLElement {
  connectedCallback() {
    if (this.hasAttribute("address")) this.open()
    else if (!this.querySelector("button")) {
      this.add("try")
      this.querySelector("button").onclick = async () => {
        if (await this.open()) this.querySelector("select").focus()
      }
    }
  }

  /** Whether that went well; if not, what stood here stays, and the reader is told, once. */
  async open() {
    const before = [...this.childNodes]
    try {
      const opened = await import("./panel.js")
      opened.panel(this)
      return true
    } catch (error) {
      console.error(error)
      this.replaceChildren(...before)
      if (!this.querySelector("[role=alert]")) this.add("failed")
      return false
    }
  }

  /** What docs/theme/partials/explorer.html has under such a name. */
  add(name) {
    const template = /** @type {HTMLTemplateElement} */ (document.getElementById(`explorer-${name}`))
    this.append(template.content.cloneNode(true))
  }
})
