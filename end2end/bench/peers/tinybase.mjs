// Peer: TinyBase 10, the plain store, all of it in memory, with its IndexedDB persister. Bodies are JSON texts in cells.
import { createStore } from 'tinybase';
import { createIndexedDbPersister } from 'tinybase/persisters/persister-indexed-db';
import { drive, pullInto, sendAll } from './common.mjs';

const store = createStore();
const persister = createIndexedDbPersister(store, 'tiny', 3600);
const row = ({ id: _, body, ...rest }) => ({ ...rest, body: JSON.stringify(body) });
const doc = (table, id) => {
  const { body, ...rest } = store.getRow(table, id);
  return { id, ...rest, body: JSON.parse(body) };
};
const put = (table, docs) => store.transaction(() => docs.forEach((one) => store.setRow(table, one.id, row(one))));

drive({
  open: () => persister.load(),
  async fill() {
    await pullInto((docs) => put('records', docs));
    await persister.save();
  },
  doors: (count) => {
    const doors = store.getRowIds('records').filter((id) => store.getCell('records', id, 'kind') === 'household');
    const place = (id) => store.getCell('records', id, 'place');
    doors.sort((a, b) => (place(a) < place(b) ? -1 : 1));
    return doors.slice(0, count).map((id) => doc('records', id));
  },
  all: () => store.getRowIds('records').map((id) => doc('records', id)),
  async add(docs) {
    put('outbox', docs);
    await persister.save();
  },
  async push() {
    const waiting = store.getRowIds('outbox').map((id) => doc('outbox', id));
    await sendAll(waiting, (batch) => store.transaction(() => batch.forEach(({ id }) => store.setCell('outbox', id, 'rev', 1))));
    await persister.save();
  },
});
