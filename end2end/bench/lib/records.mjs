// One shape for everybody: how a record of ours becomes a document of a peer, and the digest that proves that a store
// really holds them all. Runs in Node and in the page alike.

/** @typedef {{ id: string, kind: string, place: string, home: string, rev: number, body: object }} Doc */

/** A record as our server sends it, as a document with the two things peers index: the door's place, the person's home. */
export function docOf(record) {
  const [kind, body] = Object.entries(record.body)[0];
  const { building, stairwell, floor, position } = body;
  const place = kind === 'household' ? [building, stairwell, floor, position].map((part) => String(part).padStart(3, '0')).join('/') : '';
  return { id: `${kind}:${body.id}`, kind, place, home: kind === 'person' ? (body.home?.household ?? '') : '', rev: record.rev, body };
}

/** JSON with keys in one order, so that a store may order them as it likes. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
}

/** One line of the digest. */
export function line(id, rev, body) {
  return `${id}\t${rev}\t${canonical(body)}`;
}

/**
 * Count and digest over all records but devices: those differ from run to run, because every enrolment makes one.
 * @param {string[]} lines
 */
export async function digest(lines) {
  const all = lines.filter((one) => !one.startsWith('device:')).sort();
  const bytes = new TextEncoder().encode(all.join('\n'));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return { count: all.length, digest: Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('') };
}
