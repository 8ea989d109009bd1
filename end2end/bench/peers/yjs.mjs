// Peer: Yjs 13 with y-indexeddb; one map, one JSON value per record, the whole community in one update.
import * as Y from 'yjs';
import { IndexeddbPersistence } from 'y-indexeddb';
import { committed, drive } from './common.mjs';

const doc = new Y.Doc();
const records = doc.getMap('records');
let store;
const bytes = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer());

/** Updates are written behind the caller's back: a later transaction on the same store waits for them. */
async function written() {
  const tx = store.db.transaction('updates', 'readwrite');
  tx.objectStore('updates').count();
  await committed(tx);
}

drive({
  async open() {
    if (store) return;
    store = new IndexeddbPersistence('yjs', doc);
    await store.whenSynced;
  },
  async fill() {
    Y.applyUpdate(doc, await bytes('/yjs'));
    await written();
  },
  doors: (count) => {
    const doors = [...records].filter(([, value]) => value.kind === 'household').map(([id, value]) => ({ id, ...value }));
    doors.sort((a, b) => (a.place < b.place ? -1 : 1));
    return doors.slice(0, count);
  },
  all: () => [...records].map(([id, value]) => ({ id, ...value })),
  async add(docs) {
    const outbox = doc.getMap('outbox');
    doc.transact(() => docs.forEach(({ id, ...rest }) => outbox.set(id, rest)));
    await written();
  },
  async push() {
    const update = Y.encodeStateAsUpdate(doc, await bytes('/yjs/state'));
    const answer = await fetch('/yjs', { method: 'POST', body: update });
    if (!answer.ok) throw new Error(`push: ${answer.status}`);
  },
});
