// What a wire does to questions and answers that arrive whole: late, twice, and in the wrong order. The phone knows one
// truth, its receipt; the server knows another, the place of an act in its chain.
import { cosignMyself, enter, fitness, knocksOffline, outbox, publicCount, strip, synced, tab } from './fixtures/actors.ts';
import { expect, test, type DemoServer } from './fixtures/test.ts';

const sync = '/api/v1/sync';
const onSync = (path: string) => path === sync;

interface Receipt {
  id: string;
  n: number;
  verdict: { accepted?: { seq: number } };
}

function receipts(answer: string): Receipt[] {
  return (JSON.parse(answer) as { receipts: Receipt[] }).receipts;
}

/** The ids of the acts in a question. */
function acts(question: string): string[] {
  const asked = JSON.parse(question) as { acts: Array<{ body: string }> };
  return asked.acts.map((act) => (JSON.parse(act.body) as { id: string }).id);
}

/** The whole ledger is read again by the judge; no act has a second entry and none is missing. */
async function holds(server: DemoServer): Promise<void> {
  expect(await server.verify()).toMatch(/ 0 faults$/);
}

test('T23 the answer is late: nothing is called delivered before it is here', async ({ server, phone }) => {
  const song = await phone('宋敏');
  await enter(song, '宋敏');
  await knocksOffline(song, ['101', '202']);
  song.network.weather({ kind: 'late' }, onSync);
  await song.goOnline();
  const answer = receipts(await song.network.echo());
  expect(answer).toHaveLength(3);
  // The server has all three; the phone cannot know it, and says so.
  await expect(strip(song.page)).not.toHaveAttribute('data-state', 'synced');
  expect(await outbox(song.page)).toEqual(['waiting', 'waiting', 'waiting']);
  song.network.weather({ kind: 'pass' });
  await synced(song.page);
  expect(await outbox(song.page)).toEqual(['accepted', 'accepted', 'accepted']);
  await holds(server);
});

test('T01 a middlebox delivers every upload twice: one entry each, the same receipts, one signature', async ({ server, phone }) => {
  const li = await phone('李晨');
  await enter(li, '李晨');
  const before = await publicCount(server, fitness.id);
  li.network.weather({ kind: 'twice' }, onSync);
  await cosignMyself(li.page, fitness.title);
  await synced(li.page);
  expect(await publicCount(server, fitness.id)).toBe(before + 1);
  expect(await outbox(li.page)).toEqual(['accepted']);

  // The same with a queue: what the first delivery was told is what the phone was told by the second.
  const song = await phone('宋敏');
  await enter(song, '宋敏');
  await knocksOffline(song, ['101', '202']);
  song.network.weather({ kind: 'twice' }, onSync);
  const told = song.page.waitForResponse((answer) => answer.url().endsWith(sync));
  await song.goOnline();
  const first = receipts(await song.network.echo());
  expect(receipts(await (await told).text())).toEqual(first);
  expect(first.map((receipt) => typeof receipt.verdict.accepted?.seq)).toEqual(['number', 'number', 'number']);
  await synced(song.page);
  expect(await outbox(song.page)).toEqual(['accepted', 'accepted', 'accepted']);
  await holds(server);
});

test('T03 T07 an old upload is overtaken by a newer one and arrives after it: each act once, in its order', async ({ server, phone }) => {
  const song = await phone('宋敏');
  await enter(song, '宋敏');
  await knocksOffline(song, ['101', '202']);
  song.excuse(/^Failed to load resource: net::ERR_/);
  song.network.weather({ kind: 'overtaken' }, onSync);
  const older = song.network.next(sync);
  await song.goOnline();
  const sent = acts(await older);
  expect(sent).toHaveLength(3);
  // Whoever asked is gone before anything came of it; the new page asks anew, and that question is faster.
  await song.page.reload();
  await synced(song.page);
  const late = receipts(await song.network.echo());
  expect(late.map((receipt) => receipt.id)).toEqual(sent);
  expect(late.map((receipt) => typeof receipt.verdict.accepted?.seq)).toEqual(['number', 'number', 'number']);
  await tab(song.page, '首页');
  await synced(song.page);
  expect(await outbox(song.page)).toEqual(['accepted', 'accepted', 'accepted']);
  await holds(server);
});
