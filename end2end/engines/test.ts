// The words every journey begins with: a real server, and phones of the engine whose turn it is, each with a network
// of its own that can be taken away (no engine but Chromium can be told that it is offline, so the cable is cut).
import { test as base, expect } from '@playwright/test';
import { Proxy } from '../fixtures/proxy.ts';
import { DemoServer } from '../fixtures/server.mjs';
import type { Browser } from './browser.ts';
import { Firefox } from './firefox.ts';
import type { Tab } from './tab.ts';
import { WebKit } from './webkit.ts';

export { expect };
export type { DemoServer, Tab };

export type EngineName = 'firefox' | 'webkit';

/** Somebody's phone: a browser and its way to the server. */
export interface Phone {
  browser: Browser;
  network: Proxy;
  /** The first tab. */
  tab: Tab;
  /** Console lines that the test itself brings about. */
  excuse(lines: RegExp): void;
}

interface House {
  /** A real server on an empty folder with the demo community. */
  server: DemoServer;
  /** A new phone; `agent` is what its browser calls itself. */
  phone: (agent?: string) => Promise<Phone>;
}

/** Whether the run has said which browser this is. */
let named = false;

export const test = base.extend<House, { engine: EngineName }>({
  engine: ['firefox', { option: true, scope: 'worker' }],
  server: async ({}, use, info) => {
    const server = await DemoServer.start();
    await use(server);
    if (info.status !== info.expectedStatus) await info.attach('server log', { body: server.log, contentType: 'text/plain' });
    await server.remove();
  },
  phone: async ({ server, engine }, use, info) => {
    const phones: (Phone & { excused: RegExp[] })[] = [];
    await use(async (agent) => {
      const network = await Proxy.inFrontOf(server.port);
      const browser = await (engine === 'firefox' ? Firefox : WebKit).start(agent);
      if (!named) console.log(`-- in ${browser.version}`);
      named = true;
      const excused: RegExp[] = [];
      const phone = { browser, network, tab: await browser.newTab(), excused, excuse: (lines: RegExp) => void excused.push(lines) };
      phones.push(phone);
      return phone;
    });
    const failed = info.status !== info.expectedStatus;
    const complaints: string[] = [];
    for (const { browser, network, tab, excused } of phones) {
      if (failed) {
        const picture = await tab.picture().catch(() => undefined);
        if (picture) await info.attach('screen.png', { body: picture, contentType: 'image/png' });
      }
      complaints.push(...browser.complaints.filter((line) => !excused.some((excuse) => excuse.test(line))));
      await browser.close();
      await network.close();
    }
    if (failed && complaints.length > 0) await info.attach('console', { body: complaints.join('\n'), contentType: 'text/plain' });
    expect(complaints, 'nothing on any console').toEqual([]);
  },
});

/** Skips by name, and says why where the run is read. */
export function cannot(yes: boolean, why: string): void {
  if (yes) console.log(`-- skipped in ${test.info().project.name}: ${test.info().title}: ${why}`);
  test.skip(yes, why);
}
