// T28: the browser has no room left. What cannot be kept is not called kept, what was kept stays readable, and as soon
// as there is room again everything goes on.
import { door, enter, knock, outbox, strip, synced, toBuilding, waiting } from './fixtures/actors.ts';
import { expect, test, type Phone } from './fixtures/test.ts';

/** Leaves this origin so many bytes; none given, as many as the disk has. */
async function quota(phone: Phone, quotaSize?: number): Promise<void> {
  const devtools = await phone.context.newCDPSession(phone.page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: phone.base, ...(quotaSize === undefined ? {} : { quotaSize }) });
}

test('T28 a full browser: a knock is not called saved, the outbox stays, and with room it goes on', async ({ server, phone }) => {
  const song = await phone('宋敏');
  await enter(song, '宋敏');
  await song.goOffline();
  await toBuilding(song.page, '5号楼');
  await knock(song.page, '1单元', '101', 'no-answer');
  await waiting(song.page, 2);
  // A fresh browser process: an old one has room set aside that it does not ask for again.
  await song.restart();
  await song.open('/app/round/b-03-05');
  await expect(song.page.getByTestId('tower')).toBeVisible();
  await quota(song, 1);
  await door(song.page, '1单元', '202').click();
  await song.page.getByTestId('outcome-no-answer').click();
  await expect(song.page.getByRole('alert')).toContainText('这台设备存不下了，没有保存');
  await expect(door(song.page, '1单元', '202')).not.toHaveAttribute('data-outcome', 'no-answer');
  await waiting(song.page, 2);
  await song.page.reload();
  await expect(song.page.getByTestId('tower')).toBeVisible();
  expect(await outbox(song.page)).toEqual(['waiting', 'waiting']);

  await quota(song);
  await song.open('/app/round/b-03-05');
  await knock(song.page, '1单元', '202', 'no-answer');
  await waiting(song.page, 3);
  await song.goOnline();
  await synced(song.page);
  expect(await outbox(song.page)).toEqual(['accepted', 'accepted', 'accepted']);
  expect(await server.verify()).toMatch(/ 0 faults$/);
});

test('T28 full while pulling: the acts go up all the same, and no hole is left behind the cursor', async ({ server, phone }) => {
  const song = await phone('宋敏');
  await enter(song, '宋敏');
  const li = await phone('李晨');
  await enter(li, '李晨');
  await li.open('/app/topics/T-0302');
  await li.page.getByTestId('main-action').click();
  await li.page.getByTestId('finish-sign').click();
  await synced(li.page);

  await song.goOffline();
  await song.restart();
  await song.open('/app');
  await expect(song.page.locator('h1')).toContainText('宋敏');
  await quota(song, 1);
  const asked = song.network.next('/api/v1/sync');
  await song.goOnline();
  await asked;
  await expect(strip(song.page)).not.toHaveAttribute('data-state', 'synced');
  await quota(song);
  await song.page.reload();
  await synced(song.page);
  await song.open('/app/topics/T-0302');
  await expect(song.page.getByTestId('seals')).toContainText('8/10');
  expect(await server.verify()).toMatch(/ 0 faults$/);
});
