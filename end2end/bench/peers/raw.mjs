// Peer: IndexedDB by hand, one row per record, two indexes, relaxed durability. The floor of whatever stores rows.
import { committed, drive, pullInto, sendAll, settled } from './common.mjs';

const relaxed = { durability: 'relaxed' };
let db;

drive({
  async open() {
    const request = indexedDB.open('raw', 1);
    request.onupgradeneeded = () => {
      const records = request.result.createObjectStore('records', { keyPath: 'id' });
      records.createIndex('place', ['kind', 'place']);
      records.createIndex('home', 'home');
      request.result.createObjectStore('outbox', { keyPath: 'id' });
    };
    db = await settled(request);
  },
  fill: () =>
    pullInto(async (docs) => {
      const tx = db.transaction('records', 'readwrite', relaxed);
      docs.forEach((doc) => tx.objectStore('records').put(doc));
      await committed(tx);
    }),
  doors: (count) => {
    const range = IDBKeyRange.bound(['household', ''], ['household', '\uffff']);
    return settled(db.transaction('records').objectStore('records').index('place').getAll(range, count));
  },
  all: () => settled(db.transaction('records').objectStore('records').getAll()),
  async add(docs) {
    const tx = db.transaction('outbox', 'readwrite', { durability: 'strict' });
    docs.forEach((doc) => tx.objectStore('outbox').put({ ...doc, sent: 0 }));
    await committed(tx);
  },
  async push() {
    const waiting = await settled(db.transaction('outbox').objectStore('outbox').getAll());
    await sendAll(waiting, async (batch) => {
      const tx = db.transaction('outbox', 'readwrite', relaxed);
      batch.forEach((doc) => tx.objectStore('outbox').put({ ...doc, sent: 1 }));
      await committed(tx);
    });
  },
});
