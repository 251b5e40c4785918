/** Script for a page that embeds the panel. Defines the element `<onhook-panel>` and no other global. */
import { type EmbedState, type FromHost, message, readFromPanel } from '@onhook/contract/embed';
import { isTheme } from '@onhook/contract/embed-theme';

const script = document.currentScript as HTMLScriptElement | null;

// A constructed style sheet is not blocked by the page's Content-Security-Policy.
const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host { all: initial; display: block; inline-size: 360px; block-size: 640px; overflow: hidden; contain: content }
  :host([hidden]) { display: none }
  iframe { all: initial; display: block; inline-size: 100%; block-size: 100%; border: 0 }
`);

const permissions = 'clipboard-write; screen-wake-lock; autoplay';

class OnhookPanel extends HTMLElement {
  static readonly observedAttributes = ['server', 'lang', 'theme', 'label'];

  readonly #frame = document.createElement('iframe');
  #origin = '';
  #state: EmbedState | null = null;
  #height: number | null = null;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'closed', delegatesFocus: true });
    root.adoptedStyleSheets = [sheet];
    this.#frame.allow = permissions;
    this.#frame.referrerPolicy = 'no-referrer';
    root.append(this.#frame);
  }

  /** URL of the Onhook server. Default: the origin of this script. */
  get server(): string {
    return this.getAttribute('server') ?? (script ? new URL(script.src).origin : '');
  }
  set server(address: string) {
    this.setAttribute('server', address);
  }
  get theme(): string {
    return this.getAttribute('theme') ?? 'system';
  }
  set theme(theme: string) {
    this.setAttribute('theme', theme);
  }
  /** The last state that the panel reported; null before the first report. */
  get state(): EmbedState | null {
    return this.#state;
  }
  /** The height that the panel needs, in CSS pixels; null before the panel has reported it. */
  get height(): number | null {
    return this.#height;
  }

  openPhrasebook(): void {
    this.#post({ kind: 'open-phrasebook' });
  }
  signOut(): void {
    this.#post({ kind: 'sign-out' });
  }
  override focus(options?: FocusOptions): void {
    this.#frame.focus(options);
    this.#post({ kind: 'focus' });
  }

  connectedCallback(): void {
    // A property that the page set before this script ran is on the element itself, where it hides the accessor.
    for (const name of ['server', 'theme'] as const) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete (this as Partial<Pick<this, typeof name>>)[name];
      this[name] = value;
    }
    addEventListener('message', this.#receive);
    this.#load();
  }

  disconnectedCallback(): void {
    removeEventListener('message', this.#receive);
    this.#origin = '';
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (!this.isConnected || before === after) return;
    if (name === 'theme') this.#postTheme();
    else if (name === 'label') this.#setTitle();
    else this.#load();
  }

  #setTitle(): void {
    this.#frame.title = this.getAttribute('label') ?? 'Onhook';
  }

  #load(): void {
    this.#setTitle();
    this.#state = this.#height = null;
    this.#origin = '';
    if (!URL.canParse(this.server)) return;
    const address = new URL('/panel', this.server);
    if (!/^https?:$/.test(address.protocol)) return;
    if (this.lang) address.searchParams.set('lang', this.lang);
    if (isTheme(this.theme)) address.searchParams.set('theme', this.theme);
    this.#origin = address.origin;
    this.#frame.src = address.href;
  }

  #post(sent: FromHost): void {
    if (this.#origin) this.#frame.contentWindow?.postMessage(message(sent), this.#origin);
  }

  #postTheme(): void {
    if (isTheme(this.theme)) this.#post({ kind: 'theme', theme: this.theme });
  }

  readonly #receive = ({ data, origin, source }: MessageEvent): void => {
    if (origin !== this.#origin || source !== this.#frame.contentWindow) return;
    const received = readFromPanel(data);
    if (!received) return;
    switch (received.kind) {
      case 'ready':
        this.#post({ kind: 'hello' });
        this.#postTheme();
        return;
      case 'state':
        this.#state = received.state;
        this.#dispatch('onhook-state', { state: received.state });
        return;
      case 'size':
        this.#height = received.height;
        this.#dispatch('onhook-size', { height: received.height });
        return;
      case 'focus':
        this.#dispatch('onhook-focus', { inside: received.inside });
    }
  };

  #dispatch(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

if (!customElements.get('onhook-panel')) customElements.define('onhook-panel', OnhookPanel);
