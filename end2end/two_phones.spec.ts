// T27: two phones come back at the same moment.
import { cosignMyself, enter, fitness, knocksOffline, outbox, publicCount, synced } from './fixtures/actors.ts';
import { expect, test } from './fixtures/test.ts';

test('T27 two offline phones reconnect at once: both drain in bounded time', async ({ server, phone }) => {
  const [song, li] = [await phone('宋敏'), await phone('李晨')];
  await enter(song, '宋敏');
  await enter(li, '李晨');
  await knocksOffline(song, ['101', '202', '301', '302', '401', '402']);
  await li.goOffline();
  await cosignMyself(li.page, fitness.title);
  const began = Date.now();
  await Promise.all([song.goOnline(), li.goOnline()]);
  await Promise.all([synced(song.page), synced(li.page)]);
  expect(Date.now() - began, 'milliseconds until both had drained').toBeLessThan(30_000);
  expect((await outbox(song.page)).every((state) => state === 'accepted')).toBe(true);
  expect(await outbox(li.page)).toEqual(['accepted']);
  expect(await publicCount(server, fitness.id)).toBe(8);
  expect(await server.verify()).toMatch(/ 0 faults$/);
});
