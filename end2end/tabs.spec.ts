// T26: two tabs of one person. Both act, one sends; the one that sends is closed in the middle.
import { door, enter, knock, outbox, strip, synced, toBuilding, waiting } from './fixtures/actors.ts';
import { expect, test } from './fixtures/test.ts';

test('T26 two tabs, the sending one closed mid-push: all delivered once, both agree', async ({ server, phone }) => {
  test.setTimeout(240_000);
  const song = await phone('宋敏');
  await enter(song, '宋敏');
  await song.goOffline();
  const first = song.page;
  const second = await song.newTab('/app');
  await toBuilding(first, '5号楼');
  await toBuilding(second, '5号楼');
  const floors = ['101', '202', '301', '302', '401', '402', '501', '502', '601'];
  // By turns, so that the two tabs race for the counter and the chain.
  for (const label of floors) {
    if (label === '202') await expect(door(second, '1单元', '101'), 'a tab hears of the other').toHaveAttribute('data-outcome', 'no-answer');
    await knock(first, '1单元', label, 'no-answer');
    await knock(second, '2单元', label, 'later');
  }
  // Both at the very same moment.
  await Promise.all([knock(first, '3单元', '101', 'no-answer'), knock(second, '3单元', '102', 'later')]);
  await waiting(first, 21);
  await waiting(second, 21);

  song.network.weather({ kind: 'hold' }, (path) => path === '/api/v1/sync');
  const sending = song.network.next('/api/v1/sync');
  await song.goOnline();
  await sending;
  const [closed, left] = (await strip(first).innerText()).includes('正在') ? [first, second] : [second, first];
  await closed.close();
  song.network.weather({ kind: 'pass' });
  song.page = left;
  await synced(left);
  const states = await outbox(left);
  expect(states.filter((state) => state === 'accepted')).toHaveLength(21);
  expect(states).toHaveLength(21);
  const third = await song.newTab('/app');
  await synced(third);
  expect(await outbox(third)).toEqual(states);
  expect(await server.verify()).toMatch(/ 0 faults$/);
});
