// A browser profile of one run: made fresh, started as often as the run needs a new process, measured, thrown away.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumArgs, chromiumPath } from '../../fixtures/chromium.mjs';

/** A long task is one over 50 ms by the browser's own definition; the observer is in place before the page's code. */
const watchTasks = () => {
  globalThis.longTasks = [];
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) globalThis.longTasks.push({ start: task.startTime, ms: task.duration });
  }).observe({ type: 'longtask', buffered: true });
};

export class Profile {
  context;
  page;

  constructor(folder) {
    this.folder = folder;
  }

  static async fresh() {
    return new Profile(await mkdtemp(join(tmpdir(), 'chengge-bench-')));
  }

  /** A new browser process on this profile. @param {{ throttle?: number, init?: () => void }} [options] */
  async start({ throttle = 1, init } = {}) {
    this.context = await chromium.launchPersistentContext(this.folder, {
      executablePath: chromiumPath(),
      args: chromiumArgs,
      viewport: { width: 360, height: 640 },
      deviceScaleFactor: 2,
      isMobile: true,
      hasTouch: true,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      serviceWorkers: 'allow',
      // The same packing for everybody, also where a server would know a better one.
      extraHTTPHeaders: { 'accept-encoding': 'gzip' },
    });
    this.page = this.context.pages()[0] ?? (await this.context.newPage());
    await this.page.addInitScript(watchTasks);
    if (init) await this.page.addInitScript(init);
    if (throttle > 1) {
      const cdp = await this.context.newCDPSession(this.page);
      await cdp.send('Emulation.setCPUThrottlingRate', { rate: throttle });
    }
    return this.page;
  }

  async stop() {
    await this.context?.close();
    this.context = undefined;
  }

  /** Bytes of the profile's IndexedDB on disk; only meaningful once the browser is closed. */
  disk() {
    const folder = join(this.folder, 'Default/IndexedDB');
    if (!existsSync(folder)) throw new Error(`no IndexedDB in ${this.folder}`);
    return Number(execFileSync('du', ['-sb', folder], { encoding: 'utf8' }).split('\t')[0]);
  }

  async remove() {
    await this.stop().catch(() => undefined);
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
