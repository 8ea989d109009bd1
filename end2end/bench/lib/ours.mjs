// Ours: the built app in Chromium against the real server binary, driven from outside. What it stores is read from its
// databases and compared; when it is done is read from its own screen (the delivery strip, the doors of a building).
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { siteRoot } from '../../fixtures/server.mjs';
import { compose } from './acts.mjs';
import { Profile } from './browser.mjs';
import { coldOffline } from './empty.mjs';
import { Program } from './program.mjs';
import { digest, docOf, line } from './records.mjs';
import { Wire } from './wire.mjs';

const root = join(import.meta.dirname, '../../..');
const binary = process.env.CHENGGE_BENCH_SERVER ?? join(root, 'target/release/examples/bench_server');
/** 宋敏, who serves all seven grids in `server/examples/bench_server.rs`. */
export const persona = { id: 'p-w-03', name: '宋敏' };
const building = 'b-03-05';

/** When the replica was first opened, what the strip said when, when the doors and the name could be seen, when all was read. */
const watch = (name) => {
  const seen = (globalThis.seen = { states: [], open: null, doors: 0, doorsAt: null, nameAt: null, readAt: null });
  const open = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (base, ...rest) {
    if (seen.open === null && base.startsWith('chengge-replica')) seen.open = performance.now();
    return open.call(this, base, ...rest);
  };
  const painted = (field) => {
    seen[field] = -1;
    requestAnimationFrame(() => setTimeout(() => (seen[field] = performance.now())));
  };
  new MutationObserver(() => {
    const state = document.querySelector('[data-testid=strip]')?.getAttribute('data-state');
    if (state && state !== seen.states.at(-1)?.state) seen.states.push({ state, at: performance.now() });
    if (seen.doorsAt === null && (seen.doors = document.querySelectorAll('[data-testid=door]').length) > 0) painted('doorsAt');
    if (seen.readAt === null && document.querySelector('main:not([aria-busy])')) painted('readAt');
    if (seen.nameAt === null && document.body?.textContent?.includes(name)) painted('nameAt');
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-state', 'aria-busy'] });
};
const init = `(${watch})(${JSON.stringify(persona.name)})`;

export class OurServer {
  static async start() {
    const server = new OurServer();
    server.data = await mkdtemp(join(tmpdir(), 'chengge-bench-data-'));
    const words = (port) => ['--data', server.data, '--listen', `127.0.0.1:${port}`, '--site', siteRoot, '--hashes', join(root, 'target/release/hash.txt'), '--log', 'warn'];
    server.program = await Program.start(binary, words, '/healthz', {
      LEPTOS_OUTPUT_NAME: 'chengge',
      LEPTOS_SITE_ROOT: siteRoot,
      LEPTOS_SITE_PKG_DIR: 'pkg',
      LEPTOS_HASH_FILES: 'true',
    });
    server.url = `http://127.0.0.1:${server.program.port}`;
    return server;
  }

  async stop() {
    await this.program.stop();
    await rm(this.data, { recursive: true, force: true });
  }
}

/** One whole run on a fresh server and a fresh profile. @param {{ expected: { count: number, digest: string }, quiet: object[] }} data */
export async function run(data, { throttled }) {
  const result = await withPhone((profile, wire) => plain(profile, wire, data));
  if (throttled) Object.assign(result, await withPhone((profile, wire) => slow(profile, wire, data)));
  return result;
}

/** A fresh server, a fresh way to it, a fresh profile; all gone afterwards. */
async function withPhone(work) {
  const server = await OurServer.start();
  const wire = await Wire.before(server.program.port);
  const profile = await Profile.fresh();
  try {
    return await work(profile, wire);
  } finally {
    await profile.remove();
    await wire.close();
    await server.stop();
  }
}

async function plain(profile, wire, data) {
  const result = await fill(profile, wire, data.expected, 1);
  result.disk = profile.disk();
  let page = await profile.start({ init });
  await page.goto(`${wire.url}/app/round/${building}`);
  const first = await until(page, () => globalThis.seen.doorsAt > 0 && globalThis.seen.readAt > 0 && globalThis.seen);
  Object.assign(result, { first50: first.doorsAt - first.open, first50_nav: first.doorsAt, doors: first.doors, all: first.readAt - first.open });
  Object.assign(result, await push(page, wire, data));
  await profile.stop();
  return { ...result, codings: wire.codings };
}

/** The installed app (its files are cached) on a phone without a record, until the strip says that all is here. */
async function fill(profile, wire, expected, throttle) {
  let page = await profile.start();
  await page.goto(`${wire.url}/app`);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller) return;
    await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
  });
  await profile.stop();
  page = await profile.start({ init, throttle });
  const before = wire.read();
  await page.goto(`${wire.url}/app/demo#${persona.id}`);
  const synced = await until(page, () => {
    const state = globalThis.seen.states.find((one) => one.state === 'synced');
    if (!state) return false;
    const asked = performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('/api/v1/sync'));
    const waited = asked.reduce((sum, entry) => sum + entry.duration, 0);
    return { at: state.at, from: asked[0].startTime, requests: asked.length, waited, tasks: globalThis.longTasks };
  });
  const bytes = wire.since(before);
  const during = synced.tasks.filter((task) => task.start + task.ms > synced.from && task.start < synced.at);
  const pages = await page.evaluate(readPages);
  const held = await heldBy(pages);
  if (held.count !== expected.count || held.digest !== expected.digest) throw new Error(`ours holds ${JSON.stringify(held)}, not ${JSON.stringify(expected)}`);
  await profile.stop();
  return {
    fill: synced.at - synced.from,
    fill_nav: synced.at,
    fill_waited: synced.waited,
    down: bytes.down,
    up: bytes.up,
    requests: synced.requests,
    longest: Math.max(0, ...during.map((task) => task.ms)),
  };
}

/** 2,000 signed acts wait in the outbox; the network comes back; until the strip says that all is delivered. */
async function push(page, wire, { quiet }) {
  const made = await page.evaluate(compose, { doors: quiet, count: 2000 });
  wire.away(true);
  await page.goto(`${wire.url}/app`);
  await until(page, () => globalThis.seen.nameAt > 0 && globalThis.seen.states.at(-1)?.state === 'offline');
  wire.away(false);
  const before = wire.read();
  const from = await page.evaluate(() => {
    const now = performance.now();
    dispatchEvent(new Event('online'));
    return now;
  });
  const done = await until(page, () => {
    const states = globalThis.seen.states;
    if (states.at(-1)?.state !== 'synced') return states.at(-1)?.state === 'refused' && { at: 0 };
    const asked = performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('/api/v1/sync'));
    const waited = asked.reduce((sum, entry) => sum + entry.duration, 0);
    return { at: states.at(-1).at, requests: asked.length, waited };
  });
  const bytes = wire.since(before);
  const states = await page.evaluate(readOutbox);
  const accepted = states.filter((state) => state === 'accepted').length;
  if (accepted !== made.count) throw new Error(`${accepted} of ${made.count} acts accepted: ${JSON.stringify([...new Set(states)])}`);
  return { push: done.at - from, push_waited: done.waited, push_up: bytes.up, push_down: bytes.down, push_requests: done.requests };
}

/** The same fill at 4× CPU throttling, then a start of the whole app without any network, then one of an empty app. */
async function slow(profile, wire, { expected }) {
  const filled = await fill(profile, wire, expected, 4);
  wire.away(true);
  const page = await profile.start({ init, throttle: 4 });
  await page.goto(`${wire.url}/app`);
  const seen = await until(page, () => globalThis.seen.nameAt > 0 && globalThis.seen.readAt > 0 && globalThis.seen);
  await profile.stop();
  return { fill_4x: filled.fill, longest_4x: filled.longest, cold_offline_4x: seen.nameAt, all_offline_4x: seen.readAt, empty_offline_4x: await coldOffline(init) };
}

async function until(page, look) {
  const handle = await page.waitForFunction(look, undefined, { timeout: 300_000, polling: 50 });
  return handle.jsonValue();
}

async function heldBy(pages) {
  const records = pages.flatMap((text) => Object.values(JSON.parse(text)));
  return digest(records.map((record) => docOf(record)).map((doc) => line(doc.id, doc.rev, doc.body)));
}

async function readPages() {
  const { name } = (await indexedDB.databases()).find((base) => base.name.startsWith('chengge-replica-'));
  const settled = (request) => new Promise((resolve, reject) => ((request.onsuccess = () => resolve(request.result)), (request.onerror = reject)));
  const db = await settled(indexedDB.open(name));
  const pages = await settled(db.transaction('pages').objectStore('pages').getAll());
  db.close();
  return pages.map((bytes) => new TextDecoder().decode(bytes));
}

async function readOutbox() {
  const settled = (request) => new Promise((resolve, reject) => ((request.onsuccess = () => resolve(request.result)), (request.onerror = reject)));
  const db = await settled(indexedDB.open('chengge-outbox'));
  const acts = await settled(db.transaction('acts').objectStore('acts').getAll());
  db.close();
  return acts.map((text) => JSON.parse(text).state);
}
