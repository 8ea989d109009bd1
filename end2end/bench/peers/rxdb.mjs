// Peer: RxDB 17 with storage-dexie (its own IndexedDB storage is paid) and its replication plugin.
import { createRxDatabase } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { drive, pull, send } from './common.mjs';

const text = (maxLength) => ({ type: 'string', maxLength });
const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: text(100),
    kind: text(20),
    place: text(60),
    home: text(60),
    rev: { type: 'number' },
    body: { type: 'object' },
  },
  required: ['id', 'kind', 'place', 'home', 'rev', 'body'],
  indexes: [['kind', 'place'], 'home'],
};
let db;
let records;
let before;

/** Pulling alone, and pushing alone from behind what was pulled: with both in one, every pulled record is looked at again. */
const pulling = () =>
  replicateRxCollection({
    collection: records,
    replicationIdentifier: 'pull',
    live: false,
    pull: {
      batchSize: 1000,
      async handler(checkpoint, limit) {
        const page = await pull(checkpoint?.next ?? 0, limit);
        return { documents: page.docs.map((doc) => ({ ...doc, _deleted: false })), checkpoint: { next: page.next } };
      },
    },
  });

const pushing = () =>
  replicateRxCollection({
    collection: records,
    replicationIdentifier: 'push',
    live: false,
    push: {
      batchSize: 200,
      initialCheckpoint: before,
      async handler(rows) {
        await send(rows.map((row) => row.newDocumentState));
        return [];
      },
    },
  });

const done = async (replication) => {
  replication.error$.subscribe((error) => console.error(error));
  await replication.awaitInitialReplication();
  await replication.cancel();
};

drive({
  async open() {
    if (db) return;
    db = await createRxDatabase({ name: 'rx', storage: getRxStorageDexie(), multiInstance: false, eventReduce: false });
    ({ records } = await db.addCollections({ records: { schema } }));
  },
  fill: () => done(pulling()),
  doors: async (count) => {
    const found = await records.find({ selector: { kind: 'household' }, sort: [{ kind: 'asc' }, { place: 'asc' }], limit: count }).exec();
    return found.map((one) => one.toJSON());
  },
  all: async () => (await records.find().exec()).map((one) => one.toJSON()),
  async add(docs) {
    before = { id: '', lwt: Date.now() };
    await records.bulkInsert(docs);
  },
  push: () => done(pushing()),
});
