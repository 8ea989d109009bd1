// Two thousand real acts in the real outbox: made in the page with the phone's own non-extractable key, in the very form
// in which the app stores them, so that the app then uploads them as its own. A round per grid, then knocks at doors.

/** Runs in the page; reaches nothing outside itself. @param {{ doors: { id: string, grid: string }[], count: number }} wanted */
export async function compose({ doors, count }) {
  const encoder = new TextEncoder();
  const settled = (request) => new Promise((resolve, reject) => ((request.onsuccess = () => resolve(request.result)), (request.onerror = reject)));
  const base64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
  const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const sha256 = async (bytes) => hex(await crypto.subtle.digest('SHA-256', bytes));
  const tagged = (tag, parts) => {
    const bytes = [...encoder.encode(tag), 0];
    for (const part of parts.map((text) => encoder.encode(text))) {
      const length = new Uint8Array(8);
      new DataView(length.buffer).setBigUint64(0, BigInt(part.length));
      bytes.push(...length, ...part);
    }
    return sha256(new Uint8Array(bytes));
  };
  const uuid7 = () => {
    const random = hex(crypto.getRandomValues(new Uint8Array(10)));
    const time = Date.now().toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6, 18)}`;
  };

  const db = await settled(indexedDB.open('chengge-outbox'));
  const [row] = await settled(db.transaction('profiles').objectStore('profiles').getAll());
  const profile = JSON.parse(row.facts);
  const rows = [];
  const add = async (intent, sidecar) => {
    const [id, at] = [uuid7(), Date.now() + profile.offset];
    const { community, device, person: actor, seen, head: prev } = profile;
    const body = JSON.stringify({ v: 1, id, community, device, n: profile.n + 1, prev, actor, at, seen, build: 'bench', intent });
    const said = encoder.encode(`chengge/act/v1\0${body}`);
    const sig = base64(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, row.keys.privateKey, said));
    [profile.n, profile.head] = [profile.n + 1, await sha256(encoder.encode(body))];
    rows.push({ id, n: profile.n, body, sig, sidecar: JSON.stringify(sidecar), at: Date.now(), draft: null, state: 'pending', receipt: null, looked: false });
  };

  const day = new Date(Date.now() + profile.offset + 8 * 3_600_000).toISOString().slice(0, 10);
  const rounds = new Map();
  for (const grid of new Set(doors.map((door) => door.grid))) {
    rounds.set(grid, uuid7());
    await add({ start_round: { round: rounds.get(grid), grid, stairwells: [] } }, []);
  }
  for (const door of doors.slice(0, count - rounds.size)) {
    const salt = base64(crypto.getRandomValues(new Uint8Array(32)));
    const value = JSON.stringify({ household: door.id, outcome: 'no_answer', day, half: 'morning', needs: [], note: '', wishes: null, safety_reason: '' });
    const details = await tagged('chengge/commit/v1', [salt, 'visit', value]);
    await add({ visit: { visit: uuid7(), round: rounds.get(door.grid), details } }, [{ field: 'visit', salt, value }]);
  }

  const tx = db.transaction(['profiles', 'acts'], 'readwrite', { durability: 'strict' });
  for (const act of rows) tx.objectStore('acts').put(JSON.stringify(act), [profile.device, act.n]);
  tx.objectStore('profiles').put({ ...row, facts: JSON.stringify(profile) }, profile.device);
  await new Promise((resolve, reject) => ((tx.oncomplete = resolve), (tx.onabort = () => reject(tx.error))));
  db.close();
  return { count: rows.length, bytes: rows.reduce((sum, act) => sum + act.body.length + act.sig.length + act.sidecar.length, 0) };
}

/** The same acts as documents for a peer: same fields, same sizes, no signature, because none of them makes one. */
export function documents(doors, count) {
  const random = (bytes) => Buffer.from(crypto.getRandomValues(new Uint8Array(bytes)));
  return Array.from({ length: count }, (_, place) => {
    const door = doors[place % doors.length];
    const id = crypto.randomUUID();
    const details = { household: door.id, outcome: 'no_answer', day: '2026-06-15', half: 'morning', needs: [], note: '', wishes: null, safety_reason: '' };
    const body = {
      v: 1, id, community: 'zhanshan-demo', device: crypto.randomUUID(), n: place + 1, prev: random(32).toString('hex'), actor: 'p-w-03',
      at: Date.now(), seen: 1, build: 'bench', intent: { visit: { visit: crypto.randomUUID(), round: crypto.randomUUID(), details: random(32).toString('hex') } },
      sidecar: [{ field: 'visit', salt: random(32).toString('base64url'), value: details }],
    };
    return { id: `act:${id}`, kind: 'act', place: '', home: '', rev: 0, body };
  });
}
