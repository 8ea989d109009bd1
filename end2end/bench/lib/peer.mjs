// A peer's run: its own server process on fresh data, its own fresh profile, the same steps as ours.
import { join } from 'node:path';
import { documents } from './acts.mjs';
import { Profile } from './browser.mjs';
import { Program } from './program.mjs';
import { Wire } from './wire.mjs';

const here = join(import.meta.dirname, '..');

/** @param {string} name @param {{ expected: { count: number, digest: string }, quiet: object[], file: string, site: string }} data */
export async function run(name, data, { throttled }) {
  const result = await withPhone(name, data, (profile, wire, server) => plain(profile, wire, server, name, data));
  if (throttled) Object.assign(result, await withPhone(name, data, (profile, wire) => slow(profile, wire, data)));
  return result;
}

/** A fresh server, a fresh way to it, a fresh profile; all gone afterwards. */
async function withPhone(name, data, work) {
  const words = (port) => [join(here, 'server.mjs'), String(port), data.file, data.site, name];
  const server = await Program.start(process.execPath, words, '/healthz');
  const wire = await Wire.before(server.port);
  const profile = await Profile.fresh();
  try {
    return await work(profile, wire, server);
  } finally {
    await profile.remove();
    await wire.close();
    await server.stop();
  }
}

async function plain(profile, wire, server, name, data) {
  const result = await fill(profile, wire, data.expected, 1);
  result.disk = profile.disk();
  let page = await open(profile, wire);
  const first = await page.evaluate(() => globalThis.bench.first());
  Object.assign(result, { first50: first.ms, first50_nav: first.nav, doors: first.shown });
  await profile.stop();
  page = await open(profile, wire);
  result.all = (await page.evaluate(() => globalThis.bench.all())).ms;
  Object.assign(result, await push(page, wire, server, name, data));
  await profile.stop();
  return { ...result, codings: wire.codings };
}

async function open(profile, wire, throttle = 1) {
  const page = await profile.start({ throttle });
  page.on('pageerror', (error) => console.error(`  ${error}`));
  await page.goto(`${wire.url}/`);
  await page.waitForFunction(() => globalThis.bench !== undefined);
  return page;
}

async function fill(profile, wire, expected, throttle) {
  const page = await open(profile, wire, throttle);
  const before = wire.read();
  const took = await page.evaluate(() => globalThis.bench.fill());
  const bytes = wire.since(before);
  const tasks = await page.evaluate(() => globalThis.longTasks);
  const held = await page.evaluate(() => globalThis.bench.all());
  if (held.count !== expected.count || held.digest !== expected.digest) throw new Error(`holds ${held.count} ${held.digest}, not ${JSON.stringify(expected)}`);
  await profile.stop();
  const during = tasks.filter((task) => task.start + task.ms > took.nav - took.ms);
  return { fill: took.ms, fill_nav: took.nav, ...bytes, longest: Math.max(0, ...during.map((task) => task.ms)) };
}

async function push(page, wire, server, name, { quiet }) {
  await page.evaluate((docs) => globalThis.bench.add(docs), documents(quiet, 2000));
  const before = wire.read();
  const took = await page.evaluate(() => globalThis.bench.push());
  const bytes = wire.since(before);
  const path = name === 'pouchdb' ? '/couch-pushed' : '/pushed';
  const { count } = await (await fetch(`http://127.0.0.1:${server.port}${path}`)).json();
  if (count !== 2000) throw new Error(`${name}: ${count} of 2000 documents arrived`);
  return { push: took.ms, push_up: bytes.up, push_down: bytes.down, push_requests: bytes.requests };
}

async function slow(profile, wire, { expected }) {
  const filled = await fill(profile, wire, expected, 4);
  return { fill_4x: filled.fill, longest_4x: filled.longest };
}
