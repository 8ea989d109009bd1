// What our server really holds, pulled through its own protocol by a client written from `server/README.md`: the same
// records then go into every peer's server.
import { createHash, webcrypto } from 'node:crypto';
import { digest, docOf, line } from './records.mjs';

const MEDIA = 'application/vnd.chengge.sync+json';
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const encoder = new TextEncoder();
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const base64 = (bytes) => Buffer.from(bytes).toString('base64url');

/** @param {string} url @param {string} person @returns {Promise<{ records: object[], count: number, digest: string }>} */
export async function pullAll(url, person) {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);
  const key = base64(await webcrypto.subtle.exportKey('raw', keys.publicKey));
  const welcome = await (
    await fetch(`${url}/api/v1/demo/enrol`, { method: 'POST', headers: { 'content-type': MEDIA }, body: JSON.stringify({ person, key }) })
  ).json();
  if (!welcome.device) throw new Error(`not enrolled: ${JSON.stringify(welcome)}`);
  const device = welcome.device.id;
  let { nonce } = welcome;
  let cursor = null;
  const found = new Map();
  for (;;) {
    const hello = { device, protocol: 1, build: 'bench', pending: 0, oldest: null, clock: Date.now() };
    const body = JSON.stringify({ hello, acts: [], cursor, pull: true });
    const said = ['chengge/req/v1', 'POST', '/api/v1/sync', sha256(body), nonce].join('\0');
    const headers = {
      'content-type': MEDIA,
      'x-chengge-device': device,
      'x-chengge-nonce': nonce,
      'x-chengge-sig': base64(await webcrypto.subtle.sign(ALGORITHM, keys.privateKey, encoder.encode(said))),
      'x-chengge-client-nonce': base64(webcrypto.getRandomValues(new Uint8Array(16))),
    };
    const answer = await fetch(`${url}/api/v1/sync`, { method: 'POST', headers, body });
    const reply = await answer.json();
    if (answer.status !== 200) throw new Error(`${answer.status}: ${JSON.stringify(reply)}`);
    for (const record of reply.records) found.set(docOf(record).id, record);
    ({ cursor, nonce } = reply);
    if (!reply.more) break;
  }
  const records = [...found.values()].filter((record) => !record.body.device);
  const docs = records.map(docOf);
  return { records, ...(await digest(docs.map((doc) => line(doc.id, doc.rev, doc.body)))) };
}
