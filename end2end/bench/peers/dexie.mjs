// Peer: Dexie 4.4, the same two indexes, bulkPut.
import Dexie from 'dexie';
import { drive, pullInto, sendAll } from './common.mjs';

const db = new Dexie('dexie', { chromeTransactionDurability: 'relaxed' });
db.version(1).stores({ records: 'id, [kind+place], home', outbox: 'id' });

drive({
  open: () => db.open(),
  fill: () => pullInto((docs) => db.records.bulkPut(docs)),
  doors: (count) => db.records.where('[kind+place]').between(['household', ''], ['household', '\uffff']).limit(count).toArray(),
  all: () => db.records.toArray(),
  add: (docs) => db.outbox.bulkPut(docs.map((doc) => ({ ...doc, sent: 0 }))),
  async push() {
    await sendAll(await db.outbox.toArray(), (batch) => db.outbox.bulkPut(batch.map((doc) => ({ ...doc, sent: 1 }))));
  },
});
