// What was measured, as ratios: each figure of ours over the same figure of a peer (below 1 = ours is less). Median and
// worst of all rounds. Joins the phone's and the server's figures in target/bench/latest.json.
import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';

const out = join(import.meta.dirname, '../../target/bench');
const read = (name) => (existsSync(join(out, name)) ? JSON.parse(readFileSync(join(out, name), 'utf8')) : undefined);
const [phones, server] = [read('phones.json'), read('server.json')];

const measures = [
  ['fill', 'ms', 'fill an empty phone'],
  ['fill_nav', 'ms', '  from navigation'],
  ['fill_waited', 'ms', '  of it, waiting for answers'],
  ['first50', 'ms', 'first 50 doors, cold'],
  ['first50_nav', 'ms', '  from navigation'],
  ['all', 'ms', 'all records read, cold'],
  ['push', 'ms', 'push 2,000'],
  ['push_waited', 'ms', '  of it, waiting for answers'],
  ['down', 'kB', 'bytes down, fill'],
  ['up', 'kB', 'bytes up, fill'],
  ['requests', '', 'requests, fill'],
  ['push_up', 'kB', 'bytes up, push'],
  ['disk', 'kB', 'disk after fill'],
  ['longest', 'ms', 'longest task, fill'],
  ['fill_4x', 'ms', 'fill at 4x CPU'],
  ['longest_4x', 'ms', 'longest task, 4x'],
  ['cold_offline_4x', 'ms', 'cold offline start, 4x'],
  ['all_offline_4x', 'ms', '  until all is read'],
  ['empty_offline_4x', 'ms', '  of an empty Leptos app'],
];

const stages = ['read the question', 'verify', 'read the act', 'decide', 'encode, look up', 'commit', 'show', 'write the receipt'];

if (phones) phoneTables();
if (server) serverTable();
writeFileSync(join(out, 'latest.json'), JSON.stringify({ phones: phones && { ...phones, summary: summary() }, server }, null, 1));
console.log(`\nwritten to target/bench/latest.json`);

function phoneTables() {
  const names = Object.keys(phones.results).filter((name) => phones.results[name].length > 0);
  console.log(`\nPhone: ${phones.records.count} records, ${phones.rounds} rounds, ${phones.machine.cores} cores, ${phones.when}`);
  console.log('Median (worst):');
  row('', names);
  for (const [key, unit, label] of measures) {
    row(`${label}${unit ? `, ${unit}` : ''}`, names.map((name) => figure(stats(name, key), unit)));
  }
  if (!names.includes('ours')) return;
  console.log('\nOurs over theirs (below 1: ours takes less):');
  const others = names.filter((name) => name !== 'ours');
  row('', others);
  for (const [key, , label] of measures) {
    const ours = stats('ours', key)?.median;
    row(label, others.map((name) => ratio(ours, stats(name, key)?.median)));
  }
  console.log('ours: the doors that are looked at are read first, the rest behind them; its push is');
  console.log('2,000 acts signed with the phone\'s key, laid into its real outbox, uploaded by the app, verified and written to disk');
  console.log('by the server, and read back. Peers push to a server that keeps them in memory and verifies nothing.');
  console.log(`Cold offline start over an empty Leptos app's: ${ratio(stats('ours', 'cold_offline_4x')?.median, stats('ours', 'empty_offline_4x')?.median)}`);
  for (const failure of phones.failures) console.log(`FAILED ${failure.name} in round ${failure.round + 1}: ${failure.error}`);
}

function serverTable() {
  console.log(`\nServer: acts a second for one community, ${server.when}`);
  row('entries in the ledger', ['10^4', '10^5', '10^6'].slice(0, server.sizes.length));
  const all = (key, digits = 0) => server.sizes.map((size) => size[key].toFixed(digits));
  row('through HTTP', all('http'));
  row('through the writer', all('writer'));
  row('ceiling: P-256 verify', all('verify_ceiling'));
  row('ceiling: SQLite FULL', all('sqlite_ceiling'));
  row('HTTP / lower ceiling', all('http_ratio', 2));
  console.log('Where the microseconds of one act go, one thread, batches of 200:');
  for (const stage of stages) row(`  ${stage}, us`, server.sizes.map((size) => size.stages[stage].toFixed(1)));
  console.log('Beside that, one read of an entry in the ledger:');
  for (const look of ['look at entry 2', 'look at the newest entry']) row(`  ${look}, us`, server.sizes.map((size) => size.stages[look].toFixed(1)));
}

function summary() {
  return Object.fromEntries(Object.keys(phones.results).map((name) => [name, Object.fromEntries(measures.map(([key]) => [key, stats(name, key)]))]));
}

function stats(name, key) {
  const values = phones.results[name].map((result) => result[key]).filter((value) => typeof value === 'number').sort((a, b) => a - b);
  if (values.length === 0) return undefined;
  const middle = values.length >> 1;
  return { median: values.length % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2, worst: values.at(-1) };
}

function figure(found, unit) {
  if (!found) return '-';
  const one = (value) => (unit === 'kB' ? (value / 1000).toFixed(0) : value.toFixed(value < 10 ? 1 : 0));
  return `${one(found.median)} (${one(found.worst)})`;
}

function ratio(ours, theirs) {
  return ours === undefined || !theirs ? '-' : (ours / theirs).toFixed(2);
}

function row(label, cells) {
  console.log(`${label.padEnd(28)}${cells.map((cell) => String(cell).padStart(15)).join('')}`);
}
