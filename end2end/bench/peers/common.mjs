// What all peers share: how a page is pulled, how doors are shown, and how a bench drives a peer from outside.
import { digest, line } from '../lib/records.mjs';

export const PAGE = 1000;
export const DOORS = 50;

/** One page from the plain server. */
export async function pull(from, limit = PAGE) {
  return (await fetch(`/pull?from=${from}&limit=${limit}`)).json();
}

/** Every page, each given to `store` before the next is asked for. */
export async function pullInto(store) {
  for (let from = 0, more = true; more; ) {
    const page = await pull(from);
    await store(page.docs);
    ({ next: from, more } = page);
  }
}

export async function send(docs) {
  const answer = await fetch('/push', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(docs) });
  if (!answer.ok) throw new Error(`push: ${answer.status}`);
}

/** In batches of 200, as ours sends acts. */
export async function sendAll(docs, sent) {
  for (let at = 0; at < docs.length; at += 200) {
    const batch = docs.slice(at, at + 200);
    await send(batch);
    await sent(batch);
  }
}

export const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

export const committed = (tx) =>
  new Promise((resolve, reject) => {
    tx.oncomplete = () => resolve(undefined);
    tx.onabort = () => reject(tx.error);
  });

async function show(doors) {
  document.getElementById('doors').replaceChildren(
    ...doors.map((door) => {
      const item = document.createElement('li');
      item.textContent = `${door.place} ${door.body.id}`;
      return item;
    }),
  );
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

/**
 * `peer`: open, fill, doors(50), all → documents (a lazy store may only hand out what it has in memory), add, push.
 * Every word below answers `{ ms, since }`: from the call, and from the start of the navigation.
 */
export function drive(peer) {
  const timed = async (work) => {
    const from = performance.now();
    const value = await work();
    const to = performance.now();
    return { ms: to - from, nav: to, ...(value ?? {}) };
  };
  globalThis.bench = {
    fill: () =>
      timed(async () => {
        await peer.open();
        await peer.fill();
        await show(await peer.doors(DOORS));
      }),
    first: () =>
      timed(async () => {
        await peer.open();
        const doors = await peer.doors(DOORS);
        await show(doors);
        return { shown: doors.length };
      }),
    all: async () => {
      let docs = [];
      const took = await timed(async () => {
        await peer.open();
        docs = await peer.all();
      });
      return { ...took, ...(await digest(docs.map((doc) => line(doc.id, doc.rev, doc.body)))) };
    },
    add: (docs) => peer.add(docs),
    push: () => timed(() => peer.push()),
  };
}
