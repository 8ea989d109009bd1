// The peers' server: one process, the same records, gzip for everybody, all of it in memory. That is more than fair:
// ours writes every act to a disk and waits for it.
// `node server.mjs PORT RECORDS.json STATIC_FOLDER`
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gunzip, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import * as Y from 'yjs';
import { docOf } from './lib/records.mjs';

const [port, file, site, wanted] = process.argv.slice(2);
const require = createRequire(import.meta.url);
// The one express-pouchdb brings: version 5 breaks it.
const express = createRequire(require.resolve('express-pouchdb'))('express');
const pack = promisify(gzip);
const unpack = promisify(gunzip);
const docs = JSON.parse(readFileSync(file, 'utf8')).map(docOf);
/** What was pushed. @type {Map<string, object>} */
const pushed = new Map();

const app = express();
app.get('/', (_req, res) => res.type('html').send('<!doctype html><meta charset="utf-8"><title>bench</title><ul id="doors"></ul><script src="/peer.js"></script>'));
app.get('/peer.js', (_req, res) => answer(res, 'text/javascript', readFileSync(join(site, `${wanted}.js`))));
app.get('/healthz', (_req, res) => res.send('ok'));
app.get('/pushed', (_req, res) => res.json({ count: pushed.size }));

app.get('/pull', (req, res) => {
  const from = Number(req.query.from ?? 0);
  const page = docs.slice(from, from + Number(req.query.limit ?? 1000));
  const next = from + page.length;
  return answer(res, 'application/json', JSON.stringify({ docs: page, next, more: next < docs.length }));
});
app.post('/push', async (req, res) => {
  for (const doc of JSON.parse(await bodyOf(req))) pushed.set(doc.id, doc);
  return answer(res, 'application/json', JSON.stringify({ ok: true }));
});

if (wanted === 'yjs') {
  const doc = new Y.Doc();
  const records = doc.getMap('records');
  doc.transact(() => docs.forEach(({ id, ...rest }) => records.set(id, rest)));
  const state = Buffer.from(Y.encodeStateAsUpdate(doc));
  app.get('/yjs', (_req, res) => answer(res, 'application/octet-stream', state));
  app.get('/yjs/state', (_req, res) => res.end(Buffer.from(Y.encodeStateVector(doc))));
  app.post('/yjs', async (req, res) => {
    Y.applyUpdate(doc, await bodyOf(req));
    for (const [id, value] of doc.getMap('outbox')) pushed.set(id, value);
    res.json({ ok: true });
  });
}

if (wanted.startsWith('pouchdb')) {
  const PouchDB = require('pouchdb-core').plugin(require('pouchdb-adapter-memory'));
  const couch = require('express-pouchdb')(PouchDB, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: '/dev/null' });
  const db = new PouchDB('bench', { adapter: 'memory' });
  const rows = docs.map(({ id, ...rest }) => ({ _id: id, ...rest }));
  for (let at = 0; at < rows.length; at += 1000) await db.bulkDocs(rows.slice(at, at + 1000));
  app.get('/couch-pushed', async (_req, res) => {
    const found = await db.allDocs({ startkey: 'act:', endkey: 'act:\ufff0' });
    res.json({ count: found.rows.length });
  });
  app.use('/db', couch);
}

app.listen(Number(port), '127.0.0.1');

async function answer(res, type, body) {
  res.set('content-type', type).set('content-encoding', 'gzip').set('cache-control', 'no-store');
  res.end(await pack(body));
}

async function bodyOf(req) {
  const parts = [];
  for await (const part of req) parts.push(part);
  const whole = Buffer.concat(parts);
  return req.headers['content-encoding'] === 'gzip' ? unpack(whole) : whole;
}
