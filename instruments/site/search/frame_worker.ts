/** From a folder, file://, Chromium starts no worker: there the search's script runs in a hidden frame of the page. */

type FrameWindow = Window & typeof globalThis;

class FrameWorker extends EventTarget {
  private readonly inside: FrameWindow;
  private readonly ready: Promise<void>;

  constructor(address: string) {
    super();
    const frame = document.createElement('iframe');
    frame.hidden = true;
    document.body.append(frame);
    this.inside = frame.contentWindow as FrameWindow;
    this.inside.document.open(); // else Firefox lays a new, empty document in its place later
    this.inside.document.write('<body>');
    this.inside.document.close();
    Object.assign(this.inside, {
      postMessage: (data: unknown) => this.dispatchEvent(new MessageEvent('message', { data })),
      importScripts: async (...addresses: string[]) => {
        for (const one of addresses) await this.load(one);
      },
    });
    this.ready = this.load(address);
  }

  postMessage(data: unknown): void {
    void this.ready.then(() => this.inside.dispatchEvent(new MessageEvent('message', { data })));
  }

  private load(src: string): Promise<void> {
    return new Promise((resolve) => {
      const script = this.inside.document.createElement('script');
      Object.assign(script, { src, onload: () => resolve() });
      this.inside.document.body.append(script);
    });
  }
}

// Material's search looks for the second name, and then for its dictionaries beside the script
Object.assign(window, { Worker: FrameWorker, IFrameWorker: FrameWorker });
