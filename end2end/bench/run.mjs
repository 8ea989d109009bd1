// The phone's bench: every contender fills, reads and pushes the same records, each run on a fresh profile and a fresh
// server, in an order that rotates. Writes target/bench/phones.json; report.mjs prints it.
// BENCH_ROUNDS=1 for a quick look, BENCH_ONLY=ours,raw for some of them.
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { build as buildEmpty } from './lib/empty.mjs';
import { OurServer, persona, run as runOurs } from './lib/ours.mjs';
import { pullAll } from './lib/dataset.mjs';
import { run as runPeer } from './lib/peer.mjs';

const peers = ['raw', 'dexie', 'pouchdb', 'rxdb', 'tinybase', 'yjs'];
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const only = process.env.BENCH_ONLY?.split(',');
const contenders = ['ours', ...peers].filter((name) => !only || only.includes(name));
const out = join(import.meta.dirname, '../../target/bench');
const site = join(out, 'peers');

await mkdir(out, { recursive: true });
await build({
  entryPoints: peers.map((name) => join(import.meta.dirname, `peers/${name}.mjs`)),
  outdir: site,
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
  logLevel: 'error',
});

if (contenders.includes('ours')) buildEmpty();

const data = await dataset();
console.log(`${data.expected.count} records, ${(data.bytes / 1e6).toFixed(2)} MB of JSON, digest ${data.expected.digest.slice(0, 12)}`);

/** @type {Record<string, object[]>} */
const results = Object.fromEntries(contenders.map((name) => [name, []]));
const failures = [];
for (let round = 0; round < rounds; round += 1) {
  const order = contenders.map((_, place) => contenders[(place + round) % contenders.length]);
  for (const name of order) {
    const from = Date.now();
    // A throttled fill of a slow peer takes a minute: once for them, every round for ours.
    const options = { throttled: name === 'ours' || round === 0 };
    try {
      const result = name === 'ours' ? await runOurs(data, options) : await runPeer(name, data, options);
      results[name].push({ ...result, load: loadavg()[0] });
      const { fill, first50, push } = result;
      console.log(`round ${round + 1} ${name.padEnd(9)} fill ${ms(fill)} first 50 ${ms(first50)} push ${ms(push)}  (${Math.round((Date.now() - from) / 1000)} s)`);
    } catch (error) {
      failures.push({ name, round, error: String(error) });
      console.error(`round ${round + 1} ${name}: ${error.stack ?? error}`);
    }
  }
  await save();
}
if (failures.length > 0) process.exitCode = 1;

async function save() {
  const machine = { cores: cpus().length, cpu: cpus()[0]?.model, node: process.version };
  const { expected, bytes } = data;
  await writeFile(join(out, 'phones.json'), JSON.stringify({ when: new Date().toISOString(), machine, rounds, records: { ...expected, bytes }, results, failures }, null, 1));
}

/** What our server really holds for somebody who may see every door. */
async function dataset() {
  const server = await OurServer.start();
  try {
    const { records, ...expected } = await pullAll(server.url, persona.id);
    const file = join(tmpdir(), `chengge-bench-records-${process.pid}.json`);
    const text = JSON.stringify(records);
    await writeFile(file, text);
    const of = (kind) => records.filter((record) => record.body[kind]).map((record) => record.body[kind]);
    const resting = new Set(of('door').filter((door) => door.declined_until).map((door) => door.id));
    // Doors that nobody asked to leave in peace: a knock there is lawful.
    const quiet = of('household').filter((home) => !resting.has(home.id)).map(({ id, grid }) => ({ id, grid }));
    if (of('household').length < 3900) throw new Error(`only ${of('household').length} doors: the bench persona does not see them all`);
    // Spread over all grids, the same way every time.
    quiet.sort((a, b) => (a.id.slice(6) < b.id.slice(6) ? -1 : 1));
    return { expected, quiet, file, site, bytes: Buffer.byteLength(text) };
  } finally {
    await server.stop();
  }
}

function ms(value) {
  return `${Math.round(value)}`.padStart(6);
}
