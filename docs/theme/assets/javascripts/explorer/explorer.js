// @ts-check
// <conv-explorer>: with `address` it opens at once, elsewhere when the reader asks; until then its children are seen, a figure.

customElements.define("conv-explorer", class extends HTMLElement {
  connectedCallback() {
    if (this.hasAttribute("address")) this.open()
    else if (!this.querySelector("button")) {
      this.add("try")
      this.querySelector("button").onclick = () => this.open().then(() => this.querySelector("select").focus())
    }
  }

  async open() {
    try {
      const opened = await import("./panel.js")
      opened.panel(this)
    } catch (error) {
      this.add("failed")
      throw error
    }
  }

  /** What docs/theme/partials/explorer.html has under such a name. */
  add(name) {
    const template = /** @type {HTMLTemplateElement} */ (document.getElementById(`explorer-${name}`))
    this.append(template.content.cloneNode(true))
  }
})
