// WebKitGTK's MiniBrowser, driven by WebKitWebDriver as Debian ships both: W3C WebDriver over HTTP, on an X server
// without a screen. Its automation keeps a profile in memory only: closed means forgotten.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { freePort } from '../fixtures/server.mjs';
import type { Browser } from './browser.ts';
import { Tab, type Point } from './tab.ts';

/** Where Debian puts it on this kind of machine. */
function miniBrowser(): string {
  const found = readdirSync('/usr/lib').map((folder) => `/usr/lib/${folder}/webkit2gtk-4.1/MiniBrowser`);
  return process.env.MINIBROWSER_PATH ?? found.find((path) => existsSync(path)) ?? 'MiniBrowser';
}

/** The key under which WebDriver hands out elements. */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

export class WebKit implements Browser {
  readonly complaints: string[] = [];
  version = '';
  #session = '';
  /** One command at a time: which tab is in front belongs to the whole session. */
  #turn: Promise<unknown> = Promise.resolve();
  #front = '';
  #first: string | undefined;
  readonly #tabs = new Set<WebKitTab>();

  private constructor(
    readonly driver: ChildProcess,
    readonly screen: ChildProcess,
    readonly port: number,
  ) {}

  static async start(agent?: string): Promise<WebKit> {
    const [screen, display] = await xServer();
    const port = await freePort();
    const driver = spawn('WebKitWebDriver', [`--port=${port}`], {
      env: { ...process.env, DISPLAY: display, TZ: 'Asia/Shanghai', GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1', GIO_USE_VFS: 'local' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const browser = new WebKit(driver, screen, port);
    try {
      await browser.#open(agent);
    } catch (error) {
      await browser.close();
      throw error;
    }
    return browser;
  }

  async newTab(): Promise<Tab> {
    // A window, because the driver has no way to turn to a tab that lies behind another.
    const handle = this.#first ?? (await this.command<{ handle: string }>('POST', '/window/new', { type: 'window' })).handle;
    this.#first = undefined;
    const tab = new WebKitTab(this, handle);
    this.#tabs.add(tab);
    return tab;
  }

  async close(): Promise<void> {
    for (const tab of this.#tabs) await tab.hearken().catch(() => undefined);
    await this.command('DELETE', '').catch(() => undefined);
    for (const child of [this.driver, this.screen]) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    }
  }

  async forget(tab: WebKitTab): Promise<void> {
    this.#tabs.delete(tab);
    await this.in(tab.handle, () => this.command('DELETE', '/window'));
    this.#front = '';
  }

  /** Commands that belong together, in the tab they are meant for. */
  in<T>(tab: string, work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(async () => {
      if (this.#front !== tab) await this.command('POST', '/window', { handle: tab });
      this.#front = tab;
      return work();
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async command<T>(method: string, path: string, body?: object): Promise<T> {
    return (await this.#ask(method, `/session/${this.#session}${path}`, body)) as T;
  }

  async #open(agent?: string): Promise<void> {
    const until = Date.now() + 15_000;
    while (!(await fetch(`http://127.0.0.1:${this.port}/status`).catch(() => undefined))?.ok) {
      if (Date.now() > until || this.driver.exitCode !== null) throw new Error('WebKitWebDriver does not answer');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const browserOptions = { binary: miniBrowser(), args: ['--automation', ...(agent ? [`--user-agent=${agent}`] : [])] };
    const { sessionId, capabilities } = (await this.#ask('POST', '/session', {
      capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': browserOptions } },
    })) as { sessionId: string; capabilities: { browserName: string; browserVersion: string } };
    this.#session = sessionId;
    this.version = `${capabilities.browserName} ${capabilities.browserVersion}`;
    this.#first = await this.command<string>('GET', '/window');
    this.#front = this.#first;
    await this.command('POST', '/timeouts', { script: 20_000, pageLoad: 30_000 });
    await this.command('POST', '/window/rect', { width: 390, height: 844 });
  }

  async #ask(method: string, path: string, body?: object): Promise<unknown> {
    const answer = await fetch(`http://127.0.0.1:${this.port}${path}`, {
      method,
      ...(method === 'POST' && { body: JSON.stringify(body ?? {}), headers: { 'content-type': 'application/json' } }),
    });
    const { value } = (await answer.json()) as { value: { error?: string; message?: string } | null };
    if (!answer.ok) throw new Error(`${method} ${path}: ${value?.error} ${value?.message ?? ''}`);
    return value;
  }
}

class WebKitTab extends Tab {
  constructor(
    readonly browser: WebKit,
    readonly handle: string,
  ) {
    super();
  }

  async goto(url: string): Promise<void> {
    await this.hearken();
    await this.#do('/url', { url });
    await this.hearken();
  }

  async reload(): Promise<void> {
    await this.hearken();
    await this.#do('/refresh', {});
    await this.hearken();
  }

  /** Takes down what the page complained of since the last time, and listens on. (The driver tells nothing of the console, so the first moments of a page are not heard.) */
  async hearken(): Promise<void> {
    const heard = await this.run(() => {
      const page = window as unknown as { heard?: string[] };
      const said = page.heard;
      page.heard = [];
      if (said) return said;
      const hear = (what: unknown) => page.heard?.push(what instanceof Error ? `${what}\n${what.stack}` : String(what));
      addEventListener('error', (event) => hear(event.error ?? event.message));
      addEventListener('unhandledrejection', (event) => hear(event.reason));
      const { error } = console;
      console.error = (...what: unknown[]) => (hear(what.map(String).join(' ')), error(...what));
      return [];
    }, null);
    this.browser.complaints.push(...heard);
  }

  async evaluate(expression: string): Promise<string> {
    const script = `const done = arguments[0];
      Promise.resolve().then(() => ${expression}).then((text) => done({ text }), (error) => done({ error: String(error) }));`;
    const { text, error } = await this.#do<{ text?: string; error?: string }>('/execute/async', { script, args: [] });
    if (text === undefined) throw new Error(error);
    return text;
  }

  async close(): Promise<void> {
    await this.hearken();
    await this.browser.forget(this);
  }

  async picture(): Promise<Buffer> {
    return Buffer.from(await this.browser.in(this.handle, () => this.browser.command<string>('GET', '/screenshot')), 'base64');
  }

  /** Each stands in a window of its own. */
  protected async turnTo(): Promise<void> {}

  protected async drag(along: readonly Point[]): Promise<void> {
    const move = ({ x, y }: Point) => ({ type: 'pointerMove', duration: 0, origin: 'viewport', x: Math.round(x), y: Math.round(y) });
    const [first, ...rest] = along;
    if (!first) return;
    const actions = [move(first), { type: 'pointerDown', button: 0 }, ...rest.map(move), { type: 'pointerUp', button: 0 }];
    await this.#do('/actions', { actions: [{ type: 'pointer', id: 'finger', parameters: { pointerType: 'mouse' }, actions }] });
  }

  protected async keys(text: string): Promise<void> {
    await this.browser.in(this.handle, async () => {
      const focused = await this.browser.command<Record<string, string>>('GET', '/element/active');
      await this.browser.command('POST', `/element/${focused[elementKey]}/value`, { text });
    });
  }

  #do<T = void>(path: string, body: object): Promise<T> {
    return this.browser.in(this.handle, () => this.browser.command<T>('POST', path, body));
  }
}

/** A screen that nobody sees, and its name. */
async function xServer(): Promise<[ChildProcess, string]> {
  const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1000x1100x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  const ended = once(screen, 'exit').then(([code]) => {
    throw new Error(`Xvfb ended with ${code}`);
  });
  const [number] = (await Promise.race([once(screen.stdio[3] as NodeJS.ReadableStream, 'data'), ended])) as [Buffer];
  // From here on its end is what we ask of it.
  ended.catch(() => undefined);
  return [screen, `:${String(number).trim()}`];
}
