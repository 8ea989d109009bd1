// Firefox ESR as Debian ships it, driven over WebDriver BiDi by puppeteer-core (Playwright asks BiDi for what ESR 140 does
// not know yet: network.addDataCollector).
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, type Browser as Puppet, type Page } from 'puppeteer-core';
import type { Browser } from './browser.ts';
import { Tab, type Point } from './tab.ts';

/** What Firefox says of a load through the service worker, or of the stream of news, when its page is left in the middle of it. */
const cutOff =
  /A ServiceWorker intercepted the request and encountered an unexpected error|\/api\/v1\/news was interrupted while the page was loading/;

export class Firefox implements Browser {
  readonly complaints: string[] = [];
  version = '';
  #puppet!: Puppet;

  private constructor(
    readonly profile: string,
    readonly agent: string | undefined,
  ) {}

  static async start(agent?: string): Promise<Firefox> {
    const browser = new Firefox(await mkdtemp(join(tmpdir(), 'chengge-firefox-')), agent);
    await browser.#boot();
    return browser;
  }

  async newTab(): Promise<Tab> {
    const page = await this.#puppet.newPage();
    page.on('console', (line) => {
      if (line.type() !== 'error') return;
      const where = ` (${line.location().url})`;
      if (!line.text().startsWith('JSHandle@')) return void this.complaints.push(line.text() + where);
      // What an error says has to be asked of it. A page that is gone answers no more, and its loads were cut off with it.
      const said = Promise.all(line.args().map((arg) => arg.evaluate(String)));
      said.then((words) => this.complaints.push(words.join(' ') + where)).catch(() => undefined);
    });
    page.on('pageerror', (error) => {
      const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
      if (!cutOff.test(said)) this.complaints.push(`uncaught: ${said} (${page.url()})`);
    });
    return new FirefoxTab(page);
  }

  /** The battery dies: SIGKILL, then a new process on the same profile. */
  async crash(): Promise<void> {
    const gone = new Promise((resolve) => this.#puppet.process()?.once('exit', resolve));
    this.#puppet.process()?.kill('SIGKILL');
    await gone;
    await this.#boot();
  }

  async close(): Promise<void> {
    await this.#puppet.close().catch(() => undefined);
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  async #boot(): Promise<void> {
    this.#puppet = await launch({
      browser: 'firefox',
      executablePath: process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr',
      userDataDir: this.profile,
      defaultViewport: { width: 390, height: 844 },
      env: { ...process.env, TZ: 'Asia/Shanghai' },
      extraPrefsFirefox: {
        'intl.accept_languages': 'zh-CN, zh',
        'intl.locale.requested': 'zh-CN',
        ...(this.agent && { 'general.useragent.override': this.agent }),
      },
    });
    this.version = await this.#puppet.version();
  }
}

class FirefoxTab extends Tab {
  constructor(readonly page: Page) {
    super();
  }

  async goto(url: string): Promise<void> {
    await this.page.goto(url);
  }

  async reload(): Promise<void> {
    await this.page.reload();
  }

  evaluate(expression: string): Promise<string> {
    return this.page.evaluate(expression) as Promise<string>;
  }

  close(): Promise<void> {
    return this.page.close();
  }

  async picture(): Promise<Buffer> {
    return Buffer.from(await this.page.screenshot());
  }

  protected turnTo(): Promise<void> {
    return this.page.bringToFront();
  }

  protected async drag(along: readonly Point[]): Promise<void> {
    const [first, ...rest] = along;
    if (!first) return;
    await this.page.mouse.move(first.x, first.y);
    await this.page.mouse.down();
    for (const { x, y } of rest) await this.page.mouse.move(x, y);
    await this.page.mouse.up();
  }

  protected keys(text: string): Promise<void> {
    return this.page.keyboard.type(text);
  }
}
