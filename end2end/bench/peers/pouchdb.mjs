// Peer: PouchDB 9 on adapter indexeddb against express-pouchdb, with every trick that helps it: batches of 1000, one
// revision kept, and a push that starts behind what was pulled (what CHT does with its checkpoints).
// It has no index on a door's place, so its first doors are a range of ids.
import PouchDB from 'pouchdb-browser';
import indexeddb from 'pouchdb-adapter-indexeddb';
import { drive } from './common.mjs';

PouchDB.plugin(indexeddb);
const remote = () => new PouchDB(`${location.origin}/db/bench`, { skip_setup: true });
let db;
let before;
const doc = ({ _id, _rev, ...rest }) => ({ id: _id, ...rest });

drive({
  async open() {
    db = new PouchDB('pouch', { adapter: 'indexeddb', revs_limit: 1, auto_compaction: true });
    await db.info();
  },
  async fill() {
    const done = await db.replicate.from(remote(), { batch_size: 1000, batches_limit: 2 });
    if (!done.ok) throw new Error(JSON.stringify(done.errors));
  },
  doors: async (count) => {
    const found = await db.allDocs({ startkey: 'household:', endkey: 'household:\ufff0', limit: count, include_docs: true });
    return found.rows.map((row) => doc(row.doc));
  },
  all: async () => (await db.allDocs({ include_docs: true })).rows.map((row) => doc(row.doc)),
  async add(docs) {
    before = (await db.info()).update_seq;
    await db.bulkDocs(docs.map(({ id, ...rest }) => ({ _id: id, ...rest })));
  },
  async push() {
    const done = await db.replicate.to(remote(), { since: before, batch_size: 1000, batches_limit: 2 });
    if (done.docs_written !== 2000) throw new Error(`${done.docs_written} written`);
  },
});
