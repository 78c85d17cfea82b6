/** `<conv-explorer>`: with `address` it opens at once, elsewhere when the reader asks; until then its children are seen, a figure. */

import { takeFromOwnPage } from './own_page.ts';

class ConvExplorer extends HTMLElement {
  connectedCallback(): void {
    if (this.hasAttribute('address')) void this.open();
    else if (!this.querySelector('button')) this.offer();
  }

  /** A button that opens it. */
  private offer(): void {
    this.add('try');
    const button = this.querySelector('button');
    if (!button) return;
    button.onclick = async () => {
      if (await this.open()) this.querySelector('select')?.focus();
    };
  }

  /** Whether that went well; if not, what stood here stays, and the reader is told, once. */
  private async open(): Promise<boolean> {
    const before = [...this.childNodes];
    try {
      await takeFromOwnPage();
      const { Panel } = await import('./panel/panel.ts');
      new Panel(this);
      return true;
    } catch (error) {
      console.error(error);
      this.replaceChildren(...before);
      if (!this.querySelector('[role=alert]')) this.add('failed');
      return false;
    }
  }

  /** What docs/theme/partials/explorer.html has under such a name. */
  private add(name: string): void {
    const template = document.getElementById(`explorer-${name}`);
    if (template instanceof HTMLTemplateElement) this.append(template.content.cloneNode(true));
  }
}

customElements.define('conv-explorer', ConvExplorer);
