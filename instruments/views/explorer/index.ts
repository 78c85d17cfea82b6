/** `<conv-explorer>`: with `address` it opens at once, elsewhere when the reader asks; until then its children are seen, a figure. */

import type { Panel } from './panel/panel.ts';
import { takeFromOwnPage } from './own_page.ts';

class ConvExplorer extends HTMLElement {
  /** Kept with all that was set when the reader closes it. */
  private panel: Panel | null = null;
  private opened: Node[] = [];

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
      const figure = await this.open();
      if (!figure) return;
      this.querySelector('select')?.focus();
      const close = (): void => this.close(figure, button);
      if (this.panel) this.panel.parts.close.onclick = close;
      this.onkeydown = ({ key, defaultPrevented }) => {
        if (key === 'Escape' && !defaultPrevented) close();
      };
    };
  }

  /** The figure is seen again, and the keyboard is where it was before. */
  private close(figure: readonly Node[], button: HTMLButtonElement): void {
    this.panel?.player.stop();
    this.opened = [...this.childNodes];
    this.onkeydown = null;
    this.replaceChildren(...figure);
    keepPlace();
    button.focus({ preventScroll: true });
    this.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  }

  /** What stood here before; null where it did not open: then that stays, and the reader is told, once. */
  private async open(): Promise<Node[] | null> {
    const before = [...this.childNodes];
    try {
      if (this.panel) this.replaceChildren(...this.opened);
      else await this.furnish();
      keepPlace();
      return before;
    } catch (error) {
      console.error(error);
      this.replaceChildren(...before);
      if (!this.querySelector('[role=alert]')) this.add('failed');
      return null;
    }
  }

  private async furnish(): Promise<void> {
    await takeFromOwnPage();
    const { Panel } = await import('./panel/panel.ts');
    this.panel = new Panel(this);
  }

  /** What docs/theme/partials/explorer.html has under such a name. */
  private add(name: string): void {
    const template = document.getElementById(`explorer-${name}`);
    if (template instanceof HTMLTemplateElement) this.append(template.content.cloneNode(true));
  }
}

/** While one is open, the browser keeps nothing in its place by itself (explorer.css). */
function keepPlace(): void {
  document.documentElement.classList.toggle('keeps-place', document.querySelector('conv-explorer > .frame') !== null);
}

customElements.define('conv-explorer', ConvExplorer);
