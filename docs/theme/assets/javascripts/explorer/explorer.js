// @ts-check
// <conv-explorer>: with `address` it opens at once, elsewhere when the reader asks; until then its children are seen, a figure.

const korean = document.documentElement.lang === "ko"

class ConvExplorer extends HTMLElement {
  panel

  connectedCallback() {
    if (this.hasAttribute("address")) this.open()
    else if (!this.querySelector("button")) {
      const button = document.createElement("button")
      button.type = "button"
      button.textContent = korean ? "직접 해 보기" : "Try it yourself"
      button.onclick = () => this.open().then(() => this.querySelector("select")?.focus())
      this.append(button)
    }
  }

  async open() {
    try {
      const { Panel } = await import("./panel.js")
      this.panel ??= new Panel(this)
    } catch (error) {
      const message = document.createElement("p")
      message.role = "alert"
      message.textContent = korean ? "탐색기를 불러오지 못했다. 페이지를 다시 열어 보자." : "The explorer could not be loaded. Try to load the page again."
      this.append(message)
      throw error
    }
  }
}

customElements.define("conv-explorer", ConvExplorer)
